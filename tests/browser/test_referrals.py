"""A referral that is refused and made elsewhere, on a phone and at a desk; and one that a partner answers."""

import re

from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.care_plans.rules.treatment import What
from consent.agreements.rules import ToPartner
from consent.referrals.models import Referral, Service
from consent.referrals.rules.moves import Basis
from tests.browser.conftest import SIZES, look, window
from tests.conftest import SignIn
from tests.consent.referrals.conftest import Referring, build
from tests.world import World


def added(page: Page) -> None:
    page.goto("/services/")
    look(page, "services")
    page.get_by_role("button", name="Add a service").click()
    page.get_by_label("What is it called?").fill("St Brannock’s night shelter")
    page.get_by_label("What is it for?").select_option(label="Hostel, night shelter or refuge")
    page.get_by_label("Monday").fill("nine till five")
    page.get_by_label("Women only", exact=True).check()
    page.get_by_label("No pets").check()
    page.get_by_label("Curfew").fill("In by eleven, or the bed is gone")
    page.get_by_role("button", name="Add to the directory").click()
    expect(page.get_by_text("Write “nine till five” like").first).to_be_visible()
    look(page, "services-error")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_label(day).fill("24 hours")
    page.get_by_role("button", name="Add to the directory").click()
    expect(page.get_by_role("heading", name="St Brannock’s night shelter")).to_be_visible()
    expect(page.get_by_text("Open now")).to_be_visible()
    look(page, "services-one")


def referred(page: Page) -> None:
    page.get_by_role("link", name="Refer her", exact=True).click()
    page.get_by_label("Where to?").select_option(label="Bridge House")
    page.get_by_label("Why", exact=True).fill("Nowhere to sleep since Thursday")
    page.get_by_label("What she wants from it").fill("A door that locks")
    page.get_by_label("Today", exact=True).check()
    page.get_by_label("She agreed that they may be told").check()
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Save the referral").click()
    expect(page.get_by_text("She has not agreed that Bridge House is told anything").first).to_be_visible()
    look(page, "referrals-not-agreed")
    page.get_by_role("button", name="Begin the release it needs").click()
    expect(page.get_by_role("heading", name="Tell somebody outside")).to_be_visible()
    expect(page.get_by_label("What is to be told?")).to_have_value("Nowhere to sleep since Thursday")
    expect(page.get_by_label("Which agency or office?")).to_have_value("Bridge House")
    look(page, "referrals-release")
    page.goto(page.url.partition("/releases/")[0] + "/referrals/new/")
    expect(page.get_by_label("What she wants from it")).to_have_value("A door that locks")
    page.get_by_label("We tell them nothing").check()
    page.get_by_role("button", name="Save the referral").click()
    expect(page.get_by_role("heading", name="Referral to Bridge House")).to_be_visible()
    look(page, "referrals-sent")


def refused(page: Page) -> None:
    page.get_by_role("button", name="Write what became of it").click()
    page.get_by_label("Refused").check()
    page.get_by_role("button", name="Save what became of it").click()
    expect(page.get_by_text("Choose why they refused").first).to_be_visible()
    look(page, "referrals-step-error")
    page.get_by_label("Why did they refuse?").select_option(label="No place free")
    page.get_by_label("In a few words").fill("Ring again on Monday")
    page.get_by_role("button", name="Save what became of it").click()
    expect(page.get_by_text("No place free")).to_be_visible()
    look(page, "referrals-refused")


def elsewhere(page: Page) -> None:
    page.get_by_role("button", name="Make it elsewhere").click()
    expect(page.get_by_label("Why", exact=True)).to_have_value("Nowhere to sleep since Thursday")
    expect(page.get_by_label("What she wants from it")).to_have_value("A door that locks")
    assert page.locator("input[name=basis]:checked").count() == 0
    page.get_by_label("Where to?").select_option(label="St Brannock’s night shelter")
    page.get_by_label("We tell them nothing").check()
    page.get_by_label("With her there").check()
    look(page, "referrals-elsewhere")
    page.get_by_role("button", name="Save the referral").click()
    expect(page.get_by_role("heading", name=re.compile("St Brannock"))).to_be_visible()
    expect(page.get_by_text("Instead of")).to_be_visible()


@SIZES
def test_refused_and_made_elsewhere(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    referring = build(world)
    with window(browser, live_server.url, size, signed_in(referring.jo)) as page:
        added(page)
        page.goto(referring.rosa.get_absolute_url())
        referred(page)
        refused(page)
        elsewhere(page)
        page.goto(referring.url("list"))
        look(page, "referrals-hers")
        page.goto("/referrals/")
        look(page, "referrals-list")
    first, second = Referral.objects.order_by("pk")
    assert (first.state, second.state, second.instead_of) == ("refused", "sent", first)
    assert Service.objects.get(name__startswith="St Brannock").hours.count() == 7


def test_a_partner_answers_it_and_loses_it(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    referring: Referring = build(world)
    agreement = referring.agree(partners={world.drugs: ToPartner(frozenset({"identity"}))})
    row = referring.refer(basis=Basis.SHARE, service=referring.harbour, what=What(3, "prescribing"))
    with window(browser, live_server.url, size, signed_in(world.worker("facilitator"))) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Referrals to answer")).to_be_visible()
        look(page, "referrals-today")
        page.get_by_role("link", name=re.compile("Rosa")).first.click()
        look(page, "referrals-incoming")
        page.get_by_role("button", name="Answer it").click()
        page.get_by_label("Accepted").check()
        page.get_by_label("In a few words").fill("Wednesday clinic")
        page.get_by_role("button", name="Save what became of it").click()
        expect(page.get_by_text("Wednesday clinic")).to_be_visible()
        referring.take_back_sharing(agreement)
        page.reload()
        expect(page.get_by_text("Wednesday clinic")).not_to_be_visible()
        page.goto("/referrals/sent-to-us/")
        expect(page.get_by_text("Nothing was sent to you.")).to_be_visible()
    row.refresh_from_db()
    assert row.state == "accepted"
