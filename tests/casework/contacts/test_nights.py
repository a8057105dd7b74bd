"""Opening and closing a session, who is on shift, the list of nights, and the night on paper."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from casework.contacts.models import Contact, ContactItem, FollowUp, Place, Session, Shift
from casework.lists.actions import retire
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewKind, ViewLog
from tests.casework.contacts.conftest import Night
from tests.world import World, build, contact, session, woman


def starting(world: World, **other: object) -> dict[str, object]:
    place = Place.objects.get(agency=world.charity)
    return {
        "kind": "drop_in",
        "place": place.uid,
        "moment": "now",
        "staff": [world.staff("keyworker").uid, world.staff("volunteer").uid],
    } | other


@pytest.fixture
def browser(world: World, signed_in: Callable[[Worker], Browser]) -> Browser:
    return signed_in(world.worker("keyworker"))


@pytest.fixture
def late(db: None, signed_in: Callable[[Worker], Browser]) -> Iterator[tuple[World, Browser]]:
    """Ten past nine on a Friday evening, in a year that has passed: PostgreSQL's clock cannot be set back."""
    with travel(datetime(2024, 11, 22, 21, 10, tzinfo=UTC), tick=True):
        world = build()
        yield world, signed_in(world.worker("keyworker"))


def test_opening_a_register(world: World, browser: Browser) -> None:
    page = browser.get(reverse("contacts:start")).content.decode()
    assert "Lantern House" in page
    assert "Facilitator" not in page  # another agency's
    assert "Administrator" not in page  # not somebody who uses registers
    answer = browser.post(reverse("contacts:start"), starting(world, agency=world.drugs.pk, night="2020-01-01"))
    made = Session.objects.get()
    assert answer["Location"] == reverse("contacts:register", args=[made.uid])
    assert made.agency == world.charity
    assert made.made_by == world.staff("keyworker")
    assert timedelta() <= timezone.now() - made.started_at < timedelta(minutes=2)
    assert {shift.staff.name for shift in made.shifts.all()} == {"Keyworker", "Volunteer"}


def test_opening_it_late(late: tuple[World, Browser]) -> None:
    world, browser = late
    sent = starting(world, moment="earlier", day="2024-11-21", clock="9.30pm")
    assert browser.post(reverse("contacts:start"), sent).status_code == 302
    made = Session.objects.get()
    assert made.started_at == datetime(2024, 11, 21, 21, 30, tzinfo=UTC)
    assert made.night == date(2024, 11, 21)


def test_after_midnight_it_is_still_the_night_before(late: tuple[World, Browser]) -> None:
    world, browser = late
    browser.post(reverse("contacts:start"), starting(world, moment="earlier", day="2024-11-22", clock="0:40"))
    assert Session.objects.get().night == date(2024, 11, 21)


def test_a_session_in_the_daytime_has_its_own_date(late: tuple[World, Browser]) -> None:
    world, browser = late
    sent = starting(world, kind="centre", moment="earlier", day="2024-11-22", clock="10am")
    browser.post(reverse("contacts:start"), sent)
    assert Session.objects.get().night == date(2024, 11, 22)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": ""}, "Choose what kind of session it is"),
        ({"kind": "prison"}, "Choose from the answers given"),
        ({"place": ""}, "Choose where it is"),
        ({"place": "nonsense"}, "error-message"),
        ({"place": "theirs"}, "error-message"),
        ({"place": "", "new_place": "A\x00"}, "cannot be kept"),
        ({"staff": []}, "Choose who is on shift"),
        ({"staff": ["nonsense"]}, "error-message"),
        ({"staff": ["facilitator"]}, "error-message"),
        ({"moment": "soon"}, "Choose from the answers given"),
        ({"moment": "earlier"}, "Enter the time, like 9pm"),
        ({"moment": "earlier", "day": "2024-11-22"}, "Enter the time, like 9pm"),
        ({"moment": "earlier", "clock": "9pm"}, "Choose which day it was"),
        ({"moment": "earlier", "day": "2024-11-22", "clock": "10pm"}, "still to come"),
        ({"moment": "earlier", "day": "2024-11-10", "clock": "9pm"}, "Choose from the answers given"),
        ({"moment": "earlier", "day": "nonsense", "clock": "9pm"}, "Choose from the answers given"),
        ({"moment": "earlier", "day": "2024-11-22", "clock": "25:99"}, "like 9pm or 21:30"),
    ],
)
def test_a_start_that_cannot_be(late: tuple[World, Browser], sent: dict[str, object], said: str) -> None:
    world, browser = late
    theirs = Place.objects.create(agency=world.drugs, name="Harbour")
    if sent.get("place") == "theirs":
        sent = sent | {"place": theirs.uid}
    if sent.get("staff") == ["facilitator"]:
        sent = sent | {"staff": [world.staff("facilitator").uid]}
    answer = browser.post(reverse("contacts:start"), starting(world) | sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Session.objects.exists()


def test_a_second_one_of_its_kind_at_one_place_is_refused(night: Night, keyworker: Browser) -> None:
    page = keyworker.get(reverse("contacts:start")).content.decode()
    assert "Open now" in page
    answer = keyworker.post(reverse("contacts:start"), starting(night.world))
    assert answer.status_code == 422
    assert "open there already" in answer.content.decode()
    assert keyworker.post(reverse("contacts:start"), starting(night.world, kind="van")).status_code == 302


def test_somewhere_else_joins_the_list_of_places(night: Night, keyworker: Browser) -> None:
    sent = starting(night.world, place="", new_place="  Station   Road ")
    assert keyworker.post(reverse("contacts:start"), sent).status_code == 302
    made = Place.objects.get(agency=night.world.charity, name="Station Road")
    assert Session.objects.get(place=made).is_open
    page = keyworker.get(reverse("contacts:start")).content.decode()
    assert "Station Road" in page


def test_who_is_on_shift_changes(night: Night, keyworker: Browser, volunteer: Browser) -> None:
    assert volunteer.get(night.url("register")).status_code == 200
    page = keyworker.get(night.url("team")).content.decode()
    assert page.count("checked") == 2
    answer = keyworker.post(night.url("team"), {"staff": [night.world.staff(n).uid for n in ("keyworker", "manager")]})
    assert answer.status_code == 302
    assert {shift.staff.name for shift in Shift.objects.all()} == {"Keyworker", "Manager"}
    assert volunteer.get(night.url("register")).status_code == 404
    assert keyworker.post(night.url("team"), {"staff": []}).status_code == 422


def test_somebody_who_has_left_stays_on_the_night_she_worked(night: Night, keyworker: Browser) -> None:
    night.world.staff("volunteer").posts.update(ended_at=timezone.now())
    page = keyworker.get(night.url("team")).content.decode()
    assert "Volunteer" in page


def full(night: Night) -> None:
    """Anna for the first time, Bea again, and one woman nobody knows."""
    by = night.world.worker("keyworker")
    contact(by, night.world.clients["bea"], night.earlier())
    anna = contact(by, night.world.clients["anna"], night.session, worry=True, note="Cold & tired <b>")
    bea = contact(by, night.world.clients["bea"], night.session)
    unknown = contact(by, None, night.session)
    struck = contact(by, night.world.clients["cass"], night.session, mistake_at=timezone.now(), mistake_by=by.staff)
    for line, count in ((anna, 2), (bea, 1), (unknown, 3), (struck, 50)):
        ContactItem.objects.create(contact=line, item=night.item(), count=count)
    FollowUp.objects.create(
        client=anna.client,
        owner=anna.owner,
        contact=anna,
        session=night.session,
        agency=by.agency,
        made_by=by.staff,
        what="Ring the clinic",
        due=timezone.localdate(),
        assigned_to=by.staff,
    )


def numbers(page: str) -> dict[str, str]:
    """The totals of a page, by their names."""
    parts = page.split("<dt>")[1:]
    return {part.split("</dt>")[0]: part.split("<dd>")[1].split("</dd>")[0] for part in parts if "<dd>" in part}


TOTALS = {"Women": "2", "Unknown women": "1", "Here for the first time": "1", "Worries": "1", "Follow-ups left": "1"}


def test_closing_shows_the_night_and_keeps_it(night: Night, keyworker: Browser) -> None:
    full(night)
    assert numbers(keyworker.get(night.url("close")).content.decode()) == TOTALS
    answer = keyworker.post(night.url("close"), {"moment": "now", "closing_note": "Quiet & wet"})
    assert answer["Location"] == night.url("register")
    page = keyworker.get(night.url("register")).content.decode()
    assert numbers(page) == TOTALS
    assert "Closed by Keyworker" in page
    assert "Quiet &amp; wet" in page
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">6</td>' in page
    assert "Who is here?" not in page
    night.session.refresh_from_db()
    assert night.session.closed_by == night.world.staff("keyworker")


def test_closing_twice_is_told_and_changes_nothing(
    night: Night, keyworker: Browser, signed_in: Callable[[Worker], Browser]
) -> None:
    keyworker.post(night.url("close"), {"closing_note": "First"})
    night.session.refresh_from_db()
    manager = signed_in(night.world.worker("manager"))
    answer = manager.post(night.url("close"), {"closing_note": "Second"}, follow=True)
    page = answer.content.decode()
    assert "Keyworker has closed this register already" in page
    assert ">Second</textarea>" in page  # what was typed is there to be copied
    again = Session.objects.get(pk=night.session.pk)
    assert (again.closing_note, again.closed_at) == ("First", night.session.closed_at)


@pytest.mark.parametrize(
    ("clock", "status", "said"),
    [
        ("17:30", 422, "It cannot end before it started"),
        ("18:00", 302, ""),
        ("20:15", 302, ""),
        ("23:59", 422, "still to come"),
    ],
)
def test_an_end_that_was_typed(late: tuple[World, Browser], clock: str, status: int, said: str) -> None:
    world, browser = late
    started = datetime(2024, 11, 22, 18, tzinfo=UTC)
    made = session(world.worker("keyworker"), Place.objects.get(agency=world.charity), started_at=started)
    sent = {"moment": "earlier", "day": "2024-11-22", "clock": clock, "closing_note": "Kept"}
    answer = browser.post(reverse("contacts:close", args=[made.uid]), sent)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert ("Kept" in answer.content.decode()) == (status == 422)
    made.refresh_from_db()
    assert made.is_open == (status == 422)


def test_a_volunteer_runs_no_sessions(night: Night, volunteer: Browser) -> None:
    for name in ("start", "follow_ups"):
        assert volunteer.get(reverse(f"contacts:{name}")).status_code == 403
    for name in ("close", "team"):
        assert volunteer.get(night.url(name)).status_code == 403
        assert volunteer.post(night.url(name), {}).status_code == 403


def test_a_volunteer_sees_her_own_registers_until_a_day_after_they_close(night: Night, volunteer: Browser) -> None:
    full(night)
    other = session(
        night.world.worker("manager"), Place.objects.create(agency=night.world.charity, name="Station Road")
    )
    nights = reverse("contacts:nights")
    assert volunteer.get(nights).content.decode().count('class="register-row"') == 1
    assert volunteer.get(reverse("contacts:register", args=[other.uid])).status_code == 404
    page = volunteer.get(night.url("register")).content.decode()
    assert "Anna" in page
    assert "first time" not in page  # she reads no other nights, so she cannot know
    now = timezone.now()
    closed = Session.objects.filter(pk=night.session.pk)
    closed.update(
        started_at=now - timedelta(days=3),
        closed_at=now - timedelta(hours=23, minutes=59),
        closed_by=night.world.staff("keyworker"),
    )
    assert volunteer.get(night.url("register")).status_code == 200
    closed.update(closed_at=now - timedelta(hours=24, minutes=1))
    assert volunteer.get(night.url("register")).status_code == 404
    assert "No nights that you may see" in volunteer.get(nights).content.decode()


@pytest.mark.parametrize("name", ["facilitator", "psychologist", "supervisor", "administrator"])
def test_registers_are_not_for_everyone(night: Night, signed_in: Callable[[Worker], Browser], name: str) -> None:
    browser = signed_in(night.world.worker(name))
    for address in (reverse("contacts:nights"), reverse("contacts:start"), night.url("register"), night.url("print")):
        assert browser.get(address).status_code == 403


def test_another_agency_s_register_is_not_there(night: Night, signed_in: Callable[[Worker], Browser]) -> None:
    browser = signed_in(night.world.worker("drugs_manager"))
    hers = contact(night.world.worker("keyworker"), night.world.clients["anna"], night.session)  # shared with them
    for name in ("register", "close", "team", "print", "unknown"):
        assert browser.get(night.url(name)).status_code == 404
    assert browser.get(night.url("line", hers)).status_code == 404
    assert browser.post(night.url("worry", hers), {"worry": "yes"}).status_code == 404
    assert browser.post(night.url("put"), {"client": night.world.clients["anna"].reference}).status_code == 404


def test_nights_come_in_pages(night: Night, keyworker: Browser) -> None:
    for days in range(1, 55):
        night.earlier(days)
    page = keyworker.get(reverse("contacts:nights")).content.decode()
    assert page.count('class="register-row"') == 50
    page = keyworker.get(reverse("contacts:nights") + "?page=2").content.decode()
    assert page.count('class="register-row"') == 5
    assert keyworker.get(reverse("contacts:nights") + "?page=x").status_code == 404


def test_what_was_given_stays_when_it_is_off_the_list(night: Night, keyworker: Browser) -> None:
    full(night)
    manager = night.world.worker("manager")
    with asking(manager):
        retire(by=manager, thing=night.item())
    assert "Condoms × 2" in keyworker.get(night.url("register")).content.decode()


def pdf_of(browser: Browser, night: Night) -> PdfReader:
    answer = browser.get(night.url("print"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="register-{night.session.night}.pdf"'
    return PdfReader(io.BytesIO(answer.content))


def test_the_night_on_paper(night: Night, keyworker: Browser) -> None:
    full(night)
    keyworker.post(night.url("close"), {"closing_note": "Quiet & wet"})
    ViewLog.objects.all().delete()
    paper = pdf_of(keyworker, night)
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for expected in (
        "Drop-in, Lantern House",
        "Anna",
        "Bea",
        "Red coat",
        "Condoms × 2",
        "Cold & tired <b>",
        "Ring the clinic",
        "Quiet & wet",
        "by Keyworker",
        "Here for the first time 1",
    ):
        assert expected in words
    assert "Cass" not in words  # entered by mistake
    assert paper.metadata is not None
    assert "Anna" not in str(paper.metadata.title)
    root = paper.root_object
    assert "/StructTreeRoot" in root
    assert str(root["/MarkInfo"]) == "{'/Marked': True}"
    assert str(root["/Lang"]) == "en-GB"
    printed = ViewLog.objects.filter(kind=ViewKind.PRINTED)
    clients = {night.world.clients[name].pk for name in ("anna", "bea")}
    assert set(printed.values_list("client_id", flat=True)) == clients


def test_paper_of_a_night_that_is_not_over(night: Night, volunteer: Browser) -> None:
    words = " ".join(page.extract_text() for page in pdf_of(volunteer, night).pages)
    assert "still open" in words
    assert "Nobody came" in words
    assert "first time" not in words


@pytest.mark.parametrize("address", ["register", "print", "close"])
def test_queries_do_not_grow_with_the_night(
    night: Night, keyworker: Browser, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    by = night.world.worker("keyworker")

    def add(number: int) -> None:
        before = night.earlier(days=number)
        for n in range(number):
            hers = contact(by, woman(by, f"Woman {number} {n}"), night.session)
            contact(by, woman(by, f"Likely {number} {n}"), before)
            ContactItem.objects.create(contact=hers, item=night.item(), count=n % 5)

    add(5)
    keyworker.get(night.url(address))
    with django_assert_max_num_queries(32) as few:
        keyworker.get(night.url(address))
    add(100)
    with django_assert_max_num_queries(len(few)):
        keyworker.get(night.url(address))
    assert Contact.objects.filter(session=night.session).count() == 105
