"""Her own screen: she reads her plan, signs it, writes what she wants otherwise, or stops. Nothing else is reached."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.care_plans import actions
from casework.care_plans.models import PlanVersion
from casework.care_plans.rules.versions import State
from dussk.access.asking import asking
from dussk.audit.models import ViewLog
from dussk.drafts.models import Draft
from tests.casework.care_plans.conftest import DRAWN, Planning, SignIn, today
from tests.casework.care_plans.test_pages import read


@pytest.fixture
def version(planning: Planning) -> PlanVersion:
    with asking(planning.jo):
        words = {"wants": "My own front door", "strengths": "Up early"}
        actions.change_words(by=planning.jo, plan=planning.plan, **words)
        crisis = {"crisis_signs": "", "crisis_helps": "Tea", "crisis_people": "", "crisis_safe": "Home by ten"}
        actions.change_crisis(by=planning.jo, plan=planning.plan, **crisis)
    return planning.put()


def hers(name: str, version: PlanVersion) -> str:
    return reverse(f"plan_hers:{name}", args=[version.uid])


@pytest.fixture
def tablet(planning: Planning, jo: Browser, version: PlanVersion) -> Browser:
    """Jo's browser, handed over."""
    address = reverse("plan_hers:hand", args=[planning.rosa.reference, version.uid])
    assert "and nothing else" in read(jo.get(address))
    response: Any = jo.post(address)
    assert response["Location"] == hers("start", version)
    return jo


def test_she_reads_her_plan_and_nothing_of_the_workers(tablet: Browser, version: PlanVersion) -> None:
    page = read(tablet.get(hers("start", version)))
    for words in ("What you want", "My own front door", "A room with a lock", "Not a hostel", "Tea", "Home by ten"):
        assert words in page
    for words in ("Rosa", "tier", "Version", "DUSSK", "Draft"):
        assert words not in page
    assert ViewLog.objects.filter(page="plan_hers:start").exists()


@pytest.mark.parametrize("address", ["/", "/clients/", "/plans/steps/", "/plans/to-countersign/"])
def test_she_reaches_nothing_else(tablet: Browser, version: PlanVersion, address: str) -> None:
    response: Any = tablet.get(address)
    assert response["Location"] == hers("start", version)


def test_nor_the_workers_page_of_her_plan(tablet: Browser, planning: Planning, version: PlanVersion) -> None:
    for name in ("her_plan:plan", "her_plan:versions"):
        response: Any = tablet.get(reverse(name, args=[planning.rosa.reference]))
        assert response["Location"] == hers("start", version)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Write your name"),
        ({"print_name": "Rosa"}, "Choose how you want to sign"),
        ({"print_name": "Rosa", "how": "drawn"}, "Draw your name in the box"),
        ({"print_name": "Rosa", "how": "drawn", "drawn": "M1 1L2 2"}, "Draw your name in the box"),
        ({"print_name": "Rosa", "how": "paper"}, "Choose how you want to sign"),
        ({"print_name": "...", "how": "typed"}, "at least one letter or number"),
    ],
)
def test_what_is_no_signature(
    tablet: Browser, planning: Planning, version: PlanVersion, said: dict[str, str], words: str
) -> None:
    response = tablet.post(hers("sign", version), said)
    assert response.status_code == 422
    assert words in read(response)
    assert planning.now(version).state is State.WAITING
    assert not Draft.objects.exists()


@pytest.mark.parametrize("how", ["drawn", "typed"])
def test_she_signs(tablet: Browser, planning: Planning, version: PlanVersion, how: str) -> None:
    said = {"print_name": "Rosa T.", "how": how, "drawn": DRAWN}
    page = read(tablet.post(hers("sign", version), said, follow=True))
    assert "You agreed to your plan" in page
    now = planning.now(version)
    assert (now.state, now.signature, now.print_name) == (State.AGREED, how, "Rosa T.")
    assert bool(now.drawn) == (how == "drawn")
    for name in ("start", "sign", "otherwise", "stop"):
        assert "You agreed to your plan" in read(tablet.get(hers(name, version), follow=True))


def test_she_wants_it_otherwise(tablet: Browser, planning: Planning, version: PlanVersion) -> None:
    empty = tablet.post(hers("otherwise", version), {"words": " "})
    assert empty.status_code == 422
    assert "Write what you want to be different" in read(empty)
    page = read(tablet.post(hers("otherwise", version), {"words": "Not the hostel. 🌷"}, follow=True))
    assert "What you wrote is kept" in page
    assert planning.now(version).not_agreed == "Not the hostel. 🌷"


def test_she_stops_and_nothing_is_agreed(tablet: Browser, planning: Planning, version: PlanVersion) -> None:
    assert "You have not signed anything" in read(tablet.get(hers("stop", version)))
    assert planning.now(version).state is State.WAITING


def told(browser: Browser) -> str:
    """What the worker is told when she has the tablet again."""
    return str(browser.session["handed_over"]["tell"])


def test_what_was_taken_back_meanwhile_is_not_agreed(tablet: Browser, planning: Planning, version: PlanVersion) -> None:
    planning.put()  # on another screen
    page = read(tablet.post(hers("sign", version), {"print_name": "Rosa", "how": "typed"}, follow=True))
    assert "This page was closed" in page
    assert planning.now(version).state is State.TAKEN_BACK
    assert "This page was closed" in read(tablet.get(hers("thanks", version)))
    assert told(tablet) == ""


def put_anew(planning: Planning, version: PlanVersion) -> None:
    planning.put()


def take_back(planning: Planning, version: PlanVersion) -> None:
    with asking(planning.jo):
        actions.take_back(by=planning.jo, version=version)


def end(planning: Planning, version: PlanVersion) -> None:
    with asking(planning.jo):
        actions.end(by=planning.jo, plan=planning.plan, why="Begin anew")


@pytest.mark.parametrize("meanwhile", [put_anew, take_back, end])
def test_what_she_wrote_is_kept_whatever_a_worker_did_while_she_wrote(
    tablet: Browser, planning: Planning, version: PlanVersion, meanwhile: Callable[[Planning, PlanVersion], None]
) -> None:
    tablet.get(hers("otherwise", version))
    meanwhile(planning, version)
    empty = tablet.post(hers("otherwise", version), {"words": " "})
    assert empty.status_code == 422
    page = read(tablet.post(hers("otherwise", version), {"words": "He has a key. Not that flat"}, follow=True))
    assert "What you wrote is kept. You have not agreed to anything." in page
    assert "A worker closed this page" in page
    now = planning.now(version)
    assert (now.state, now.not_agreed) == (State.TAKEN_BACK, "He has a key. Not that flat")
    assert "Her words are kept" in told(tablet)


def test_what_a_worker_sees_of_it(tablet: Browser, planning: Planning, version: PlanVersion, signed_in: SignIn) -> None:
    planning.put()
    tablet.post(hers("otherwise", version), {"words": "He has a key"})
    manager = signed_in(planning.manager)
    for name, args in (("plan", ()), ("version", (version.number,))):
        page = read(manager.get(reverse(f"her_plan:{name}", args=[planning.rosa.reference, *args])))
        assert "He has a key" in page


def test_what_she_wrote_stands_below_what_a_worker_wrote_meanwhile(
    tablet: Browser, planning: Planning, version: PlanVersion
) -> None:
    with asking(planning.jo):
        actions.want_otherwise(by=planning.jo, version=version, words="Not the hostel")
    tablet.post(hers("otherwise", version), {"words": "Nor that flat"})
    tablet.post(hers("otherwise", version), {"words": "Nor that flat"})  # pressed twice
    now = planning.now(version)
    assert (now.state, now.not_agreed) == (State.OTHERWISE, "Not the hostel\nNor that flat")


def test_what_she_wrote_stands_beside_what_a_worker_wrote_down_that_she_agreed_to(
    tablet: Browser, planning: Planning, version: PlanVersion
) -> None:
    with asking(planning.jo):
        actions.agree(by=planning.jo, version=version, signature="said")
    page = read(tablet.post(hers("otherwise", version), {"words": "Not this"}, follow=True))
    assert "What you wrote is kept. On another screen it was written down that you agree" in page
    now = planning.now(version)
    assert (now.state, now.not_agreed) == (State.AGREED, "Not this")
    assert "somebody wrote down on another screen that she agrees" in told(tablet)


def test_why_a_worker_dropped_a_goal_is_not_on_her_screen(planning: Planning, signed_in: SignIn) -> None:
    with asking(planning.jo):
        actions.end_goal(by=planning.jo, goal=planning.goal, end="dropped", ended_on=today(), why="She never turns up")
    version, browser = planning.put(), signed_in(planning.jo)
    browser.post(reverse("plan_hers:hand", args=[planning.rosa.reference, version.uid]))
    page = read(browser.get(hers("start", version)))
    assert "Not any more" in page
    assert "She never turns up" not in page


def test_who_handed_it_over_took_up_that_she_agreed(tablet: Browser, planning: Planning, version: PlanVersion) -> None:
    tablet.post(hers("sign", version), {"print_name": "Rosa", "how": "typed"})
    assert planning.now(version).taken_up_by_id == planning.jo.staff.pk


def test_without_a_handing_over_the_workers_page_is_meant(jo: Browser, version: PlanVersion) -> None:
    for name in ("start", "sign", "otherwise", "stop", "thanks"):
        response: Any = jo.get(hers(name, version))
        assert "/plan/version/1/" in response["Location"]


def test_another_agency_has_no_screen_of_hers(planning: Planning, signed_in: SignIn, version: PlanVersion) -> None:
    manager = signed_in(planning.world.worker("drugs_manager"))
    assert manager.get(hers("start", version)).status_code == 404


def test_thanks_leads_back_while_it_waits(tablet: Browser, version: PlanVersion) -> None:
    response: Any = tablet.get(hers("thanks", version))
    assert response["Location"] == hers("start", version)
