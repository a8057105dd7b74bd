"""Signing in: password, second factor, lock-out, and what gets nobody in."""

import re
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.utils import timezone

from dussk.staff import session_keys
from dussk.staff.models import AccountEvent, Staff, StaffSession
from dussk.staff.sessions import digest
from tests.dussk.staff.conftest import Browser, code_now, give_app
from tests.world import PASSWORD, World

SIGN_IN = "/sign-in/"
SECOND_STEP = "/sign-in/second-step/"
ACCOUNT = "/account/"


def give_password(browser: Browser, name: str, password: str = PASSWORD, **more: str) -> Any:
    return browser.post(SIGN_IN, {"login": f"{name}@example.org", "password": password, **more})


def give_both(browser: Browser, name: str) -> Any:
    give_password(browser, name)
    return browser.post(SECOND_STEP, {"code": code_now()})


def events(staff: Staff) -> list[str]:
    return list(AccountEvent.objects.filter(staff=staff).order_by("pk").values_list("kind", flat=True))


def said(answer: Any) -> str:
    """The words of an answer, without what differs from answer to answer."""
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*|value="[^"]*@[^"]*"', r"\1", answer.content.decode())


def test_the_page_asks_for_address_and_password(db: None, browser: Browser) -> None:
    page = browser.get(SIGN_IN)
    assert page.status_code == 200
    assert b"E-mail address" in page.content
    assert "no-store" in page.headers["Cache-Control"]


def test_password_and_code_open_the_service(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    assert give_password(browser, "keyworker").url == SECOND_STEP
    assert browser.get(ACCOUNT).url.startswith(SIGN_IN)
    assert browser.get(SECOND_STEP).status_code == 200
    assert browser.post(SECOND_STEP, {"code": code_now()}).status_code == 302
    assert browser.get(ACCOUNT).status_code == 200
    assert events(world.staff("keyworker")) == ["factor_added", "signed_in"]


def test_the_address_may_be_typed_in_capitals(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    assert browser.post(SIGN_IN, {"login": " KeyWorker@Example.ORG ", "password": PASSWORD}).url == SECOND_STEP


def test_she_goes_on_to_the_page_she_wanted(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    wanted = browser.get("/account/password/")
    assert wanted.url == "/sign-in/?next=/account/password/"
    assert b'name="next" value="/account/password/"' in browser.get(wanted.url).content
    give_password(browser, "keyworker", next="/account/password/")
    assert browser.post(SECOND_STEP, {"code": code_now()}).url == "/account/password/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "evil",
    ],
)
def test_nobody_is_sent_elsewhere(world: World, browser: Browser, elsewhere: str) -> None:
    give_app(world.staff("keyworker"))
    give_password(browser, "keyworker", next=elsewhere)
    assert browser.post(SECOND_STEP, {"code": code_now()}).url == "/"


@pytest.mark.parametrize("code", ["000000", "", "abcdef", "1" * 300, "\x00" * 6])
def test_a_wrong_code_opens_nothing(world: World, browser: Browser, code: str) -> None:
    give_app(world.staff("keyworker"))
    give_password(browser, "keyworker")
    assert browser.post(SECOND_STEP, {"code": code}).status_code == 200
    assert browser.get(ACCOUNT).url.startswith(SIGN_IN)


def test_a_code_works_once(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    give_both(browser, "keyworker")
    thief = Browser()
    answer = give_both(thief, "keyworker")
    assert "was used already" in answer.content.decode()
    assert thief.get(ACCOUNT).url.startswith(SIGN_IN)


def test_a_recovery_code_works_once(world: World, browser: Browser) -> None:
    code = give_app(world.staff("keyworker"))[0]
    give_password(browser, "keyworker")
    assert browser.post(SECOND_STEP, {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    assert browser.get(ACCOUNT).status_code == 200
    thief = Browser()
    give_password(thief, "keyworker")
    assert thief.post(SECOND_STEP, {"code": code}).status_code == 200


def test_second_step_before_the_password_leads_back(world: World, browser: Browser) -> None:
    assert browser.get(SECOND_STEP).url == SIGN_IN
    assert browser.post(SECOND_STEP, {"code": "123456"}).url == SIGN_IN


def test_somebody_elses_code_opens_nothing(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    other = give_app(world.staff("manager"))
    give_password(browser, "keyworker")
    assert browser.post(SECOND_STEP, {"code": other[0]}).status_code == 200


def test_codes_cannot_be_guessed(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    for _each in range(5):
        give_password(browser, "keyworker")
        browser.post(SECOND_STEP, {"code": "000000"})
    answer = browser.post(SECOND_STEP, {"code": code_now()})
    assert answer.status_code == 200
    assert b"too many tries" in answer.content


# One answer, in equal time


@pytest.fixture
def suspended(world: World) -> Staff:
    staff = world.staff("keyworker")
    Staff.objects.filter(pk=staff.pk).update(is_active=False, suspended_at=timezone.now())
    return staff


def test_unknown_wrong_suspended_and_uninvited_get_one_answer(world: World, suspended: Staff) -> None:
    Staff.objects.create_user("new@example.org", None, name="New")
    answers = {
        said(give_password(Browser(), name, password))
        for name, password in [
            ("nobody", PASSWORD),
            ("manager", "not this one at all"),
            ("keyworker", PASSWORD),
            ("keyworker", "not this one at all"),
            ("new", PASSWORD),
        ]
    }
    assert len(answers) == 1
    assert "The e-mail address or the password is not right" in answers.pop()


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("nobody", PASSWORD),
        ("manager", "wrong wrong wrong"),
        ("keyworker", PASSWORD),
        ("new", PASSWORD),
        ("manager", PASSWORD),
    ],
)
def test_each_answer_takes_one_hash(world: World, suspended: Staff, name: str, password: str) -> None:
    Staff.objects.create_user("new@example.org", None, name="New")
    with mock.patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode) as encode:
        give_password(Browser(), name, password)
    assert encode.call_count == 1


def test_no_answer_is_kept_in_the_page(world: World, browser: Browser) -> None:
    page = give_password(browser, "manager", "a secret that was mistyped")
    assert b"a secret that was mistyped" not in page.content


# Lock-out


def test_an_account_is_locked_out_across_addresses(world: World) -> None:
    give_app(world.staff("keyworker"))
    for number in range(5):
        give_password(Browser(REMOTE_ADDR=f"198.51.100.{number}"), "keyworker", "wrong wrong wrong")
    answer = give_password(Browser(REMOTE_ADDR="203.0.113.9"), "keyworker")
    assert b"too many tries" in answer.content
    assert events(world.staff("keyworker"))[1:] == ["refused"] * 5 + ["locked_out"]
    give_password(Browser(), "keyworker")
    assert events(world.staff("keyworker")).count("locked_out") == 1


def test_lock_out_does_not_tell_whether_there_is_an_account(world: World) -> None:
    for _each in range(5):
        give_password(Browser(), "nobody", "wrong wrong wrong")
        give_password(Browser(), "keyworker", "wrong wrong wrong")
    assert said(give_password(Browser(), "nobody")) == said(give_password(Browser(), "keyworker"))


def test_an_address_is_locked_out_across_accounts(world: World) -> None:
    give_app(world.staff("manager"))
    for number in range(30):
        give_password(Browser(REMOTE_ADDR="198.51.100.1"), f"nobody{number}", "wrong wrong wrong")
    assert b"too many tries" in give_password(Browser(REMOTE_ADDR="198.51.100.1"), "manager").content
    assert give_password(Browser(REMOTE_ADDR="198.51.100.2"), "manager").url == SECOND_STEP


def test_presses_are_limited_by_address(world: World) -> None:
    give_app(world.staff("manager"))
    assert {Browser().post(SIGN_IN, {}).status_code for _each in range(60)} == {200}
    refused = Browser().post(SIGN_IN, {})
    assert refused.status_code == 429
    assert b"too many tries" in refused.content


def test_right_passwords_do_not_wipe_out_the_count(world: World) -> None:
    """Somebody who knows one password must not get more tries at it than others by signing in between."""
    give_app(world.staff("keyworker"))
    for _each in range(4):
        give_password(Browser(), "keyworker", "wrong wrong wrong")
    assert give_password(Browser(), "keyworker").url == SECOND_STEP
    give_password(Browser(), "keyworker", "wrong wrong wrong")
    assert b"too many tries" in give_password(Browser(), "keyworker").content


# The session


def test_the_session_gets_a_new_key(world: World, browser: Browser) -> None:
    """A key that somebody planted before is worth nothing afterwards."""
    give_app(world.staff("keyworker"))
    give_password(browser, "keyworker")
    planted = browser.cookies["dussk_session"].value
    browser.post(SECOND_STEP, {"code": code_now()})
    assert browser.cookies["dussk_session"].value != planted
    thief = Browser()
    thief.cookies["dussk_session"] = planted
    assert thief.get(ACCOUNT).url.startswith(SIGN_IN)


def test_the_database_keeps_neither_the_key_nor_anything_personal(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    give_password(browser, "keyworker")
    pending = StaffSession.objects.get()
    assert "example.org" not in str(pending.get_decoded())
    browser.post(SECOND_STEP, {"code": code_now()})
    row = StaffSession.objects.get()
    key = browser.cookies["dussk_session"].value
    assert row.session_key == digest(key) != key
    assert row.staff == world.staff("keyworker")
    assert row.get_decoded()[session_keys.SECOND_FACTOR] is True
    for personal in ("example.org", world.staff("keyworker").name, "keyworker"):
        assert personal not in str(row.get_decoded())


def test_a_second_browser_signed_in_with_another_account_shares_nothing(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    give_both(browser, "keyworker")
    assert browser.get(SIGN_IN).url == "/"
    browser.post("/sign-out/")
    assert browser.get(ACCOUNT).url.startswith(SIGN_IN)
    assert not StaffSession.objects.filter(staff__isnull=False).exists()
    assert events(world.staff("keyworker"))[-1] == "signed_out"


def test_signing_out_takes_a_press(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    give_both(browser, "keyworker")
    assert browser.get("/sign-out/").status_code == 405
    assert browser.get(ACCOUNT).status_code == 200


def test_suspended_between_the_steps(world: World, browser: Browser) -> None:
    staff = world.staff("keyworker")
    give_app(staff)
    give_password(browser, "keyworker")
    Staff.objects.filter(pk=staff.pk).update(is_active=False, suspended_at=timezone.now())
    browser.post(SECOND_STEP, {"code": code_now()})
    assert browser.get(ACCOUNT).url.startswith(SIGN_IN)


def test_suspended_in_the_middle_of_work(world: World, browser: Browser) -> None:
    staff = world.staff("keyworker")
    give_app(staff)
    give_both(browser, "keyworker")
    Staff.objects.filter(pk=staff.pk).update(is_active=False, suspended_at=timezone.now())
    assert browser.get(ACCOUNT).url.startswith(SIGN_IN)


# Nobody signed in


def test_a_post_of_nobody_is_not_saved_and_says_so(db: None, browser: Browser) -> None:
    answer = browser.post("/account/elsewhere/", HTTP_REFERER="http://testserver/account/")
    assert (answer.status_code, answer.url) == (303, "/sign-in/?next=/account/")
    assert b"nothing was saved" in browser.get(answer.url).content


def test_a_referrer_of_another_site_leads_nowhere(db: None, browser: Browser) -> None:
    assert browser.post("/account/elsewhere/", HTTP_REFERER="http://evil.example/account/").url == SIGN_IN
    assert browser.post("/account/elsewhere/", HTTP_REFERER="http://testserver//evil.example/").url == SIGN_IN


def test_a_part_of_a_page_is_told_to_load_the_sign_in_page(db: None, browser: Browser) -> None:
    answer = browser.post("/account/elsewhere/", HTTP_HX_REQUEST="true", HTTP_REFERER="http://testserver/account/")
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/account/"
