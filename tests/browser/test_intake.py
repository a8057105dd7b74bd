"""A woman who cannot consent now, on a phone and at a desk: offered, screened, asked again another day."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.intake.models import Recruitment, Screening
from tests.browser.conftest import SIZES, look, window
from tests.conftest import SignIn
from tests.world import World


def day(page: Page, legend: str, days: int) -> None:
    """Fill a date in three parts, as many days from today."""
    on = timezone.localdate() + timedelta(days=days)
    parts = page.get_by_role("group", name=legend)
    for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        parts.get_by_label(label).fill(str(value))


def offered(page: Page) -> None:
    page.get_by_role("link", name="Offer it to her").click()
    look(page, "intake-offer")
    page.get_by_role("radio", name="Drop-in", exact=True).check()
    page.get_by_label("A flyer").check()
    page.get_by_label("Yes: go on to the questions").check()
    page.get_by_role("button", name="Save the offer").click()
    expect(page.get_by_role("heading", name="Screen her")).to_be_visible()


def screened(page: Page) -> None:
    expect(page.get_by_text("everything else stays open to her").first).to_be_visible()
    assert page.locator("main input[name^=said_]:checked").count() == 0
    look(page, "intake-screen")
    for question in ("Is she a woman?", "Is she 18 or over?", "sold sex on the street"):
        page.get_by_role("group", name=re.compile(question)).get_by_label("Yes").check()
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_role("heading", name="Answers are still missing")).to_be_visible()
    look(page, "intake-missing")
    page.get_by_role("button", name="Complete the answers").click()
    page.get_by_role("group", name=re.compile("heroin or crack")).get_by_label("Yes").check()
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_role("heading", name="She is eligible")).to_be_visible()
    look(page, "intake-eligible")


def cannot_now(page: Page) -> None:
    page.get_by_role("button", name="Write what she says").click()
    page.get_by_label("She cannot consent now").check()
    look(page, "intake-decide")
    page.get_by_role("button", name="Save what she said").click()
    expect(page.get_by_text("Choose why she cannot consent now").first).to_be_visible()
    look(page, "intake-decide-error")
    page.get_by_label("Too distressed").check()
    day(page, "When to ask her again", 0)
    page.get_by_role("button", name="Save what she said").click()
    expect(page.get_by_text("She cannot consent now", exact=False).first).to_be_visible()
    look(page, "intake-cannot")


def asked_again(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Ask her again")).to_be_visible()
    look(page, "intake-today")
    page.get_by_role("link", name="Anna").last.click()
    page.get_by_role("button", name="Ask her again").click()
    page.get_by_label("Yes, she takes part").check()
    page.get_by_role("button", name="Save what she said").click()
    expect(page.get_by_text("She takes part").first).to_be_visible()
    expect(page.get_by_role("heading", name="What it said before")).to_be_visible()
    look(page, "intake-takes-part")


@SIZES
def test_one_who_cannot_consent_now(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    anna = world.clients["anna"]
    cookies = signed_in(world.worker("keyworker"))
    with window(browser, live_server.url, size, cookies) as page:
        page.goto(anna.get_absolute_url())
        offered(page)
        screened(page)
        cannot_now(page)
        asked_again(page)
        page.goto(f"/clients/{anna.reference}/intake/")
        look(page, "intake-hers")
        page.goto("/intake/")
        expect(page.get_by_role("link", name="Takes part")).to_be_visible()
        look(page, "intake-flow")
        page.get_by_role("link", name="Takes part").click()
        expect(page.get_by_role("link", name="Anna")).to_be_visible()
        look(page, "intake-women")
    assert Recruitment.objects.get().answer == "screened"
    screening = Screening.objects.get()
    assert (screening.decision, screening.ask_again_on) == ("consented", None)
