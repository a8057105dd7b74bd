"""Moving an entry to another register, and putting its time right."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.contacts import actions
from casework.contacts.models import Contact, FollowUp, Place, Session
from dussk.access.asking import asking
from tests.casework.contacts.conftest import HTMX, Night, put
from tests.casework.contacts.test_actions import at_once  # noqa: F401 (a fixture)
from tests.world import contact, session


@pytest.fixture
def van(night: Night) -> Session:
    place = Place.objects.create(agency=night.world.charity, name="Stop 2")
    made = session(night.world.worker("keyworker"), place)
    Session.objects.filter(pk=made.pk).update(kind="van")
    made.refresh_from_db()
    return made


def test_she_is_moved_with_all_that_is_hers(night: Night, keyworker: Browser, van: Session) -> None:
    line = put(keyworker, night)
    keyworker.post(night.url("give", line), {"give": night.item().uid})
    sent = {"what": "Ring", "when": "week", "who": night.world.staff("keyworker").uid}
    keyworker.post(night.url("follow_up", line), sent)
    page = keyworker.get(night.url("move", line), headers=HTMX).content.decode()
    assert "Stop 2" in page
    answer = keyworker.post(night.url("move", line), {"to": van.uid}, follow=True)
    assert "The line is on this register now" in answer.content.decode()
    line.refresh_from_db()
    assert (line.session, line.setting, line.place, line.night) == (van, "van", van.place, van.night)
    assert line.items.get().count == 1
    assert FollowUp.objects.get().session == van
    assert keyworker.get(night.url("line", line)).status_code == 404
    assert "Register" in answer.content.decode()  # what was changed: where it was


def test_a_time_before_the_other_register_began_becomes_its_beginning(night: Night, van: Session) -> None:
    keyworker = night.world.worker("keyworker")
    line = contact(keyworker, night.world.clients["anna"], night.session, at=van.started_at - timedelta(minutes=30))
    with asking(keyworker):
        actions.move_line(by=keyworker, line=line, to=van)
    line.refresh_from_db()
    assert line.at == van.started_at


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("closed", "is closed by now. The line stays here"),
        ("closed here", "This register is closed by now"),
        ("there", "She is on the register of .* already"),
        ("mistake", "entered by mistake"),
        ("gone", "Somebody else has moved this line already"),
        ("itself", "Choose another register"),
        ("outside", "Choose another register"),
    ],
)
def test_a_move_that_cannot_be_changes_nothing(night: Night, van: Session, what: str, said: str) -> None:
    by = night.world.worker("keyworker")
    line = contact(by, night.world.clients["anna"], night.session)
    shut = {"closed_at": timezone.now(), "closed_by": by.staff}
    to = van
    if what == "closed":
        Session.objects.filter(pk=van.pk).update(**shut)
    elif what == "closed here":
        Session.objects.filter(pk=night.session.pk).update(**shut)
    elif what == "there":
        contact(by, night.world.clients["anna"], van)
    elif what == "mistake":
        Contact.objects.filter(pk=line.pk).update(mistake_at=timezone.now(), mistake_by=by.staff)
    elif what == "gone":
        other = session(by, Place.objects.create(agency=night.world.charity, name="Stop 3"))
        Contact.objects.filter(pk=line.pk).update(session=other)
    elif what == "itself":
        to = night.session
    else:
        line.session = None
    before = list(Contact.objects.order_by("pk").values())
    with asking(by), pytest.raises(RefusedError, match=said):
        actions.move_line(by=by, line=line, to=to)
    assert list(Contact.objects.order_by("pk").values()) == before


def test_a_move_that_was_refused_is_told_on_the_line(night: Night, keyworker: Browser, van: Session) -> None:
    line = put(keyworker, night)
    contact(night.world.worker("keyworker"), night.world.clients["anna"], van)
    answer = keyworker.post(night.url("move", line), {"to": van.uid}, follow=True)
    assert "already. This line stays here" in answer.content.decode()
    assert keyworker.post(night.url("move", line), {"to": "nonsense"}).status_code == 422
    Session.objects.filter(pk=van.pk).update(closed_at=timezone.now(), closed_by=night.world.staff("keyworker"))
    assert "No other register is open" in keyworker.get(night.url("move", line)).content.decode()


def test_a_volunteer_moves_only_to_a_register_of_her_own(night: Night, volunteer: Browser, van: Session) -> None:
    line = put(volunteer, night)
    assert volunteer.post(night.url("move", line), {"to": van.uid}).status_code == 422
    van.shifts.create(agency=van.agency, staff=night.world.staff("volunteer"), made_by=van.made_by)
    assert volunteer.post(night.url("move", line), {"to": van.uid}).status_code == 302
    line.refresh_from_db()
    assert line.session == van


def test_two_who_move_women_past_each_other_both_do(
    night: Night,
    van: Session,
    at_once: Callable[..., list[object]],  # noqa: F811
) -> None:
    by, other = night.world.worker("keyworker"), night.world.worker("manager")
    there = contact(by, night.world.clients["anna"], night.session)
    here = contact(by, night.world.clients["bea"], van)
    results = at_once(
        (by, lambda: actions.move_line(by=by, line=there, to=van)),
        (other, lambda: actions.move_line(by=other, line=here, to=night.session)),
    )
    assert results == [None, None]
    assert set(Contact.objects.values_list("pk", "session")) == {(there.pk, van.pk), (here.pk, night.session.pk)}


def clock(line: Contact, minutes: int) -> str:
    return timezone.localtime(line.at + timedelta(minutes=minutes)).strftime("%H:%M")


def test_a_time_is_put_right(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    answer = keyworker.post(night.url("time", line), {"clock": clock(line, -20)}, headers=HTMX)
    page = answer.content.decode()
    assert "Time saved" in page
    assert 'id="line-at" hx-swap-oob' in page
    before, at = line.at, Contact.objects.get().at
    assert timedelta(minutes=19) < before - at <= timedelta(minutes=21)
    assert keyworker.post(night.url("time", line), {"clock": clock(line, -10)}).status_code == 302
    page = keyworker.get(night.url("line", line)).content.decode()
    assert "Changed by Keyworker" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-90", "She cannot have come then"),
        ("10", "She cannot have come then"),
        ("", "Enter the time"),
        ("x", "like 9pm"),
    ],
)
def test_a_time_that_cannot_be(
    night: Night, keyworker: Browser, typed: str, said: str, headers: dict[str, str]
) -> None:
    line = put(keyworker, night)
    sent = clock(line, int(typed)) if typed.lstrip("-").isdigit() else typed
    answer = keyworker.post(night.url("time", line), {"clock": sent}, headers=headers)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Contact.objects.get().at == line.at


def test_no_time_outside_its_night_can_be_written(night: Night) -> None:
    by = night.world.worker("keyworker")
    line = contact(by, night.world.clients["anna"], night.session)
    for hours in (-1, 13):
        with asking(by), pytest.raises(RefusedError, match="cannot have come then"):
            actions.set_time(line=line, at=night.session.started_at + timedelta(hours=hours))


def test_a_worker_sees_the_parts_of_a_line_when_they_are_opened(night: Night, keyworker: Browser) -> None:
    line = put(keyworker, night)
    parts = {
        "follow-up": "What needs doing?",
        "talked": "topics",
        "correct": "Put her on another register",
        "earlier": "Nothing that stood here",
    }
    for part, words in parts.items():
        page = keyworker.get(f"{night.url('line', line)}?part={part}", headers=HTMX).content.decode()
        assert words in page
        assert "hatch-heading" not in page
    assert "hatch-heading" in keyworker.get(f"{night.url('line', line)}?part=nonsense", headers=HTMX).content.decode()
