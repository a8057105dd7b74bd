"""A release on paper: what was sent, and on what ground; and nobody of her list."""

import io

from django.test import Client as Browser
from pypdf import PdfReader

from consent.disclosures.actions import Answer
from consent.disclosures.models import DisclosureMatch
from dussk.audit.models import ViewLog
from tests.consent.disclosures.conftest import CHILD, Releasing


def read(browser: Browser, url: str) -> tuple[PdfReader, str, str]:
    answer = browser.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    return reader, words, answer.headers["Content-Disposition"]


def test_what_was_told_on_what_ground(rosa: Releasing, jo: Browser) -> None:
    rosa.list("Hayley Hale", "Aunt")
    row = rosa.put_forward(rosa.ask(CHILD))
    row = rosa.decide(row, answers={DisclosureMatch.objects.get().pk: Answer(in_spite=True)})
    row = rosa.send(row, words="Her child is alone at night.", note="to the duty team")
    reader, words, name = read(jo, rosa.address("print", row.uid))
    for said in (
        "Her child is alone at night.",
        "to the duty team",
        "Ms Hale, Social services",
        "A: a child is at risk of abuse",
        "Article 6: Legitimate interests",
        "Schedule 1: Paragraph 18: safeguarding",
        "it would put somebody else in danger",
        "A child is in danger",
        rosa.boss.staff.name,
    ):
        assert said in words, said
    assert "Hayley" not in words
    assert "Rosa" not in words + name
    assert rosa.rosa.reference.lower() in name
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert ViewLog.objects.filter(client_id=rosa.rosa.pk, kind="printed").exists()


def test_a_refusal_on_paper(rosa: Releasing, jo: Browser) -> None:
    row = rosa.decide(rosa.put_forward(rosa.ask(CHILD)), approve=False, reason="Ring the school first")
    _reader, words, _name = read(jo, rosa.address("print", row.uid))
    assert "What we said no to" in words
    assert "Ring the school first" in words


def test_one_that_was_not_sent_says_so(rosa: Releasing, jo: Browser) -> None:
    _reader, words, _name = read(jo, rosa.address("print", rosa.ask().uid))
    assert "nothing has been sent" in words
