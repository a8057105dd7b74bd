"""What is typed comes back after a time-out, a lock, a closed page, a lost signal, a server away; and is saved once."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client as Cookies
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.clients.models import Alert, Client
from casework.contacts.actions import begin_lists
from casework.contacts.models import Contact, FollowUp, Place
from dussk.drafts.models import Draft
from dussk.staff import session_keys
from tests import world as worlds
from tests.browser.conftest import SIZES, become, look, prove, window
from tests.conftest import SignIn
from tests.dussk.staff.conftest import give_app
from tests.world import PASSWORD, World

WHY = "He rang the hostel twice, and asked for her by her legal name."

Opened = Callable[..., Page]


@pytest.fixture
def world(world: World) -> World:
    begin_lists(world.charity)
    give_app(world.staff("keyworker"))
    return world


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Cookies:
    return signed_in(world.worker("keyworker"))


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, jo: Cookies, size: ViewportSize) -> Iterator[Page]:
    with window(browser, live_server.url, size, jo) as page:
        yield page


@pytest.fixture
def context(page: Page) -> BrowserContext:
    return page.context


def alert_page(world: World) -> str:
    return reverse("clients:add_alert", args=[world.clients["anna"].reference])


def _keeps_why(answer: Response) -> bool:
    return "/keep/" in answer.url and WHY in (answer.request.post_data or "")


def type_an_alert(page: Page) -> None:
    """All but the button, waiting until it is kept."""
    with page.expect_response(_keeps_why) as answer:
        page.get_by_label("What staff need to know").fill("Never ring the hostel")
        page.get_by_label("Everyone", exact=False).first.check()
        page.get_by_label(re.compile("^Why")).fill(WHY)
    assert answer.value.status == 204


def is_back(page: Page) -> None:
    expect(page.get_by_text(re.compile("What you typed at .* is back"))).to_be_visible()
    expect(page.get_by_label(re.compile("^Why"))).to_have_value(WHY)
    expect(page.get_by_label("What staff need to know")).to_have_value("Never ring the hostel")


def put_on_file(page: Page) -> None:
    page.get_by_role("button", name="Put it on her file").click()


def saved_once(page: Page, world: World) -> None:
    expect(page).to_have_url(re.compile(f"{world.clients['anna'].reference}/$"))
    assert [row.reason for row in Alert.objects.all()] == [WHY]
    assert not Draft.objects.exists()


def end_session(jo: Cookies, **changes: object) -> None:
    session = jo.session
    session.update(changes)
    session.save()


@SIZES
def test_a_time_out_in_mid_note_and_the_note_back(page: Page, world: World, jo: Cookies) -> None:
    page.goto(alert_page(world))
    type_an_alert(page)
    end_session(jo, **{session_keys.SIGNED_IN_AT: 0})
    put_on_file(page)
    prove(page, world.staff("keyworker"))
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value(WHY)
    look(page, "given-back-read")
    page.get_by_role("link", name="Go on with it on its page").click()
    is_back(page)
    look(page, "given-back")
    put_on_file(page)
    saved_once(page, world)


@SIZES
def test_a_closed_page_gives_it_back_and_it_can_be_thrown_away(
    context: BrowserContext, page: Page, world: World
) -> None:
    page.goto(alert_page(world))
    type_an_alert(page)
    page.close()
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    look(page, "today")
    page.goto(alert_page(world))
    is_back(page)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label(re.compile("^Why"))).to_have_value("")
    page.reload()
    expect(page.get_by_label(re.compile("^Why"))).to_have_value("")
    page.goto("/not-saved/")
    expect(page.get_by_text("There is nothing that you typed and did not save.")).to_be_visible()


@SIZES
def test_without_a_signal_it_waits_on_the_page_and_is_saved_once(
    context: BrowserContext, page: Page, world: World
) -> None:
    page.goto(alert_page(world))
    context.set_offline(True)
    page.get_by_label("What staff need to know").fill("Never ring the hostel")
    page.get_by_label("Everyone", exact=False).first.check()
    page.get_by_label(re.compile("^Why")).fill(WHY)
    put_on_file(page)
    expect(page.get_by_text(re.compile("Not saved: no signal"))).to_be_visible()
    expect(page.get_by_label(re.compile("^Why"))).to_have_value(WHY)
    look(page, "no-signal")
    assert not Alert.objects.exists()
    context.set_offline(False)
    saved_once(page, world)


def test_an_answer_that_was_lost_on_the_way_is_no_second_record(page: Page, world: World) -> None:
    """The server saved it, and the signal went before its answer came."""
    page.goto(alert_page(world))
    type_an_alert(page)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch(max_redirects=0).status)
        route.abort("connectionreset")

    page.route(f"**{alert_page(world)}", lose)
    put_on_file(page)
    expect(page.get_by_text(re.compile("Not saved: no signal"))).to_be_visible()
    assert lost == [204]
    assert Alert.objects.count() == 1
    saved_once(page, world)
    expect(page.get_by_text("This was saved already")).to_be_visible()


def test_a_lock_in_mid_note(page: Page, world: World, jo: Cookies) -> None:
    page.goto(alert_page(world))
    end_session(jo, **{session_keys.SEEN_AT: 0})
    page.get_by_label(re.compile("^Why")).fill(WHY)
    secret = page.locator("#unlock-secret")
    expect(secret).to_be_visible()
    secret.fill(PASSWORD)
    with page.expect_response(lambda answer: "/keep/" in answer.url and answer.status == 204):
        page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_label(re.compile("^Why"))).to_have_value(WHY)
    assert ["reason", WHY] in Draft.objects.get().fields


def test_saving_on_a_locked_screen_goes_on_when_it_is_unlocked(page: Page, world: World, jo: Cookies) -> None:
    page.goto(alert_page(world))
    type_an_alert(page)
    end_session(jo, **{session_keys.SEEN_AT: 0})
    put_on_file(page)
    secret = page.locator("#unlock-secret")
    expect(secret).to_be_visible()
    secret.fill(PASSWORD)
    page.get_by_role("button", name="Unlock").click()
    saved_once(page, world)


def test_a_server_that_restarts_in_mid_typing(page: Page, world: World) -> None:
    page.goto(alert_page(world))
    page.route("**/*", lambda route: route.abort("connectionrefused"))
    page.get_by_label(re.compile("^Why")).fill(WHY)
    expect(page.get_by_text(re.compile("Not saved: no signal"))).to_be_visible()
    page.unroute("**/*")
    with page.expect_response(lambda answer: "/keep/" in answer.url and answer.status == 204) as answer:
        page.evaluate("window.dispatchEvent(new Event('online'))")
    assert answer.value.request.headers["x-dussk-background"] == "1"
    expect(page.get_by_text(re.compile("Not saved: no signal"))).to_have_count(0)


def test_signed_in_again_in_another_window(page: Page, context: BrowserContext, world: World, jo: Cookies) -> None:
    """Signing in makes a new token. The page that was open before goes on."""
    page.goto(alert_page(world))
    context.add_cookies(
        [{"name": "dussk_csrf", "value": "x" * 32, "url": page.url.split("/clients")[0], "httpOnly": False}]
    )
    type_an_alert_after_403(page)
    put_on_file(page)
    saved_once(page, world)


def type_an_alert_after_403(page: Page) -> None:
    page.get_by_label("What staff need to know").fill("Never ring the hostel")
    page.get_by_label("Everyone", exact=False).first.check()
    with page.expect_response(lambda answer: "/keep/" in answer.url and answer.status == 204):
        page.get_by_label(re.compile("^Why")).fill(WHY)


def test_somebody_elses_page_keeps_nothing(
    page: Page, world: World, signed_in: SignIn, live_server: LiveServer
) -> None:
    page.goto(alert_page(world))
    become(page.context, signed_in(world.worker("manager")), live_server.url)
    page.get_by_label(re.compile("^Why")).fill(WHY)
    expect(page.get_by_text(re.compile("signed in as somebody else"))).to_be_visible()
    assert not Draft.objects.exists()


@SIZES
def test_a_draft_of_what_somebody_else_changed_since_shows_both(page: Page, world: World) -> None:
    anna = world.clients["anna"]
    Client.objects.filter(pk=anna.pk).update(interpreter="not_known")
    page.goto(reverse("clients:details", args=[anna.reference]))
    with page.expect_response(lambda answer: "/keep/" in answer.url and answer.status == 204):
        page.get_by_label(re.compile("^What helps her")).fill("A chair by the door")
    Client.objects.filter(pk=anna.pk).update(what_helps="Sweet tea")
    page.reload()
    expect(page.get_by_label(re.compile("^What helps her"))).to_have_value("A chair by the door")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What stands there now")).to_be_visible()
    look(page, "both-texts")
    page.get_by_role("button", name="Keep both").click()
    expect(page).to_have_url(re.compile(f"{anna.reference}/$"))
    anna.refresh_from_db()
    assert anna.what_helps == "Sweet tea\n\nA chair by the door"
    assert not Draft.objects.exists()


# On a register, where parts of the page come and go


@pytest.fixture
def line(world: World) -> Contact:
    keyworker = world.worker("keyworker")
    session = worlds.session(keyworker, Place.objects.get(agency=world.charity, name="Lantern House"))
    return worlds.contact(keyworker, world.clients["anna"], session)


def open_line(page: Page, line: Contact) -> None:
    assert line.session is not None
    page.goto(reverse("contacts:register", args=[line.session.uid]))
    page.locator(f"#row-{line.uid} a").first.click()
    expect(page.locator("#hatch-heading")).to_contain_text("Anna")


@SIZES
def test_a_follow_up_without_a_signal(context: BrowserContext, page: Page, line: Contact) -> None:
    open_line(page, line)
    page.locator("summary", has_text="Follow-up").click()
    expect(page.get_by_label("What needs doing?")).to_be_visible()
    context.set_offline(True)
    page.get_by_label("What needs doing?").fill("Ring the nurse")
    page.get_by_label(re.compile("Tomorrow")).check()
    page.get_by_role("button", name="Save follow-up").click()
    expect(page.get_by_text(re.compile("Not saved: no signal"))).to_be_visible()
    look(page, "no-signal-register")
    context.set_offline(False)
    expect(page.locator("#find-results").get_by_text("Ring the nurse").first).to_be_visible()
    assert FollowUp.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_note_on_a_line_comes_back_into_it(page: Page, line: Contact) -> None:
    open_line(page, line)
    page.locator("summary", has_text="Note").click()
    with page.expect_response(lambda answer: "/keep/" in answer.url and answer.status == 204):
        page.get_by_role("textbox", name=re.compile("^Note")).fill("Limping")
    page.goto("/not-saved/")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("textbox", name=re.compile("^Note"))).to_have_value("Limping")  # at her line, which is open
    open_line(page, line)
    expect(page.get_by_role("textbox", name=re.compile("^Note"))).to_have_value("Limping")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Note saved").first).to_be_visible()
    line.refresh_from_db()
    assert line.note == "Limping"
    assert not Draft.objects.exists()


def test_a_press_whose_answer_was_lost_counts_once_when_pressed_again(page: Page, line: Contact) -> None:
    open_line(page, line)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    page.route("**/give/", lose)
    more = page.get_by_role("button", name=re.compile("One more: Hot drink"))
    more.click()
    expect(page.locator("#dussk-notice")).to_contain_text("Not saved")
    more.click()
    expect(page.get_by_text("This was saved already")).to_be_visible()
    assert [item.count for item in line.items.all()] == [1]


def test_every_quick_press_counts(page: Page, line: Contact) -> None:
    open_line(page, line)
    more = page.get_by_role("button", name=re.compile("One more: Hot drink"))
    for _press in range(4):
        more.click()
    expect(more).to_contain_text("4")
    assert [item.count for item in line.items.all()] == [4]


def test_nothing_is_kept_in_the_browser(page: Page, world: World) -> None:
    page.goto(alert_page(world))
    type_an_alert(page)
    held = json.loads(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
    assert set(held) <= {"htmx-current-path-for-history"}  # the path of the page, which the address bar shows too
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0
