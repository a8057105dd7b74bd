"""The locked screen, judged by the server's clock."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings

from dussk.access.asking import Worker
from dussk.staff.models import AccountEvent, StaffSession
from tests.dussk.staff.conftest import Browser, code_now, give_app
from tests.world import PASSWORD, World

ACCOUNT = "/account/"
JSON = {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
SignIn = Callable[[Worker], Browser]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def jo(world: World, signed_in: SignIn, clock: time_machine.Traveller) -> Browser:
    return signed_in(world.worker("keyworker"))


def lock(browser: Browser) -> None:
    assert browser.post("/lock/", **JSON).status_code == 204


def test_idle_time_locks(jo: Browser, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(seconds=settings.IDLE_SECONDS - 1))
    assert jo.get(ACCOUNT).status_code == 200
    clock.shift(timedelta(seconds=settings.IDLE_SECONDS))
    assert jo.get(ACCOUNT).url == "/locked/?next=/account/"


def test_touching_keeps_it_open_and_is_written_at_most_once_a_minute(
    jo: Browser, clock: time_machine.Traveller
) -> None:
    def written() -> str:
        return StaffSession.objects.get().session_data

    before = written()
    clock.shift(timedelta(seconds=59))
    assert jo.post("/alive/", **JSON).status_code == 204
    assert written() == before
    clock.shift(timedelta(seconds=1))
    assert jo.post("/alive/", **JSON).status_code == 204
    assert written() != before


def test_twelve_hours_end_it_however_often_it_was_touched(jo: Browser, clock: time_machine.Traveller) -> None:
    often = settings.SESSION_SECONDS / 40
    for _each in range(39):
        clock.shift(timedelta(seconds=often))
        assert jo.post("/alive/").status_code == 204
    clock.shift(timedelta(seconds=often))
    assert jo.get(ACCOUNT).url == "/sign-in/?next=/account/"
    assert not StaffSession.objects.filter(staff__isnull=False).exists()


def test_a_locked_session_is_over_after_twelve_hours_too(jo: Browser, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(seconds=settings.SESSION_SECONDS))
    answer = jo.post("/unlock/", {"secret": PASSWORD})
    assert answer.url.startswith("/sign-in/")


def test_locked_reaches_only_its_own_page(jo: Browser) -> None:
    lock(jo)
    for url in (ACCOUNT, "/", "/agency/", "/sign-in/set-up/", "/account/second-steps/app/", "/account/confirm/"):
        assert jo.get(url).url.startswith("/locked/"), url
    for url in ("/agency/", "/account/password/", "/account/elsewhere/"):
        answer = jo.post(url, {"agency": "x"})
        assert (answer.status_code, answer.url) == (303, "/locked/"), url
    assert b"nothing was saved" in jo.get("/locked/").content
    assert jo.post("/alive/", **JSON).status_code == 423
    assert jo.get(ACCOUNT, HTTP_HX_REQUEST="true").status_code == 423


def test_the_locked_page_shows_no_more_than_her_name(jo: Browser, world: World) -> None:
    lock(jo)
    page = jo.get("/locked/?next=/account/").content.decode()
    assert "The screen is locked" in page
    assert 'aria-label="Menu"' not in page
    assert world.charity.name not in page


@pytest.mark.parametrize("secret", ["password", "code", "recovery"])
def test_one_factor_opens_the_same_session(jo: Browser, world: World, secret: str) -> None:
    recovery = give_app(world.staff("keyworker"))
    before = jo.session["signed_in_at"]
    key = jo.cookies["dussk_session"].value
    lock(jo)
    given = {"password": PASSWORD, "code": code_now(), "recovery": recovery[3]}[secret]
    answer = jo.post("/unlock/", {"secret": given, "next": "/account/password/"})
    assert (answer.status_code, answer.url) == (303, "/account/password/")
    assert jo.get(ACCOUNT).status_code == 200
    assert jo.session["signed_in_at"] == before
    assert jo.cookies["dussk_session"].value != key
    assert AccountEvent.objects.filter(staff=world.staff("keyworker"), kind="unlocked").count() == 1


def test_the_old_key_is_worth_nothing_after_unlocking(jo: Browser) -> None:
    lock(jo)
    planted = jo.cookies["dussk_session"].value
    jo.post("/unlock/", {"secret": PASSWORD})
    thief = Browser()
    thief.cookies["dussk_session"] = planted
    assert thief.get(ACCOUNT).url.startswith("/sign-in/")


def test_the_script_is_told(jo: Browser) -> None:
    lock(jo)
    refused = jo.post("/unlock/", {"secret": "wrong"}, **JSON)
    assert refused.status_code == 403
    assert list(json.loads(refused.content)) == ["error"]
    opened = jo.post("/unlock/", {"secret": PASSWORD}, **JSON)
    assert json.loads(opened.content)["unlocked"] is True
    assert jo.get(ACCOUNT).status_code == 200


def test_somebody_elses_password_or_code_opens_nothing(jo: Browser, world: World) -> None:
    other = world.staff("manager")
    other.set_password("another person's own words")
    other.save()
    codes = give_app(other)
    give_app(world.staff("keyworker"))
    lock(jo)
    for secret in ("another person's own words", codes[0]):
        answer = jo.post("/unlock/", {"secret": secret})
        assert b"did not open it" in answer.content
    assert jo.get(ACCOUNT).url.startswith("/locked/")


def test_a_code_that_signed_her_in_does_not_unlock(world: World, clock: time_machine.Traveller) -> None:
    give_app(world.staff("keyworker"))
    browser = Browser()
    browser.post("/sign-in/", {"login": "keyworker@example.org", "password": PASSWORD})
    browser.post("/sign-in/second-step/", {"code": code_now()})
    lock(browser)
    assert b"did not open it" in browser.post("/unlock/", {"secret": code_now()}).content


def test_too_many_tries_sign_out(jo: Browser) -> None:
    lock(jo)
    for _each in range(5):
        assert jo.post("/unlock/", {"secret": "wrong"}).status_code == 200
    answer = jo.post("/unlock/", {"secret": PASSWORD})
    assert (answer.status_code, answer.url) == (303, "/sign-in/")
    assert b"too many tries" in jo.get("/sign-in/").content
    assert jo.get(ACCOUNT).url.startswith("/sign-in/")


def test_too_many_tries_by_script_sign_out(jo: Browser) -> None:
    lock(jo)
    for _each in range(5):
        jo.post("/unlock/", {"secret": "wrong"}, **JSON)
    answer = jo.post("/unlock/", {"secret": PASSWORD}, **JSON)
    assert answer.status_code == 403
    assert b"signed out" in answer.content


def test_an_empty_answer_is_asked_for(jo: Browser) -> None:
    lock(jo)
    assert b"Enter your password" in jo.post("/unlock/", {"secret": ""}).content


def test_opening_the_lock_page_changes_nothing(jo: Browser) -> None:
    page = jo.get("/lock/", HTTP_REFERER="http://testserver/account/")
    assert page.status_code == 200
    assert b'value="/account/"' in page.content
    assert jo.get(ACCOUNT).status_code == 200
    assert jo.post("/lock/", {"next": "/account/"}).url == "/locked/?next=/account/"
    assert jo.get("/lock/", HTTP_REFERER="http://testserver/account/").url == "/locked/?next=/account/"


def test_the_locked_page_of_an_open_session_leads_on(jo: Browser) -> None:
    assert jo.get("/locked/?next=/account/").url == "/account/"
    assert jo.get("/locked/?next=//evil.example/").url == "/"


def test_unlocking_is_a_post(jo: Browser) -> None:
    lock(jo)
    assert jo.get("/unlock/").status_code == 405


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "null", "[1]", "{" * 9, '{"id": "x", "rawId": "x", "response": {}, "type": "public-key"}'],
)
def test_an_answer_that_is_no_passkey_opens_nothing(jo: Browser, credential: str) -> None:
    lock(jo)
    assert b"did not open it" in jo.post("/unlock/", {"credential": credential}).content
    assert jo.get(ACCOUNT).url.startswith("/locked/")
