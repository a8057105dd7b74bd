"""Every page of signing in and staff in a real browser, wide and narrow: axe-core finds nothing, nothing sticks out."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from dussk.access.asking import Worker, asking
from dussk.staff import session_keys
from dussk.staff.actions import access
from dussk.staff.models import Post
from dussk.staff.roles import Role
from tests.browsing import DESK, PHONE, chromium, faults, too_wide
from tests.dussk.staff.conftest import code_now, give_app
from tests.world import PASSWORD, World, build

SignIn = Callable[[Worker], Client]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


@pytest.fixture
def page(chrome: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = chrome.new_context(base_url=live_server.url)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    # A wrong try at the locked screen is answered 403, which the console remarks on.
    page.on(
        "console", lambda said: wrong.append(said.text) if said.type == "error" and "403" not in said.text else None
    )
    yield page
    context.close()
    assert wrong == []


def become(page: Page, client: Client, live_server: LiveServer) -> None:
    cookie = client.cookies["dussk_session"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def look(page: Page, name: str) -> None:
    """Hold the page to axe-core and to the screen's width, and keep a picture where ``DUSSK_PICTURES`` says."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        if folder := os.environ.get("DUSSK_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png", full_page=True)
        assert faults(page) == [], name
        assert not too_wide(page), name


def test_before_anybody_is_signed_in(world: World, page: Page) -> None:
    for name, url in {
        "in": "/sign-in/",
        "code": "/invitation/",
        "forgotten": "/new-password/",
        "sent": "/new-password/sent/",
    }.items():
        page.goto(url)
        look(page, name)
    for url, button in (
        ("/sign-in/", "Sign in"),
        ("/invitation/", "Set password"),
        ("/new-password/", "Send me a link"),
    ):
        page.goto(url)
        page.get_by_role("button", name=button).click()
        look(page, f"errors-{button[:4]}")
    page.goto("/new-password/1-abc/")
    look(page, "bad-link")


def test_the_way_in(world: World, page: Page) -> None:
    def password(name: str) -> None:
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(f"{name}@example.org")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    password("keyworker")
    look(page, "enrol")
    page.get_by_role("button", name="Set up an app").click()
    look(page, "add-app")
    page.get_by_role("button", name="Continue").click()
    look(page, "add-app-errors")
    page.goto("/account/second-steps/passkey/")
    look(page, "add-passkey")
    page.get_by_role("button", name="Sign out").click()
    give_app(world.staff("both"))
    password("both")
    look(page, "second-step")
    page.get_by_label("Code from your app").fill("000000")
    page.get_by_role("button", name="Continue").click()
    look(page, "second-step-errors")
    page.get_by_label("Code from your app").fill(code_now())
    page.get_by_role("button", name="Continue").click()
    look(page, "agency")
    Post.objects.filter(staff=world.staff("both")).update(ended_at=timezone.now())
    page.goto("/agency/")
    look(page, "no-post")


def test_her_own_account(world: World, page: Page, signed_in: SignIn, live_server: LiveServer) -> None:
    give_app(world.staff("keyworker"))
    client = signed_in(world.worker("keyworker"))
    become(page, client, live_server)
    page.goto("/account/")
    look(page, "account")
    page.goto("/account/recovery-codes/")
    look(page, "confirm")
    page.locator("#id_secret").fill("wrong")
    page.get_by_role("button", name="Continue").click()
    look(page, "confirm-errors")
    page.locator("#id_secret").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    look(page, "renew-codes")
    page.get_by_role("button", name="Make new codes").click()
    look(page, "recovery-codes")
    app = Authenticator.objects.get(type="totp")
    page.goto(f"/account/second-steps/{app.pk}/remove/")
    look(page, "remove")
    page.goto("/account/password/")
    page.get_by_role("button", name="Save password").click()
    look(page, "password-errors")
    page.goto("/lock/")
    look(page, "lock")
    page.get_by_role("button", name="Lock", exact=True).click()
    look(page, "locked")
    page.locator("#id_secret").fill("wrong")
    page.get_by_role("button", name="Unlock").click()
    look(page, "locked-errors")


def test_looking_after_accounts(world: World, page: Page, signed_in: SignIn, live_server: LiveServer) -> None:
    administrator, staff = world.worker("administrator"), world.staff("volunteer")
    with asking(administrator):
        asked = access.ask_for_role(
            by=administrator,
            staff=staff,
            agency=world.charity,
            role=Role.KEYWORKER,
            reason="She starts key work in May",
        )
    become(page, signed_in(administrator), live_server)
    for name, url in {
        "people": "/staff/",
        "person": f"/staff/{staff.uid}/",
        "ask-role": f"/staff/{staff.uid}/role/",
        "ask-reset": f"/staff/{staff.uid}/reset/",
        "new-account": "/staff/new/",
    }.items():
        page.goto(url)
        look(page, name)
    page.get_by_role("button", name="Make account").click()
    look(page, "new-account-errors")
    page.get_by_label("Name", exact=True).fill("Nell Ostrander")
    page.get_by_label("E-mail address").fill("nell@example.org")
    page.get_by_label(world.charity.name).check()
    page.get_by_label("Keyworker").check()
    page.get_by_label("Print a letter").check()
    page.get_by_role("button", name="Make account").click()
    look(page, "letter")
    page.get_by_role("link", name="I have printed it").click()
    look(page, "person-invited")
    become(page, signed_in(world.worker("manager")), live_server)
    page.goto(f"/staff/requests/{asked.uid}/")
    look(page, "request")
    page.get_by_role("button", name="Refuse").click()
    look(page, "request-errors")


def test_the_script_locks_and_unlocks_over_the_same_page(
    world: World, page: Page, signed_in: SignIn, live_server: LiveServer
) -> None:
    """What was typed is still there: the cover opens, and the page under it was never left."""
    client = signed_in(world.worker("keyworker"))
    become(page, client, live_server)
    page.goto("/account/password/")
    page.get_by_label("Your password now").fill("half a password")
    session = client.session
    session[session_keys.SEEN_AT] = 0
    session.save()
    page.evaluate("import('/static/dussk/cover.js').then((cover) => cover.put('locked', 'Locked'))")
    secret = page.locator("#unlock-secret")
    secret.fill("wrong")
    page.get_by_role("button", name="Unlock").click()
    page.get_by_text("This did not open it").wait_for()
    secret.fill(PASSWORD)
    page.get_by_role("button", name="Unlock").click()
    page.get_by_label("Your password now").wait_for()
    assert page.get_by_label("Your password now").input_value() == "half a password"
    page.goto("/account/")
    page.get_by_role("heading", name="Your account").wait_for()
