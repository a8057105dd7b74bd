"""The first second factor, which everybody sets up before she reaches anything else; and later ones."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from dussk.access.asking import Worker, asking
from dussk.staff import factors, session_keys
from dussk.staff.actions import second_factors
from dussk.staff.middleware import NOWHERE
from dussk.staff.models import AccountEvent, Staff
from tests.dussk.staff.conftest import SECRET, Browser, code_now, give_app
from tests.world import PASSWORD, World

APP = "/account/second-steps/app/"
PASSKEY = "/account/second-steps/passkey/"
CODES = "/account/recovery-codes/"
SignIn = Callable[[Worker], Browser]


def with_password_only(browser: Browser, name: str) -> Browser:
    browser.post("/sign-in/", {"login": f"{name}@example.org", "password": PASSWORD})
    return browser


def code_of(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))))


def shown_secret(browser: Browser) -> str:
    page = browser.get(APP).content.decode()
    assert "data:image/svg+xml;base64," in page
    found = re.search(r'staff-secret">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def test_nothing_is_reached_before_it_is_set_up(world: World, browser: Browser) -> None:
    with_password_only(browser, "keyworker")
    for url in ("/", "/account/", "/agency/", "/staff/", CODES, "/account/password/"):
        assert browser.get(url).url.startswith("/sign-in/set-up/"), url
    assert browser.post("/account/elsewhere/").status_code == 303
    assert b"second step" in browser.get("/sign-in/set-up/").content


def test_an_app(world: World, browser: Browser) -> None:
    with_password_only(browser, "keyworker")
    key = browser.cookies["dussk_session"].value
    answer = browser.post(APP, {"code": code_of(shown_secret(browser))})
    codes = re.findall(r'staff-secret">(\d{4} \d{4})<', answer.content.decode())
    assert len(codes) == 10
    assert browser.cookies["dussk_session"].value != key
    assert browser.get("/account/").status_code == 200
    assert [event.kind for event in AccountEvent.objects.order_by("pk")] == ["signed_in", "factor_added"]
    assert "no-store" in answer.headers["Cache-Control"]
    for url in ("/account/", "/sign-in/set-up/"):
        assert codes[0].encode() not in browser.get(url, follow=True).content
    assert "mfa.totp.secret" not in browser.session


def test_the_secret_is_stored_encrypted(world: World, browser: Browser) -> None:
    with_password_only(browser, "keyworker")
    secret = shown_secret(browser)
    browser.post(APP, {"code": code_of(secret)})
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_a_wrong_first_code_sets_nothing_up(world: World, browser: Browser) -> None:
    with_password_only(browser, "keyworker")
    secret = shown_secret(browser)
    for code in ("000000", ""):
        answer = browser.post(APP, {"code": code})
        assert answer.status_code == 200
        assert browser.session["mfa.totp.secret"] == secret
    assert not Authenticator.objects.exists()
    assert browser.get("/account/").url.startswith("/sign-in/set-up/")


def test_first_codes_cannot_be_guessed_for_ever(world: World, browser: Browser) -> None:
    with_password_only(browser, "keyworker")
    secret = shown_secret(browser)
    for _each in range(10):
        browser.post(APP, {"code": "000000"})
    assert b"too many tries" in browser.post(APP, {"code": code_of(secret)}).content


def test_a_session_of_before_is_worth_no_more_than_the_password(world: World, browser: Browser) -> None:
    """Somebody who knows the password signs in, and waits until its owner has set up her second factor."""
    waiting = with_password_only(Browser(), "keyworker")
    secret = shown_secret(waiting)
    give_app(world.staff("keyworker"))
    assert waiting.post(APP, {"code": code_of(secret)}).url == "/sign-in/"
    assert waiting.get(APP).url.startswith("/sign-in/")
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_setting_it_up_ends_sessions_with_the_password_alone(world: World, browser: Browser) -> None:
    waiting = with_password_only(Browser(), "keyworker")
    with_password_only(browser, "keyworker")
    browser.post(APP, {"code": code_of(shown_secret(browser))})
    assert waiting.get("/sign-in/set-up/").url.startswith("/sign-in/")


def test_whoever_has_one_is_not_asked_again(world: World, signed_in: SignIn) -> None:
    assert signed_in(world.worker("keyworker")).get("/sign-in/set-up/").url == "/account/"


# Later ones


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    give_app(world.staff("keyworker"))
    return signed_in(world.worker("keyworker"))


@pytest.mark.parametrize("url", [APP, PASSKEY, CODES, "/account/second-steps/1/remove/"])
def test_changing_them_asks_again_who_she_is(jo: Browser, url: str) -> None:
    assert jo.get(url).url == f"/account/confirm/?next={url}"
    assert jo.post(url, {"code": "1"}).url == f"/account/confirm/?next={url}"


def test_confirming_takes_one_factor(jo: Browser) -> None:
    assert jo.post("/account/confirm/", {"secret": "wrong"}).status_code == 200
    assert jo.get(CODES).status_code == 303
    assert jo.post("/account/confirm/", {"secret": PASSWORD, "next": CODES}).url == CODES
    assert jo.get(CODES).status_code == 200


def test_confirming_is_good_for_five_minutes(jo: Browser) -> None:
    jo.post("/account/confirm/", {"secret": code_now()})
    session = jo.session
    assert session[session_keys.CONFIRMED_AT] > time.time() - 60
    session[session_keys.CONFIRMED_AT] -= 300
    session.save()
    assert jo.get(CODES).status_code == 303


def test_confirming_is_limited(jo: Browser) -> None:
    for _each in range(10):
        jo.post("/account/confirm/", {"secret": "wrong"})
    assert b"too many tries" in jo.post("/account/confirm/", {"secret": PASSWORD}).content
    assert jo.get(CODES).status_code == 303


def test_new_recovery_codes_replace_the_old(world: World, jo: Browser) -> None:
    old = factors.held(world.staff("keyworker"))[-1].wrap().generate_codes()
    jo.post("/account/confirm/", {"secret": PASSWORD})
    assert b"10 you have left" in jo.get(CODES).content
    page = jo.post(CODES).content.decode()
    new = [code.replace(" ", "") for code in re.findall(r'staff-secret">(\d{4} \d{4})<', page)]
    assert len(new) == 10
    assert not factors.secret_is_hers(world.staff("keyworker"), old[0])
    assert factors.secret_is_hers(world.staff("keyworker"), new[0])
    assert factors.recovery_codes_left(world.staff("keyworker")) == 9


def test_the_last_one_stays(world: World, jo: Browser) -> None:
    (app,) = Authenticator.objects.filter(type="totp")
    jo.post("/account/confirm/", {"secret": PASSWORD})
    assert jo.get(f"/account/second-steps/{app.pk}/remove/").status_code == 200
    answer = jo.post(f"/account/second-steps/{app.pk}/remove/", follow=True)
    assert b"only second step" in answer.content
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_one_of_two_goes(world: World, jo: Browser) -> None:
    staff = world.staff("keyworker")
    key = Authenticator.objects.create(user=staff, type="webauthn", data={"name": "blue key", "credential": {}})
    assert b"blue key" in jo.get("/account/").content
    jo.post("/account/confirm/", {"secret": PASSWORD})
    assert b"blue key" in jo.get(f"/account/second-steps/{key.pk}/remove/").content
    app = Authenticator.objects.get(type="totp")
    jo.post(f"/account/second-steps/{app.pk}/remove/")
    assert list(Authenticator.objects.filter(type__in=factors.REAL)) == [key]
    assert AccountEvent.objects.filter(staff=staff, kind="factor_removed").count() == 1


def test_somebody_elses_is_not_there(world: World, jo: Browser) -> None:
    give_app(world.staff("manager"))
    hers = Authenticator.objects.get(user=world.staff("manager"), type="totp")
    jo.post("/account/confirm/", {"secret": PASSWORD})
    assert jo.post(f"/account/second-steps/{hers.pk}/remove/").status_code == 404
    with pytest.raises(PermissionDenied):
        second_factors.remove(by=world.staff("keyworker"), authenticator=hers)


def test_a_new_app_replaces_the_old(world: World, jo: Browser) -> None:
    jo.post("/account/confirm/", {"secret": PASSWORD})
    answer = jo.post(APP, {"code": code_of(shown_secret(jo))})
    assert answer.url == "/account/"
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert not factors.code_is_hers(world.staff("keyworker"), totp.format_hotp_value(totp.hotp_value(SECRET, 1)))


def test_recovery_codes_stand_in_for_something(world: World) -> None:
    with pytest.raises(PermissionDenied, match="stand in"):
        second_factors.renew_recovery_codes(by=world.staff("manager"))


@pytest.mark.parametrize("credential", ["", "{}", "no json", '{"id": 1}'])
def test_what_is_no_passkey_is_not_kept(world: World, jo: Browser, credential: str) -> None:
    jo.post("/account/confirm/", {"secret": PASSWORD})
    assert jo.get(PASSKEY).status_code == 200
    assert b"was not made" in jo.post(PASSKEY, {"name": "x", "credential": credential}).content
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_the_database_lets_nobody_touch_anothers_factors(world: World) -> None:
    """As the application's login, before she has chosen an agency and as an administrator at work."""
    give_app(world.staff("keyworker"))
    for asker in (Worker(world.staff("manager"), NOWHERE), world.worker("administrator"), world.worker("manager")):
        with asking(asker):
            assert Authenticator.objects.filter(user=world.staff("keyworker")).delete()[0] == 0
            assert Authenticator.objects.filter(user=world.staff("keyworker")).update(data={}) == 0
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Authenticator.objects.create(user=world.staff("keyworker"), type="webauthn", data={})
    assert Staff.objects.get(pk=world.staff("keyworker").pk).account_events.count() == 1
