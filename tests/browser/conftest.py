"""A whole browser: who is signed in on which screen, and how it is looked at."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client as Cookies
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.contacts.actions import begin_lists
from dussk.staff.models import Staff
from tests import world as worlds
from tests.browsing import DESK, PHONE, chromium, faults, too_wide
from tests.dussk.staff.conftest import code_now
from tests.matrix import targets as matrix
from tests.matrix.targets import Targets
from tests.world import PASSWORD, World

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def size() -> ViewportSize:
    """A phone, where a test does not ask for ``SIZES``."""
    return PHONE


@pytest.fixture
def world(transactional_db: None) -> World:
    cache.clear()
    return worlds.build()


@pytest.fixture
def targets(db: None) -> Targets:
    targets = matrix.build()
    begin_lists(targets.world.charity)
    return targets


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, size: ViewportSize) -> Iterator[Page]:
    """A page where nobody is signed in yet, and where no answer is a fault."""
    with window(browser, live_server.url, size, quiet=True) as page:
        yield page


@contextmanager
def window(
    browser: Browser, url: str, size: ViewportSize, signed_in: Cookies | None = None, *, quiet: bool = False
) -> Iterator[Page]:
    """A page with cookies of its own, on which no script fails; if it is ``quiet``, its console has no error either."""
    with browser.new_context(viewport=size, base_url=url) as context:
        if signed_in:
            become(context, signed_in, url)
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        if quiet:
            page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        yield page
    assert wrong == []


def become(context: BrowserContext, signed_in: Cookies, url: str) -> None:
    """Whoever is signed in on Django's own test client is so in this browser too."""
    cookie = signed_in.cookies["dussk_session"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


def prove(page: Page, staff: Staff) -> None:
    """Give her password, and the code that her app shows."""
    page.get_by_label("E-mail address").fill(staff.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name=re.compile("Sign in|Continue")).first.click()


def sign_in(page: Page, staff: Staff) -> None:
    page.goto("/")
    prove(page, staff)
    expect(page.get_by_role("heading", name="Tonight")).to_be_visible()


def put_on(page: Page, name: str, typed: str = "") -> None:
    """Two interactions on a register: type (her name, if nothing else), and press the one who is found."""
    page.get_by_role("searchbox", name="Who is here?").fill(typed or name)
    page.locator("#find-results").get_by_role("button", name=re.compile(f"^{name}")).first.click()
    expect(page.locator("#hatch-heading")).to_contain_text(name)


def look(page: Page, name: str = "") -> None:
    """Hold the page to axe-core and the screen's width; keep a picture by its name where ``DUSSK_PICTURES`` says."""
    folder = os.environ.get("DUSSK_PICTURES")
    if folder and name:
        width = (page.viewport_size or PHONE)["width"]
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    assert faults(page) == []
    assert not too_wide(page)
