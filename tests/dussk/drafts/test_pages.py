"""The pages that show what is not saved, and what a form and its script are told."""

import uuid

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.models import Client
from dussk.access.asking import Worker
from dussk.drafts.models import Draft
from dussk.drafts.reading import in_its_words
from tests.conftest import SignIn
from tests.dussk.drafts.conftest import LIST, NEW, NOTE, a_draft
from tests.world import World

# The pages


def test_it_can_be_read_sent_once_more_and_thrown_away(jo: Browser, worker: Worker) -> None:
    typed = [["called", "<b>Zuzanna</b>"], ["note", NOTE], ["staff", str(uuid.uuid4())], ["opened_with", "abc"]]
    draft = a_draft(worker, fields=typed, title="Start a file", key=uuid.uuid4())
    page = jo.get(reverse("drafts:draft", args=[draft.uid])).content.decode()
    for words in ("&lt;b&gt;Zuzanna", NOTE, "Save it now", f'name="once" value="{draft.key}"', f'action="{NEW}"'):
        assert words in page
    assert "Zuzanna" not in page[: page.index("<body")]
    listed = jo.get(LIST).content.decode()
    assert "Start a file" in listed
    assert NOTE[:100] in listed  # tells it from another of the same page
    today = jo.get("/").content.decode()
    assert "Start a file" in today
    assert NOTE[:40] in today
    jo.post(reverse("drafts:throw_away", args=[draft.uid]))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("action", ["/staff/new/", "/sign-out/", "/nowhere/", "/account/password/", "/lock/"])
def test_only_what_saves_once_is_sent_from_there(jo: Browser, worker: Worker, action: str) -> None:
    draft = a_draft(worker, action=action)
    assert "Save it now" not in jo.get(reverse("drafts:draft", args=[draft.uid])).content.decode()


FORGOTTEN = [("what_helps", "Tea"), ("empty", "  "), ("note", NOTE), ("when", "a\nb"), ("who", str(uuid.uuid4()))]


@pytest.mark.parametrize(
    ("form", "fields", "short", "long"),
    [
        ("Gone /x/", FORGOTTEN, [("What helps", "Tea")], [("Note", NOTE), ("When", "a\nb")]),
        ("sent 1", [("opened_with", "x"), ("once", "x"), ("draft", "x")], [], []),
        (
            "AlertForm /x/",
            [
                ("text", "Never ring"),
                ("audience", "identity"),
                ("reason", NOTE),
                ("starts_day", "22"),
                ("starts_month", "nov"),
                ("starts_year", "2026"),
                ("ends_day", ""),
                ("else", "More"),
            ],
            [
                ("What staff need to know", "Never ring"),
                ("Who needs to know?", "Everyone who may see her name"),
                ("From", "22 nov 2026"),
                ("Else", "More"),
            ],
            [("Why", NOTE)],
        ),
        (
            "DetailsForm /x/",
            [
                ("adjustments", "reading"),
                ("adjustments", "hearing"),
                ("adjustments_note", "Sits by her"),
                ("opened_with", "x"),
            ],
            [("What makes things harder for her", "Reading, Hearing"), ("What we do about it", "Sits by her")],
            [],
        ),
    ],
)
def test_it_is_shown_as_its_form_asks(
    form: str, fields: list[tuple[str, str]], short: list[tuple[str, str]], long: list[tuple[str, str]]
) -> None:
    assert in_its_words(form, fields) == (short, long)


def test_todays_panel_shows_five_and_says_that_there_are_more(jo: Browser, worker: Worker) -> None:
    for number in range(6):
        a_draft(worker, form=str(number), title=f"Page {number}")
    page = jo.get("/").content.decode()
    assert page.count("Page ") == 5
    assert "All you have not saved" in page


# What the page's script is told


def test_a_script_is_told_where_to_go(jo: Browser) -> None:
    answer = jo.post(NEW, {"called": "Zuzanna", "once": str(uuid.uuid4())}, headers={"X-Dussk-Save": "1"})
    assert answer.status_code == 204
    assert answer.headers["X-Dussk-Go"] == Client.objects.get(called="Zuzanna").get_absolute_url()
    assert "Her file is started" in jo.get("/").content.decode()
    assert jo.post(NEW, {"called": ""}, headers={"X-Dussk-Save": "1"}).status_code == 200


def test_a_form_says_that_it_is_kept_and_one_with_a_secret_does_not(jo: Browser) -> None:
    page = jo.get(NEW).content.decode()
    assert 'data-draft="NewFileForm"' in page
    assert 'name="once"' in page
    for address in ("/account/password/", "/account/second-steps/app/"):
        assert "data-draft" not in jo.get(address).content.decode()


def test_a_script_leaves_to_the_browser_what_is_not_made_for_being_sent_twice(signed_in: SignIn, world: World) -> None:
    """Such a page may answer with what is shown once, as the letter to a new member of staff is."""
    browser = signed_in(world.worker("administrator"))
    answer = browser.post(reverse("staff:new_account"), {"name": "Nell"}, headers={"X-Dussk-Save": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "X-Dussk-Go" not in answer.headers
