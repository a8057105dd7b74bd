"""A phone that is passed on: a page left open saves nothing as somebody else's, and is not uncovered by her."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.clients.models import Client
from dussk.access.asking import Worker
from dussk.drafts.models import Draft
from tests.browser.conftest import become
from tests.browsing import PHONE
from tests.conftest import SignIn
from tests.world import World

OTHERS = re.compile("signed in as somebody else, or for another agency")


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=PHONE, base_url=live_server.url) as context:
        yield context


class Phone:
    """One browser that somebody is signed in on, and after her somebody else."""

    def __init__(self, context: BrowserContext, signed_in: SignIn, url: str) -> None:
        self.context, self.signed_in, self.url = context, signed_in, url

    def passed_to(self, worker: Worker) -> Page:
        become(self.context, self.signed_in(worker), self.url)
        page = self.context.new_page()
        page.goto("/")
        return page


@pytest.fixture
def phone(context: BrowserContext, signed_in: SignIn, live_server: LiveServer) -> Phone:
    return Phone(context, signed_in, live_server.url)


@pytest.mark.parametrize("next_one", ["manager", "at another agency"])
def test_what_is_sent_from_a_page_left_open_is_nobody_elses(phone: Phone, world: World, next_one: str) -> None:
    both = world.worker("both")
    left_open = phone.passed_to(both)
    left_open.goto(reverse("clients:new"))
    left_open.get_by_label(re.compile("to be called")).fill("Zuzanna")
    phone.passed_to(world.worker("manager") if next_one == "manager" else Worker(both.staff, world.drugs))
    left_open.locator("form[data-draft] button[type=submit]").first.click()
    expect(left_open.get_by_text(OTHERS)).to_be_visible()
    expect(left_open.get_by_label(re.compile("to be called"))).to_have_value("Zuzanna")
    assert not Client.objects.filter(called="Zuzanna").exists()
    assert not Draft.objects.exclude(staff=both.staff, agency=both.agency).exists()


def test_a_covered_page_is_uncovered_by_its_own_windows_alone(phone: Phone, world: World) -> None:
    jo = world.worker("keyworker")
    page = phone.passed_to(jo)
    page.goto(reverse("clients:details", args=[world.clients["anna"].reference]))
    own, lock = phone.passed_to(jo), "document.dispatchEvent(new Event('dussk:locked'))"
    page.evaluate(lock)
    page.evaluate("new BroadcastChannel('dussk-lock').onmessage = ({ data }) => { window.heard = data.what; }; null")
    expect(page.locator("#dussk-page")).to_be_hidden()
    unlocked = (
        "new BroadcastChannel('dussk-lock').postMessage({what: 'unlocked', workFor: document.body.dataset.workFor})"
    )
    phone.passed_to(world.worker("manager")).evaluate(unlocked)
    page.wait_for_function("window.heard === 'unlocked'")
    expect(page.locator("#dussk-page")).to_be_hidden()
    own.evaluate(unlocked)
    expect(page.locator("#dussk-page")).to_be_visible()
