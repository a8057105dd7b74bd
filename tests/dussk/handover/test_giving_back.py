"""The one way out: the worker's own factor, tried five times at most."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from pytest_django.fixtures import Settings

from dussk.handover.queries import KEY
from dussk.staff.models import AccountEvent
from tests.dussk.handover.sample import BACK, HERS
from tests.dussk.staff.conftest import Browser, code_now, give_app
from tests.world import PASSWORD, World

GIVE_BACK = "/hers/give-back/"
JSON = {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.mark.parametrize("secret", ["password", "code", "recovery"])
def test_one_factor_gives_it_back(tablet: Browser, world: World, secret: str) -> None:
    recovery = give_app(world.staff("keyworker"))
    key = tablet.cookies[settings.SESSION_COOKIE_NAME].value
    given = {"password": PASSWORD, "code": code_now(), "recovery": recovery[3]}[secret]
    answer = tablet.post(GIVE_BACK, {"secret": given})
    assert (answer.status_code, answer.url) == (303, BACK)
    assert tablet.get("/account/").status_code == 200
    assert tablet.cookies[settings.SESSION_COOKIE_NAME].value != key
    assert KEY not in tablet.session
    assert AccountEvent.objects.filter(staff=world.staff("keyworker"), kind="unlocked").count() == 1


def test_somebody_elses_factor_does_not(tablet: Browser, world: World) -> None:
    other = world.staff("manager")
    other.set_password("another person's own words")
    other.save()
    codes = give_app(other)
    give_app(world.staff("keyworker"))
    for secret in ("another person's own words", codes[0], "", " "):
        answer = tablet.post(GIVE_BACK, {"secret": secret})
        assert answer.status_code == 200
        assert b"There is a problem" in answer.content
    assert tablet.get("/account/").url == HERS


@pytest.mark.parametrize("credential", ["", "{}", "null", '{"id": "x", "rawId": "x", "response": {}, "type": "x"}'])
def test_an_answer_that_is_no_passkey_does_not(tablet: Browser, credential: str) -> None:
    assert b"This was not right" in tablet.post(GIVE_BACK, {"credential": credential}).content
    assert tablet.get("/account/").url == HERS


def test_too_many_tries_sign_out(tablet: Browser) -> None:
    for _each in range(5):
        assert tablet.post(GIVE_BACK, {"secret": "wrong"}).status_code == 200
    answer = tablet.post(GIVE_BACK, {"secret": PASSWORD})
    assert (answer.status_code, answer.url) == (303, "/sign-in/")
    assert tablet.get(HERS).url.startswith("/sign-in/")
    assert tablet.get("/account/").url.startswith("/sign-in/")


def test_tries_on_the_locked_screen_count_with_these(tablet: Browser) -> None:
    for _each in range(3):
        tablet.post(GIVE_BACK, {"secret": "wrong"})
    for _each in range(2):
        assert tablet.post("/unlock/", {"secret": "wrong"}, **JSON).status_code == 403
    assert tablet.post(GIVE_BACK, {"secret": PASSWORD}).url == "/sign-in/"


def test_opening_the_page_gives_nothing_back(tablet: Browser) -> None:
    page = tablet.get(GIVE_BACK)
    assert page.status_code == 200
    assert b'autocomplete="new-password"' in page.content
    assert tablet.get("/account/").url == HERS


@pytest.mark.parametrize("address", [HERS, f"{HERS}two/", GIVE_BACK])
def test_idle_time_locks_and_comes_back_to_her_form(jo: Browser, address: str) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        jo.get("/account/")
        jo.post("/hand-over/")
        clock.shift(timedelta(seconds=settings.IDLE_SECONDS + 61))
        locked = f"/locked/?next={address}"
        assert jo.get(address).url == locked
        assert jo.post(address).url.startswith("/locked/")
        page = jo.get(locked).content
        assert b"give it to the worker" in page
        assert b'autocomplete="new-password"' in page
        assert jo.get("/account/").url == HERS
        assert jo.post("/unlock/", {"secret": PASSWORD, "next": address}).url == address
        assert jo.get(HERS).status_code == 200
        assert jo.get("/account/").url == HERS


def test_unlocking_leads_nowhere_else(tablet: Browser) -> None:
    for wanted in ("/clients/", "//evil.example/", "/hers/sample/2/", ""):
        tablet.post("/lock/")
        assert tablet.post("/unlock/", {"secret": PASSWORD, "next": wanted}).url == HERS
        assert tablet.get(f"/locked/?next={wanted}").url == HERS
    tablet.post("/lock/")
    assert json.loads(tablet.post("/unlock/", {"secret": PASSWORD}, **JSON).content)["unlocked"] is True
    assert tablet.get("/account/").url == HERS


def test_what_she_sends_on_a_locked_screen_does_nothing(tablet: Browser) -> None:
    tablet.post("/lock/")
    answer = tablet.post(f"{HERS}two/", headers={"Referer": f"http://testserver{HERS}two/"})
    assert (answer.status_code, answer.url) == (303, f"/locked/?next={HERS}two/")
    assert b"nothing was saved" in tablet.get("/locked/").content


def test_no_page_says_who_the_worker_is(tablet: Browser, world: World) -> None:
    tablet.post("/lock/")
    for address in ("/locked/", "/lock/"):
        page = tablet.get(address, follow=True).content.decode()
        assert "Keyworker" not in page
        assert world.charity.name not in page
        assert "Sign out" not in page
        assert "/hidden/" not in page
    tablet.post("/unlock/", {"secret": PASSWORD})
    for address in ("/lock/", GIVE_BACK):
        page = tablet.get(address).content.decode()
        assert "Keyworker" not in page
        assert 'aria-label="Menu"' not in page


def test_twelve_hours_end_it(tablet: Browser) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=settings.SESSION_SECONDS + 1)):
        assert tablet.get(HERS).url == f"/sign-in/?next={HERS}"
        assert tablet.get("/sign-in/").status_code == 200


def test_a_persona_gives_it_back_with_one_press(tablet: Browser, world: World, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    staff = world.staff("keyworker")
    staff.set_unusable_password()
    staff.save()
    tablet.force_login(staff)
    session = tablet.session
    session.update({"agency": world.charity.pk, "signed_in_at": 9e9, "seen_at": 9e9})
    session.save()
    tablet.post("/hand-over/")
    assert b"leave it empty" in tablet.get(GIVE_BACK).content
    assert tablet.post(GIVE_BACK, {"secret": ""}).url == BACK
