"""A keyworker fills in an information sheet with her, on a phone and at a desk."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.clients.models import Client, SafeContact
from casework.information.models import ImportantDate, InformationSheet, KeptFact, SignificantOther
from tests.browser.conftest import SIZES, look, window
from tests.conftest import SignIn
from tests.world import World


def date_in(page: Page, name: str, days: int) -> None:
    on, group = timezone.localdate() + timedelta(days=days), page.get_by_role("group", name=name)
    for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        group.get_by_label(label).fill(str(value))


@SIZES
def test_details_and_her_number(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    anna = world.clients["anna"]
    with window(browser, live_server.url, size, signed_in(world.worker("keyworker"))) as page:
        page.goto(f"/clients/{anna.reference}/")
        page.get_by_role("link", name="Information", exact=True).click()
        expect(page.get_by_role("heading", name="Information sheet")).to_be_visible()
        look(page, "information-empty")
        page.get_by_role("link", name="Change details").click()
        page.get_by_label("National Insurance number").fill("TN010190F")
        page.get_by_label("Address").fill("Sofas")
        page.get_by_role("button", name="Save details").click()
        expect(page.get_by_text("This is a temporary number").first).to_be_visible()
        look(page, "information-details-error")
        page.get_by_label("National Insurance number").fill("ab 12 34 56 c")
        page.get_by_role("button", name="Save details").click()
        expect(page.get_by_text("AB 12 34 56 C")).to_be_visible()
        # Her number goes where all ways of reaching her are.
        page.get_by_role("link", name="Add her number").click()
        page.get_by_label("Number", exact=True).fill("07700 900321")
        page.get_by_label("Text message").check()
        page.get_by_label("Yes", exact=True).check()
        look(page, "information-phone")
        page.get_by_role("button", name="Save her number").click()
        expect(page.get_by_text("07700 900321", exact=True)).to_be_visible()
    assert InformationSheet.objects.get().ni_number == "AB123456C"
    assert SafeContact.objects.filter(client=anna, detail="07700 900321", way="text", is_safe=True).exists()


@SIZES
def test_whom_to_ring_and_what_she_wants_kept(
    browser: Browser, live_server: LiveServer, world: World, size: ViewportSize, signed_in: SignIn
) -> None:
    anna, jo = world.clients["anna"], world.worker("keyworker")
    Client.objects.filter(pk=anna.pk).update(keyworker=jo.staff)
    with window(browser, live_server.url, size, signed_in(jo)) as page:
        page.goto(f"/clients/{anna.reference}/information/")
        page.get_by_role("link", name=re.compile("Add somebody to ring")).click()
        page.get_by_role("textbox", name="Name").fill("Linda")
        page.get_by_role("textbox", name="Phone").fill("0117 496 0002")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Choose whether we may ring them").first).to_be_visible()
        page.get_by_label("Only in an emergency").check()
        page.get_by_role("button", name="Save").click()
        page.get_by_role("button", name="We have gone through this section").click()
        expect(page.get_by_text("In case of emergency: gone through.")).to_be_visible()
        look(page, "information-section")
        page.get_by_role("link", name="Information sheet").first.click()
        page.get_by_role("link", name="Add something she wants kept").click()
        page.get_by_label("No", exact=True).check()
        page.get_by_label("What is it?").fill("Forty pounds")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("nothing of it was saved")).to_be_visible()
        page.get_by_role("button", name="Add a date").click()
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("Court", exact=True).check()
        date_in(page, "Date", 3)
        page.get_by_role("textbox", name="Where").fill("Crown court")
        look(page, "information-date")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The date is kept, as she wants it.")).to_be_visible()
        page.goto(f"/clients/{anna.reference}/information/")
        look(page, "information-sheet")
        page.goto("/")
        expect(page.get_by_text("Crown court")).to_be_visible()
        look(page, "information-today")
    assert SignificantOther.objects.get().may_contact == "emergency"
    assert ImportantDate.objects.get().where == "Crown court"
    assert not KeptFact.objects.exists()
