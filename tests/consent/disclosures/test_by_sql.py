"""What the application's login must not do to a release, whatever its code says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.clients.models import Block
from consent.agreements.models import Agreement, NotToBeTold, OutsideChoice
from consent.disclosures import rules
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from dussk.access.asking import Worker, asking
from dussk.staff.models import Post
from dussk.staff.roles import Role
from tests.consent.disclosures.conftest import CHILD, Releasing
from tests.matrix.base import base
from tests.world import hire

RELEASE = "SELECT wall.release_disclosure(%s, 'words', now(), 'phone', '')"
DECIDE = "SELECT wall.decide_disclosure(%s, true, 'because', %s::bigint[])"


def code(act: Callable[..., Any], *values: Any, **named: Any) -> str:
    """The SQLSTATE with which the database refuses; "" where it does not."""
    try:
        with transaction.atomic():
            act(*values, **named)
    except DatabaseError as error:
        return str(getattr(error.__cause__, "pgcode", "?"))
    return ""


def sql(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def update(row: Disclosure, **change: Any) -> str:
    return code(lambda: Disclosure.objects.filter(pk=row.pk).update(**change))


def put_in(made: Releasing, state: str) -> Disclosure:
    """A release in a state, written by the owner: what the application could not."""
    row = made.ask(CHILD)
    now = timezone.now()
    change: dict[str, Any] = {"state": state}
    if state in ("waiting", "approved"):
        change |= {"round": 1, "put_forward_by": made.by.staff, "put_forward_at": now}
    if state == "approved":
        DisclosureApproval.objects.create(disclosure=row, round=1, approved=True, reason="Yes", made_by=made.boss.staff)
    if state in rules.CLOSED:
        change |= {"closed_at": now, "closed_by": made.by.staff}
    if state == "released":
        change |= {"sent": "words", "sent_at": now - timedelta(minutes=1), "sent_way": "phone"}
    if state == "refused":
        change |= {"refusal": "no_ground"}
    Disclosure.objects.filter(pk=row.pk).update(**change)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("before", list(rules.State))
def test_by_hand_it_moves_as_the_table_says(rosa: Releasing, before: rules.State) -> None:
    for after in rules.State:
        row = put_in(rosa, before)
        change: dict[str, Any] = {"state": after}
        if after is rules.State.REFUSED:
            change |= {"refusal": "no_ground"}
        if after is rules.State.RELEASED and before is not after:
            change |= {"sent": "words", "sent_at": timezone.now(), "sent_way": "phone"}
        allowed = any(move.after is after and move.by_hand for move in rules.opens(before, "A"))
        with asking(rosa.by):
            refused = update(row, **change)
        row.refresh_from_db()
        assert (refused == "") == (allowed or before is after), after
        assert row.state == (after if allowed else before)
        if allowed and after in rules.CLOSED:
            assert row.closed_by == rosa.by.staff


@pytest.mark.parametrize("state", ["waiting", "approved", "released", "refused", "dropped"])
def test_what_was_put_forward_is_not_changed(rosa: Releasing, state: str) -> None:
    row = put_in(rosa, state)
    changes: list[dict[str, Any]] = [
        {"what": "Everything"},
        {"to_words": "Somebody else"},
        {"to_person": "Somebody else"},
        {"ground": "B"},
        {"bases": []},
        {"why": "Other"},
        {"not_talked": "urgent"},
    ]
    with asking(rosa.by):
        assert [update(row, **change) for change in changes] == ["DD001"] * len(changes)


def test_nothing_is_sent_by_hand(rosa: Releasing) -> None:
    row = put_in(rosa, "approved")
    changes: list[dict[str, Any]] = [
        {"sent": "x"},
        {"sent_at": timezone.now()},
        {"sent_way": "phone"},
        {"sent_note": "x"},
    ]
    with asking(rosa.by):
        assert [update(row, **change) for change in changes] == ["42501"] * len(changes)


def test_whose_it_is_and_who_asked_stay(rosa: Releasing) -> None:
    row = rosa.ask(CHILD)
    other = rosa.world.clients["anna"]
    with asking(rosa.by):
        assert update(row, made_by=rosa.boss.staff) == "42501"
        assert update(row, client=other) == "42501"
        # Who wrote it, and who put it forward, is the database's to say.
        assert update(row, written_by=rosa.boss.staff, put_forward_by=rosa.boss.staff, round=7) == ""
    row.refresh_from_db()
    assert (row.written_by, row.put_forward_by, row.round) == (rosa.by.staff, None, 0)


def test_it_begins_by_being_asked_for(rosa: Releasing) -> None:
    said = {"what": "x", "to_kind": "dwp", "to_words": "DWP", "way": "phone", "asked": "we"}
    with asking(rosa.by):
        for more in ({"state": "waiting"}, {"round": 1}, {"put_forward_by": rosa.by.staff}, {"state": "released"}):
            row = base(rosa.by, rosa.rosa) | said | {"written_by": rosa.by.staff} | more
            assert code(Disclosure.objects.create, **row) == "42501"
        made = Disclosure.objects.create(**base(rosa.by, rosa.rosa), **said, written_by=rosa.boss.staff)
        made.refresh_from_db()
        assert made.written_by == rosa.by.staff


def test_approvals_are_written_by_nobody_by_hand(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    with asking(rosa.boss):
        said = {"disclosure": row, "round": 1, "approved": True, "reason": "x", "made_by": rosa.boss.staff}
        assert code(lambda: DisclosureApproval.objects.create(**said)) == "42501"
    rosa.decide(row)
    with asking(rosa.boss):
        assert code(lambda: DisclosureApproval.objects.update(reason="Other")) == "42501"


def test_nothing_of_it_is_deleted(rosa: Releasing) -> None:
    rosa.approved()
    with asking(rosa.by):
        for model in (Disclosure, DisclosureApproval, DisclosureMatch):
            assert code(sql, f"DELETE FROM {model._meta.db_table}") == "42501"


def test_who_decides(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    for who in ("keyworker", "volunteer", "facilitator", "drugs_manager", "administrator", "supervisor"):
        with asking(rosa.world.worker(who)):
            assert code(lambda: sql(DECIDE, row.pk, [])) == "42501", who
    with asking(rosa.boss):
        assert code(lambda: sql(DECIDE, row.pk, [])) == ""


def test_a_manager_who_is_blocked_decides_nothing(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    Block.objects.create(**base(rosa.by, rosa.rosa), blocked=rosa.boss.staff, kind="her_wish")
    with asking(rosa.boss):
        assert code(lambda: sql(DECIDE, row.pk, [])) == "42501"


def test_nobody_approves_her_own(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD, by=rosa.boss))
    with asking(rosa.boss):
        assert code(lambda: sql(DECIDE, row.pk, [])) == "DD002"


def test_an_approval_of_her_own_releases_nothing(rosa: Releasing) -> None:
    row = rosa.approved()
    DisclosureApproval.objects.filter(disclosure=row).update(made_by=rosa.by.staff)  # as the owner
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD007"


def test_without_approval_nothing_is_released(rosa: Releasing) -> None:
    said = {"asked": "DD007", "waiting": "DD007", "released": "DD001", "refused": "DD001", "dropped": "DD001"}
    for state, says in said.items():
        row = put_in(rosa, state)
        with asking(rosa.by):
            assert code(sql, RELEASE, row.pk) == says, state


@pytest.mark.parametrize("approval", [{"approved": False}, {"round": 2}])
def test_a_no_and_an_approval_of_another_time_count_for_nothing(rosa: Releasing, approval: dict[str, Any]) -> None:
    row = rosa.approved()
    DisclosureApproval.objects.update(**approval)
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD007"


def test_what_was_told_and_when_is_said(rosa: Releasing) -> None:
    row = rosa.approved()
    with asking(rosa.by):
        for words, at, way in ((" ", "now()", "phone"), ("x", "now() + interval '1 day'", "phone"), ("x", "now()", "")):
            statement = f"SELECT wall.release_disclosure(%s, %s, {at}, %s, '')"
            assert code(sql, statement, row.pk, words, way) == "DD008"


def test_an_unanswered_match_stops_both(rosa: Releasing) -> None:
    rosa.list("Hayley Hale")
    row = rosa.put_forward(rosa.ask(CHILD))
    with asking(rosa.boss):
        assert code(lambda: sql(DECIDE, row.pk, [])) == "DD003"
    row = put_in(rosa, "approved")
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD003"


def test_her_list_is_compared_with_by_the_database_too(rosa: Releasing) -> None:
    """That nobody asked the rule, or that it found nothing, does not let the same name through."""
    row = rosa.approved()
    person = rosa.list("MS  HALE.")
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD006"
        Disclosure.objects.filter(pk=row.pk).update(checked=[person.pk])
        assert code(lambda: sql(RELEASE, row.pk)) == "DD003"


def test_a_release_that_was_compared_with_nothing_stays(rosa: Releasing) -> None:
    row = rosa.approved()
    Disclosure.objects.filter(pk=row.pk).update(checked=[])
    assert update(row, checked=None) == "23514"  # even for the owner
    with asking(rosa.by):
        row = rosa.ask()
        Disclosure.objects.filter(pk=row.pk).update(to_person="Somebody else")
        row.refresh_from_db()
        assert row.checked is None
        assert code(lambda: sql(RELEASE, row.pk)) == "DD006"


def test_her_consent_goes_to_nobody_on_her_list_whoever_approved(rosa: Releasing) -> None:
    rosa.list("Dobbs")
    row = rosa.ask()
    approval = DisclosureApproval.objects.create(
        disclosure=row, round=0, approved=True, reason="x", made_by=rosa.boss.staff
    )
    DisclosureMatch.objects.update(approval=approval)
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == "DD003"


def test_on_her_permission_a_manager_names_nobody(rosa: Releasing) -> None:
    rosa.list("Hale")
    row = rosa.put_forward(rosa.ask(CHILD))
    Disclosure.objects.filter(pk=row.pk).update(
        ground="E", talked_on=timezone.localdate(), talked_by="Jo", not_talked="", not_talked_words=""
    )
    with asking(rosa.boss):
        assert code(lambda: sql(DECIDE, row.pk, [DisclosureMatch.objects.get().pk])) == "DD004"


def test_her_consent_that_does_not_stand_releases_nothing(rosa: Releasing) -> None:
    row = rosa.ask()
    assert row.choice is not None
    choices = OutsideChoice.objects.filter(pk=row.choice.pk)
    breaks: list[Callable[[], int]] = [
        lambda: choices.update(agreed=False),
        lambda: choices.update(withdrawn_at=timezone.now()),
        lambda: Disclosure.objects.filter(pk=row.pk).update(to_kind="dwp"),
        lambda: Disclosure.objects.filter(pk=row.pk).update(choice=None),
        lambda: Agreement.objects.filter(client=rosa.rosa).update(replaced_at=timezone.now()),
    ]
    for break_it in breaks:
        with transaction.atomic():
            break_it()
            with asking(rosa.by):
                assert code(lambda: sql(RELEASE, row.pk)) == "DD005"
            transaction.set_rollback(True)
    with asking(rosa.by):
        assert code(lambda: sql(RELEASE, row.pk)) == ""


def test_what_was_found_stands(rosa: Releasing, colleague: Worker) -> None:
    rosa.list("Dobbs")
    rosa.ask()
    changes: list[dict[str, Any]] = [
        {"typed": "Other"},
        {"how": "role"},
        {"listed_name": "Other"},
        {"gone_at": timezone.now()},
    ]
    with asking(colleague):
        for change in changes:
            assert code(DisclosureMatch.objects.update, **change) == "42501", change


def test_only_somebody_else_says_that_it_is_somebody_else(rosa: Releasing, colleague: Worker) -> None:
    rosa.list("Dobbs")
    rosa.ask()
    answer = {"dismissed_at": timezone.now(), "dismissed_because": "Not him"}
    with asking(rosa.by):
        assert code(lambda: DisclosureMatch.objects.update(**answer, dismissed_by=colleague.staff)) == "DD002"
    with asking(colleague):
        assert code(lambda: DisclosureMatch.objects.update(**answer, dismissed_by=rosa.boss.staff)) == ""
        assert DisclosureMatch.objects.get().dismissed_by == colleague.staff  # whatever she said
        assert code(lambda: DisclosureMatch.objects.update(dismissed_because="Otherwise")) == "42501"


def test_an_approval_is_named_by_nobody_by_hand(rosa: Releasing, colleague: Worker) -> None:
    rosa.list("Hale")
    row = rosa.decide(rosa.put_forward(rosa.ask(CHILD)), approve=False)
    approval = DisclosureApproval.objects.get(disclosure=row)
    other = rosa.ask(CHILD)
    with asking(colleague):
        assert code(lambda: other.matches.update(approval=approval)) == "42501"
        said = {"part": "agency", "typed": "x", "how": "same", "listed_name": "Hale"}
        person = NotToBeTold.objects.get()
        for more in ({"approval": approval}, {"gone_at": timezone.now()}, {"dismissed_at": timezone.now()}):
            made = (
                said
                | more
                | ({"dismissed_by": colleague.staff, "dismissed_because": "x"} if "dismissed_at" in more else {})
            )
            assert code(lambda m=made: DisclosureMatch.objects.create(disclosure=other, person=person, **m)) == "42501"


def test_her_list_is_given_to_nobody_who_may_not_release(rosa: Releasing) -> None:
    rosa.list("Dean")
    Block.objects.create(**base(rosa.by, rosa.rosa), blocked=rosa.world.staff("blocked"), kind="her_wish")
    for who in ("volunteer", "administrator", "supervisor", "facilitator", "blocked"):
        with asking(rosa.world.worker(who)):
            assert code(lambda: sql("SELECT * FROM wall.people_not_told(%s)", rosa.rosa.pk)) == "42501", who


def test_what_constraints_hold_even_for_the_owner(rosa: Releasing) -> None:
    row = put_in(rosa, "released")
    sent: list[dict[str, Any]] = [
        {"what": ""},
        {"sent": ""},
        {"sent_at": timezone.now() + timedelta(days=1)},
        {"closed_at": None},
        {"to_kind": "partner"},
        {"asked_who": "Somebody"},
        {"talked_by": "Jo"},
        {"bases": []},
        {"ground": ""},
        {"ground": "E"},
        {"refusal": "other"},
        {"state": "dropped"},
    ]
    for change in sent:
        assert update(row, **change) == "23514", change
    waiting = put_in(rosa, "waiting")
    waits: list[dict[str, Any]] = [
        {"ground": "consent"},
        {"round": 0},
        {"not_talked": ""},
        {"why": ""},
        {"checked": None},
    ]
    for change in waits:
        assert update(waiting, **change) == "23514", change
    rosa.list("Hale")
    match = rosa.ask(CHILD).matches.get()
    assert code(lambda: DisclosureMatch.objects.filter(pk=match.pk).update(dismissed_at=timezone.now())) == "23514"


def test_whoever_asked_does_not_approve_as_the_manager_she_became(rosa: Releasing, colleague: Worker) -> None:
    row = rosa.put_forward(rosa.ask(CHILD, by=colleague), by=colleague)
    Post.objects.create(staff=colleague.staff, agency=colleague.agency, role=Role.MANAGER)
    with asking(colleague):
        assert code(lambda: sql(DECIDE, row.pk, [])) == "DD002"
    with asking(rosa.boss):
        assert code(lambda: sql(DECIDE, row.pk, [])) == ""


def test_another_agencys_manager_is_not_a_manager_here(rosa: Releasing) -> None:
    row = rosa.put_forward(rosa.ask(CHILD))
    both = hire(rosa.world.charity, "two", Role.KEYWORKER, also={rosa.world.drugs: Role.MANAGER})
    with asking(both):
        assert code(lambda: sql(DECIDE, row.pk, [])) == "42501"
