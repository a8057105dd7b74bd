"""A request from asking to the appointment, and what cannot be done on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client, OwnRecord, Restriction
from casework.contacts.models import Contact
from consent.subject_access import actions, queries
from consent.subject_access.models import (
    Appointment,
    HarmDecision,
    PackRecord,
    Passage,
    RequestStep,
    SubjectAccessRequest,
)
from consent.subject_access.rules import State, Step, Whose
from dussk.access.asking import Worker, asking
from dussk.audit.models import ViewLog
from tests import world as worlds
from tests.consent.subject_access.conftest import NOTE, Hers
from tests.matrix.base import base
from tests.matrix.rows import OTHER_ROWS


def test_she_asks(hers: Hers) -> None:
    request = hers.ask(large_type=True, safe_way="At the hatch only")
    assert (request.state, request.agency, request.called) == ("asked", hers.world.charity, "Anna")
    with asking(hers.keyworker):
        standing = queries.standing(request, timezone.localdate())
        assert standing.clocks.appointment_days == 21
        assert standing.words == "Asked"


def test_she_asks_once_at_a_time_and_each_agency(hers: Hers) -> None:
    hers.ask()
    with pytest.raises(RefusedError, match="asked already"):
        hers.ask()
    hers.ask(by=hers.world.worker("drugs_manager"))
    assert SubjectAccessRequest.objects.count() == 2


def test_on_a_day_to_come(hers: Hers) -> None:
    with pytest.raises(RefusedError) as refused:
        hers.ask(asked_on=timezone.localdate() + timedelta(days=1))
    assert refused.value.field == "asked_on"


def test_an_agency_asked_that_does_not_see_her_file_any_more(hers: Hers) -> None:
    """It keeps a record of its own, and answers for that."""
    theirs, bea = hers.world.worker("drugs_manager"), hers.world.clients["bea"]
    record = OwnRecord.objects.create(**base(theirs, bea), called="Bea as we know her", risk="None")
    request = hers.ask(by=theirs, about=record)
    hers.step(request, Step.BEGIN, theirs)
    assert {part.category for part in request.parts.all()} == {"identity", "casework"}
    gathered = hers.gather(request, "identity", theirs)
    assert [row.kind for row in gathered.records.all()] == ["own-record"]
    with asking(theirs), pytest.raises(RefusedError, match="closed to you"):
        actions.ask(
            by=theirs,
            about=hers.world.clients["cass"],
            said=actions.Asked("told", timezone.localdate(), "everything", "paper"),
        )


def test_preparing_makes_the_parts_that_are_held(hers: Hers, psychologist: Worker) -> None:
    request = hers.begun()
    assert {part.category for part in request.parts.all()} == {"identity", "casework", "clinical"}
    other = hers.ask(about=hers.world.clients["bea"])
    views(hers.keyworker, other.client)
    hers.step(other, Step.BEGIN)
    assert {part.category for part in other.parts.all()} == {"identity", "casework", "view_log"}


def views(by: Worker, client: Client) -> None:
    OTHER_ROWS[ViewLog](by, client)


def test_what_is_gathered(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    kinds = sorted(part.records.values_list("kind", flat=True))
    assert kinds == ["alerts", "contacts", "contacts", "follow-ups"]
    note = part.records.get(told__contains={"lines": [["Note", "Slept at the refuge"]]})
    assert note.checked_at is None
    said = str(list(part.records.values_list("told", flat=True)))
    assert "Written by the drug service" not in said


def test_what_is_written_after_she_asked_is_not_in_it(hers: Hers) -> None:
    request = hers.begun()
    worlds.contact(hers.keyworker, hers.anna, note="Since then")
    part = hers.gather(request)
    assert "Since then" not in str(list(part.records.values_list("told", flat=True)))


def test_what_changes_is_gone_through_again(hers: Hers) -> None:
    request = hers.begun()
    part = hers.gather(request)
    hers.through(part)
    Contact.objects.filter(note="Slept at the refuge").update(note="Slept at her sister’s")
    with asking(hers.manager):
        assert actions.take_stock(by=hers.manager, part=part) == actions.Stock(new=0, changed=1, gone=0)
        assert actions.take_stock(by=hers.manager, part=part) == actions.Stock(new=0, changed=0, gone=0)
    assert PackRecord.objects.filter(part=part, checked_at=None).count() == 1
    with asking(hers.manager), pytest.raises(RefusedError, match="not been gone through"):
        actions.release_part(by=hers.manager, part=part)


def test_a_part_is_not_released_when_something_changed_since(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    hers.through(part)
    Contact.objects.filter(note="Slept at the refuge").update(note="Slept at her sister’s")
    with asking(hers.manager), pytest.raises(RefusedError, match="written, changed or joined"):
        actions.release_part(by=hers.manager, part=part)


def test_taking_words_out(hers: Hers) -> None:
    request = hers.begun()
    part = hers.gather(request)
    note = PackRecord.objects.get(part=part, told__contains={"lines": [["Note", NOTE]]})
    by = hers.keyworker
    with asking(by):
        assert actions.take_out(by=by, record=note, text="Tracey Holt", whose=Whose.THIRD, why="Her friend") == 1
        with pytest.raises(RefusedError, match="taken out already"):
            actions.take_out(by=by, record=note, text="Tracey Holt", whose=Whose.THIRD)
        with pytest.raises(RefusedError, match="not in this record") as refused:
            actions.take_out(by=by, record=note, text="Tracy Holt", whose=Whose.THIRD)
    assert refused.value.field == "text"
    with asking(by):
        again = queries.record_of(request, note.uid)
        assert again is not None
        actions.put_back(by=by, passage=again.passages_now[0])
        emptied = queries.record_of(request, note.uid)
        assert emptied is not None
        assert emptied.passages_now == []
        actions.take_out(by=by, record=note, text="Tracey Holt", whose=Whose.CONFIDENCE)
    assert Passage.objects.filter(record=note).count() == 2


def test_out_of_every_record(hers: Hers) -> None:
    worlds.contact(hers.keyworker, hers.anna, note="Dean was outside")
    part = hers.gather(hers.begun())
    hers.through(part)
    first = PackRecord.objects.filter(part=part, told__icontains="Dean")[0]
    with asking(hers.manager):
        many = actions.take_out(by=hers.manager, record=first, text="Dean", whose=Whose.THIRD, everywhere=True)
    assert many == 2
    assert PackRecord.objects.filter(part=part, checked_at=None).count() == 1  # the one she was not looking at


def test_words_that_are_not_there_any_more(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    note = PackRecord.objects.filter(part=part, told__icontains="Tracey")[0]
    with asking(hers.manager):
        actions.take_out(by=hers.manager, record=note, text="Tracey Holt", whose=Whose.THIRD)
    Contact.objects.filter(note__contains="Tracey").update(note="Came alone")
    hers.gather(part.request)
    # The past still says it, so it is still taken out; without that it would have to be looked at.
    note.refresh_from_db()
    assert "Tracey Holt" in str(note.told["changes"])
    PackRecord.objects.filter(pk=note.pk).update(told=note.told | {"changes": []})
    with pytest.raises(RefusedError, match="not there any more"):
        hers.through(part)


def test_keeping_a_record_back(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    alert = hers.record(part, "alerts")
    by = hers.keyworker
    with asking(by):
        with pytest.raises(RefusedError):
            actions.withhold(by=by, record=alert, whose=Whose.THIRD, because=" ")
        actions.withhold(by=by, record=alert, whose=Whose.THIRD, because="All of it is about him")
    alert.refresh_from_db()
    assert (alert.withheld, bool(alert.checked_at)) == ("third", True)
    with asking(by):
        actions.give_again(by=by, record=alert)
    alert.refresh_from_db()
    assert (alert.withheld, alert.checked_at) == ("", None)


def test_a_manager_releases_and_nobody_without_being_one(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    hers.through(part, hers.keyworker)
    with asking(hers.keyworker), pytest.raises(PermissionDenied):
        actions.release_part(by=hers.keyworker, part=part)
    hers.release(part)
    with asking(hers.manager):
        with pytest.raises(RefusedError, match="released it already"):
            actions.release_part(by=hers.manager, part=part)
        with pytest.raises(RefusedError, match="not being prepared"):
            actions.take_out(by=hers.manager, record=hers.record(part, "alerts"), text="Partner", whose=Whose.THIRD)
        actions.take_part_back(by=hers.manager, part=part)
        actions.take_out(by=hers.manager, record=hers.record(part, "alerts"), text="Partner", whose=Whose.THIRD)


def test_a_clinical_part(hers: Hers, psychologist: Worker) -> None:
    request = hers.begun()
    with asking(hers.manager):
        assert queries.part_of(request, "clinical", hers.manager) is None
        with pytest.raises(PermissionDenied):
            actions.take_stock(by=hers.manager, part=hers.part(request, "clinical"))
    part = hers.gather(request, "clinical", psychologist)
    assert [row.kind for row in part.records.all()] == ["alerts"]
    hers.through(part, psychologist)
    with asking(psychologist):
        with pytest.raises(RefusedError, match="Decide first"):
            actions.release_part(by=psychologist, part=part)
        actions.decide_harm(by=psychologist, part=part, outcome="give", why="We talked about it")
        actions.release_part(by=psychologist, part=part)
    with asking(hers.manager), pytest.raises(PermissionDenied):
        actions.take_part_back(by=hers.manager, part=part)


def test_none_of_the_clinical_part_can_be_given(hers: Hers, psychologist: Worker) -> None:
    part = hers.gather(hers.begun(), "clinical", psychologist)
    with asking(psychologist):
        actions.decide_harm(by=psychologist, part=part, outcome=HarmDecision.Outcome.NONE, why="She is in crisis")
        record = hers.record(part, "alerts")
        assert (record.withheld, record.withheld_because) == ("harm", "She is in crisis")
        actions.give_again(by=psychologist, record=record)
        hers.through(part, psychologist)
        with pytest.raises(RefusedError, match="every record has to be withheld"):
            actions.release_part(by=psychologist, part=part)


def test_from_request_to_appointment(hers: Hers) -> None:
    request = hers.ready()
    assert request.state == State.READY
    later = timezone.now() + timedelta(days=2)
    with asking(hers.keyworker):
        actions.arrange(by=hers.keyworker, request=request, at=later, where="Upstairs", with_her="Jo")
        moved = later + timedelta(days=1)
        actions.arrange(by=hers.keyworker, request=request, at=moved, where="Upstairs", with_her="Jo")
        actions.hold_appointment(by=hers.keyworker, request=request, came=False, said="She slept")
    request.refresh_from_db()
    assert request.state == State.READY
    assert Appointment.objects.filter(request=request, moved_at=None).count() == 1
    with asking(hers.keyworker):
        with pytest.raises(RefusedError, match="still to come"):
            actions.arrange(
                by=hers.keyworker, request=request, at=later - timedelta(days=9), where="Upstairs", with_her="Jo"
            )
        actions.arrange(by=hers.keyworker, request=request, at=moved, where="Upstairs", with_her="Jo")
        actions.hold_appointment(by=hers.keyworker, request=request, came=True, said="The birthday is wrong")
        with pytest.raises(RefusedError):
            actions.hold_appointment(by=hers.keyworker, request=request, came=True, said="")
        wrong = actions.say_wrong(by=hers.keyworker, request=request, wrong="Born in March")
        actions.settle(by=hers.keyworker, correction=wrong, outcome="corrected", done="Her file says March now")
        with pytest.raises(RefusedError, match="settled this already"):
            actions.settle(by=hers.keyworker, correction=wrong, outcome="beside", done="No")
    request.refresh_from_db()
    assert request.state == State.GIVEN
    taken = list(RequestStep.objects.filter(request=request).values_list("step", flat=True))
    assert taken == ["begin", "release", "arrange", "arrange", "missed", "arrange", "give"]


def test_it_is_not_ready_before_all_of_it_is_released(hers: Hers) -> None:
    request = hers.begun()
    with asking(hers.manager), pytest.raises(RefusedError, match="Not every part"):
        actions.step(by=hers.manager, request=request, what=Step.RELEASE)
    hers.released(request)
    SubjectAccessRequest.objects.filter(pk=request.pk).update(identity="")
    with asking(hers.manager), pytest.raises(RefusedError, match="that it is she"):
        actions.step(by=hers.manager, request=request, what=Step.RELEASE)


def test_asking_her_what_she_means_stops_the_clock(hers: Hers) -> None:
    today = timezone.localdate()
    request = hers.ask(asked_on=today - timedelta(days=10))
    hers.step(request, Step.CLARIFY, hers.keyworker, said="Which years?", on=today - timedelta(days=6))
    with asking(hers.keyworker):
        row = queries.own_request(hers.keyworker, request.uid)
        assert row is not None
        assert queries.standing(row, today).clocks.paused
    hers.step(request, Step.CLARIFIED, hers.keyworker, said="All of it", on=today - timedelta(days=2))
    with asking(hers.keyworker):
        row = queries.own_request(hers.keyworker, request.uid)
        assert row is not None
        standing = queries.standing(row, today)
    assert not standing.clocks.paused
    assert (standing.state, [pause.days(today) for pause in standing._pauses()]) == (State.PREPARING, [4])
    assert request.parts.exists()


def test_extending(hers: Hers) -> None:
    request = hers.ask(asked_on=timezone.localdate() - timedelta(days=20))
    with asking(hers.keyworker), pytest.raises(PermissionDenied):
        actions.step(by=hers.keyworker, request=request, what=Step.EXTEND, said="There is a lot")
    hers.step(request, Step.EXTEND, said="There is a lot; told her on the phone")
    with asking(hers.manager):
        row = queries.own_request(hers.manager, request.uid)
        assert row is not None
        assert queries.standing(row, timezone.localdate()).clocks.days > 60
        with pytest.raises(RefusedError, match="extended already"):
            actions.step(by=hers.manager, request=request, what=Step.EXTEND, said="Again")


def test_extending_too_late(hers: Hers) -> None:
    request = hers.ask(asked_on=timezone.localdate() - timedelta(days=50))
    with asking(hers.manager), pytest.raises(RefusedError, match="within the first month"):
        actions.step(by=hers.manager, request=request, what=Step.EXTEND, said="There is a lot")


@pytest.mark.parametrize("what", [Step.REFUSE, Step.CLARIFY, Step.EXTEND])
def test_what_says_nothing_is_not_done(hers: Hers, what: Step) -> None:
    request = hers.ask()
    with asking(hers.manager), pytest.raises(RefusedError, match="Write down"):
        actions.step(by=hers.manager, request=request, what=what)


def test_refused_and_taken_up_again(hers: Hers) -> None:
    request = hers.ask()
    hers.step(request, Step.REFUSE, said="Asked every day; told her how to complain")
    assert request.state == State.REFUSED
    hers.step(request, Step.AGAIN, said="She was right to ask")
    assert request.state == State.ASKED
    hers.step(request, Step.WITHDRAW, hers.keyworker, said="Not now")
    with asking(hers.keyworker):
        with pytest.raises(RefusedError):
            actions.step(by=hers.keyworker, request=request, what=Step.BEGIN)
        with pytest.raises(RefusedError):
            actions.put_right(by=hers.keyworker, request=request, **said(request))
    assert hers.ask().state == State.ASKED  # she can ask again


def said(request: SubjectAccessRequest) -> dict[str, Any]:
    return {name: getattr(request, name) for name in actions.TO_PUT_RIGHT}


def test_putting_it_right(hers: Hers) -> None:
    request = hers.ask()
    with asking(hers.keyworker):
        actions.put_right(by=hers.keyworker, request=request, **said(request) | {"large_type": True, "way": "paper"})
    request.refresh_from_db()
    assert (request.large_type, request.way) == (True, "paper")
    with asking(hers.world.worker("drugs_manager")), pytest.raises(PermissionDenied):
        actions.put_right(by=hers.world.worker("drugs_manager"), request=request, **said(request))


def test_passing_it_on(hers: Hers) -> None:
    request = hers.begun()
    drugs, theirs = hers.world.drugs, hers.world.worker("drugs_manager")
    with asking(hers.keyworker):
        row = queries.own_request(hers.keyworker, request.uid)
        assert row is not None
        assert queries.others_who_hold(row, queries.files(row)) == [drugs]
    hers.step(request, Step.PASS_ON, hers.keyworker, said="She comes on Fridays", to_agency=drugs)
    with asking(hers.keyworker), pytest.raises(RefusedError, match="asked already"):
        actions.step(by=hers.keyworker, request=request, what=Step.PASS_ON, to_agency=drugs)
    with asking(theirs):
        (there,) = queries.standings(drugs, timezone.localdate())
        assert there.request.passed_on_by == hers.world.charity
        assert (there.request.called, there.state, there.clocks.appointment_days) == ("Anna", State.ASKED, 21)
        assert [one.standing.request for one in queries.to_shorten(theirs, timezone.localdate(), manager=True)] == [
            there.request
        ]
    hers.step(there.request, Step.BEGIN, theirs)
    part = hers.gather(there.request, "casework", theirs)
    assert "Written by the drug service" in str(list(part.records.values_list("told", flat=True)))
    assert "refuge" not in str(list(part.records.values_list("told", flat=True)))


def test_not_to_an_agency_that_holds_nothing(hers: Hers) -> None:
    request = hers.ask()
    with asking(hers.keyworker), pytest.raises(RefusedError, match="holds nothing"):
        actions.step(by=hers.keyworker, request=request, what=Step.PASS_ON, to_agency=hers.world.nhs)


def test_a_restricted_file_is_the_managers(hers: Hers) -> None:
    request = hers.ask()
    kept = OTHER_ROWS[Restriction](hers.keyworker, hers.anna)
    Restriction.objects.filter(pk=kept.pk).update(lifted_at=None, lifted_by=None, lifted_because="")
    with asking(hers.keyworker):
        assert queries.own_request(hers.keyworker, request.uid) is None
        assert not Client.objects.filter(pk=hers.anna.pk).exists()
    hers.step(request, Step.BEGIN)
    assert {part.category for part in request.parts.all()} >= {"identity", "casework", "view_log"}
