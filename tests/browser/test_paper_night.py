"""A night on paper: the blank register is printed and read back, and the night typed in with its true times."""

import io
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from casework.contacts.models import Contact, Place, Session
from tests import world as worlds
from tests.browser.conftest import SIZES, look, put_on, window
from tests.conftest import SignIn
from tests.world import World


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, world: World, signed_in: SignIn, size: ViewportSize
) -> Iterator[Page]:
    with window(browser, live_server.url, size, signed_in(world.worker("keyworker"))) as page:
        yield page


def print_a_blank(page: Page, live_server: LiveServer) -> None:
    page.goto(reverse("contacts:nights"))
    page.get_by_role("link", name="Print a blank register").click()
    page.get_by_label("Outreach van").check()
    look(page, "paper-blank")
    kind = page.locator("input[name=kind]:checked").get_attribute("value")
    answer = page.request.get(urljoin(live_server.url, f"{reverse('contacts:blank')}?kind={kind}"))
    assert answer.headers["content-type"] == "application/pdf"
    if folder := os.environ.get("DUSSK_PICTURES"):
        (Path(folder) / "blank.pdf").write_bytes(answer.body())
    words = " ".join(pypdf.PdfReader(io.BytesIO(answer.body())).pages[0].extract_text().split())
    for each in ("Register: Outreach van", "Time", "Name, or what she looked like", "CO Condoms", "Worry"):
        assert each in words


def put_on_at(page: Page, name: str, came: str) -> None:
    put_on(page, name)
    page.get_by_label("Came at").fill(came)
    page.get_by_role("button", name="Save the time").click()
    expect(page.locator("#line-said")).to_contain_text("Time saved")


@SIZES
def test_a_paper_night_is_printed_and_typed_in(page: Page, live_server: LiveServer, world: World) -> None:
    worlds.session(world.worker("keyworker"), Place.objects.get(agency=world.charity))  # tonight's is open
    print_a_blank(page, live_server)
    day = timezone.localdate() - timedelta(days=4)
    page.goto(reverse("contacts:start"))
    page.get_by_label("Drop-in").check()
    page.locator("label", has_text="Lantern House").first.click()
    page.get_by_label("It was on paper, and is typed in now").check()
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(number))
    page.get_by_label("What time it began").fill("9pm")
    look(page, "paper-start")
    page.get_by_role("button", name="Open the register").click()
    expect(page.get_by_text("Typed in from paper. Put each woman on")).to_be_visible()

    put_on_at(page, "Anna", "9.40pm")
    look(page, "paper-line")
    put_on_at(page, "Bea", "12.15am")
    page.get_by_role("searchbox", name="Who is here?").fill("Cass")
    page.locator("#find-results").get_by_role("button", name=re.compile("^Cass")).first.click()
    expect(page.get_by_label("Came at")).to_have_value("00:15")  # that of the line before
    expect(page.locator("#lines li")).to_have_count(3)
    expect(page.locator("#lines li").last).to_contain_text("9:40pm")

    page.get_by_role("link", name="Close the register").click()
    page.locator("input[name=day]").last.check(force=True)
    page.get_by_label("What time").fill("2am")
    look(page, "paper-close")
    page.get_by_role("button", name="Close the register").click()
    expect(page.get_by_text("This register can be read and printed")).to_be_visible()

    night = Session.objects.get(from_paper=True)
    assert night.night == day
    assert night.closed_at is not None
    told = [timezone.localtime(at).strftime("%d %H:%M") for at in (night.started_at, night.closed_at)]
    after = day + timedelta(days=1)
    assert told == [f"{day:%d} 21:00", f"{after:%d} 02:00"]
    came = Contact.objects.filter(session=night).order_by("pk").values_list("at", flat=True)
    clocks = [timezone.localtime(at).strftime("%d %H:%M") for at in came]
    assert clocks == [f"{day:%d} 21:40", f"{after:%d} 00:15", f"{after:%d} 00:15"]
