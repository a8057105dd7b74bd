"""Beginning a plan, goals and steps, putting it to her, agreeing, countersigning and reviewing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.assessments.models import Assessment, Rating
from casework.assessments.rules import Area
from casework.care_plans import actions, queries
from casework.care_plans.actions import Begun, GoalSet, Held, StepSet
from casework.care_plans.models import CarePlan, Goal, Step
from casework.care_plans.rules import MOST_GOALS, MOST_STEPS
from casework.care_plans.rules.proposing import Proposed
from casework.care_plans.rules.treatment import What
from casework.care_plans.rules.versions import State
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from dussk.audit.tracking import history_of
from dussk.staff.models import Staff
from tests.casework.care_plans.conftest import Planning, today
from tests.matrix.base import base
from tests.world import woman

#: Something that is tried.
Act = Callable[[], object]


def assessed(by: Worker, client: Client, **changed: Any) -> Assessment:
    """Completed today: housing planned, mental health rated 2 by the worker alone, friends not rated at all."""
    said = {"project": "Lantern", "completed_on": today(), "completed_by": "both"} | changed
    made = Assessment.objects.create(**base(by, client), **said)
    Rating.objects.create(assessment=made, area="housing", hers=1, her_words="Not a hostel", plan="A room of her own")
    Rating.objects.create(assessment=made, area="mental", workers=2)
    Rating.objects.create(assessment=made, area="friends", her_words="I have some")
    return made


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


def begin(planning: Planning, client: Client, **begun: Any) -> CarePlan:
    with asking(planning.jo):
        return actions.begin(by=planning.jo, client=client, begun=Begun(**begun))


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


def test_a_goal_of_treatment(planning: Planning) -> None:
    goal = planning.set_goal("A script that holds", area="substances", treatment=What(3, "prescribing"))
    assert (goal.tier, goal.kind, str(goal.treatment)) == (3, "prescribing", "Prescribing (tier 3)")
    assert planning.goal.treatment is None
    with pytest.raises(RefusedError, match="kind of treatment"):
        planning.set_goal("No such", treatment=What(2, "prescribing"))
    with pytest.raises(RefusedError, match="Enter the goal"):
        planning.set_goal(" ")


def test_a_goal_is_reached_dropped_and_taken_up_again(planning: Planning) -> None:
    by = planning.jo
    with asking(by):
        for end, on, why, said in (
            ("reached", today(1), "", "today, or before"),
            ("dropped", today(), " ", "why it is dropped"),
        ):
            with pytest.raises(RefusedError, match=said):
                actions.end_goal(by=by, goal=planning.goal, end=end, ended_on=on, why=why)
        actions.end_goal(by=by, goal=planning.goal, end="dropped", ended_on=today(), why="She moved")
        for act in (
            lambda: actions.end_goal(by=by, goal=planning.goal, end="reached", ended_on=today()),
            lambda: actions.set_step(by=by, goal=planning.goal, said=StepSet("Ring")),
            lambda: actions.finish_step(by=by, step=planning.step),
        ):
            with pytest.raises(RefusedError, match="Take it up again"):
                act()
        assert not queries.open_steps(by)
        actions.correct_goal(by=by, goal=planning.goal, said=GoalSet("A room"))
        actions.reopen_goal(by=by, goal=planning.goal)
        with pytest.raises(RefusedError, match="goes on already"):
            actions.reopen_goal(by=by, goal=planning.goal)
        assert [step.what for step in queries.open_steps(by)] == ["Fill in the form"]
        assert Goal.objects.get(pk=planning.goal.pk).what == "A room"


def test_two_hundred_goals_and_fifty_steps_and_no_more(planning: Planning) -> None:
    made = base(planning.jo, planning.rosa)
    Goal.objects.bulk_create(Goal(**made, plan=planning.plan, what=f"Goal {n}") for n in range(MOST_GOALS - 1))
    Step.objects.bulk_create(Step(**made, goal=planning.goal, what=f"Step {n}") for n in range(MOST_STEPS - 1))
    with pytest.raises(RefusedError, match="200 goals at most"):
        planning.set_goal()
    with pytest.raises(RefusedError, match="50 steps at most"):
        planning.set_step()


@pytest.mark.parametrize(
    ("changed", "said", "field"),
    [
        ({"what": " "}, "what is to be done", "what"),
        ({"who": "other"}, "who does it", "other"),
        ({"set_on": today(1)}, "today, or before", "set_on"),
        ({"due_on": today(-1)}, "not before", "due_on"),
        ({"due_on": today(800)}, "two years", "due_on"),
    ],
)
def test_what_a_step_cannot_be(planning: Planning, changed: dict[str, Any], said: str, field: str) -> None:
    with pytest.raises(RefusedError, match=said) as refused:
        planning.set_step(**changed)
    assert refused.value.field == field


def test_a_step_goes_to_who_can_see_her_plan(planning: Planning) -> None:
    world = planning.world
    for name in ("volunteer", "facilitator"):
        with pytest.raises(RefusedError, match="cannot be given"):
            planning.set_step(worker=world.staff(name))
    assert planning.set_step(worker=world.staff("both")).worker == world.staff("both")
    assert planning.set_step(who="her", worker=world.staff("both")).worker is None
    assert planning.set_step(who="other", other="Ruth from the church").by_name == "Ruth from the church"
    assert planning.set_step(who="together").by_name == str(planning.jo.staff)
    assert planning.set_step(who="worker", worker=None).by_name == ""


def suspend(staff: Staff) -> None:
    Staff.objects.filter(pk=staff.pk).update(is_active=False, suspended_at=timezone.now())


def test_a_step_is_corrected_and_keeps_who_had_it(planning: Planning) -> None:
    step = planning.set_step(worker=planning.world.staff("both"))
    suspend(planning.world.staff("both"))
    with asking(planning.jo):
        said = StepSet("Write to them", "worker", planning.world.staff("both"), set_on=today(-3), due_on=today(2))
        actions.correct_step(by=planning.jo, step=step, said=said)
        now = Step.objects.get(pk=step.pk)
        assert (now.what, now.set_on, now.due_on) == ("Write to them", today(-3), today(2))


def test_a_step_is_done_never_before_it_was_set(planning: Planning) -> None:
    by, step = planning.jo, planning.step
    with asking(by):
        with pytest.raises(RefusedError, match="cannot have been done before"):
            actions.finish_step(by=by, step=step, done_on=today(-1))
        with pytest.raises(RefusedError, match="today, or before"):
            actions.finish_step(by=by, step=step, done_on=today(1))
        actions.finish_step(by=by, step=step, done_on=today(), outcome="Sent")
        acts: tuple[Act, ...] = (
            lambda: actions.finish_step(by=by, step=step),
            lambda: actions.drop_step(by=by, step=step, dropped_on=today(), why="No"),
            lambda: actions.correct_step(by=by, step=step, said=StepSet("Other")),
        )
        for act in acts:
            with pytest.raises(RefusedError, match="done or dropped already"):
                act()
        actions.reopen_step(by=by, step=step)
        with pytest.raises(RefusedError, match="still to be done"):
            actions.reopen_step(by=by, step=step)
        with pytest.raises(RefusedError, match="why it is dropped"):
            actions.drop_step(by=by, step=step, dropped_on=today(), why=" ")
        with pytest.raises(RefusedError, match="cannot have been dropped before"):
            actions.drop_step(by=by, step=step, dropped_on=today(-1), why="No")
        actions.drop_step(by=by, step=step, dropped_on=today(), why="She does not want it")
        now = Step.objects.get(pk=step.pk)
        assert (now.done_on, now.outcome, now.dropped_why) == (None, "", "She does not want it")


def test_steps_due_are_hers_who_has_them_or_her_keyworkers(planning: Planning) -> None:
    world = planning.world
    mine = planning.set_step(what="Mine")
    late = planning.set_step(what="Late", set_on=today(-9), due_on=today(-2))
    nobodys = planning.set_step(what="Nobody’s", who="her")
    others = planning.set_step(what="Another’s", worker=world.staff("both"))
    planning.set_step(what="To come", due_on=today(1))
    planning.set_step(what="No day", due_on=None)
    with asking(planning.jo):
        assert list(queries.steps_due(planning.jo, today())) == [late, mine, nobodys]
    both = world.worker("both")
    with asking(both):
        assert list(queries.steps_due(both, today())) == [others]
        assert {step.what for step in queries.everybodys(both)} >= {"Mine", "Another’s", "To come"}
        assert [step.what for step in queries.everybodys(both, of=world.staff("both").uid)] == ["Another’s"]
    suspend(world.staff("both"))
    with asking(planning.jo):
        assert others in queries.steps_due(planning.jo, today())
