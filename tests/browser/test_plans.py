"""A plan from the first sentence to her signature on the tablet, the manager's name beside it, and a review."""

import re

from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.care_plans.models import PlanVersion, Step
from casework.clients.models import Client
from tests.browser.conftest import SIZES, look, window
from tests.browser.test_tablet import draws
from tests.casework.care_plans.conftest import assessed
from tests.conftest import SignIn
from tests.world import PASSWORD, World


def write(page: Page, label: str, words: str) -> None:
    page.get_by_label(label, exact=True).fill(words)


def save(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_text(re.compile(f"^{words}")).first.click()


@SIZES
def test_a_plan_from_an_assessment_to_a_review(
    browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn, size: ViewportSize
) -> None:
    her = world.clients["cass"]
    assessed(world.worker("keyworker"), her)
    with window(browser, live_server.url, size, signed_in(world.worker("keyworker"))) as page:
        _begun(page, her)
        _goal_and_step(page, her)
        _hers(page)
        _review(page, her)
    _countersigned(browser, live_server, world, signed_in, size)


def _begun(page: Page, her: Client) -> None:
    page.goto(reverse("her_plan:plan", args=[her.reference]))
    look(page, "plan-none")
    follow(page, "Begin from the assessment")
    look(page, "plan-begin")
    write(page, "What she wants", "My own front door")
    page.get_by_role("group", name="Housing").get_by_label("Make this a goal").check()
    page.get_by_role("group", name="Housing").get_by_label("The goal").fill("A room with a lock")
    save(page, "Begin the plan")
    expect(page.locator("blockquote")).to_have_text("My own front door")
    expect(page.get_by_role("heading", name="A room with a lock")).to_be_visible()
    expect(page.get_by_text("Not a hostel")).to_be_visible()


def _goal_and_step(page: Page, her: Client) -> None:
    follow(page, "Add a step")
    look(page, "plan-step")
    write(page, "What is to be done?", "Ring the housing office")
    page.get_by_label("A worker does").check()
    page.get_by_label("Which worker?", exact=True).select_option(label="Keyworker")
    today = Step._meta.get_field("set_on").get_default()
    for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_role("group", name="By when?").get_by_label(part).fill(str(value))
    save(page, "Save the step")
    expect(page.locator(".plan-step").first).to_contain_text("today")
    page.goto(reverse("today:today"))
    page.get_by_role("button", name=re.compile("^Done.*Ring the housing office")).click()
    expect(page.get_by_text("The step is done.")).to_be_visible()
    page.goto(reverse("her_plan:plan", args=[her.reference]))
    expect(page.locator(".plan-step").first).to_contain_text("done on")
    look(page, "plan")


def _hers(page: Page) -> None:
    follow(page, r"\s*Put it to her")
    look(page, "plan-put")
    save(page, "Keep it as a version for her")
    look(page, "plan-version")
    follow(page, r"\s*Hand her the tablet")
    save(page, "Hand it over now")
    expect(page.get_by_role("heading", name="This is your plan")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Cass")
    look(page, "plan-hers")
    page.get_by_text("This is right: go on to sign").click()
    write(page, "Your name", "Cass")
    look(page, "plan-hers-sign")
    draws(page)
    page.get_by_role("button", name="Sign with what I drew").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.goto("/clients/")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()  # it leads nowhere else
    page.get_by_role("link", name="Give the tablet back").click()
    page.get_by_label(re.compile("^Your password")).fill(PASSWORD)
    page.get_by_role("button", name="Take the tablet back").click()
    expect(page.get_by_text("She has agreed to her plan on her screen").first).to_be_visible()
    assert PlanVersion.objects.get().signature == "drawn"
    expect(page.locator(".plan-signed path")).to_be_attached()
    look(page, "plan-agreed")


def _review(page: Page, her: Client) -> None:
    page.goto(reverse("her_plan:plan", args=[her.reference]))
    follow(page, "Add a goal")
    write(page, "The goal", "Sleep")
    save(page, "Save the goal")
    expect(page.get_by_role("heading", name="Add a step")).to_be_visible()
    page.goto(reverse("her_plan:plan", args=[her.reference]))
    expect(page.get_by_text("New goal: Sleep").first).to_be_visible()
    follow(page, r"\s*Hold a review")
    page.get_by_label("Yes", exact=True).check()
    write(page, "What she says", "It is going")
    look(page, "plan-review")
    save(page, "Save the review")
    expect(page.locator("#reviews ~ .dussk-entry").first).to_contain_text("It is going")


def _countersigned(
    browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn, size: ViewportSize
) -> None:
    with window(browser, live_server.url, size, signed_in(world.worker("manager"))) as page:
        page.goto(reverse("today:today"))
        page.get_by_role("heading", name="Plans to countersign").locator("..").get_by_role("link", name="Cass").click()
        save(page, "Countersign it")
        expect(page.get_by_text("Countersigned.").first).to_be_visible()
        look(page, "plan-countersigned")
