"""The form on paper: two pages, tagged, and every choice as she made it."""

import io
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from consent.agreements import actions, queries, rules, wording
from consent.agreements.models import ConsentForm
from consent.agreements.rules import Part, ToPartner
from dussk.access.asking import asking
from dussk.audit.models import ViewLog
from dussk.staff.models import Agency
from tests.consent.agreements.conftest import DRAWN, Asked


def read(browser: Browser, url: str) -> tuple[PdfReader, str]:
    answer = browser.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def is_tagged(reader: PdfReader) -> bool:
    return bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]


def test_the_blank_form(asked: Asked, jo: Browser) -> None:
    url = reverse("consent_forms:blank", args=[asked.form.uid])
    reader, words = read(jo, url)
    assert len(reader.pages) <= 2
    assert is_tagged(reader)
    for heading, _words, _explained in wording.standard("Lantern House").values():
        assert heading in words
    for line in rules.read_words(wording.standard("x")[Part.OUTSIDE][1]).lines:
        assert f"{line} ☐ Yes" in words
    assert "☒" not in words
    assert words.count("☐ No") >= 3 + 10 + 10
    assert "G it cannot be avoided" not in words
    large, _same = read(jo, f"{url}?large=1")
    assert len(large.pages) > len(reader.pages)
    assert is_tagged(large)


def test_the_signed_form_has_every_choice_as_she_made_it(asked: Asked, jo: Browser) -> None:
    last = timezone.localdate() + timedelta(days=90)
    agreement = asked.signed(
        {
            asked.world.drugs: ToPartner(frozenset({"casework", "safety"}), until=last),
            asked.world.nhs: ToPartner(frozenset({"clinical"}), from_today=True),
        },
        how={"signature": "drawn", "drawn": DRAWN, "ends_on": last},
        outside={"kinds": ["police", "health"], "names": ["Night Shelter"]},
    )
    reader, words = read(jo, asked.url("print", agreement.uid))
    assert len(reader.pages) <= 2
    assert is_tagged(reader)
    with asking(asked.by):
        pages = {page.part: page for page in queries.pages_of(agreement.form, agreement)}
    for choice in pages[Part.OUTSIDE].choices:
        assert f"{choice.label} {'Yes' if choice.agreed else 'No'}" in words
    agreed = {choice.label for choice in pages[Part.OUTSIDE].choices if choice.agreed}
    assert agreed == {"The police", "GP and health", "Night Shelter"}
    for row in pages[Part.PARTNERS].by_line:
        said = " ".join("Yes" if choice.agreed else "No" for choice in row.choices)
        assert f"{row.label} {said}" in words
    assert "Only what is written from today on No Yes" in words
    for part, said in ((Part.SERVICE, "Yes"), (Part.STORING, "Yes"), (Part.RESEARCH, "No")):
        after = words[words.index(pages[part].heading) :]
        explained = " ".join(pages[part].explained.split())
        assert after[after.index(explained) + len(explained) :].lstrip().startswith(said)
    for told in ("Dean, Ex-partner", "Signed: Rosa Lind (drawn on the screen)", "talk it through again on"):
        assert told in words
    assert "taken back" not in words
    assert "Rosa" not in str(reader.metadata)
    assert ViewLog.objects.filter(client_id=asked.rosa.pk, kind="printed").exists()
    with asking(asked.by):
        back = [row for row in queries.chosen(agreement).outside if row.kind == "police"]
    asked.withdraw(agreement, outside=back)
    _reader, since = read(jo, asked.url("print", agreement.uid))
    assert "The police Yes, taken back" in since
    assert "telling Police" in since


def test_what_is_not_signed_says_so(asked: Asked, jo: Browser) -> None:
    agreement = asked.begin(interpreter="telephone", interpreter_name="Mina Petrova")
    _reader, words = read(jo, asked.url("print", agreement.uid))
    assert "Not signed yet: this opens nothing" in words
    assert "Mina Petrova" in words
    with asking(asked.by):
        actions.leave(by=asked.by, agreement=agreement)
    assert "Given up: never signed" in read(jo, asked.url("print", agreement.uid))[1]


def test_ground_g_stands_on_the_forms_that_name_it(asked: Asked, jo: Browser) -> None:
    administrator = asked.world.worker("administrator")
    with asking(administrator):
        draft = actions.begin_version(by=administrator, language="English", why="The form of 2008")
        actions.turn_reputation(by=administrator, form=draft, on=True)
        actions.publish(by=administrator, form=draft)
    assert "G it cannot be avoided" in read(jo, reverse("consent_forms:blank", args=[draft.uid]))[1]


@pytest.mark.parametrize("demonstration", [False, True])
def test_a_full_form_keeps_to_two_pages(asked: Asked, jo: Browser, settings: object, *, demonstration: bool) -> None:
    settings.DEMONSTRATION = demonstration  # type: ignore[attr-defined]
    for name in ("Night Shelter Trust", "Sanctuary Health Partnership"):
        Agency.objects.create(name=name, short_name=name.split()[0])
    form = asked.form
    ConsentForm.objects.filter(pk=form.pk).update(language="English for Lantern House and its partners")
    form.refresh_from_db()
    assert len(read(jo, reverse("consent_forms:blank", args=[form.uid]))[0].pages) <= 2
    with asking(asked.by):
        agreement = actions.begin(by=asked.by, client=asked.rosa, form=form)
    everything = ToPartner(frozenset(rules.Sharing), until=timezone.localdate() + timedelta(days=300))
    asked.go_through(
        agreement,
        partners=dict.fromkeys(Agency.objects.exclude(pk=asked.world.charity.pk), everything),
        outside={"kinds": list(rules.Outside), "names": ["Crisis House", "Night Bus", "Red Door", "The Ark"]},
        people={"people": [("Dean", "Ex"), ("Mum", "Mother"), ("Kay", "Sister"), ("Ray", "Landlord")]},
    )
    asked.sign(agreement, signature="drawn", drawn=DRAWN)
    assert len(read(jo, asked.url("print", agreement.uid))[0].pages) <= 2
