"""A whole night on a phone, through a real server: sign in, second factor, register, close, print."""

import io
import re
from urllib.parse import urljoin

import pypdf
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.contacts.actions import begin_lists
from casework.contacts.models import Contact, FollowUp, Session
from dussk.audit.models import ViewKind, ViewLog
from tests import world as worlds
from tests.browser.conftest import look, put_on, sign_in
from tests.dussk.staff.conftest import give_app
from tests.world import World


@pytest.fixture
def world(world: World) -> World:
    begin_lists(world.charity)
    keyworker = world.worker("keyworker")
    give_app(keyworker.staff)
    for called in ("Siobhan Kelly", "Precious", "Donna"):
        worlds.woman(keyworker, called)
    return world


def done(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Done")).click()
    expect(page.locator("#hatch-heading")).to_have_count(0)


def open_the_register(page: Page) -> None:
    page.get_by_role("button", name="Open a register").click()
    page.get_by_label("Drop-in").check()
    page.locator("label", has_text="Lantern House").first.click()
    page.get_by_label("Volunteer", exact=True).check()
    look(page)
    page.get_by_role("button", name="Open the register").click()
    expect(page.get_by_role("searchbox", name="Who is here?")).to_be_visible()


def one_is_given_things(page: Page) -> None:
    put_on(page, "Siobhan", typed="Shivon Kelly")  # misspelt, as heard
    hot_drink = page.get_by_role("button", name=re.compile("One more: Hot drink"))
    hot_drink.click()
    expect(hot_drink).to_contain_text("1")
    hot_drink.click()
    expect(hot_drink).to_contain_text("2")
    condoms = page.get_by_role("button", name=re.compile("One more: Condoms"))
    condoms.click()
    expect(condoms).to_contain_text("1")
    look(page)
    done(page)


def one_is_a_worry(page: Page) -> None:
    put_on(page, "Precious")
    page.get_by_role("button", name="I am worried about her").click()
    expect(page.get_by_role("button", name="I am worried about her")).to_have_attribute("aria-pressed", "true")
    page.locator("summary", has_text="Note").click()
    page.get_by_role("textbox", name=re.compile("^Note")).fill("Limping, would not say why.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Limping, would not say why.").first).to_be_visible()
    page.locator("summary", has_text="Follow-up").click()
    page.get_by_label("What needs doing?").fill("Ring the nurse about her foot")
    page.get_by_label(re.compile("Tomorrow")).check()
    page.get_by_role("button", name="Save follow-up").click()
    expect(page.get_by_text("Ring the nurse about her foot").first).to_be_visible()
    look(page)
    done(page)


def one_just_came(page: Page) -> None:
    put_on(page, "Donna")
    done(page)


def one_nobody_knows(page: Page) -> None:
    page.get_by_role("link", name="A woman nobody knows").click()
    page.get_by_role("textbox", name=re.compile("What she looked like")).fill("Red coat, Scottish")
    page.get_by_role("button", name="Put her on as unknown").click()
    expect(page.locator("#hatch-heading")).to_contain_text("Red coat")
    done(page)
    look(page)


def close_it(page: Page) -> None:
    page.get_by_role("link", name="Close the register").click()
    look(page)
    page.get_by_role("textbox", name=re.compile("Closing note")).fill("Quiet and cold.")
    page.get_by_role("button", name="Close the register").click()
    expect(page.get_by_text("Quiet and cold.").first).to_be_visible()
    look(page)


def print_it(page: Page, live_server: LiveServer) -> str:
    """The words on the paper."""
    address = page.get_by_role("link", name=re.compile("Print")).first.get_attribute("href")
    assert address
    answer = page.request.get(urljoin(live_server.url, address))
    assert answer.headers["content-type"] == "application/pdf"
    assert "no-store" in answer.headers["cache-control"]
    sheets = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


def test_a_night(page: Page, world: World, live_server: LiveServer) -> None:
    sign_in(page, world.staff("keyworker"))
    look(page)
    open_the_register(page)
    one_is_given_things(page)
    one_is_a_worry(page)
    one_just_came(page)
    one_nobody_knows(page)
    close_it(page)
    paper = print_it(page, live_server)

    night = Session.objects.get()
    assert night.closed_at is not None
    lines = Contact.objects.filter(session=night)
    women = {"Siobhan Kelly", "Precious", "Donna", "Red coat, Scottish"}
    assert {line.client.called if line.client else line.description for line in lines} == women
    assert {(i.item.name, i.count) for line in lines for i in line.items.all()} == {("Hot drink", 2), ("Condoms", 1)}
    assert FollowUp.objects.get().assigned_to == world.staff("keyworker")
    for words in (*women, "Hot drink", "Quiet and cold.", "Keyworker"):
        assert words in paper
    assert ViewLog.objects.filter(kind=ViewKind.PRINTED).count() == 3  # everyone whose name is on it
