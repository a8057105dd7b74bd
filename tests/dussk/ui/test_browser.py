"""The page in Chromium: hiding it, the idle lock, error summaries, both widths, axe-core.

There is no server: the browser's requests are answered from templates and files, so these need no database.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Browser, Page, Request, Route, expect
from pypdf import PdfReader
from pytest_django import Settings

from dussk.ui.context import site
from dussk.ui.paging import page_of
from tests import browsing
from tests.dussk.ui.sample import ChildRows, Contact, request

SITE = "http://dussk.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
WIDTHS = [1280, 390]

CONTENT = """
{% extends "base.html" %}{% load crispy_forms_tags dussk_ui %}
{% block title %}A page{% endblock %}
{% block before_content %}{% back_link "/" %}{% endblock %}
{% block content %}
  {% include "_identity_bar.html" with name="Ruby Applewood" reference="NL-2041" shared="With nobody" %}
  {% sub_navigation places "Her pages" %}
  <h1 class="govuk-heading-l">A page</h1> {% tag "Open" "green" %}
  <ul class="dussk-register"><li class="dussk-register__row">
    <div class="dussk-register__head">
      <h2 class="dussk-register__name">Ruby</h2><p class="dussk-register__facts">came 9:40pm</p>
    </div>
    <form method="post">{% csrf_token %}
    <div class="dussk-register__keys">
      <button class="dussk-key dussk-key--worry" aria-pressed="true">Worry</button>
    </div></form>
  </li></ul>
  {% include "_typeahead.html" with typeahead="find" url="/find/" label="Find a woman" hint="Any name" %}
  {% crispy form %}
  {% crispy formset %}
  {% empty "Nobody yet" %}
  {% pagination page %}
{% endblock %}
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing.chromium() as started:
        yield started


class Site:
    """Answers the browser's requests and remembers what it asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.alive = 204
        self.down = False

    def page(self, *, errors: bool) -> str:
        asked = request("/")
        form = Contact({"seen_day": "1", "seen_month": "2", "seen_year": "26"} if errors else None)
        return (
            engines["django"]
            .from_string(CONTENT)
            .render(
                {
                    **site(asked),
                    "request": asked,
                    "csrf_token": "the-token",
                    "form": form,
                    "formset": ChildRows(prefix="children"),
                    "alerts": ["Partner answers her phone"],
                    "places": [("Summary", "/"), ("Contacts", "/c/"), ("Safety", "/s/")],
                    "page": page_of(list(range(1000)), asked),
                    "messages": [Message(constants.WARNING, "She asked not to be phoned")],
                }
            )
        )

    def answer(self, route: Route, asked: Request) -> None:
        where = asked.url.removeprefix(SITE)
        if where.startswith("/static/"):
            route.fulfill(path=str(finders.find(where.removeprefix("/static/"))))
            return
        if where.startswith("/staff/"):
            self.asked.append(f"{asked.method} {where}")
        if self.down:
            route.abort()
        elif where == "/staff/unlock/":
            assert asked.headers["x-csrftoken"] == "the-token"
            assert asked.headers["x-requested-with"] == "XMLHttpRequest"
            right = "right" in (asked.post_data or "")
            route.fulfill(json={"unlocked": True, "csrf_token": "new"} if right else {"error": "That is not right"})
        elif where == "/staff/alive/":
            route.fulfill(status=self.alive)
        elif where == "/find/":
            typed = parse_qs(asked.post_data or "").get("q", [""])[0]
            route.fulfill(content_type="text/html", body=found(typed))
        else:
            body = self.page(errors="errors" in where)
            route.fulfill(content_type="text/html", body=body, headers={"Content-Security-Policy": POLICY})


def found(typed: str) -> str:
    source = '{% include "_typeahead_count.html" with typeahead="find" count=1 %}<p id="answer">{{ typed }}</p>'
    return engines["django"].from_string(source).render({"typed": typed})


@pytest.fixture
def served() -> Site:
    return Site()


@pytest.fixture
def opened(chromium: Browser, served: Site, menu: None, settings: Settings) -> Iterator[Callable[..., Page]]:
    """Opens a page at a width, with the idle lock after some seconds; a fault in a script fails the test."""
    faults: list[str] = []
    settings.DEMONSTRATION = True
    contexts = []

    def open_page(where: str = "/", width: int = 390, idle: float = 1200, **options: Any) -> Page:
        settings.IDLE_SECONDS = idle
        context = chromium.new_context(viewport={"width": width, "height": 844}, **options)
        contexts.append(context)
        context.route("**/*", served.answer)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(SITE + where)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("where", ["/", "/?errors"])
def test_axe_finds_nothing_and_nothing_is_cut_off(opened: Callable[..., Page], where: str, width: int) -> None:
    page = opened(where, width)
    assert browsing.faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_press_is_44_pixels_high_on_a_phone(opened: Callable[..., Page]) -> None:
    small = opened().evaluate("""
        [...document.querySelectorAll("#dussk-page :is(a, button, input:not([type=hidden]), select)")]
          .filter((found) => found.offsetParent)
          .filter((found) => !found.closest("p, .govuk-skip-link, .govuk-radios__item, .govuk-checkboxes__item"))
          .filter((found) => found.getBoundingClientRect().height < 44)
          .map((found) => found.outerHTML)
    """)
    assert small == []


def test_short_radios_and_sub_navigation_stand_beside_each_other_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened()
    tops = [page.locator(f"label[for={name}]").bounding_box() for name in ("id_kind", "id_kind_2")]
    assert len({box["y"] for box in tops if box}) == 1
    links = [link.bounding_box() for link in page.locator(".moj-sub-navigation__link").all()]
    assert len({box["y"] for box in links if box}) == 1


def test_an_error_summary_takes_the_focus_and_its_links_reach_the_input(opened: Callable[..., Page]) -> None:
    page = opened("/?errors")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="The year must have four numbers, like 2026").click()
    expect(page.locator("#id_seen_2")).to_be_focused()
    page.get_by_role("link", name="Choose where it was").click()
    expect(page.locator("#id_kind")).to_be_focused()


def test_a_conditional_question_opens_its_field(opened: Callable[..., Page]) -> None:
    page = opened()
    expect(page.locator("#id_number")).to_be_hidden()
    page.get_by_label("Phone", exact=True).check()
    expect(page.locator("#id_number")).to_be_visible()


def test_hiding_by_button_and_coming_back_to_what_was_typed(opened: Callable[..., Page]) -> None:
    page = opened()
    page.fill("#id_note", "half a sentence")
    page.locator("#id_note").scroll_into_view_if_needed()
    page.locator("[data-hide]").evaluate("button => button.click()")
    expect(page.locator("#dussk-page")).to_be_hidden()
    expect(page.get_by_text("This page is hidden")).to_be_visible()
    assert page.title() == "Hidden page"
    page.get_by_role("button", name="Show it again").click()
    expect(page.locator("#id_note")).to_have_value("half a sentence")
    assert page.title().startswith("A page")
    assert page.evaluate("window.scrollY") > 500


def test_hiding_by_escape_twice_but_not_once(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("Escape")
    expect(page.locator("#dussk-page")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#dussk-page")).to_be_hidden()


def test_hiding_without_script_is_a_link(opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    assert page.get_attribute("[data-hide]", "href") == "/hidden/"
    expect(page.locator("#dussk-cover")).to_be_hidden()


def test_the_idle_lock_covers_the_page_and_one_factor_opens_it(opened: Callable[..., Page], served: Site) -> None:
    page = opened(idle=1)
    page.fill("#id_note", "half a sentence")
    expect(page.get_by_text("The screen is locked")).to_be_visible(timeout=5000)
    expect(page.locator("#dussk-page")).to_be_hidden()
    assert "POST /staff/lock/" in served.asked
    page.fill("#unlock-secret", "wrong")
    page.get_by_role("button", name="Unlock").click()
    expect(page.locator("#unlock-error")).to_have_text("That is not right")
    expect(page.locator("#unlock-secret")).to_have_value("")
    page.fill("#unlock-secret", "right")
    page.keyboard.press("Enter")
    expect(page.locator("#id_note")).to_have_value("half a sentence")
    expect(page.locator("#id_note")).to_be_visible()
    assert page.input_value("main form input[name=csrfmiddlewaretoken] >> nth=0") == "new"


def test_escape_does_not_open_a_locked_page(opened: Callable[..., Page]) -> None:
    page = opened(idle=1)
    expect(page.get_by_text("The screen is locked")).to_be_visible(timeout=5000)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_text("The screen is locked")).to_be_visible()
    expect(page.get_by_text("This page is hidden")).to_be_hidden()


def test_a_hidden_page_is_locked_too(opened: Callable[..., Page]) -> None:
    page = opened(idle=1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_text("The screen is locked")).to_be_visible(timeout=5000)
    expect(page.get_by_role("button", name="Show it again")).to_be_hidden()


def test_without_a_connection_it_locks_all_the_same_and_says_so(opened: Callable[..., Page], served: Site) -> None:
    page = opened(idle=1)
    served.down = True
    expect(page.get_by_text("The screen is locked")).to_be_visible(timeout=5000)
    page.fill("#unlock-secret", "right")
    page.keyboard.press("Enter")
    expect(page.locator("#unlock-error")).to_have_text("There is no connection. Try again in a moment.")


def test_touching_the_page_keeps_it_open_and_tells_the_server(opened: Callable[..., Page], served: Site) -> None:
    page = opened(idle=2)
    for _ in range(8):
        page.keyboard.press("a")
        page.wait_for_timeout(400)
    expect(page.locator("#dussk-page")).to_be_visible()
    assert "POST /staff/alive/" in served.asked
    assert "POST /staff/lock/" not in served.asked


def test_a_session_locked_elsewhere_locks_here(opened: Callable[..., Page], served: Site) -> None:
    served.alive = 423
    page = opened(idle=8)
    for _ in range(8):
        page.keyboard.press("a")
        page.wait_for_timeout(400)
    expect(page.get_by_text("The screen is locked")).to_be_visible()


def test_a_search_fills_in_and_says_how_many(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#find").press_sequentially("Rub")
    expect(page.locator("#answer")).to_have_text("Rub")
    expect(page.locator("#find-count")).to_have_text("1 found")


def test_a_press_that_did_not_arrive_says_so(opened: Callable[..., Page], served: Site) -> None:
    page = opened()
    served.down = True
    page.locator("#find").press_sequentially("Rub")
    expect(page.locator("#dussk-notice")).to_contain_text("Not saved: there is no connection")


def test_on_paper_there_are_words_and_no_buttons(opened: Callable[..., Page]) -> None:
    page = opened(width=1280)
    page.emulate_media(media="print")
    expect(page.get_by_text("everyone here is invented")).to_be_visible()
    expect(page.get_by_text("Ruby Applewood")).to_be_visible()
    for gone in (
        "[data-hide]",
        ".dussk-account form",
        ".govuk-service-navigation",
        ".dussk-key >> nth=0",
        ".moj-sub-navigation",
    ):
        expect(page.locator(gone)).to_be_hidden()


def test_every_sheet_of_paper_says_whose_it_is_and_that_it_is_a_demonstration(opened: Callable[..., Page]) -> None:
    sheets = PdfReader(BytesIO(opened(width=1280).pdf(format="A4"))).pages
    assert len(sheets) > 1
    for sheet in sheets:
        text = sheet.extract_text()
        assert "everyone here is invented" in text
        assert "Asha Bellweather" in text
