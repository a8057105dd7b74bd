"""A woman's story through the pages, in Chromium, on a phone and on a desk, with axe-core at every step.

There is no server: the browser's requests are answered by Django's own test client, in the test's transaction.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client as DjangoBrowser
from playwright.sync_api import Browser, Page, Route, expect

from casework.clients.models import ClientName
from dussk.access.asking import Worker
from tests import browsing
from tests.browsing import answered, ours
from tests.world import World

SITE = "http://dussk.test"
WIDTHS = [1280, 390]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing.chromium() as started:
        yield started


class Screen:
    """One person's browser. ``look`` holds the page to axe-core and to its width, and keeps a picture of it."""

    def __init__(self, page: Page, pictures: Path, width: int) -> None:
        self.page, self.pictures, self.width = page, pictures, width

    def look(self, name: str) -> None:
        self.page.screenshot(path=self.pictures / f"{name}-{self.width}.png", full_page=True)
        assert browsing.faults(self.page) == [], name
        assert not browsing.too_wide(self.page), name

    def go(self, path: str) -> None:
        self.page.goto(SITE + path)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).click()

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.locator("#main").get_by_role("textbox", name=label).fill(text)

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def says(self, words: str) -> None:
        expect(self.page.locator("#main")).to_contain_text(words)

    def never_says(self, words: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words)


@pytest.fixture
def at_work(
    chromium: Browser,
    signed_in: Callable[[Worker], DjangoBrowser],
    tmp_path: Path,
) -> Iterator[Callable[[Worker, int], Screen]]:
    contexts = []

    def start(worker: Worker, width: int) -> Screen:
        django = signed_in(worker)
        django.raise_request_exception = True
        database = connections["default"]

        def answer(route: Route) -> None:
            connections["default"] = database  # each answer has a context of its own, and would open another
            request = route.request
            path = urlsplit(request.url).path
            if path.startswith("/static/"):
                route.fulfill(path=finders.find(path.removeprefix("/static/")))
                return
            response = django.generic(
                request.method,
                request.url.removeprefix(SITE),
                request.post_data_buffer or b"",
                request.headers.get("content-type", "text/plain"),
                headers=ours(request),
            )
            while response.status_code == 302:
                response = django.get(response.headers["Location"])
            route.fulfill(
                status=response.status_code,
                body=response.content,
                headers=answered(response),
            )

        context = chromium.new_context(viewport={"width": width, "height": 844 if width < 600 else 900})
        contexts.append(context)
        context.route("**/*", answer)
        return Screen(context.new_page(), tmp_path, width)

    yield start
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_shaz_becomes_sharon(world: World, at_work: Callable[[Worker, int], Screen], width: int) -> None:
    jo = at_work(world.worker("keyworker"), width)
    known_by_a_street_name(jo)
    nearly_started_twice(jo)
    her_partner_answers_her_phone(jo)
    never_through_her_cousin(jo)
    she_wants_to_be_sharon(jo)
    she_gives_up_the_working_name(jo)
    who_works_with_her_and_who_may_not(jo)


def known_by_a_street_name(jo: Screen) -> None:
    jo.go("/clients/find/")
    jo.look("find")
    jo.page.get_by_label("Name, reference or date of birth").press_sequentially("Shaz")
    expect(jo.page.locator("#find-count")).to_have_text("Nobody found")
    jo.look("find-nobody")
    jo.press("Start a new file")
    expect(jo.page.get_by_label("What she wants to be called")).to_have_value("Shaz")
    jo.fill("Or how old she may be", "22")
    jo.look("new")
    jo.press("Start her file")
    jo.says("Her file is started")
    jo.says("She may be under 18")
    jo.look("shaz-new")


def nearly_started_twice(jo: Screen) -> None:
    jo.go("/clients/new/")
    jo.fill("What she wants to be called", "Chaz")
    jo.press("Start her file")
    jo.says("May she have a file already?")
    jo.look("likely-same")
    jo.press("It is her")
    jo.says("This is the file she has already")


def her_partner_answers_her_phone(jo: Screen) -> None:
    jo.follow("Add a way of reaching her")
    jo.look("reach-form")
    jo.press("Save")
    jo.look("reach-errors")
    jo.choose("Phone call")
    jo.fill("Number, address, or through whom", "07700 900123")
    jo.choose("No, never use it")
    jo.fill("Who else might see or hear it", "Her partner answers her phone.")
    jo.press("Save")
    jo.follow("Add a way of reaching her")
    jo.choose("Text message")
    jo.fill("Number, address, or through whom", "07700 900456")
    jo.choose("Yes")
    jo.choose("A message may be left")
    jo.fill("From", "10am")
    jo.fill("Until", "3pm")
    jo.fill("What name to use", "Say it is the dentist")
    jo.press("Save")
    jo.follow("Add an alert")
    jo.look("alert-form")
    jo.fill("What staff need to know", "Her partner answers her phone: never ring")
    jo.choose("Everyone who may see her name")
    jo.fill("Why", "He took her phone in October and rang back every number.")
    jo.press("Put it on her file")
    jo.says("The alert is on her file")


def never_through_her_cousin(jo: Screen) -> None:
    jo.follow("Change these details")
    jo.look("details-form")
    jo.fill("Language she prefers", "Romanian")
    jo.choose("Needed, face to face")
    jo.fill("Never interpreted by", "Her cousin Mirela")
    jo.choose("Reading")
    jo.fill("What helps her", "Tea first. Sitting where she can see the door.")
    jo.press("Save")
    jo.says("Her cousin Mirela")


def she_wants_to_be_sharon(jo: Screen) -> None:
    jo.follow("Add a name")
    jo.look("name-form")
    jo.fill("Name", "Sharon-Elena Ionescu")
    jo.choose("Legal name")
    jo.press("Save")
    jo.follow("Change what she is called")
    jo.look("called-form")
    jo.fill("What she wants to be called", "Sharon")
    jo.choose("She still uses it as a working name")
    jo.press("Save")
    expect(jo.page.locator(".dussk-identity__name")).to_have_text("Sharon")
    jo.look("sharon")


def she_gives_up_the_working_name(jo: Screen) -> None:
    jo.page.get_by_role("link", name=re.compile("She no longer uses it.*working name")).click()
    jo.look("give-up-form")
    jo.press("She no longer uses it")
    jo.says("She no longer uses that name")
    jo.never_says("Shaz")
    jo.look("sharon-after")
    jo.go("/clients/find/")
    jo.page.get_by_label("Name, reference or date of birth").press_sequentially("Shaz")
    jo.says("Found by a name she no longer uses")
    jo.look("found-by-past-name")
    jo.never_says("Shaz")
    assert ClientName.objects.filter(name="Shaz", ends=None).count() == 0


def who_works_with_her_and_who_may_not(jo: Screen) -> None:
    jo.follow("Sharon")
    jo.follow("Choose her keyworker")
    jo.page.get_by_label("Keyworker").select_option("Keyworker")
    jo.look("keyworker-form")
    jo.press("Save")
    jo.follow("Change her status")
    jo.look("status-form")
    jo.choose("Lost touch")
    jo.press("Save")
    jo.follow("She wants somebody blocked")
    jo.look("block-form")
    jo.page.get_by_label("Who is to be blocked?").select_option("Volunteer")
    jo.fill("What she said", "He drinks with her partner.")
    jo.press("Block this person")
    jo.says("Volunteer can no longer see her file")
    jo.look("sharon-whole")
    jo.go("/clients/")
    jo.look("list")
    jo.follow("Sharon")
    jo.follow("I know her: declare a conflict")
    jo.look("conflict-form")
    jo.page.get_by_label("I know that I will not see this file again").check()
    jo.press("Declare it and close her file to me")
    jo.says("That file is closed to you")
    jo.never_says("Sharon")
    jo.look("today-after")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_file_is_opened_in_an_emergency_and_reviewed(
    world: World, at_work: Callable[[Worker, int], Screen], width: int
) -> None:
    cass = world.clients["cass"]
    partner = at_work(world.worker("facilitator"), width)
    partner.go("/clients/emergency/")
    partner.look("emergency")
    partner.choose("Her reference")
    partner.fill("Reference", cass.shown_reference.lower())
    partner.fill("What is the danger", "Overdose at the group. The ambulance asks for her allergies and next of kin.")
    partner.press("Open her file")
    partner.says("Opened in an emergency until")
    partner.look("emergency-opened")
    partner.go("/clients/emergency/")
    partner.choose("Her full name and date of birth")
    partner.fill("Her full name", "Nobody Known")
    for part, text in (("Day", "3"), ("Month", "4"), ("Year", "1990")):
        partner.fill(part, text)
    partner.fill("What is the danger", "The same.")
    partner.press("Open her file")
    partner.says("No file was opened")
    partner.look("emergency-nobody")

    manager = at_work(world.worker("manager"), width)
    manager.go("/clients/emergencies/")
    manager.says("Overdose at the group")
    manager.look("emergencies")
    manager.go("/")
    manager.look("today-manager")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_volunteer_reads_what_she_needs_and_changes_nothing(
    world: World, at_work: Callable[[Worker, int], Screen], width: int
) -> None:
    volunteer = at_work(world.worker("volunteer"), width)
    volunteer.go(world.clients["anna"].get_absolute_url())
    volunteer.look("volunteer")
    volunteer.never_says("Change")
    volunteer.never_says("She wants somebody blocked")
