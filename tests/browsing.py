"""A real browser for tests: Chromium as the machine has it, held to axe-core and to the width of its screen."""

import http
import http.client
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, Page, Request, ViewportSize, sync_playwright

_LONGEST_ANSWER = 20.0  # seconds

# axe-core is half a megabyte of script: put into a page once, and run there as often as it is looked at.
_PUT_IN, _IS_IN = Axe(), Axe("undefined")

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)

# Run by root on a build machine, and with nothing asked of the network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """The machine's Chromium or Chrome; None leaves it to Playwright, which uses the one that script/setup fetched."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block lasts."""
    # Playwright's loop runs in the test's thread, where Django would refuse to touch the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
            yield browser
            browser.close()
            # Django keeps connections by context, and this one ends here: nobody else could close what it opened.
            connections.close_all()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def ours(request: Request) -> dict[str, str]:
    """The headers by which our scripts say what they ask, of a request that a test answers without a server."""
    return {name: value for name, value in request.headers.items() if name.startswith(("hx-", "x-dussk-"))}


def answered(response: HttpResponseBase) -> dict[str, str]:
    """The headers of such an answer that a browser and our scripts look at."""
    wanted = ("content-type", "content-security-policy", "x-dussk-go", "hx-redirect", "hx-location")
    return {name: value for name, value in response.headers.items() if name.lower() in wanted}


def at_rest(address: str) -> None:
    """Wait until the tests' server has answered all that it was asked, so that its tables can be emptied.

    Call it when every page is closed: a page that is open can ask again.
    """
    # It takes requests up in turn: when this one is answered, all that were sent before it are at least begun.
    last = http.client.HTTPConnection(address.removeprefix("http://"))
    last.request("GET", "/static/dussk/drafts.js", headers={"Connection": "close"})
    assert last.getresponse().status == http.HTTPStatus.OK
    last.close()
    until = time.monotonic() + _LONGEST_ANSWER
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(max(0.0, until - time.monotonic()))
            assert not thread.is_alive(), "A page is still open, or a request was never answered."


def settled(page: Page) -> None:
    """Wait until what was pressed is answered: a form is sent by script, so that a lost signal loses nothing."""
    page.locator("form[aria-busy=true]").wait_for(state="detached")
    page.wait_for_load_state()


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds on the page, as (rule, element), but for the one rule that GOV.UK breaks on purpose.

    Conditional radio buttons keep ``aria-expanded``; only theirs is allowed.
    """
    settled(page)
    axe = _IS_IN if page.evaluate("'axe' in window") else _PUT_IN
    found = axe.run(page).response["violations"]
    return [
        (violation["id"], node["html"])
        for violation in found
        for node in violation["nodes"]
        if not (violation["id"] == "aria-allowed-attr" and "radios__input" in node["html"])
    ]


def too_wide(page: Page) -> bool:
    """Whether the page is wider than the screen, so that a thumb has to push it sideways."""
    settled(page)
    width: int = page.evaluate("document.documentElement.scrollWidth")
    screen: int = page.evaluate("window.innerWidth")
    return width > screen
