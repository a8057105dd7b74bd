"""Her way over years: a stage with what is seen there, a turning point, the drawing, her areas, and the reviews."""

import re

from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.change.models import JourneyMark
from casework.clients.models import Client
from tests.browser.conftest import SIZES, look, window
from tests.browsing import PHONE
from tests.casework.change.conftest import assessed, noted, planned
from tests.conftest import SignIn
from tests.world import World, contact, days_ago


def stage_noted(page: Page) -> None:
    page.get_by_role("link", name="Cycle of change", exact=True).click()
    expect(page.get_by_text("What helps at “Contemplation”")).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Choose the stage")).to_be_visible()
    look(page, "journey-stage-error")
    page.get_by_label("Contemplation", exact=True).check()
    expect(page.get_by_text("What helps at “Contemplation”")).to_be_visible()
    page.get_by_label("Thinks and talks more of what is to come").check()
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Note").fill("“Next year”")
    look(page, "journey-stage")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is on her journey.")).to_be_visible()


def turned(page: Page) -> None:
    page.get_by_role("link", name="Turning point", exact=True).click()
    page.get_by_label("Something else").check()
    page.get_by_label("Year").fill("2024")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Enter what it was")).to_be_visible()
    page.get_by_label("Note").fill("Her mother died")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is on her journey.")).to_be_visible()


@SIZES
def test_five_years_with_returns(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    jo, anna = world.worker("keyworker"), world.clients["anna"]
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    for mark, days in (
        *(("pre_contemplation", 1820), ("contemplation", 1700), ("action", 1500), ("relapse", 1300)),
        *(("contemplation", 1100), ("action", 900), ("maintenance", 700), ("relapse", 500)),
        *(("chaos", 1750), ("stabilisation", 880), ("chaos", 490), ("overdose", 505), ("gradual", 690)),
    ):
        noted(jo, anna, mark, days)
    for days in (400, 120, 60, 50, 8):
        contact(jo, anna, at=days_ago(days))
    for days, hers in ((700, 2), (300, None), (100, 4)):
        assessed(jo, anna, days, {"housing": (hers, 3), "mental": (3, 2)}, review=-2)
    planned(jo, anna, 3)
    with window(browser, live_server.url, size, signed_in(jo)) as page:
        page.goto(f"/clients/{anna.reference}/journey/")
        drawn = page.locator(".change-way__narrow" if size == PHONE else ".change-way__wide")
        hidden = page.locator(".change-way__wide" if size == PHONE else ".change-way__narrow")
        expect(drawn).to_be_visible()
        expect(hidden).to_be_hidden()
        expect(page.get_by_text("She came round again")).to_be_visible()
        look(page, "journey-five-years")
        stage_noted(page)
        turned(page)
        look(page, "journey-after")
        page.get_by_role("link", name="Something else").first.click()
        page.get_by_text("Noted by mistake?").click()
        page.get_by_role("button", name="This is a mistake").click()
        expect(page.get_by_text("It is drawn no more.")).to_be_visible()
        look(page, "journey-mistake")
        page.get_by_role("button", name="Put it back").click()
        page.get_by_role("link", name="Correct it").click()
        expect(page.get_by_label("Year")).to_have_value("2024")
        expect(page.get_by_label("Day")).to_have_value("")
        page.get_by_label("Note").fill("Her mother died, in the spring")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="What it said before")).to_be_visible()
        look(page, "journey-corrected")
        page.goto(f"/clients/{anna.reference}/change/")
        expect(page.get_by_role("img", name="Housing")).to_be_visible()
        page.get_by_text("Mental health", exact=True).last.click()
        look(page, "journey-areas")
        page.goto("/")
        expect(page.get_by_text("2 to hold with women you are keyworker for, 1 of them overdue")).to_be_visible()
        look(page, "journey-today")
        page.get_by_role("link", name="All reviews").click()
        expect(page.get_by_role("link", name=re.compile("Anna: care plan"))).to_be_visible()
        look(page, "journey-reviews")
    assert JourneyMark.objects.get(mark="other_turning").note == "Her mother died, in the spring"


@SIZES
def test_a_single_contact(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    jo, bea = world.worker("keyworker"), world.clients["bea"]
    contact(jo, bea, at=days_ago(3))
    with window(browser, live_server.url, size, signed_in(jo)) as page:
        page.goto(f"/clients/{bea.reference}/journey/")
        expect(page.get_by_text("1 contact written down here")).to_be_visible()
        look(page, "journey-single-contact")
        page.goto(f"/clients/{bea.reference}/change/")
        expect(page.get_by_text("No assessment is completed yet.")).to_be_visible()
        look(page, "journey-no-areas")


def test_a_manager_sees_whose_reviews_they_are(
    browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn
) -> None:
    jo, anna = world.worker("keyworker"), world.clients["anna"]
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    planned(jo, anna, -3)
    planned(jo, world.clients["bea"], 3)
    with window(browser, live_server.url, PHONE, signed_in(world.worker("manager"))) as page:
        page.goto("/reviews/")
        look(page, "journey-reviews-manager")
        page.get_by_role("link", name=str(jo.staff), exact=True).click()
        expect(page.get_by_role("link", name=re.compile("Anna: care plan"))).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("Bea: care plan"))).not_to_be_visible()
