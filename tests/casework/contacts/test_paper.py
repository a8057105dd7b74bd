"""Nights on paper: the blank register, and typing it in afterwards with the true times."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from time_machine import travel

from casework.contacts.models import Contact, Item, Place, Session
from dussk.access.asking import Worker
from tests.casework.contacts.conftest import HTMX, Night
from tests.world import World, build


@pytest.fixture
def morning(db: None, signed_in: Callable[[Worker], Browser]) -> Iterator[tuple[World, Browser]]:
    """Ten in the morning on a Monday, in a year that has passed: PostgreSQL's clock cannot be set back."""
    with travel(datetime(2024, 11, 25, 10, tzinfo=UTC), tick=True):
        world = build()
        yield world, signed_in(world.worker("keyworker"))


def paper(world: World, day: str = "20", month: str = "11", clock: str = "9pm", **other: object) -> dict[str, object]:
    return {
        "kind": "drop_in",
        "place": Place.objects.get(agency=world.charity).uid,
        "moment": "paper",
        "paper_day_day": day,
        "paper_day_month": month,
        "paper_day_year": "2024",
        "paper_clock": clock,
        "staff": [world.staff("keyworker").uid],
    } | other


def put(browser: Browser, made: Session, world: World, name: str, clock: str = "") -> Contact:
    browser.post(reverse("contacts:put", args=[made.uid]), {"client": world.clients[name].reference})
    line = Contact.objects.get(session=made, client=world.clients[name])
    if clock:
        answer = browser.post(reverse("contacts:time", args=[made.uid, line.uid]), {"clock": clock})
        assert answer.status_code == 302
        line.refresh_from_db()
    return line


def test_a_night_of_days_ago_is_typed_in_with_its_true_times(morning: tuple[World, Browser]) -> None:
    world, browser = morning
    answer = browser.post(reverse("contacts:start"), paper(world))
    made = Session.objects.get()
    assert answer["Location"] == reverse("contacts:register", args=[made.uid])
    assert made.from_paper
    assert made.started_at == datetime(2024, 11, 20, 21, tzinfo=UTC)
    assert "Typed in from paper" in browser.get(answer["Location"]).content.decode()
    assert put(browser, made, world, "anna").at == made.started_at
    assert put(browser, made, world, "bea", "11.20pm").at == datetime(2024, 11, 20, 23, 20, tzinfo=UTC)
    # The next line begins with the time of the one before it.
    cass = put(browser, made, world, "cass")
    assert cass.at == datetime(2024, 11, 20, 23, 20, tzinfo=UTC)
    page = browser.get(reverse("contacts:line", args=[made.uid, cass.uid])).content.decode()
    assert 'value="23:20"' in page
    assert "Came at" in page
    assert put(browser, made, world, "cass", "1am").at == datetime(2024, 11, 21, 1, tzinfo=UTC)
    assert Contact.objects.filter(night=made.night).count() == 3
    page = browser.get(reverse("contacts:close", args=[made.uid])).content.decode()
    assert "Wednesday 20 November 2024" in page
    assert "Monday 25 November 2024" not in page
    ends = {"day": "2024-11-21", "clock": "2am", "closing_note": "Cold"}
    assert browser.post(reverse("contacts:close", args=[made.uid]), ends).status_code == 302
    made.refresh_from_db()
    assert made.closed_at == datetime(2024, 11, 21, 2, tzinfo=UTC)
    assert ", from paper" in browser.get(reverse("contacts:nights")).content.decode()


def test_the_true_end_has_to_be_said(morning: tuple[World, Browser]) -> None:
    world, browser = morning
    browser.post(reverse("contacts:start"), paper(world))
    made = Session.objects.get()
    answer = browser.post(reverse("contacts:close", args=[made.uid]), {"closing_note": "Cold"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose which day it was" in page
    assert "Cold" in page
    assert "Enter the time, like 9pm" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"paper_clock": ""}, "Enter the time, like 9pm"),
        ({"paper_day_day": "", "paper_day_month": "", "paper_day_year": ""}, "Choose which day it was"),
        ({"paper_day_day": "26"}, "today or in the past"),
        ({"paper_day_day": "25", "paper_clock": "11pm"}, "still to come"),
        ({"paper_day_day": "31", "paper_day_month": "2"}, "real date"),
    ],
)
def test_a_paper_night_that_cannot_be(morning: tuple[World, Browser], changed: dict[str, str], said: str) -> None:
    world, browser = morning
    answer = browser.post(reverse("contacts:start"), paper(world) | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Session.objects.exists()


def test_it_is_typed_in_while_tonights_register_is_open_and_only_once(morning: tuple[World, Browser]) -> None:
    world, browser = morning
    browser.post(reverse("contacts:start"), paper(world, moment="now"))
    assert browser.post(reverse("contacts:start"), paper(world)).status_code == 302
    assert browser.post(reverse("contacts:start"), paper(world, day="19")).status_code == 302
    answer = browser.post(reverse("contacts:start"), paper(world, clock="11pm"))
    assert answer.status_code == 422
    assert "Wednesday 20 November 2024 was typed in from paper already" in answer.content.decode()
    first = Session.objects.filter(from_paper=True).latest("night")
    Session.objects.filter(pk=first.pk).update(closed_at=timezone.now(), closed_by=world.staff("keyworker"))
    assert "already" in browser.post(reverse("contacts:start"), paper(world)).content.decode()
    assert Session.objects.count() == 3


def test_the_database_holds_a_paper_night_once(night: Night) -> None:
    fields = {"agency": night.world.charity, "made_by": night.world.staff("keyworker"), "kind": "drop_in"}
    fields |= {"place": night.session.place, "night": night.session.night, "started_at": night.session.started_at}
    Session.objects.create(from_paper=True, **fields)
    with pytest.raises(IntegrityError, match="session_from_paper_once"), transaction.atomic():
        Session.objects.create(from_paper=True, **fields)
    with pytest.raises(IntegrityError, match="session_open_once"), transaction.atomic():
        Session.objects.create(**fields)


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_on_the_night_the_clocks_go_back_a_line_asks_which(
    morning: tuple[World, Browser], which: str, hour: int
) -> None:
    world, browser = morning
    browser.post(reverse("contacts:start"), paper(world, day="26", month="10"))
    made = Session.objects.get()
    line = put(browser, made, world, "anna")
    address = reverse("contacts:time", args=[made.uid, line.uid])
    for headers in ({}, HTMX):
        answer = browser.post(address, {"clock": "1.30am"}, headers=headers)
        assert answer.status_code == 422
        assert "The clocks went back at 2am and 1:30am came twice. Which was it?" in answer.content.decode()
    browser.post(address, {"clock": "1.30am", "which_one": which})
    line.refresh_from_db()
    assert line.at == datetime(2024, 10, 27, hour, 30, tzinfo=UTC)


def test_on_the_night_they_go_forward_a_skipped_time_is_taken_an_hour_later(morning: tuple[World, Browser]) -> None:
    world, browser = morning
    browser.post(reverse("contacts:start"), paper(world, day="30", month="3"))
    made = Session.objects.get()
    line = put(browser, made, world, "anna")
    address = reverse("contacts:time", args=[made.uid, line.uid])
    answer = browser.post(address, {"clock": "1.30am"}, follow=True)
    assert "The clocks went forward and skipped the time you entered: 2:30am was saved" in answer.content.decode()
    line.refresh_from_db()
    assert line.at == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)


def test_starting_and_closing_ask_which_too(morning: tuple[World, Browser]) -> None:
    world, browser = morning
    sent = paper(world, day="27", month="10", clock="1.30am")
    answer = browser.post(reverse("contacts:start"), sent)
    assert "1:30am came twice" in answer.content.decode()
    browser.post(reverse("contacts:start"), sent | {"which_one": "first"})
    made = Session.objects.get()
    assert made.started_at == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    close = reverse("contacts:close", args=[made.uid])
    ends = {"day": "2024-10-27", "clock": "1.40am", "closing_note": "Short"}
    answer = browser.post(close, ends)
    assert "1:40am came twice" in answer.content.decode()
    assert "Short" in answer.content.decode()
    browser.post(close, ends | {"which_one": "second"})
    made.refresh_from_db()
    assert made.closed_at == datetime(2024, 10, 27, 1, 40, tzinfo=UTC)


def test_a_blank_register_on_paper(night: Night, volunteer: Browser) -> None:
    for order in range(20):
        Item.objects.create(agency=night.world.charity, name=f"Thing {order}", order=50 + order)
    page = volunteer.get(reverse("contacts:blank")).content.decode()
    assert "Print a blank register" in page
    place = str(night.session.place.uid)
    sent = {"kind": "van", "place": place, "on_day": "24", "on_month": "12", "on_year": "2026"}
    answer = volunteer.get(reverse("contacts:blank"), sent)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="blank-register.pdf"' in answer["Content-Disposition"]
    document = PdfReader(io.BytesIO(answer.content))
    assert "/StructTreeRoot" in document.root_object
    assert document.pages[0].mediabox.width > document.pages[0].mediabox.height
    words = " ".join(" ".join(page.extract_text().split()) for page in document.pages)
    for each in ("Outreach van", "Lantern House", "24 December 2026", "HD Hot drink", "Name, or what she looked like"):
        assert each in words
    assert words.count("Name, or what she looked like") == len(document.pages)
    assert "Anna" not in words


def test_a_blank_register_with_nothing_said(night: Night, keyworker: Browser) -> None:
    answer = keyworker.get(reverse("contacts:blank"), {"kind": "drop_in"})
    assert answer["Content-Type"] == "application/pdf"
    assert "____" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    for sent in ({"kind": "prison"}, {"kind": "van", "place": "nonsense"}, {"kind": "van", "on_day": "31"}):
        assert keyworker.get(reverse("contacts:blank"), sent).status_code == 422


def test_a_clock_that_was_put_back_hinders_nobody(night: Night, keyworker: Browser) -> None:
    Session.objects.filter(pk=night.session.pk).update(started_at=timezone.now() + timedelta(hours=30))
    night.session.refresh_from_db()
    answer = keyworker.post(night.url("put"), {"client": night.world.clients["anna"].reference})
    assert answer.status_code == 302
    assert Contact.objects.get().at == night.session.started_at
    assert keyworker.get(night.url("register")).status_code == 200
    assert keyworker.get(night.url("close")).status_code == 200
    assert keyworker.post(night.url("close"), {"moment": "now"}).status_code == 302
    night.session.refresh_from_db()
    assert night.session.closed_at == night.session.started_at
