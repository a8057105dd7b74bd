"""The sheet on paper: every field of the form, tags and language, nothing fetched, nobody named in title or name."""

import io
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from casework.clients.models import Client, SafeContact
from casework.information.rules import LABELS, Section
from dussk.access.asking import Worker
from dussk.audit.models import ViewLog
from tests.casework.information.conftest import added, url, written
from tests.matrix.base import base

#: Source: 004, appendix 2, "Information gathering".
OF_THE_FORM = (
    *("Name", "Also known as", "Date of birth", "Ethnicity", "Address", "Phone", "Prison number", "Referred by"),
    *("Date file opened", "Location", "Relationship", "Contact", "Organisation", "Who she sees there"),
)


def read(browser: Browser, address: str) -> tuple[PdfReader, str]:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def is_right(reader: PdfReader, title: str) -> bool:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]).lower() == "en-gb"  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    return bool(reader.metadata and reader.metadata.title == title)


def test_the_blank_sheet_has_every_field_and_room_to_write(browser: Browser) -> None:
    answer = browser.get(reverse("information:blank"))
    assert 'filename="blank-information-sheet.pdf"' in answer.headers["Content-Disposition"]
    reader, words = read(browser, reverse("information:blank"))
    assert is_right(reader, "Information sheet")
    assert len(reader.pages) == 2
    for number, section in enumerate(Section, start=1):
        assert f"{number} {LABELS[section]}" in words
    for field in (*OF_THE_FORM, "NI number", "M / F", "Case worker"):
        assert field in words, field
    assert "Does she" in words or "She wants it kept" in words
    assert not ViewLog.objects.exists()


def test_the_filled_sheet_has_every_field(browser: Browser, anna: Client, jo: Worker) -> None:
    said: dict[str, Any] = {
        "ethnicity": "white_irish",
        "address": "12 Ferry Lane",
        "ni_number": "AB123456C",
        "referred_by": "Herself",
    }
    written(jo, anna, Section.DETAILS, prison_number="A1234BC", file_opened_on=date(2026, 1, 5), **said)
    written(jo, anna, gp_name="Dr Amin", gp_phone="0117 496 0752", gp_address="4 Cedar Road", gp_registered="yes")
    added(jo, anna, "child", name="Kayden", born=date(2017, 5, 3), proceedings="Sees him on Saturdays")
    added(jo, anna, "other", name="Dawn", address="9 Hill Street")
    added(jo, anna, "emergency", name="Linda")
    added(jo, anna, "agency", name="Probation")
    added(jo, anna, "fact", words="Forty pounds to the water company")
    on = timezone.localdate() + timedelta(days=3)
    added(jo, anna, "date", kind="court", on=on, at=None, where="Crown court", note="Wants company")
    SafeContact.objects.create(**base(jo, anna), way="text", detail="07700 900456", is_safe=False)
    reader, words = read(browser, url("print", anna))
    assert is_right(reader, f"Information sheet, {anna.shown_reference}")
    for number, section in enumerate(Section, start=1):
        assert f"{number} {LABELS[section]}" in words
    for field in (*OF_THE_FORM, "National Insurance number", "Girl or boy", "Case worker", "May we ring"):
        assert field in words, field
    for value in (
        *("White: Irish", "12 Ferry Lane", "AB 12 34 56 C", "A1234BC", "Herself", "5 January 2026", "Dr Amin"),
        *("4 Cedar Road", "3 May 2017", "Sees him on Saturdays", "9 Hill Street", "Linda", "Only in an emergency"),
        *("Colette", "Forty pounds to the water company", "Crown court", "Wants company"),
        *("07700 900456", "Never use."),
    ):
        assert value in words, value
    answer = browser.get(url("print", anna))
    assert f'filename="information-{anna.reference.lower()}.pdf"' in answer.headers["Content-Disposition"]
    assert ViewLog.objects.filter(client_id=anna.pk, kind="printed", page="her_information:print").exists()


def test_a_sheet_that_nobody_began_says_so(browser: Browser, anna: Client) -> None:
    _reader, words = read(browser, url("print", anna))
    assert "Not asked yet." in words
    assert "Not known" in words


def test_what_was_ended_is_not_printed(browser: Browser, anna: Client, jo: Worker) -> None:
    row = added(jo, anna, "fact", words="Forty pounds to the water company")
    browser.post(url("ended", anna, "fact", row.uid), {"sent": "1"})
    assert "Forty pounds" not in read(browser, url("print", anna))[1]


@pytest.mark.parametrize(
    "words",
    [
        "<img src='https://example.org/x.png'><style>body{display:none}</style>",
        "مريم تعيش في القاهرة and 🦜",
        "word " * 4000,
        "x" * 20_000,
    ],
    ids=["picture", "right to left", "20,000 characters", "one word of 20,000"],
)
def test_whatever_stands_in_a_box_is_printed_and_nothing_is_fetched(
    browser: Browser, anna: Client, jo: Worker, words: str
) -> None:
    added(jo, anna, "child", proceedings=words, location=words[:200])
    added(jo, anna, "fact", words=words)
    reader, said = read(browser, url("print", anna))
    assert is_right(reader, f"Information sheet, {anna.shown_reference}")
    assert "7 What else she wants kept" in said
    assert "display:none" not in said or "<style>" in said
    if words.startswith("x"):
        assert said.count("x") >= 40_000


def test_no_row_is_split_between_pages(browser: Browser, anna: Client, jo: Worker) -> None:
    """Each child of forty, with all that is said of it in the table, stands on one page."""
    for number in range(40):
        added(jo, anna, "child", name=f"Child{number:02}", location=f"Where{number:02} " + "far " * 12)
    reader, _words = read(browser, url("print", anna))
    assert len(reader.pages) > 2
    for page in reader.pages:
        said = page.extract_text()
        assert [f"Child{n:02}" in said for n in range(40)] == [f"Where{n:02}" in said for n in range(40)]
    with_children = [page.extract_text() for page in reader.pages if "Child" in page.extract_text()]
    assert all("Girl or boy" in said for said in with_children)  # its head stands on each page
    for before, after in pairwise(with_children):
        assert before != after
