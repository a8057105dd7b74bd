"""What must hold whoever writes, and however many at once: constraints, locks, history."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Status, StatusWord
from casework.contacts import actions, queries
from casework.contacts.actions.holding import hold, hold_alone
from casework.contacts.models import Contact, ContactItem, FollowUp, Item, Place, Session
from dussk.access.asking import Worker, asking
from dussk.staff.models import Agency
from tests.casework.contacts.conftest import Night
from tests.world import World, build, contact, session


@pytest.fixture
def line(night: Night) -> Contact:
    return contact(night.world.worker("keyworker"), night.world.clients["anna"], night.session)


def test_a_new_agency_begins_with_lists(db: None) -> None:
    agency = Agency.objects.create(name="Harbour", short_name="H")
    for _ in range(2):
        actions.begin_lists(agency)
    assert [item.name for item in queries.items(agency)][:2] == ["Hot food", "Hot drink"]
    assert queries.items(agency).count() == 16
    assert [place.name for place in queries.places(agency)] == ["Harbour"]
    assert [topic.name for topic in queries.topics(agency)][:2] == ["How she is", "Housing"]
    assert queries.topics(agency).count() == 15
    words = StatusWord.objects.filter(agency=agency).values_list("name", "counts_as")
    assert list(words) == [(status.label, status.value) for status in Status]


def broken(change: Callable[[], Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        change()


def test_the_database_holds_what_a_register_is(night: Night, line: Contact) -> None:
    by = night.world.worker("keyworker")
    anna = night.world.clients["anna"]
    row = Contact.objects.filter(pk=line.pk)
    broken(lambda: contact(by, anna, night.session), "contact_once_a_register")
    broken(lambda: row.update(mistake_at=timezone.now()), "contact_mistake_by_someone")
    broken(lambda: row.update(client=None, owner=None), "contact_known_or_described")
    broken(lambda: row.update(owner=None), "contact_owner_with_client")
    item = ContactItem.objects.create(contact=line, item=night.item())
    broken(lambda: ContactItem.objects.create(contact=line, item=night.item()), "contact_item_once")
    broken(lambda: ContactItem.objects.filter(pk=item.pk).update(count=1000), "contact_item_at_most")
    broken(lambda: ContactItem.objects.filter(pk=item.pk).update(count=-1), "count")
    opened = Session.objects.filter(pk=night.session.pk)
    broken(lambda: opened.update(closed_at=timezone.now()), "session_closed_by_someone")
    early = night.session.started_at - timedelta(seconds=1)
    broken(lambda: opened.update(closed_at=early, closed_by=by.staff), "session_ends_after_start")
    broken(
        lambda: Session.objects.create(
            agency=by.agency,
            made_by=by.staff,
            kind="drop_in",
            place=night.session.place,
            started_at=timezone.now(),
            night=night.session.night,
        ),
        "session_open_once",
    )


def test_the_database_holds_what_a_follow_up_is(night: Night, line: Contact) -> None:
    with asking(night.world.worker("keyworker")):
        made = actions.take_follow_up(
            by=night.world.worker("keyworker"),
            line=line,
            what="Ring",
            due=timezone.localdate(),
            assigned_to=night.world.staff("manager"),
        )
    row = FollowUp.objects.filter(pk=made.pk)
    broken(lambda: row.update(done_at=timezone.now()), "follow_up_done_by_someone")
    broken(lambda: row.update(what=""), "follow_up_says_something")
    broken(lambda: row.update(owner=None), "follow_up_owner_with_client")


def test_a_line_marked_as_a_mistake_and_put_back_leaves_its_history(night: Night, line: Contact) -> None:
    by = night.world.worker("volunteer")
    with asking(by):
        actions.mark_mistake(by=by, line=line)
    with asking(by):
        actions.put_back(line=line)
    events = line.events.order_by("pgh_id")  # type: ignore[attr-defined]  # pghistory adds it
    assert [event.mistake_at is None for event in events] == [True, False, True]
    assert {event.pgh_staff_id for event in events if event.pgh_label == "update"} == {by.staff.pk}


def test_a_session_starts_no_later_than_now(world: World) -> None:
    by = world.worker("keyworker")
    with asking(by), pytest.raises(RefusedError, match="cannot start in the future"):
        actions.start_session(
            by=by,
            kind="van",
            place=None,
            new_place="Road",
            started_at=timezone.now() + timedelta(minutes=1),
            staff=[by.staff],
        )
    assert not Place.objects.filter(name="Road").exists()


def test_a_session_ends_no_later_than_now(night: Night) -> None:
    by = night.world.worker("keyworker")
    with asking(by), pytest.raises(RefusedError, match="cannot end in the future"):
        actions.close_session(
            by=by, session=night.session, ended_at=timezone.now() + timedelta(minutes=1), closing_note=""
        )


def test_a_session_refused_leaves_no_place_behind(night: Night) -> None:
    by = night.world.worker("keyworker")
    with asking(by), pytest.raises(RefusedError, match="open there already"):
        actions.start_session(
            by=by, kind="drop_in", place=night.session.place, new_place="", started_at=timezone.now(), staff=[]
        )
    assert Session.objects.count() == 1


def test_only_what_the_agency_itself_gives_out_is_counted(night: Night, line: Contact) -> None:
    theirs = Item.objects.create(agency=night.world.drugs, name="Foil")
    by = night.world.worker("keyworker")
    with asking(by):
        for action in (
            lambda: actions.change_count(by=by, line=line, item=theirs, more=1),
            lambda: actions.set_count(by=by, line=line, item=theirs, count=1),
        ):
            with pytest.raises(PermissionDenied), transaction.atomic():
                action()


def test_a_volunteer_cannot_change_what_the_wall_only_shows_her(night: Night, line: Contact) -> None:
    by = night.world.worker("volunteer")
    with asking(by):
        with pytest.raises(PermissionDenied), transaction.atomic():
            actions.set_team(by=by, session=night.session, staff=[])
        with pytest.raises(PermissionDenied), transaction.atomic():
            actions.close_session(by=by, session=night.session, ended_at=timezone.now(), closing_note="")
    assert night.session.shifts.count() == 2
    assert Session.objects.get().is_open


# ---- at once: real connections, each as the web login ----


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[object]]:
    """Runs functions at the same moment, each in a transaction of its own; gives what each returned or raised."""

    def run(*jobs: tuple[Worker, Callable[[], object]]) -> list[object]:
        ready = threading.Barrier(len(jobs))
        results: list[object] = [None] * len(jobs)

        def one(place: int, by: Worker, job: Callable[[], object]) -> None:
            try:
                with asking(by):
                    ready.wait(10)
                    results[place] = job()
            except Exception as fault:  # noqa: BLE001 (it is what the test looks at)
                results[place] = fault
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(place, *job)) for place, job in enumerate(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        return results

    return run


def test_two_presses_at_once_are_one_line(night: Night, at_once: Callable[..., list[object]]) -> None:
    anna = night.world.clients["anna"]
    workers = [night.world.worker(name) for name in ("keyworker", "volunteer", "manager")]
    results = at_once(
        *((by, lambda by=by: actions.put_on(by=by, session=night.session, client=anna)[1]) for by in workers)
    )
    assert sorted(map(str, results)) == ["False", "False", "True"]
    assert Contact.objects.filter(session=night.session, client=anna).count() == 1


def test_two_pluses_at_once_both_count(night: Night, line: Contact, at_once: Callable[..., list[object]]) -> None:
    workers = [night.world.worker(name) for name in ("keyworker", "volunteer")]
    at_once(*((by, lambda by=by: actions.change_count(by=by, line=line, item=night.item(), more=1)) for by in workers))
    assert line.items.get().count == 2


def test_two_who_name_one_woman_at_once(night: Night, at_once: Callable[..., list[object]]) -> None:
    by, cass = night.world.worker("keyworker"), night.world.clients["cass"]
    lines = [contact(by, None, night.session) for _ in range(2)]
    results = at_once(*((by, lambda row=row: actions.name_her(line=row, client=cass)[1]) for row in lines))
    assert sorted(map(str, results)) == ["False", "True"]
    assert Contact.objects.filter(client=cass).count() == 1


def test_two_sessions_opened_at_once_are_one(world: World, at_once: Callable[..., list[object]]) -> None:
    place = Place.objects.get(agency=world.charity)
    workers = [world.worker(name) for name in ("keyworker", "manager")]
    results = at_once(
        *(
            (
                by,
                lambda by=by: actions.start_session(
                    by=by, kind="van", place=place, new_place="", started_at=timezone.now(), staff=[by.staff]
                ),
            )
            for by in workers
        )
    )
    assert {type(result) for result in results} == {Session, RefusedError}
    assert Session.objects.count() == 1


def test_nothing_is_put_on_a_register_while_it_is_being_closed(transactional_db: None) -> None:
    world = build()
    by = world.worker("keyworker")
    made = session(by, Place.objects.get(agency=world.charity))
    closing, closed = threading.Event(), threading.Event()
    outcome: list[object] = []

    def close() -> None:
        with asking(by):
            hold_alone(made)
            closing.set()
            actions.close_session(by=by, session=made, ended_at=timezone.now(), closing_note="")
            closed.wait(0.3)
        connection.close()

    def press() -> None:
        closing.wait(10)
        try:
            with asking(by):
                actions.put_on(by=by, session=made, client=world.clients["anna"])
        except RefusedError as refused:
            outcome.append(refused.sentence)
        connection.close()

    threads = [threading.Thread(target=job) for job in (close, press)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert outcome == ["This register is closed. Nothing was changed."]
    assert not Contact.objects.exists()


def test_a_closed_register_is_held_by_nobody(night: Night) -> None:
    Session.objects.update(closed_at=timezone.now(), closed_by=night.world.staff("keyworker"))
    with asking(night.world.worker("keyworker")), pytest.raises(RefusedError, match="closed"):
        hold(night.session)
