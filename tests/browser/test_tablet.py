"""The tablet in her hands: from the flyer to her signature, and every way in which she might leave her form."""

import math
import re
from collections.abc import Iterator

import pytest
from django.test import Client as Cookies
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.clients.models import Client, ClientShare
from casework.contacts.models import Place
from consent.agreements import actions
from consent.agreements.models import Agreement, ConsentForm
from dussk.access.asking import asking
from dussk.drafts.models import Draft
from tests.browser.conftest import look, window
from tests.browser.test_intake import offered
from tests.conftest import SignIn
from tests.world import PASSWORD, World, session

TABLET = ViewportSize(width=820, height=1180)


@pytest.fixture
def cookies(world: World, signed_in: SignIn) -> Cookies:
    for agency in (world.charity, world.drugs, world.nhs):
        actions.begin_forms(agency)
    return signed_in(world.worker("keyworker"))


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, cookies: Cookies) -> Iterator[Page]:
    with window(browser, live_server.url, TABLET, cookies) as page:
        yield page


def begun(world: World) -> Agreement:
    """An agreement that the keyworker has begun with Cass."""
    by = world.worker("keyworker")
    form = ConsentForm.objects.get(agency=world.charity, number=1)
    with asking(by):
        return actions.begin(by=by, client=world.clients["cass"], form=form)


def eligible(page: Page) -> None:
    """Every question of the screening is answered with yes, and she takes part."""
    for group in page.locator("main fieldset").filter(has=page.locator("input[name^=said_]")).all():
        group.get_by_label("Yes").check()
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_role("heading", name="She is eligible")).to_be_visible()
    page.get_by_role("button", name="Write what she says").click()
    page.get_by_label("Yes, she takes part").check()
    page.get_by_role("button", name="Save what she said").click()


def press(page: Page, answer: str) -> None:
    page.get_by_role("group", name="Your answer").get_by_role("button", name=re.compile(f"^{answer}")).click()


def say(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=re.compile(question)).get_by_label(answer, exact=True).check()


def at(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    assert page.locator("input:checked, [aria-pressed=true]").count() == 0
    look(page, f"tablet-{heading.lower().replace(' ', '-')}")


def answers(page: Page) -> None:
    """She goes through every page: the drug service may see her support from today on, the trust nothing."""
    at(page, "You decide")
    page.get_by_role("link", name="Begin").click()
    at(page, "Support from us")
    press(page, "Yes")
    at(page, "Keeping information about you")
    press(page, "Yes")
    at(page, "Telling other agencies")
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_text("Some are still open")).to_be_visible()
    look(page, "tablet-still-open")
    page.get_by_role("button", name="No, none of them").click()
    at(page, "Agencies who work with us")
    expect(page.get_by_role("heading", name="Harbour Drug Service")).to_be_visible()
    for question, answer in (("Who you are", "Yes"), ("Your support", "Yes"), ("Your steps", "No")):
        say(page, question, answer)
    for question in ("Tests and therapy", "Safety"):
        say(page, question, "No")
    page.get_by_label("Only what is written from today on").check()
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_role("heading", name="Westvale NHS Trust")).to_be_visible()
    page.get_by_role("button", name="No, they see nothing").click()
    at(page, "People we do not tell")
    page.get_by_label("Their name").fill("Dean")
    page.get_by_label("Who are they to you?").fill("Ex-partner")
    page.get_by_role("button", name="Go on").click()
    at(page, "When we must tell somebody")
    page.get_by_role("button", name="I have read this").click()
    at(page, "Seeing what we hold")
    page.get_by_role("button", name="I have read this").click()
    at(page, "Taking part in research")
    press(page, "No")
    expect(page.get_by_role("heading", name="This is what you chose")).to_be_visible()
    look(page, "tablet-what-you-chose")


def draws(page: Page) -> None:
    """Her name, with a finger."""
    sheet = page.locator("[data-signature] svg")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(40):
        across, down = 0.1 + 0.02 * step, 0.5 + 0.3 * math.sin(step)
        page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
    page.mouse.up()


def test_a_woman_from_flyer_to_signed_consent_on_a_tablet(page: Page, world: World) -> None:
    cass = world.clients["cass"]
    page.goto(cass.get_absolute_url())
    offered(page)
    eligible(page)
    page.get_by_role("button", name="Go through consent with her").click()
    page.goto(reverse("consent:begin", args=[cass.reference]))
    page.get_by_label("No interpreter").check()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Hand her the tablet").click()
    look(page, "tablet-hand-over")
    page.get_by_role("button", name="Hand it over now").click()
    answers(page)
    page.get_by_role("link", name="This is right: go on to sign").click()
    at(page, "Your name")
    page.get_by_role("textbox", name="Your name").fill("Cass Miller")
    page.get_by_role("button", name="Sign with what I drew").click()
    expect(page.get_by_text("Draw your name in the box")).to_be_visible()
    draws(page)
    page.get_by_role("button", name="Clear the box").click()
    draws(page)
    look(page, "tablet-signed")
    page.get_by_role("button", name="Sign with what I drew").click()
    at(page, "Thank you")
    page.get_by_role("link", name="Give the tablet back").click()
    at(page, "Please give the tablet back")
    page.get_by_label(re.compile("^Your password")).fill(PASSWORD)
    page.get_by_role("button", name="Take the tablet back").click()
    expect(page.get_by_text("She has signed on her screen").first).to_be_visible()
    expect(page.get_by_text("Harbour").first).to_be_visible()
    look(page, "tablet-afterwards")
    signed = Agreement.objects.get(client=cass)
    assert signed.drawn.startswith("M")
    assert (signed.signature, signed.print_name) == ("drawn", "Cass Miller")
    opened = ClientShare.objects.filter(client=cass)
    assert {(share.agency, share.category) for share in opened} == {
        (world.drugs, "identity"),
        (world.drugs, "casework"),
    }
    assert all(share.covers_from == share.starts for share in opened)


def scripts_and_forms(page: Page, hers: str, addresses: list[str]) -> None:
    """What a script asks covers its page, and a form sent by hand leads back; neither learns or does anything."""
    asked = page.evaluate(
        """async (addresses) => Promise.all(addresses.map(async (address) => {
          const answer = await fetch(address, { headers: { "HX-Request": "true" } });
          return [answer.status, (await answer.text()).length];
        }))""",
        ["/clients/", *addresses],
    )
    assert asked == [[423, 0]] * 3
    token = page.context.cookies()
    value = next(cookie["value"] for cookie in token if cookie["name"] == "dussk_csrf")
    sent = page.request.post("/sign-out/", form={"csrfmiddlewaretoken": value}, max_redirects=0)
    assert (sent.status, sent.headers["location"]) == (303, hers)
    sent = page.request.post("/clients/new/", form={"csrfmiddlewaretoken": value, "called": "Mallory"}, max_redirects=0)
    assert (sent.status, sent.headers["location"]) == (303, hers)
    assert not Client.objects.filter(called="Mallory").exists()


def locking(page: Page) -> None:
    """A locked screen comes back to her form, and not for somebody's guess."""
    page.evaluate("document.dispatchEvent(new Event('dussk:locked'))")
    expect(page.locator("#dussk-page")).to_be_hidden()
    page.get_by_label(re.compile("^Worker: your password")).fill("let me in")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("This did not open it")).to_be_visible()
    page.get_by_label(re.compile("^Worker: your password")).fill(PASSWORD)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("heading", name="You decide")).to_be_visible()


def test_attempts_to_leave_the_handed_over_tablet(
    page: Page, browser: Browser, live_server: LiveServer, world: World
) -> None:
    anna, agreement = world.clients["anna"], begun(world)
    hers = reverse("consent_hers:start", args=[agreement.uid])
    night = session(world.worker("keyworker"), Place.objects.get(agency=world.charity))
    register = page.context.new_page()  # left open in another window, and asking every few seconds
    register.goto(reverse("contacts:register", args=[night.uid]))
    expect(register.get_by_role("heading", level=1)).to_be_visible()
    page.goto(anna.get_absolute_url())
    page.goto(reverse("consent_hers:hand", args=[world.clients["cass"].reference, agreement.uid]))
    page.get_by_role("button", name="Hand it over now").click()
    expect(page.get_by_role("heading", name="You decide")).to_be_visible()
    # What was open elsewhere is covered at once, and asks for nothing more.
    expect(register.locator("#dussk-page")).to_be_hidden()
    expect(register.get_by_text("The screen is locked")).to_be_visible()
    # The page she was on before, and any address she types, lead back.
    page.go_back()
    expect(page.get_by_role("heading", name="You decide")).to_be_visible()
    assert "Anna" not in page.content()
    for address in ("/", "/clients/", anna.get_absolute_url(), "/account/", "/sign-out/", "/hidden/", "/nowhere"):
        page.goto(address)
        assert page.url.endswith(hers)
    another = page.context.new_page()
    another.goto("/clients/")
    assert another.url.endswith(hers)
    scripts_and_forms(page, hers, [anna.get_absolute_url(), reverse("contacts:register", args=[night.uid])])
    register.evaluate(
        """() => {
          const windows = new BroadcastChannel("dussk-lock");
          window.told = new Promise((resolve) => { windows.onmessage = ({ data }) => resolve(data.what); });
        }"""
    )
    locking(page)
    assert register.evaluate("() => window.told") == "handed over"
    expect(register.locator("#dussk-page")).to_be_hidden()  # unlocking her form opens nothing of the worker's
    page.goto("/clients/")
    assert page.url.endswith(hers)
    page.get_by_role("link", name="Stop").click()
    page.get_by_role("link", name="Give the tablet back").click()
    page.get_by_label(re.compile("^Your password")).fill("let me in")
    page.get_by_role("button", name="Take the tablet back").click()
    expect(page.get_by_text("This was not right").first).to_be_visible()
    look(page, "tablet-not-right")
    # Nothing lies in the browser, and the worker's own factor is the one way out.
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.includes('dussk_session')]")
    assert kept == [0, 0, False]
    assert not Draft.objects.exists()
    page.get_by_label(re.compile("^Your password")).fill(PASSWORD)
    page.get_by_role("button", name="Take the tablet back").click()
    expect(page.get_by_role("heading", name="Consent, not signed yet")).to_be_visible()
    page.goto("/clients/")
    expect(page.get_by_role("link", name="Anna").first).to_be_visible()


def test_without_script_she_signs_with_her_typed_name(
    browser: Browser, live_server: LiveServer, world: World, cookies: Cookies
) -> None:
    agreement = begun(world)
    cookie = cookies.cookies["dussk_session"]
    with browser.new_context(viewport=TABLET, base_url=live_server.url, java_script_enabled=False) as context:
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(reverse("consent_hers:hand", args=[world.clients["cass"].reference, agreement.uid]))
        page.get_by_role("button", name="Hand it over now").click()
        page.get_by_role("link", name="Begin").click()
        press(page, "Yes")
        press(page, "No")
        for _each in range(2):
            page.get_by_role("button", name="I have read this").click()
        press(page, "No")
        page.get_by_role("link", name="This is right: go on to sign").click()
        expect(page.locator("[data-signature]")).to_be_hidden()
        page.get_by_role("textbox", name="Your name").fill("Cass")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Sign with my typed name").press("Enter")
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    agreement.refresh_from_db()
    assert (agreement.signature, agreement.storing, agreement.holds) == ("typed", False, True)
