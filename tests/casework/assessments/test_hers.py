"""An assessment on her own screen: what she sees, and that nothing she says is ever lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.assessments import actions
from casework.assessments.actions import Said
from casework.assessments.models import Assessment, Rating
from casework.assessments.rules import Area, Prompt
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.handover.queries import KEY
from tests.casework.assessments.conftest import begun, finished, hers, rated, text, url, value_of


def hand(browser: Browser, one: Assessment) -> None:
    at = reverse("assessment_hers:hand", args=[one.client.reference, one.uid])
    assert "She chooses which of the ten areas" in text(browser, at)
    assert browser.post(at).headers["Location"] == hers("start", one)


def test_on_her_screen_she_sees_what_she_said_and_nothing_else(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, Area.HOUSING, hers=2, workers=1, her_words="Cold", plan="Secret plan")
    with asking(jo):
        actions.note(by=jo, assessment=one, prompt=Prompt.VIOLENCE, note="Secret note")
    hand(browser, one)
    pages = [text(browser, hers("start", one)), text(browser, hers("area", one, "housing"))]
    for page in pages:
        assert "Secret" not in page
        assert "Anna" not in page
        assert "risk" not in page.lower()
    assert "You said: 2 Not doing very well" in pages[0]
    assert "Cold" in pages[1]
    page = text(browser, hers("area", one, "mental"))
    assert "checked" not in page  # nothing is chosen beforehand
    answer = browser.post(
        hers("area", one, "mental"), {"hers": "3", "her_words": "Nights", "mark": value_of(page, "mark")}
    )
    assert answer.headers["Location"] == f"{hers('start', one)}?kept=mental"
    assert "“How I feel” is kept" in text(browser, f"{hers('start', one)}?kept=mental")
    row = Rating.objects.get(area="mental")
    assert (row.hers, row.her_words, row.workers) == (3, "Nights", None)
    assert "You can go on where you stopped" in text(browser, hers("start", one))
    assert "Give the tablet back" in text(browser, hers("stop", one))
    assert browser.get(hers("area", one, "garden")).status_code == 302  # leads back to her form
    assert browser.get(url("assessment", one)).headers["Location"] == hers("start", one)


def test_what_is_wrong_on_her_screen_is_said_in_plain_words(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    hand(browser, one)
    for sent, words in (
        ({"hers": "9", "her_words": "Kept"}, "Choose a point"),
        ({"hers": "3", "her_words": "x" * 20_001}, "too long to keep"),
    ):
        answer = browser.post(hers("area", one, "family"), sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Rating.objects.exists()


def left(by: Worker, one: Assessment) -> None:
    with asking(by):
        actions.leave(by=by, assessment=one)


@pytest.mark.parametrize(("close", "told"), [(finished, "completed"), (left, "left unfinished")])
def test_what_she_types_while_it_is_closed_elsewhere_is_kept(
    browser: Browser, jo: Worker, anna: Client, close: Callable[..., object], told: str
) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=1)
    hand(browser, one)
    mark = value_of(text(browser, hers("area", one, "mental")), "mark")
    close(jo, one)
    sent = {"hers": "3", "her_words": "He came back last night", "mark": mark}
    answer = browser.post(hers("area", one, "mental"), sent | {"her_words": "x" * 20_001})
    assert answer.status_code == 422  # hers to mend, and not thrown away
    assert not Rating.objects.filter(area="mental").exists()
    answer = browser.post(hers("area", one, "mental"), sent)
    assert answer.headers["Location"] == hers("thanks", one)
    row = Rating.objects.get(area="mental")
    assert (row.hers, row.her_words) == (3, "He came back last night")
    thanks = text(browser, hers("thanks", one))
    assert "These pages were closed" in thanks
    assert "What you said is kept" in thanks
    assert f"It was {told} on another screen" in browser.session[KEY]["tell"]
    assert browser.get(hers("area", one, "mental")).headers["Location"] == hers("thanks", one)
    assert browser.post(hers("start", one)).headers["Location"] == hers("thanks", one)


def test_the_worker_is_told_of_what_was_kept_and_of_nothing_else(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=1)
    hand(browser, one)
    nothing = {"hers": "", "her_words": "", "mark": value_of(text(browser, hers("area", one, "family")), "mark")}
    browser.post(hers("area", one, "family"), nothing)
    assert not browser.session[KEY]["tell"]
    finished(jo, one)
    assert browser.post(hers("area", one, "family"), nothing).headers["Location"] == hers("thanks", one)
    assert not browser.session[KEY]["tell"]


@pytest.mark.parametrize(
    ("opened", "entered", "sent", "stands"),
    [
        (None, 4, None, 4),  # she chose nothing: what her worker entered stays
        (2, 4, 2, 4),  # nor did she touch what stood there
        (2, 4, 3, 3),  # what she chose counts
        (2, 4, None, None),  # and so does taking it back
        (2, 2, None, None),
        (None, None, None, None),
        (None, 4, 4, 4),
    ],
)
def test_a_point_entered_meanwhile_stays_where_she_chose_nothing(
    jo: Worker, anna: Client, opened: int | None, entered: int | None, sent: int | None, stands: int | None
) -> None:
    one = begun(jo, anna)
    rated(jo, one, hers=opened, plan="x")
    with asking(jo):
        mark = actions.mark_of(Rating.objects.get())
    rated(jo, one, hers=entered, her_words="As she told me", plan="y")
    with asking(jo):
        actions.say_herself(by=jo, assessment=one, area=Area.HOUSING, hers=sent, her_words="", mark=mark)
    row = Rating.objects.get()
    assert (row.hers, row.her_words, row.plan) == (stands, "As she told me", "y")


def test_words_she_did_not_touch_are_not_written_twice(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, her_words="Cold")
    with asking(jo):
        mark = actions.mark_of(Rating.objects.get())
    rated(jo, one, her_words="Damp")
    said: dict[str, Any] = {"assessment": one, "area": Area.HOUSING, "hers": 3}
    with asking(jo):
        actions.say_herself(by=jo, **said, her_words="Cold", mark=mark)
        assert (Rating.objects.get().hers, Rating.objects.get().her_words) == (3, "Damp")
        actions.say_herself(by=jo, **said, her_words="Cold\nMice", mark=mark)
        assert Rating.objects.get().her_words == "Damp\n\nCold\nMice"


def test_two_texts_too_long_together_are_said_in_words_for_her(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    hand(browser, one)
    mark = value_of(text(browser, hers("area", one, "housing")), "mark")
    rated(jo, one, her_words="a" * 15_000)
    sent = {"hers": "2", "her_words": "b" * 6_000, "mark": mark}
    answer = browser.post(hers("area", one, "housing"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Your worker wrote something here too" in page
    assert "b" * 6_000 in page
    assert "aaaa" not in page
    answer = browser.post(hers("area", one, "housing"), sent | {"her_words": "b" * 4_000})
    assert answer.status_code == 302
    assert Rating.objects.get().her_words == "a" * 15_000 + "\n\n" + "b" * 4_000


def test_she_says_it_herself(jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    rated(jo, one, workers=2, plan="Hostel")
    with asking(jo):
        mark = actions.mark_of(Rating.objects.get())
        said: dict[str, Any] = {"assessment": one, "area": Area.HOUSING}
        assert actions.say_herself(by=jo, **said, hers=4, her_words="It is warm", mark=mark)
        row = Rating.objects.get()
        assert (row.hers, row.her_words, row.workers, row.plan) == (4, "It is warm", 2, "Hostel")
        # Somebody else wrote down her words meanwhile: both are kept, and her own point counts.
        actions.say_herself(by=jo, **said, hers=5, her_words="And quiet", mark=mark)
        row = Rating.objects.get()
        assert (row.hers, row.her_words) == (5, "It is warm\n\nAnd quiet")
        actions.say_herself(by=jo, **said, hers=None, her_words="", mark=actions.mark_of(row))
        assert (Rating.objects.get().hers, Rating.objects.get().her_words) == (None, "")
        assert not actions.say_herself(by=jo, **said, hers=None, her_words="", mark="")
    with asking(jo), pytest.raises(RefusedError):
        actions.say_herself(by=jo, **said, hers=9, her_words="", mark="")
    with asking(jo), pytest.raises(RefusedError):
        actions.rate(by=jo, assessment=one, area=Area.HOUSING, said=Said(her_words="x" * 20_001))


def test_without_a_tablet_her_pages_lead_to_the_workers(browser: Browser, jo: Worker, anna: Client) -> None:
    one = begun(jo, anna)
    for name in ("start", "stop", "thanks"):
        assert browser.get(hers(name, one)).headers["Location"] == url("assessment", one)
    hand(browser, one)
    assert browser.get(hers("thanks", one)).headers["Location"] == hers("start", one)
