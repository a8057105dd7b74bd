"""Signing in: password, second factor, agency."""

from django.test import Client as Browser
from django.urls import reverse

from tests.dussk.staff.conftest import code_now, give_app
from tests.world import PASSWORD, World

SIGN_IN = "/sign-in/"


def give_password(browser: Browser, name: str, password: str = PASSWORD, **more: str) -> object:
    return browser.post(SIGN_IN, {"login": f"{name}@example.org", "password": password, **more})


def test_the_page_asks_for_address_and_password(db: None, browser: Browser) -> None:
    page = browser.get(SIGN_IN)
    assert page.status_code == 200
    assert b"E-mail address" in page.content


def test_whoever_has_a_second_factor_is_asked_for_it(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    answer = give_password(browser, "keyworker")
    assert answer.url == reverse("staff:second_factor")
    assert browser.get("/").url.startswith(SIGN_IN)
    answer = browser.post(answer.url, {"code": code_now()})
    assert answer.url == "/"
    assert browser.get("/").status_code == 200


def test_a_code_works_once(world: World, browser: Browser) -> None:
    give_app(world.staff("keyworker"))
    give_password(browser, "keyworker")
    code = code_now()
    assert browser.post("/sign-in/second-step/", {"code": code}).status_code == 302
    other = Browser()
    give_password(other, "keyworker")
    answer = other.post("/sign-in/second-step/", {"code": code})
    assert answer.status_code == 200
    assert b"used already" in answer.content or b"not right" in answer.content
