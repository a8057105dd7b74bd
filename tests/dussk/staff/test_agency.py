"""Working as one agency at a time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.staff import session_keys
from dussk.staff.models import AccountEvent, Post
from tests.dussk.staff.conftest import Browser, code_now, give_app
from tests.world import PASSWORD, World

SignIn = Callable[[Worker], Browser]


def sign_in(browser: Browser, world: World, name: str) -> Browser:
    give_app(world.staff(name))
    browser.post("/sign-in/", {"login": f"{name}@example.org", "password": PASSWORD})
    browser.post("/sign-in/second-step/", {"code": code_now()})
    return browser


def test_one_agency_is_chosen_for_her(world: World, browser: Browser) -> None:
    sign_in(browser, world, "keyworker")
    assert browser.get("/account/").status_code == 200
    assert browser.session[session_keys.AGENCY] == world.charity.pk


def test_of_several_she_chooses(world: World, browser: Browser) -> None:
    sign_in(browser, world, "both")
    assert browser.get("/account/").url == "/agency/?next=/account/"
    page = browser.get("/agency/?next=/account/")
    assert page.status_code == 200
    assert world.nhs.name.encode() not in page.content
    assert b"Choose the agency" in browser.post("/agency/", {}).content
    answer = browser.post("/agency/", {"agency": str(world.drugs.uid), "next": "/account/"})
    assert answer.url == "/account/"
    assert b"Harbour Drug Service" in browser.get("/account/").content
    assert AccountEvent.objects.filter(staff=world.staff("both"), kind="agency_chosen").count() == 1


@pytest.mark.parametrize("which", ["nhs", "nonsense"])
def test_another_agency_is_no_choice(world: World, browser: Browser, which: str) -> None:
    sign_in(browser, world, "both")
    uid = str(world.nhs.uid) if which == "nhs" else "1 OR 1=1"
    assert browser.post("/agency/", {"agency": uid}).status_code == 200
    assert browser.get("/account/").url.startswith("/agency/")


def test_she_changes_it_later(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.worker("both"))
    assert b"Change" in browser.get("/account/").content
    browser.post("/agency/", {"agency": str(world.drugs.uid)})
    assert browser.session[session_keys.AGENCY] == world.drugs.pk
    browser.get("/agency/")
    assert browser.session[session_keys.AGENCY] == world.drugs.pk


def test_without_a_post_there_is_a_plain_page(world: World, browser: Browser) -> None:
    Post.objects.filter(staff=world.staff("keyworker")).update(ended_at=timezone.now())
    sign_in(browser, world, "keyworker")
    assert browser.get("/account/").url.startswith("/agency/")
    assert b"no role here yet" in browser.get("/agency/").content


def test_ending_her_last_post_takes_everything_at_once(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.worker("keyworker"))
    assert browser.get("/account/").status_code == 200
    Post.objects.filter(staff=world.staff("keyworker")).update(ended_at=timezone.now())
    assert browser.get("/account/").url.startswith("/agency/")


def test_an_agency_she_lost_is_never_replaced_unseen(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.worker("both"))
    Post.objects.filter(staff=world.staff("both"), agency=world.charity).update(ended_at=timezone.now())
    answer = browser.post("/account/elsewhere/")
    assert (answer.status_code, answer.url) == (303, "/agency/")
    assert browser.get("/agency/").url == "/"
    assert browser.session[session_keys.AGENCY] == world.drugs.pk


def test_a_forged_agency_in_the_session_opens_nothing(world: World, signed_in: SignIn) -> None:
    browser = signed_in(Worker(world.staff("keyworker"), world.nhs))
    assert browser.get("/account/").url.startswith("/agency/")


def test_a_post_that_begins_later_is_none_yet(world: World, browser: Browser) -> None:
    Post.objects.filter(staff=world.staff("keyworker")).update(starts_at=timezone.now() + timedelta(days=1))
    sign_in(browser, world, "keyworker")
    assert b"no role here yet" in browser.get("/agency/").content
