"""Her own account, and a new password for whoever has forgotten hers."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.staff.models import AccountEvent, Staff
from dussk.staff.views import password_reset
from tests.dussk.staff.conftest import Browser, code_now, give_app
from tests.world import PASSWORD, World

SignIn = Callable[[Worker], Browser]
PASSWORD_PAGE = "/account/password/"
FORGOTTEN = "/new-password/"
NEW = "four calm grey herons"


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("keyworker"))


def test_where_she_is_signed_in(world: World, jo: Browser, signed_in: SignIn) -> None:
    other = signed_in(world.worker("keyworker"))
    signed_in(world.worker("manager"))
    page = jo.get("/account/").content.decode()
    assert page.count("Another browser") == 1
    assert jo.post("/account/elsewhere/").url == "/account/"
    assert "Another browser" not in jo.get("/account/").content.decode()
    assert other.get("/account/").url.startswith("/sign-in/")
    assert signed_in(world.worker("manager")).get("/account/").status_code == 200


def test_changing_the_password(world: World, jo: Browser, signed_in: SignIn) -> None:
    other = signed_in(world.worker("keyworker"))
    assert jo.get(PASSWORD_PAGE).status_code == 200
    answer = jo.post(PASSWORD_PAGE, {"now": PASSWORD, "password": NEW}, follow=True)
    assert b"Your password is changed" in answer.content
    assert other.get("/account/").url.startswith("/sign-in/")
    staff = world.staff("keyworker")
    staff.refresh_from_db()
    assert staff.check_password(NEW)
    assert AccountEvent.objects.filter(staff=staff, kind="password_changed").count() == 1


@pytest.mark.parametrize(
    ("now", "new", "said"),
    [
        ("wrong", NEW, "This is not your password"),
        ("", NEW, "Enter your password of now"),
        (PASSWORD, "", "Enter a new password"),
        (PASSWORD, "short", "too short"),
        (PASSWORD, "keyworker@example.org", "too similar"),
        (PASSWORD, "x" * 201, "200"),
    ],
)
def test_what_is_wrong_is_said(world: World, jo: Browser, now: str, new: str, said: str) -> None:
    answer = jo.post(PASSWORD_PAGE, {"now": now, "password": new})
    assert said in answer.content.decode()
    staff = world.staff("keyworker")
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)


def test_the_password_cannot_be_guessed_at_an_open_screen(jo: Browser) -> None:
    for _each in range(5):
        jo.post(PASSWORD_PAGE, {"now": "wrong", "password": NEW})
    assert jo.post(PASSWORD_PAGE, {"now": PASSWORD, "password": NEW}).status_code == 429


def test_a_stolen_session_ends_with_the_password(world: World, jo: Browser) -> None:
    thief = Browser()
    thief.cookies["dussk_session"] = jo.cookies["dussk_session"].value
    jo.post(PASSWORD_PAGE, {"now": PASSWORD, "password": NEW})
    assert thief.get("/account/").url.startswith("/sign-in/")


# Forgotten


def link_sent() -> str:
    found = re.search(r"http://testserver(/new-password/\S+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def choose(browser: Browser, link: str, password: str = NEW) -> Any:
    page = browser.get(link)
    form = page.url if page.status_code == 302 else link
    return browser.post(form, {"password": password})


def test_a_link_sets_a_password_and_signs_nobody_in(world: World, browser: Browser, jo: Browser) -> None:
    staff = world.staff("keyworker")
    give_app(staff)
    assert browser.get(FORGOTTEN).status_code == 200
    assert browser.post(FORGOTTEN, {"email": "Keyworker@example.org"}).url == "/new-password/sent/"
    assert b"If there is an account" in browser.get("/new-password/sent/").content
    assert mail.outbox[0].to == ["keyworker@example.org"]
    link = link_sent()
    page = browser.get(link)
    assert link not in page.url
    assert b"Choose a new password" in browser.get(page.url).content
    assert b"too short" in browser.post(page.url, {"password": "short"}).content
    assert browser.post(page.url, {"password": NEW}).url == "/new-password/done/"
    assert browser.get("/new-password/done/").status_code == 200
    assert browser.get("/account/").url.startswith("/sign-in/")
    assert jo.get("/account/").url.startswith("/sign-in/")
    assert browser.post("/sign-in/", {"login": "keyworker@example.org", "password": NEW}).url == "/sign-in/second-step/"
    assert browser.post("/sign-in/second-step/", {"code": code_now()}).status_code == 302
    assert AccountEvent.objects.filter(staff=staff, kind="password_changed").count() == 1


def test_a_link_works_once_and_for_an_hour(world: World, browser: Browser) -> None:
    browser.post(FORGOTTEN, {"email": "keyworker@example.org"})
    link = link_sent()
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1, minutes=1)):
        assert b"This link does not work" in browser.get(link).content
    assert choose(browser, link).status_code == 302
    assert b"This link does not work" in Browser().get(link).content
    assert b"This link does not work" in Browser().get("/new-password/1-abc/").content


def test_the_answer_is_the_same_whether_there_is_such_an_account(world: World) -> None:
    Staff.objects.create_user("new@example.org", None, name="New")
    Staff.objects.filter(pk=world.staff("manager").pk).update(is_active=False, suspended_at=timezone.now())
    answers = set()
    for email in ("keyworker@example.org", "nobody@example.org", "new@example.org", "manager@example.org"):
        answer = Browser().post(FORGOTTEN, {"email": email}, follow=True)
        answers.add((answer.redirect_chain[0], answer.content))
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [["keyworker@example.org"]]


def test_mail_goes_after_the_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long sending takes would tell that there is such an account; a mail server that is down would too."""
    held: list[object] = []
    monkeypatch.setattr(
        password_reset, "send_afterwards", lambda request, _response: held.append(vars(request)["mail_waiting"])
    )
    Browser().post(FORGOTTEN, {"email": "keyworker@example.org"})
    assert not mail.outbox
    assert len(held) == 1

    def fail(*_args: object, **_kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.undo()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    assert Browser().post(FORGOTTEN, {"email": "keyworker@example.org"}).status_code == 302


def test_links_are_limited_by_account(world: World) -> None:
    answers = [Browser().post(FORGOTTEN, {"email": "keyworker@example.org"}).status_code for _each in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


@pytest.mark.parametrize("email", ["", "no address", "a@b", "x" * 300 + "@example.org"])
def test_an_address_is_asked_for(db: None, browser: Browser, email: str) -> None:
    assert b"govuk-error-summary" in browser.post(FORGOTTEN, {"email": email}).content
