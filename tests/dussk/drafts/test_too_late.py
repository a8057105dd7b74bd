"""What is sent on a locked screen or after a time-out, without script, is kept and led to."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client
from dussk.access.asking import Worker
from dussk.drafts.models import Draft
from dussk.staff import session_keys
from dussk.staff.models import StaffSession
from tests.conftest import SignIn
from tests.dussk.drafts.conftest import NEW, NOTE, keep
from tests.world import World


def without(browser: Browser, **changes: Any) -> None:
    session = browser.session
    session.update(changes)
    session.save()


LOCKED, OVER = {session_keys.SEEN_AT: 0}, {session_keys.SIGNED_IN_AT: 0}


@pytest.mark.parametrize(("state", "page"), [(LOCKED, "/locked/"), (OVER, "/sign-in/")], ids=["locked", "over"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_what_comes_too_late_is_kept_and_led_to(
    jo: Browser, worker: Worker, signed_in: SignIn, state: dict[str, float], page: str, headers: dict[str, str]
) -> None:
    without(jo, **state)
    key = str(uuid.uuid4())
    referrer = {"Referer": "http://testserver/clients/new/?from=find"}
    typed = {"called": "Zuzanna", "legal_name": NOTE, "once": key, "csrfmiddlewaretoken": "x"}
    answer = jo.post(NEW, typed, headers=headers | referrer)
    draft = Draft.objects.get()
    assert (draft.staff, draft.agency, draft.address) == (worker.staff, worker.agency, "/clients/new/")
    assert draft.fields == [["called", "Zuzanna"], ["legal_name", NOTE]]
    if not (headers and state is LOCKED):
        to = answer.headers.get("Location") or answer.headers["HX-Redirect"]
        assert to == f"{page}?next={reverse('drafts:draft', args=[draft.uid])}"
    assert not Client.objects.filter(called="Zuzanna").exists()
    again = signed_in(worker)
    assert NOTE in again.get(reverse("drafts:draft", args=[draft.uid])).content.decode()
    sent_again = {**dict(map(tuple, draft.fields)), "once": key, "draft": str(draft.uid)}
    assert again.post(NEW, sent_again).status_code == 302
    assert Client.objects.filter(called="Zuzanna").count() == 1
    assert not Draft.objects.exists()


def test_it_takes_the_place_of_what_the_page_kept(jo: Browser, worker: Worker) -> None:
    key = str(uuid.uuid4())
    keep(jo, worker, key=key)
    without(jo, **LOCKED)
    jo.post(NEW, {"called": "Zuzanna, in full", "once": key})
    draft = Draft.objects.get()
    assert (draft.title, draft.fields) == ("Start a file", [["called", "Zuzanna, in full"]])


def drop_post(world: World, browser: Browser) -> None:
    world.staff("keyworker").posts.update(ended_at=timezone.now())
    without(browser, **LOCKED)


NOTHING_KEPT: list[tuple[str, dict[str, str], Callable[[World, Browser], None]]] = [
    ("no key", {"called": "Zuzanna"}, lambda _world, browser: without(browser, **LOCKED)),
    ("a secret", {"password": "x", "once": "1" * 32}, lambda _world, browser: without(browser, **LOCKED)),
    (
        "no second factor",
        {"called": "Zuzanna", "once": "1" * 32},
        lambda _world, browser: without(browser, **LOCKED, **{session_keys.SECOND_FACTOR: False}),
    ),
    ("no post any more", {"called": "Zuzanna", "once": "1" * 32}, drop_post),
    ("nobody signed in", {"called": "Zuzanna", "once": "1" * 32}, lambda _world, browser: browser.logout()),
    ("too long", {"called": "x" * 2_600_000, "once": "1" * 32}, lambda _world, browser: without(browser, **LOCKED)),
]


@pytest.mark.parametrize(("why", "typed", "before"), NOTHING_KEPT, ids=[row[0] for row in NOTHING_KEPT])
def test_what_is_not_kept(
    world: World, jo: Browser, why: str, typed: dict[str, str], before: Callable[[World, Browser], None]
) -> None:
    before(world, jo)
    assert jo.post(NEW, typed).status_code in (303, 400)
    assert not Draft.objects.exists()


def test_a_request_of_nobodys_hand_is_no_touch(jo: Browser) -> None:
    session = jo.session
    session[session_keys.SEEN_AT] -= 120
    session.save()
    before = StaffSession.objects.get().session_data
    assert jo.get("/", headers={"X-Dussk-Background": "1"}).status_code == 200
    assert StaffSession.objects.get().session_data == before
    jo.get("/")
    assert StaffSession.objects.get().session_data != before


def test_on_a_locked_screen_a_poll_is_told_so(jo: Browser) -> None:
    without(jo, **LOCKED)
    assert jo.get("/", headers={"X-Dussk-Background": "1", "HX-Request": "true"}).status_code == 423
