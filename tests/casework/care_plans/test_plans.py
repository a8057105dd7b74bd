"""Beginning a plan, what it says besides its goals, and ending it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from casework.assessments.models import Assessment
from casework.assessments.rules import Area
from casework.care_plans import actions, queries
from casework.care_plans.actions import Begun, GoalSet, Held, StepSet
from casework.care_plans.models import CarePlan
from casework.care_plans.rules import MOST_GOALS
from casework.care_plans.rules.proposing import Proposed
from casework.care_plans.rules.versions import State
from casework.clients.actions import RefusedError
from dussk.access.asking import asking
from dussk.audit.tracking import history_of
from tests.casework.care_plans.conftest import Planning, assessed, begin, today
from tests.matrix.base import base
from tests.world import woman


def test_a_plan_begins_from_nothing(planning: Planning) -> None:
    assert planning.plan.wants == "My own front door"
    assert (planning.plan.owner_id, planning.plan.made_by) == (planning.world.charity.pk, planning.jo.staff)


def test_a_plan_begins_from_an_assessment(planning: Planning) -> None:
    client = woman(planning.jo, "Bea two")
    assessment = assessed(planning.jo, client)
    with asking(planning.jo):
        (found,) = queries.assessments_to_begin_from(client)
        proposed = queries.proposals_of(found)
        assert [each.area for each in proposed] == [Area.HOUSING, Area.MENTAL]
        goals = [Proposed(proposed[0].area, "A room", proposed[0].her_words, "")]
        plan = actions.begin(by=planning.jo, client=client, begun=Begun(assessment=found, goals=goals))
        assert plan.assessment == assessment
        (goal,) = plan.goals.all()
        assert (goal.area, goal.what, goal.her_words) == ("housing", "A room", "Not a hostel")


def test_what_a_plan_cannot_begin_with(planning: Planning) -> None:
    other = woman(planning.jo, "Bea two")
    unfinished = Assessment.objects.create(**base(planning.jo, other), project="Lantern")
    anothers = assessed(planning.jo, planning.rosa)
    many = [Proposed(Area.HOUSING, "A room", "", "")] * (MOST_GOALS + 1)
    for begun, said in (
        ({"review_on": today()}, "after today"),
        ({"review_on": today(800)}, "two years"),
        ({"assessment": unfinished}, "not one of hers"),
        ({"assessment": anothers}, "not one of hers"),
        ({"goals": many}, "goals at most"),
    ):
        with pytest.raises(RefusedError, match=said):
            begin(planning, other, **begun)
    with pytest.raises(RefusedError, match="has a plan already"):
        begin(planning, planning.rosa)
    assert CarePlan.objects.filter(client=other).count() == 0


def test_another_agency_writes_nothing(planning: Planning) -> None:
    drugs = planning.world.worker("drugs_manager")
    with asking(drugs), pytest.raises(PermissionDenied):
        actions.begin(by=drugs, client=planning.world.clients["anna"], begun=Begun("Theirs"))
    version = planning.agreed()
    with asking(drugs), pytest.raises(PermissionDenied):
        actions.countersign(by=drugs, version=version)


def test_words_the_crisis_part_and_the_review_date_are_written_anew_and_kept_in_history(planning: Planning) -> None:
    with asking(planning.jo):
        actions.change_words(by=planning.jo, plan=planning.plan, wants="A garden", strengths="")
        crisis = {f"crisis_{part}": part for part in ("signs", "helps", "people", "safe")}
        actions.change_crisis(by=planning.jo, plan=planning.plan, **crisis)
        actions.change_review_date(by=planning.jo, plan=planning.plan, review_on=None)
        said = queries.plan_for_paper(CarePlan.objects.get(pk=planning.plan.pk))
        assert (said.wants, said.strengths, said.crisis.safe, said.review_on) == ("A garden", "", "safe", None)
        past = history_of(CarePlan).filter(pgh_obj_id=planning.plan.pk).order_by("pgh_id")
        assert [row.wants for row in past][:2] == ["My own front door", "A garden"]
        with pytest.raises(RefusedError, match="after today"):
            actions.change_review_date(by=planning.jo, plan=planning.plan, review_on=today())


def test_a_review_date_that_has_passed_may_stay(planning: Planning) -> None:
    CarePlan.objects.filter(pk=planning.plan.pk).update(review_on=today(-3))
    with asking(planning.jo):
        actions.change_review_date(by=planning.jo, plan=planning.plan, review_on=today(-3))


def test_a_plan_is_ended_once_and_takes_back_what_waits(planning: Planning) -> None:
    version = planning.put()
    with asking(planning.jo):
        with pytest.raises(RefusedError, match="why it ends"):
            actions.end(by=planning.jo, plan=planning.plan, why=" ")
        actions.end(by=planning.jo, plan=planning.plan, why="She begins anew")
        for act in (
            lambda: actions.end(by=planning.jo, plan=planning.plan, why="Again"),
            lambda: actions.set_goal(by=planning.jo, plan=planning.plan, said=GoalSet("Sleep")),
            lambda: actions.put_to_her(by=planning.jo, plan=planning.plan),
            lambda: actions.set_step(by=planning.jo, goal=planning.goal, said=StepSet("Ring")),
            lambda: actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "It is going")),
        ):
            with pytest.raises(RefusedError, match="was ended"):
                act()
    assert planning.now(version).state is State.TAKEN_BACK
    assert begin(planning, planning.rosa, wants="Something else").is_open
    with asking(planning.jo):
        assert [plan.wants for plan in queries.plans_of(planning.rosa)] == ["Something else", "My own front door"]


def test_reading_a_whole_plan_costs_the_same_however_much_is_in_it(
    planning: Planning, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        goal = planning.set_goal(f"Goal {number}")
        planning.goal = goal
        planning.set_step()
    with asking(planning.jo), django_assert_num_queries(4):
        (plan,) = queries.whole(queries.plans_of(planning.rosa))
        assert len(queries.plan_for_paper(plan).goals) == 6
