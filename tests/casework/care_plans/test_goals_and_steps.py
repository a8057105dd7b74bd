"""Goals and steps: set, corrected, ended, taken up again, and who has a step."""

from typing import Any

import pytest
from django.utils import timezone

from casework.care_plans import actions, queries
from casework.care_plans.actions import GoalSet, StepSet
from casework.care_plans.models import Goal, Step
from casework.care_plans.rules import MOST_GOALS, MOST_STEPS
from casework.care_plans.rules.treatment import What
from casework.clients.actions import RefusedError
from dussk.access.asking import asking
from dussk.staff.models import Staff
from tests.casework.care_plans.conftest import Act, Planning, today
from tests.matrix.base import base


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
            ("reached", today(-1), "", "cannot have ended before"),
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
