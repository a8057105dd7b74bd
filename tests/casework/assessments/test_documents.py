"""The form on paper: every field of it, tagged and in its language; a point that was not given is not circled."""

import io

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader
from weasyprint import HTML

from casework.assessments import actions, wording
from casework.assessments.rules import AREAS, SCALE, Area, Prompt
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from dussk.ui import documents as papers
from tests.casework.assessments.conftest import SignIn, ago, begun, completed, finished, rated, url
from tests.world import World


def read(browser: Browser, address: str) -> tuple[PdfReader, str]:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    # pypdf reads some fonts with an empty character between letters.
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\0", "").split())


def is_tagged(reader: PdfReader) -> bool:
    root = reader.trailer["/Root"]
    marked = bool(root["/MarkInfo"]["/Marked"])  # type: ignore[index]
    return marked and root["/Lang"] == "en-GB" and "/StructTreeRoot" in root  # type: ignore[index, operator]


def test_the_blank_form_has_every_field(browser: Browser) -> None:
    reader, words = read(browser, reverse("assessments:blank"))
    assert is_tagged(reader)
    assert len(reader.pages) == 3
    first = " ".join(reader.pages[0].extract_text().split())
    for field in ("Project name", "Completed", "Review date", "Completed by", "Client", "Worker", "Client and worker"):
        assert field in first
    for area in AREAS.values():
        assert area in first
    for point, said in SCALE.items():
        assert f"{point}: {said}" in first
    assert first.count("1 2 3 4 5") == 20
    for each in wording.PROMPTS.values():
        assert each.label in words
        assert all(cue in words for cue in each.cues)
    assert "Page 3 of 3" in words
    large, _same = read(browser, f"{reverse('assessments:blank')}?large=1")
    assert is_tagged(large)
    assert len(large.pages) > len(reader.pages)


def test_the_filled_form(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna, project="Night outreach")
    rated(
        jo, one, Area.HOUSING, hers=2, workers=4, her_words="Cold at night", plan="Ring the council", review_on=ago(-9)
    )
    rated(jo, one, Area.MENTAL, hers=5)
    with asking(jo):
        actions.note(by=jo, assessment=one, prompt=Prompt.NIGHT, note="Out five nights")
    reader, words = read(browser, url("print", one))
    assert "Not completed yet" in words
    finished(jo, one, review=ago(-90))
    reader, words = read(browser, url("print", one))
    assert is_tagged(reader)
    assert len(reader.pages) <= 2
    first = " ".join(reader.pages[0].extract_text().replace("\0", "").split())
    assert all(area in first for area in AREAS.values())
    for said in ("Night outreach", "Client and worker (yes)", "Ring the council", "Cold at night", "Out five nights"):
        assert said in words
    housing = words[words.index("Review date Housing") :]
    assert housing.startswith("Review date Housing Client 1 2 3 4 5 Not doing very well Worker 1 2 3 4 5 Doing well")
    mental = words[words.index("Mental health Client") :]
    assert mental.startswith("Mental health Client 1 2 3 4 5 Doing very well Worker 1 2 3 4 5 Not rated")
    assert words.count("Not rated") == 17
    assert "Nothing written of: drug treatment" in words
    assert "Anna" not in str(reader.metadata)
    assert ViewLog.objects.filter(client_id=anna.pk, kind="printed", page="her_assessments:print").exists()


def test_one_that_was_left_says_so(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    with asking(jo):
        actions.leave(by=jo, assessment=one)
    assert "Left unfinished on" in read(browser, url("print", one))[1]


def test_points_are_circled_once_each(
    browser: Browser, jo: Worker, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(papers, "HTML", _keeping(made, HTML))
    browser.get(url("print", completed(jo, anna, hers=2, workers=3)))
    assert made[0].count('class="point on"') == 2
    browser.get(reverse("assessments:blank"))
    assert 'class="point on"' not in made[1]


def _keeping(made: list[str], html: object) -> object:
    def keep(*, string: str, **more: object) -> object:
        made.append(string)
        return html(string=string, **more)  # type: ignore[operator]

    return keep


def test_long_texts_pictures_and_other_scripts(browser: Browser, jo: Worker, anna: Client) -> None:
    """Nothing is fetched for what stands in a note, and nothing of a long one is lost."""
    long = "Line of a long note with an end. " * 600
    picture = '<img src="https://example.org/x.png"> https://example.org/y.png'
    one = begun(jo, anna)
    rated(jo, one, Area.HOUSING, her_words=f"{long[:19_900]} LAST", plan=f"{long[:19_900]} END")
    rated(jo, one, Area.FAMILY, her_words="שלום 🌱 مرحبا", plan=picture)
    with asking(jo):
        actions.note(by=jo, assessment=one, prompt=Prompt.LIFE, note=f"{long[:19_900]} DONE")
    reader, words = read(browser, url("print", finished(jo, one)))
    assert is_tagged(reader)
    together = words.replace(" ", "")
    for end in ("LAST", "END", "DONE", "https://example.org/x.png", "Personalresponsibility"):
        assert end in together
    assert together.count("Lineofalongnote") > 1_500


def test_the_name_of_a_file_and_its_title_are_nobodys(browser: Browser, jo: Worker, anna: Client) -> None:
    one = completed(jo, anna)
    said = browser.get(url("print", one)).headers["Content-Disposition"]
    assert said == f'inline; filename="assessment-{anna.reference.lower()}.pdf"'


def test_a_partner_prints_what_she_may_read(jo: Worker, anna: Client, world: World, signed_in: SignIn) -> None:
    one = completed(jo, anna)
    assert signed_in(world.worker("facilitator")).get(url("print", one)).status_code == 200
    assert signed_in(world.worker("psychologist")).get(url("print", one)).status_code == 404
    assert signed_in(world.worker("volunteer")).get(url("print", one)).status_code == 403
