"""A passkey from being made to unlocking the screen, in a real browser with a key that its developer tools pretend."""

from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dussk.staff.models import AccountEvent
from tests.browsing import chromium
from tests.world import PASSWORD, build


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(chrome: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = chrome.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(20_000)
    key = context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def give_password(page: Page) -> None:
    page.goto("/sign-in/?next=/account/")
    page.get_by_label("E-mail address").fill("keyworker@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_from_making_it_to_unlocking_with_it(transactional_db: None, page: Page) -> None:
    staff = build().staff("keyworker")
    give_password(page)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("What to call it").fill("blue key")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert Authenticator.objects.get(user=staff, type="webauthn").data["name"] == "blue key"

    page.get_by_role("button", name="Sign out").click()
    give_password(page)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("blue key")).to_be_visible()

    page.goto("/lock/")
    page.get_by_role("button", name="Lock", exact=True).click()
    expect(page.get_by_role("heading", name="The screen is locked")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Lock", exact=True)).to_be_visible()  # /locked/?next=/lock/ has none
    page.goto("/account/recovery-codes/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="New recovery codes")).to_be_visible()
    kinds = set(AccountEvent.objects.filter(staff=staff).values_list("kind", flat=True))
    assert {"factor_added", "signed_in", "unlocked"} <= kinds


def test_an_answer_is_good_once(transactional_db: None, page: Page) -> None:
    """What the browser sent once is refused the second time: its question is used up."""
    build()
    give_password(page)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("button", name="Sign out").click()
    give_password(page)
    with page.expect_request(lambda sent: sent.method == "POST") as sent:
        page.get_by_role("button", name="Use a passkey").click()
    answer = parse_qs(sent.value.post_data or "")["credential"][0]
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    give_password(page)
    page.evaluate(
        """answer => {
          const form = document.querySelector('form[data-passkey]');
          form.elements.namedItem('credential').value = answer;
          form.submit();
        }""",
        answer,
    )
    expect(page.get_by_text("The passkey was not recognised")).to_be_visible()
