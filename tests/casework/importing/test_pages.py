"""The pages by which a caseload is brought in."""

import csv
import io
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.models import Client
from casework.importing.models import BroughtIn, ImportBatch, Stage
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from dussk.embedded import CLONE
from dussk.jobs.models import Job
from dussk.ui.uploads import LARGEST
from tests.casework.importing.conftest import (
    KAZ,
    MIA,
    RUBY,
    SignIn,
    a_file,
    anew,
    brought_in,
    checked,
    do_all,
    uploaded,
)
from tests.world import World, contact

BAD = "=cmd|' /C calc'!A0,,31/2/1990,,,,,,,,"


def send(browser: Browser, content: bytes, name: str = "Caseload.csv") -> HttpResponse:
    return browser.post(reverse("importing:new"), {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def at(name: str, batch: ImportBatch) -> str:
    return reverse(f"importing:{name}", args=[batch.uid])


def text(browser: Browser, name: str, batch: ImportBatch) -> str:
    response = browser.get(at(name, batch), follow=True)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def columns(batch: ImportBatch, **more: str) -> dict[str, str]:
    return {f"column_{number}": field for number, field in enumerate(batch.columns)} | more


def test_from_the_file_to_the_files_and_back(browser: Browser) -> None:
    answer = send(browser, a_file(RUBY, MIA, KAZ))
    batch = ImportBatch.objects.get()
    assert answer.headers["Location"] == at("columns", batch)
    page = text(browser, "columns", batch)
    assert "UTF-8 (most systems)" in page
    assert "Prefers mornings" in page
    answer = browser.post(at("columns", batch), columns(batch, order="dmy"))  # type: ignore[assignment]
    assert answer.headers["Location"] == reverse("jobs:job", args=[Job.objects.get().uid])
    do_all()
    page = text(browser, "batch", batch)
    assert "3 rows can be brought in" in page
    assert "Every row is right" in page
    browser.post(at("bring_in", batch), {})
    assert do_all()[-1].said == "3 files started"
    page = text(browser, "batch", batch)
    assert "Ruby" in page
    assert page.count("dussk-register__row") == 3
    browser.post(at("undo", batch), {})
    do_all()
    assert "None of them is here any more" in text(browser, "batch", batch)
    assert not BroughtIn.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"PK\x03\x04x", "workbook or a zip archive"), (b"", "This file is empty"), (b"Name\n", "no rows under")],
)
def test_what_cannot_be_read(browser: Browser, content: bytes, why: str) -> None:
    page = send(browser, content).content.decode()
    assert why in page
    assert 'href="#id_file"' in page  # beside the field, and in the summary
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_too_large_is_said_to_be(browser: Browser) -> None:
    assert "larger than 5 MB" in send(browser, b"x" * (LARGEST + 1)).content.decode()


def test_no_file(browser: Browser) -> None:
    assert "Choose a CSV file" in browser.post(reverse("importing:new"), {}).content.decode()


def test_a_files_name_is_only_words(browser: Browser) -> None:
    send(browser, a_file(RUBY), "../x/<b>Ru\x00by.csv")
    send(browser, a_file(RUBY), "x" * 300 + ".csv")
    assert {len(batch.name) <= 100 for batch in ImportBatch.objects.all()} == {True}
    assert "<b>Ru" not in browser.get(reverse("importing:list")).content.decode()


def test_dates_in_two_ways_are_shown_and_asked(browser: Browser, sam: Worker) -> None:
    batch = uploaded(sam, b"Name,DOB\nRuby,3/4/1990\n")
    page = text(browser, "columns", batch)
    assert "3/4/1990 is 3 April 1990 or 4 March 1990" in page
    assert "checked" not in page.split('id="div_id_order"')[1].split("</fieldset>")[0]
    page = browser.post(at("columns", batch), columns(batch)).content.decode()
    assert "Choose how dates of birth are written" in page
    assert 'value="born" selected' in page  # nothing chosen is lost
    browser.post(at("columns", batch), columns(batch, order="mdy"))
    assert anew(batch).order == "mdy"


def test_columns_that_will_not_do(browser: Browser, sam: Worker) -> None:
    batch = uploaded(sam, b"Who,Note\nRuby,x\n")
    page = browser.post(at("columns", batch), {"column_0": "", "column_1": "note"}).content.decode()
    assert "no file starts without a name" in page


def test_a_file_without_a_row_that_names_its_columns(browser: Browser, sam: Worker) -> None:
    batch = uploaded(sam, b"Ruby,Hartwell,27/03/1990\nMia,Ionescu,14/11/1996\n")
    assert "the file has no such row" in text(browser, "columns", batch)
    assert "no file starts without a name" in text(browser, "batch", batch)
    assert "the file has no such row" not in text(browser, "columns", uploaded(sam, a_file(RUBY)))


def test_letters_are_read_anew(browser: Browser, sam: Worker) -> None:
    batch = uploaded(sam, "Name;Note\nMária;x\n".encode("cp1250"))
    browser.post(at("read", batch), {"encoding": "cp1252", "separator": ";"})
    assert anew(batch).encoding == "cp1252"
    assert "read anew" in text(browser, "columns", batch)
    page = browser.post(at("read", batch), {"encoding": "utf-16", "separator": ";"}).content.decode()
    assert "govuk-error-summary" in page
    assert "Choose how it is written" in browser.post(at("read", batch), {}).content.decode()


def test_bad_rows_with_line_and_reason(browser: Browser, sam: Worker) -> None:
    batch = checked(sam, RUBY, BAD)
    page = text(browser, "bad_rows", batch)
    assert "Line 3" in page
    assert "Date of birth: “31/2/1990” cannot be a date of birth" in page
    answer = browser.get(at("bad_rows_file", batch))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][-2:] == ["Line in the file", "What is wrong"]
    assert rows[1][0] == "'" + BAD.split(",", maxsplit=1)[0]  # text to a spreadsheet, never run
    assert rows[1][-2] == "3"


def test_bad_rows_mended_are_a_file_of_their_own(browser: Browser, sam: Worker) -> None:
    batch = checked(sam, RUBY, "Lou,,31/2/1990,,,,,,,,")
    mended = browser.get(at("bad_rows_file", batch)).content.replace(b"31/2/1990", b"28/2/1990", 1)
    send(browser, mended)
    again = ImportBatch.objects.order_by("-pk")[0]
    assert again.columns[-2:] == ["", ""]


def test_many_bad_rows_are_in_pages(browser: Browser, sam: Worker) -> None:
    batch = checked(sam, *([BAD] * 60))
    assert text(browser, "bad_rows", batch).count('<h2 class="dussk-register__name">Line') == 50
    assert browser.get(at("bad_rows", batch), {"page": 2}).content.decode().count("Line ") >= 10


def test_those_who_may_be_here_already_stand_side_by_side(browser: Browser, sam: Worker, world: World) -> None:
    batch = checked(sam, "Anna,,,,,,,,,,First note", "Kaz,,,34,,,,,,,", "Kaz,,,35,,,,,,,")
    page = text(browser, "doubles", batch)
    assert world.clients["anna"].shown_reference in page
    assert "First note" in page
    assert "Line 3</h3>" in page
    assert ViewLog.objects.filter(client_id=world.clients["anna"].pk, page="importing:doubles").exists()


def test_she_chooses_whether_bad_rows_stop_it(browser: Browser, sam: Worker) -> None:
    batch = checked(sam, RUBY, BAD, "Anna,,,,,,,,,,")
    page = browser.post(at("bring_in", batch), {}).content.decode()
    assert "Choose whether bad rows stop it" in page
    assert "all rows or none" in browser.post(at("bring_in", batch), {"which": "all"}).content.decode()
    browser.post(at("bring_in", batch), {"which": "good", "doubles": "too"})
    do_all()
    assert Client.objects.filter(called="Anna").count() == 2


def test_before_it_is_checked_it_cannot_be_brought_in(browser: Browser, sam: Worker) -> None:
    batch = uploaded(sam, a_file(RUBY))
    assert "Check the file first" in text(browser, "bring_in", batch)
    assert "Nothing of this file is here" in text(browser, "undo", batch)
    browser.post(at("check", batch))
    do_all()
    assert anew(batch).stage is Stage.CHECKED


def test_a_file_that_is_gone_says_so_everywhere(browser: Browser, sam: Worker) -> None:
    batch = checked(sam, RUBY)
    assert "thrown away" in browser.post(at("throw_away", batch), follow=True).content.decode()
    for name in ("columns", "bring_in"):
        assert "not here any more" in text(browser, name, batch)
    for name in ("check", "throw_away", "read"):
        assert "not here any more" in browser.post(at(name, batch), follow=True).content.decode()
    assert "Choose it again" in text(browser, "batch", batch)


def test_what_was_written_since_is_said_before_and_after(browser: Browser, sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY, KAZ)
    contact(world.worker("keyworker"), Client.objects.get(called="Ruby"))
    assert "written since: a contact" in text(browser, "batch", batch)
    page = text(browser, "undo", batch)
    assert "1 file is taken away again" in page
    assert "1 stays: something was written there since" in page
    browser.post(at("undo", batch))
    assert do_all()[-1].said == "1 file taken back. 1 file stays: something was written there since"
    page = text(browser, "batch", batch)
    assert "Files that stayed" in page
    assert ViewLog.objects.filter(page="importing:batch").exists()


def test_under_18(browser: Browser, sam: Worker) -> None:
    assert "Safeguarding comes first" in text(browser, "batch", checked(sam, "Lou,,1/1/2011,,,,,,,,"))


def test_only_a_manager_finds_it(browser: Browser, signed_in: object, world: World) -> None:
    link = reverse("importing:list")
    assert link in browser.get(reverse("clients:list")).content.decode()
    theirs = signed_in(world.worker("keyworker"))  # type: ignore[operator]
    assert link not in theirs.get(reverse("clients:list")).content.decode()
    assert theirs.get(link).status_code == HTTPStatus.FORBIDDEN


def test_another_agencys_manager_finds_none_of_it(signed_in: SignIn, sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY, BAD, good_rows=True)
    theirs = signed_in(world.worker("drugs_manager"))
    assert "Nothing was brought in yet" in theirs.get(reverse("importing:list")).content.decode()
    for name in ("batch", "columns", "bad_rows", "bad_rows_file", "doubles", "bring_in", "undo"):
        assert theirs.get(at(name, batch)).status_code == HTTPStatus.NOT_FOUND
    for name in ("columns", "read", "check", "bring_in", "undo", "throw_away"):
        assert theirs.post(at(name, batch), {}).status_code == HTTPStatus.NOT_FOUND
    assert (anew(batch).stage, BroughtIn.objects.count()) == (Stage.BROUGHT_IN, 1)


def test_the_example_can_be_brought_in(browser: Browser, sam: Worker) -> None:
    content = browser.get(reverse("importing:example")).content
    assert content == (CLONE / "docs" / "caseload-example.csv").read_bytes()
    batch = uploaded(sam, content)
    from casework.importing import actions  # noqa: PLC0415
    from dussk.access.asking import asking  # noqa: PLC0415

    with asking(sam):
        found = actions.check(by=sam, batch=batch)
    assert (len(found.women), found.bad, found.doubles) == (4, [], set())
    assert actions.needs_choosing(batch) == ""


def test_sent_twice_it_is_asked_once(browser: Browser, sam: Worker) -> None:
    batch = checked(sam, RUBY)
    form = {"once": "11111111-1111-4111-8111-111111111111"}
    assert browser.post(at("bring_in", batch), form).status_code == HTTPStatus.FOUND
    assert browser.post(at("bring_in", batch), form).status_code == HTTPStatus.FOUND
    assert Job.objects.filter(kind="import_bring_in").count() == 1
