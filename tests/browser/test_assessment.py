"""A first assessment with her on a tablet, and a second three months later, on a phone and at a desk."""

import re
from datetime import timedelta

from django.test import Client as Cookies
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.assessments.models import Assessment, Rating
from casework.clients.models import Client
from tests.browser.conftest import SIZES, look, window
from tests.conftest import SignIn
from tests.world import PASSWORD, World


def begins(page: Page, her: Client) -> None:
    page.goto(reverse("her_assessments:list", args=[her.reference]))
    look(page, "assessments-none")
    page.get_by_role("button", name="Begin one with her").click()
    page.get_by_label("Project name").fill("Night outreach")
    look(page, "assessments-begin")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("Nothing is rated yet")).to_be_visible()


def she_says(page: Page) -> None:
    """On her own screen: two areas, in her order, one of them without a point; and she stops."""
    page.get_by_role("button", name="Hand her the tablet").click()
    look(page, "assessments-hand")
    page.get_by_role("button", name="Hand it over now").click()
    expect(page.get_by_role("heading", level=1, name="How is it going?")).to_be_visible()
    look(page, "assessments-hers-start")
    page.get_by_role("link", name=re.compile("How I feel")).click()
    assert page.locator("input:checked").count() == 0
    page.get_by_label(re.compile("Not doing very well")).check()
    page.get_by_label("Do you want to say something about it?").fill("The nights are long")
    look(page, "assessments-hers-area")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("“How I feel” is kept")).to_be_visible()
    look(page, "assessments-hers-kept")
    page.get_by_role("link", name=re.compile("My family")).click()
    page.get_by_role("link", name="Leave it for now").click()
    page.get_by_role("link", name=re.compile("Where I live")).click()
    page.get_by_label("Do you want to say something about it?").fill("A sofa")
    page.get_by_role("button", name="Keep this").click()
    page.get_by_role("link", name="That is all for now").click()
    look(page, "assessments-hers-stop")
    page.get_by_role("link", name="Give the tablet back").click()
    page.get_by_label(re.compile("^Your password")).fill(PASSWORD)
    page.get_by_role("button", name="Take the tablet back").click()
    expect(page.get_by_text("She has said how it goes on her screen").first).to_be_visible()
    expect(page.get_by_text("The nights are long")).to_be_visible()


def the_worker_goes_on(page: Page) -> None:
    """Area by area, then all ratings on one page, then a prompt."""
    page.get_by_role("button", name="Go through it, area by area").click()
    page.get_by_role("group", name="How do you see it?").get_by_label("1 Going very badly").check()
    page.get_by_label("Plan", exact=True).fill("Ring the council on Monday")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2030")
    page.get_by_role("button", name="Save, then substance misuse").click()
    expect(page.get_by_text("must be a real date").first).to_be_visible()
    look(page, "assessments-area-error")
    for part in ("Day", "Month", "Year"):
        page.get_by_label(part).fill("")
    page.get_by_role("button", name="Save, then substance misuse").click()
    expect(page.get_by_role("heading", level=1, name="Substance misuse")).to_be_visible()
    look(page, "assessments-area")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="All ten ratings on one page").click()
    page.get_by_role("group", name=re.compile("Mental health: You see")).get_by_label("3 Okay").check()
    page.get_by_role("group", name=re.compile("Living skills: She says")).get_by_label("4 Doing well").check()
    look(page, "assessments-ratings")
    page.get_by_role("button", name="Save the ratings").click()
    page.get_by_role("link", name="Support at night").click()
    page.get_by_label("Note").fill("Comes to the van for soup")
    look(page, "assessments-prompt")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Comes to the van for soup")).to_be_visible()


def completes(page: Page) -> None:
    page.get_by_role("button", name="Complete it").click()
    look(page, "assessments-complete")
    page.get_by_role("button", name="Complete it").click()
    expect(page.get_by_text("Choose who completed it").first).to_be_visible()
    page.get_by_label("Client and worker").check()
    page.get_by_role("button", name="Complete it").click()
    expect(page.get_by_text("It is completed. It can still be put right").first).to_be_visible()
    look(page, "assessments-completed")


def three_months_later(page: Page, her: Client) -> None:
    first = Assessment.objects.get(client=her)
    back = timedelta(days=91)
    days = {"started_on": first.started_on - back, "completed_on": (first.completed_on or first.started_on) - back}
    Assessment.objects.filter(pk=first.pk).update(**days)
    page.goto(reverse("her_assessments:list", args=[her.reference]))
    look(page, "assessments-list")
    page.get_by_role("button", name="Begin another").click()
    expect(page.get_by_label("Project name")).to_have_value("Night outreach")
    page.get_by_label("The plans of the last one, to go on from").check()
    look(page, "assessments-begin-another")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("Ring the council on Monday")).to_be_visible()
    page.get_by_role("link", name="Mental health").first.click()
    page.get_by_text("Last time, on").click()
    expect(page.get_by_text("The nights are long")).to_be_visible()
    page.get_by_role("group", name="How does she say it goes?").get_by_label("4 Doing well").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Better than last time: 2 Not doing very well")).to_be_visible()
    look(page, "assessments-second")


def cookies_of(world: World, signed_in: SignIn) -> Cookies:
    return signed_in(world.worker("keyworker"))


@SIZES
def test_two_assessments(
    browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn, size: ViewportSize
) -> None:
    her = world.clients["cass"]
    with window(browser, live_server.url, size, cookies_of(world, signed_in)) as page:
        begins(page, her)
        she_says(page)
        the_worker_goes_on(page)
        completes(page)
        said = {row.area: (row.hers, row.workers, row.her_words) for row in Rating.objects.all()}
        assert said == {
            "mental": (2, 3, "The nights are long"),
            "housing": (None, 1, "A sofa"),
            "living": (4, None, ""),
        }
        three_months_later(page, her)


def test_without_script(browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn) -> None:
    her, cookie = world.clients["cass"], cookies_of(world, signed_in).cookies["dussk_session"]
    phone = ViewportSize(width=390, height=844)
    with browser.new_context(viewport=phone, base_url=live_server.url, java_script_enabled=False) as context:
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(reverse("her_assessments:begin", args=[her.reference]))
        page.get_by_role("button", name="Begin", exact=True).click()
        page.get_by_role("link", name="All ten ratings on one page").click()
        page.get_by_role("group", name=re.compile("Housing: She says")).get_by_label("5 Doing very well").check()
        page.get_by_role("button", name="Save the ratings").click()
        expect(page.get_by_text("The ratings are saved").first).to_be_visible()
    assert Rating.objects.get().hers == 5
