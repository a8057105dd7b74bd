"""What somebody who can run SQL as the application's login still cannot do to a plan."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.care_plans import actions
from casework.care_plans.actions import Held
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.clients.actions.writing import on_file
from dussk.access.asking import Worker, asking
from tests.casework.care_plans.conftest import DRAWN, Planning, assessed, today
from tests.world import share, woman


def run(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)


def refused(worker: Worker, match: str, sql: str) -> None:
    with asking(worker), pytest.raises(DatabaseError, match=match), transaction.atomic():
        run(sql)


def change(worker: Worker, version: PlanVersion, match: str, what: str) -> None:
    refused(worker, match, f"UPDATE casework_planversion SET {what} WHERE id = {version.pk}")


NEVER = [
    "content = '{}'::jsonb",
    "content = jsonb_set(content, '{wants}', '\"A flat\"')",
    "number = 9",
    "review_on = current_date",
    "made_at = now()",
    "uid = gen_random_uuid()",
]


@pytest.mark.parametrize("what", NEVER)
@pytest.mark.parametrize("agreed", [False, True])
def test_what_a_version_says_is_never_changed(planning: Planning, what: str, *, agreed: bool) -> None:
    version = planning.agreed() if agreed else planning.put()
    change(planning.jo, version, "never changed", what)


@pytest.mark.parametrize(
    "what",
    [
        "drawn = 'M1 1L2 2'",
        "print_name = 'Somebody else'",
        "signature = 'typed'",
        "agreed_on = agreed_on - 1",
        "agreed_at = now()",
        "agreed_at = NULL, agreed_on = NULL, signature = '', drawn = '', print_name = ''",
        "taken_up_by_id = NULL",
        "taken_back_at = now()",
    ],
)
def test_what_she_agreed_to_stands(planning: Planning, what: str) -> None:
    version = planning.agreed(signature="drawn", drawn=DRAWN, print_name="Rosa")
    change(planning.jo, version, "stands", what)


def agreeing(worker: Worker, signature: str = "said", *, on: str = "current_date") -> str:
    """That she agrees, as ``worker`` writes it down."""
    return f"agreed_at = now(), agreed_on = {on}, taken_up_by_id = {worker.staff.pk}, signature = '{signature}'"


@pytest.mark.parametrize("became", ["agreed", "taken back"])
def test_her_words_are_kept_below_what_was_answered_and_none_is_changed(planning: Planning, became: str) -> None:
    version = planning.agreed() if became == "agreed" else planning.put()
    if became == "taken back":
        planning.put()
    with asking(planning.jo):
        assert run(f"UPDATE casework_planversion SET not_agreed = 'Not this' WHERE id = {version.pk}") == 1
        assert (
            run(f"UPDATE casework_planversion SET not_agreed = not_agreed || E'\\nNor that' WHERE id = {version.pk}")
            == 1
        )
    assert planning.now(version).not_agreed == "Not this\nNor that"
    for words in ("''", "'Nor that'", "'Not this, but'"):
        change(planning.jo, version, "otherwise", f"not_agreed = {words}")


def test_what_was_taken_back_is_not_agreed_after_all(planning: Planning) -> None:
    first = planning.put()
    planning.put()
    change(planning.jo, first, "stands", agreeing(planning.jo))
    change(planning.jo, first, "stands", "taken_back_at = NULL")


def test_what_she_wants_otherwise_is_neither_reworded_nor_agreed(planning: Planning) -> None:
    version = planning.put()
    with asking(planning.jo):
        actions.want_otherwise(by=planning.jo, version=version, words="Not the hostel")
    change(planning.jo, version, "otherwise", "not_agreed = 'All is well'")
    change(planning.jo, version, "otherwise", "not_agreed = ''")
    change(planning.jo, version, "otherwise", agreeing(planning.jo))


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ("{me}, agreed_on = current_date + 2, signature = 'said'", "tomorrow"),
        ("{me}, agreed_on = current_date - 1, signature = 'said'", "before it was put to her"),
        ("{me}, agreed_on = current_date, signature = 'typed'", "without a name"),
        ("{me}, agreed_on = current_date, signature = 'said', not_agreed = 'No'", "her own words"),
        ("{me}, agreed_on = current_date, signature = 'drawn'", "version_drawn"),
        ("{me}, agreed_on = current_date", "version_agreed_somehow"),
        ("agreed_at = now(), agreed_on = current_date, signature = 'said'", "another worker"),
        ("{another}, agreed_on = current_date, signature = 'said'", "another worker"),
        ("taken_up_by_id = {pk}", "version_agreed_somehow"),
        ("drawn = 'M1 1L2 2'", "version_agreed_somehow|version_drawn"),
        ("print_name = 'Rosa'", "her name stands"),
        ("{me}, agreed_on = current_date, signature = 'said', taken_back_at = now()", "taken_back"),
    ],
)
def test_nobody_agrees_like_this(planning: Planning, what: str, match: str) -> None:
    me, another = planning.jo.staff.pk, planning.manager.staff.pk
    taken_up = {who: f"agreed_at = now(), taken_up_by_id = {pk}" for who, pk in (("me", me), ("another", another))}
    change(planning.jo, planning.put(), match, what.format(pk=me, **taken_up))


def test_a_manager_who_wrote_down_that_she_agreed_does_not_countersign(planning: Planning) -> None:
    version, by = planning.put(), planning.manager
    with asking(by):
        actions.agree(by=by, version=version, signature="said")
    change(by, version, "countersign", _counter(by))
    with pytest.raises(DatabaseError, match="version_countersigned_by_another"), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(countersigned_by=by.staff, countersigned_at=timezone.now())


def _counter(worker: Worker) -> str:
    return f"countersigned_by_id = {worker.staff.pk}, countersigned_at = now()"


def test_only_a_manager_who_did_not_make_it_countersigns_and_once(planning: Planning, colleague: Worker) -> None:
    version = planning.agreed()
    other, drugs = planning.world.worker("both"), planning.world.worker("drugs_manager")
    change(planning.jo, version, "countersign", _counter(planning.jo))
    change(other, version, "countersign", _counter(other))  # a keyworker
    change(planning.jo, version, "countersign", _counter(planning.manager))  # in somebody else's name
    change(planning.manager, version, "countersign", _counter(colleague))
    with asking(drugs), connection.cursor() as cursor:
        cursor.execute(f"UPDATE casework_planversion SET {_counter(drugs)} WHERE id = {version.pk}")
        assert cursor.rowcount == 0  # another agency's manager does not even see it
    with asking(planning.manager):
        actions.countersign(by=planning.manager, version=version)
    change(colleague, version, "countersign", _counter(colleague))
    change(planning.manager, version, "countersign", "countersigned_by_id = NULL, countersigned_at = NULL")


def test_a_manager_does_not_countersign_her_own_nor_what_is_not_agreed(planning: Planning) -> None:
    waits = planning.put()
    change(planning.manager, waits, "countersigns what was agreed|countersign", _counter(planning.manager))
    with asking(planning.manager):
        own = actions.put_to_her(by=planning.manager, plan=planning.plan)
        actions.agree(by=planning.manager, version=own, signature="said")
    change(planning.manager, own, "countersign", _counter(planning.manager))


@pytest.mark.parametrize(
    "more",
    [
        {"agreed_at": timezone.now(), "agreed_on": today(), "signature": "said"},
        {"not_agreed": "No"},
        {"taken_back_at": timezone.now()},
        {"print_name": "Rosa"},
    ],
)
def test_a_version_begins_by_being_put_to_her(planning: Planning, more: dict[str, Any]) -> None:
    made = on_file(planning.rosa, planning.jo)
    with asking(planning.jo), pytest.raises(DatabaseError, match="put to her"), transaction.atomic():
        PlanVersion.objects.create(**made, plan=planning.plan, number=9, content={}, **more)


def test_one_version_waits_at_a_time(planning: Planning) -> None:
    planning.put()
    with asking(planning.jo), pytest.raises(DatabaseError, match="version_one_waits"), transaction.atomic():
        PlanVersion.objects.create(**on_file(planning.rosa, planning.jo), plan=planning.plan, number=9, content={})


def test_nothing_of_one_woman_hangs_on_the_plan_of_another(planning: Planning) -> None:
    other = woman(planning.jo, "Bea two")
    made = on_file(other, planning.jo)
    with asking(planning.jo):
        for act in (
            lambda: Goal.objects.create(**made, plan=planning.plan, what="Hers"),
            lambda: Step.objects.create(**made, goal=planning.goal, what="Hers"),
            lambda: PlanVersion.objects.create(**made, plan=planning.plan, number=9, content={}),
            lambda: PlanReview.objects.create(**made, plan=planning.plan, note="Hers", content={}),
        ):
            with pytest.raises(DatabaseError, match="another woman"), transaction.atomic():
                act()


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ("goal", "plan_id = plan_id + 1"),
        ("step", "goal_id = goal_id + 1"),
        ("goal", "made_by_id = NULL"),
        ("step", "agency_id = agency_id + 1"),
    ],
)
def test_what_is_in_a_plan_stays_in_it(planning: Planning, table: str, what: str) -> None:
    row = planning.goal if table == "goal" else planning.step
    refused(planning.jo, "stays in it", f"UPDATE casework_{table} SET {what} WHERE id = {row.pk}")


def test_a_plan_begins_from_an_assessment_of_hers(planning: Planning) -> None:
    bea = woman(planning.jo, "Bea two")
    anothers = assessed(planning.jo, bea)
    with asking(planning.jo), pytest.raises(DatabaseError, match="another woman"), transaction.atomic():
        CarePlan.objects.create(**on_file(planning.rosa, planning.jo), assessment=anothers)
    with asking(planning.jo):
        assert CarePlan.objects.create(**on_file(bea, planning.jo), assessment=anothers).pk


@pytest.mark.parametrize("what", ["made_at = now()", "uid = gen_random_uuid()", "ended_at = now(), ended_by_id = 1"])
def test_a_plan_stays_whose_it_is(planning: Planning, what: str) -> None:
    refused(
        planning.jo, "whose it is|says so herself", f"UPDATE casework_careplan SET {what} WHERE id = {planning.plan.pk}"
    )


def test_an_ended_plan_stays_as_it_was(planning: Planning) -> None:
    with asking(planning.jo):
        actions.end(by=planning.jo, plan=planning.plan, why="She begins anew")
    for what in ("wants = 'Something else'", "ended_at = NULL, ended_by_id = NULL, ended_why = ''"):
        refused(planning.jo, "stays as it was", f"UPDATE casework_careplan SET {what} WHERE id = {planning.plan.pk}")


def test_what_the_plan_said_at_a_review_is_never_changed(planning: Planning) -> None:
    with asking(planning.jo):
        review = actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "It is going"))
    for what in ("content = '{}'::jsonb", '"on" = "on" - 1'):
        refused(planning.jo, "never changed", f"UPDATE casework_planreview SET {what} WHERE id = {review.pk}")


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ("done_on = set_on - 1", "step_done_after_set"),
        ("dropped_on = set_on - 1, dropped_why = 'No'", "step_dropped_after_set"),
        ("due_on = set_on - 1", "step_due_after_set"),
        ("done_on = set_on, dropped_on = set_on, dropped_why = 'No'", "step_done_or_dropped"),
        ("dropped_on = set_on", "step_dropped_why"),
        ("dropped_why = 'No'", "step_dropped_why"),
        ("who = 'other'", "step_somebody_else"),
        ("what = ''", "step_says_something"),
    ],
)
def test_a_step_that_cannot_be(planning: Planning, what: str, match: str) -> None:
    refused(planning.jo, match, f"UPDATE casework_step SET {what} WHERE id = {planning.step.pk}")


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ("what = ''", "goal_says_something"),
        ("tier = 5", "goal_tier"),
        ("\"end\" = 'reached'", "goal_ended_on_a_day"),
        ("ended_on = current_date", "goal_ended_on_a_day"),
        ("\"end\" = 'reached', ended_on = current_date - 1", "goal_ended_after_set"),
        ("\"end\" = 'dropped', ended_on = current_date", "goal_dropped_why"),
    ],
)
def test_a_goal_that_cannot_be(planning: Planning, what: str, match: str) -> None:
    refused(planning.jo, match, f"UPDATE casework_goal SET {what} WHERE id = {planning.goal.pk}")


def test_nothing_of_a_plan_is_deleted(planning: Planning) -> None:
    version = planning.put()
    for row in (planning.step, planning.goal, version, planning.plan):
        table = row._meta.db_table
        refused(planning.jo, "denied", f'DELETE FROM "{table}" WHERE id = {row.pk}')


def test_a_partner_reads_a_shared_plan_and_writes_nothing(planning: Planning) -> None:
    share(planning.rosa, planning.world.drugs, "identity", "casework")
    facilitator = planning.world.worker("facilitator")
    with asking(facilitator), connection.cursor() as cursor:
        assert CarePlan.objects.filter(pk=planning.plan.pk).exists()
        cursor.execute(f"UPDATE casework_careplan SET wants = 'Theirs' WHERE id = {planning.plan.pk}")
        assert cursor.rowcount == 0
    with asking(facilitator), pytest.raises(DatabaseError), transaction.atomic():
        Goal.objects.create(**on_file(planning.rosa, facilitator), plan=planning.plan, what="Theirs")
