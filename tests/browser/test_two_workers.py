"""Two workers on one register, each at her own screen, one of them losing her signal: they see each other's entries."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import groupby

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.contacts.models import Contact, Place, Session
from dussk.audit.tracking import history_of
from tests import world as worlds
from tests.browser.conftest import SIZES, look, put_on, window
from tests.conftest import SignIn
from tests.world import World

NOTE = "Limping, would not say why."

#: Within this she has to see what a colleague entered (ms).
SOON = 5000

Screen = Callable[[str], Page]


@pytest.fixture
def night(world: World) -> Session:
    return worlds.session(world.worker("keyworker"), Place.objects.get(agency=world.charity), world.staff("volunteer"))


@pytest.fixture
def screen(
    browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn, size: ViewportSize
) -> Iterator[Screen]:
    """The screen of somebody who is signed in."""
    with ExitStack() as windows:

        def of(name: str) -> Page:
            return windows.enter_context(window(browser, live_server.url, size, signed_in(world.worker(name))))

        yield of


def open_register(page: Page, night: Session) -> None:
    page.goto(reverse("contacts:register", args=[night.uid]))
    expect(page.get_by_role("searchbox", name="Who is here?")).to_be_visible()


@SIZES
def test_two_workers_see_each_other_and_one_loses_her_signal(screen: Screen, night: Session, world: World) -> None:
    one, other = screen("keyworker"), screen("volunteer")
    for page in (one, other):
        open_register(page, night)

    # One puts a woman on, gives her something, writes a note: the other sees each.
    put_on(one, "Anna")
    expect(one.locator("#lines li")).to_have_count(1, timeout=SOON)
    expect(other.locator("#lines li")).to_contain_text("Anna", timeout=SOON)
    expect(other.locator("#tally")).to_contain_text("1 woman", timeout=SOON)
    expect(other.locator("#news")).to_have_text("Anna: put on by Keyworker.")
    expect(one.locator("#news")).to_have_text("")
    one.get_by_role("button", name=re.compile("One more: Condoms")).click()
    expect(other.locator("#lines li")).to_contain_text("Condoms", timeout=SOON)

    # The other is in the middle of a note on the same line: what she types is left alone, and the line says so.
    other.locator("#lines a").first.click()
    other.locator("summary", has_text=re.compile("^Note$")).click()
    typed = other.get_by_role("textbox", name=re.compile("^Note"))
    typed.fill("Her own words")
    one.get_by_role("button", name=re.compile("worried about her")).click()
    expect(other.locator("#line-news")).to_contain_text("A colleague has changed this line.", timeout=SOON)
    expect(typed).to_have_value("Her own words")
    look(other, "two-workers-news")
    expect(one.locator("#line-news")).to_have_text("")

    # One loses her signal in the middle of a note: it is kept, said not to be saved, and sent once when it is back.
    one.locator("summary", has_text=re.compile("^Note$")).click()
    one.get_by_role("textbox", name=re.compile("^Note")).fill(NOTE)
    one.context.set_offline(True)
    one.get_by_role("button", name="Save note").click()
    expect(one.get_by_text(re.compile("Not saved: no signal")).first).to_be_visible()
    expect(one.locator("#away")).to_contain_text("No connection", timeout=2 * SOON)
    expect(one.get_by_role("textbox", name=re.compile("^Note"))).to_have_value(NOTE)
    look(one, "two-workers-no-signal")
    put_on(other, "Bea")
    one.context.set_offline(False)
    expect(one.locator("#lines li")).to_have_count(2, timeout=2 * SOON)
    expect(one.locator("#away")).to_have_text("")
    expect(other.locator("#lines li", has_text="Anna")).to_contain_text("Note", timeout=2 * SOON)
    hers = Contact.objects.get(client=world.clients["anna"])
    assert hers.note == NOTE
    written = history_of(Contact).filter(pgh_obj_id=hers.pk).order_by("pgh_id").values_list("note", flat=True)
    assert [note for note, _same in groupby(written)] == ["", NOTE]  # sent once
    assert Contact.objects.count() == 2


@SIZES
def test_both_texts_of_a_note_are_kept(screen: Screen, night: Session, world: World) -> None:
    worlds.contact(world.worker("keyworker"), world.clients["anna"], night)
    one, other = screen("keyworker"), screen("volunteer")
    for page, words in ((one, "One's words"), (other, "The other's words")):
        open_register(page, night)
        page.locator("#lines a").first.click()
        page.locator("summary", has_text=re.compile("^Note$")).click()
        page.get_by_role("textbox", name=re.compile("^Note")).fill(words)
    for page in (one, other):
        page.get_by_role("button", name="Save note").click()
        if page is one:
            expect(one.locator("#line-said")).to_have_text("Note saved")
    expect(other.get_by_role("heading", name="What stands there now")).to_be_visible()
    expect(other.get_by_text("One's words").first).to_be_visible()
    look(other, "two-workers-both-texts")
    expect(other.locator(".govuk-error-summary")).to_be_focused()
    other.get_by_role("button", name="Keep both").click()
    expect(other.locator("#line-said")).to_have_text("Note saved")
    note = Contact.objects.get().note
    assert "One's words" in note
    assert "The other's words" in note


@SIZES
def test_the_register_is_closed_while_a_colleague_types(screen: Screen, night: Session, world: World) -> None:
    worlds.contact(world.worker("keyworker"), world.clients["anna"], night)
    one, other = screen("keyworker"), screen("volunteer")
    open_register(other, night)
    other.locator("#lines a").first.click()
    other.locator("summary", has_text=re.compile("^Note$")).click()
    other.get_by_role("textbox", name=re.compile("^Note")).fill(NOTE)
    one.goto(reverse("contacts:close", args=[night.uid]))
    one.get_by_role("button", name="Close the register").click()
    expect(other.locator("#news")).to_contain_text("Keyworker has closed this register", timeout=SOON)
    other.get_by_role("button", name="Save note").click()
    expect(other.get_by_role("heading", name="Not saved", exact=True)).to_be_visible()
    expect(other.locator("#lost-1")).to_have_value(NOTE)
    look(other, "two-workers-closed")
