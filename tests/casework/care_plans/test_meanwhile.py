"""Two workers who correct one thing at once: the second is shown what the first wrote, by name, and loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from casework.care_plans import actions
from casework.care_plans.actions import GoalSet, Held, StepSet
from casework.care_plans.models import Goal
from casework.care_plans.rules.treatment import What
from dussk.access.asking import Worker, asking
from tests.casework.care_plans.conftest import Planning, today
from tests.casework.care_plans.test_pages import day, mark, read, url

#: What the other worker saves meanwhile; the address; and what is sent then.
Case = tuple[Callable[[], object], str, dict[str, str], str]


def words(planning: Planning, by: Worker) -> Case:
    act = lambda: actions.change_words(by=by, plan=planning.plan, wants="A garden", strengths="Up early")  # noqa: E731
    return act, url("words", planning.rosa.reference, planning.plan.uid), {"wants": "A door"}, "A garden"


def crisis(planning: Planning, by: Worker) -> Case:
    said = {f"crisis_{part}": "Ring Mum" for part in ("signs", "helps", "people", "safe")}
    act = lambda: actions.change_crisis(by=by, plan=planning.plan, **said)  # noqa: E731
    return act, url("crisis", planning.rosa.reference, planning.plan.uid), {"crisis_signs": "Walks"}, "Ring Mum"


def review_date(planning: Planning, by: Worker) -> Case:
    act = lambda: actions.change_review_date(by=by, plan=planning.plan, review_on=today(50))  # noqa: E731
    address = url("review_date", planning.rosa.reference, planning.plan.uid)
    return act, address, day("review_on", 70), str(today(50).year)


def goal(planning: Planning, by: Worker) -> Case:
    said = GoalSet("A room by the sea", "housing", "No hostel", What(3, "prescribing"))
    act = lambda: actions.correct_goal(by=by, goal=planning.goal, said=said)  # noqa: E731
    return act, url("goal", planning.rosa.reference, planning.goal.uid), {"what": "A flat"}, "A room by the sea"


def step(planning: Planning, by: Worker) -> Case:
    said = StepSet("Write to them", "together", planning.world.staff("both"), set_on=today())
    act = lambda: actions.correct_step(by=by, step=planning.step, said=said)  # noqa: E731
    sent = {"what": "Ring them", "who": "her"} | day("set_on")
    return act, url("step", planning.rosa.reference, planning.step.uid), sent, "Write to them"


def review(planning: Planning, by: Worker) -> Case:
    with asking(planning.jo):
        held = actions.hold_review(by=planning.jo, plan=planning.plan, held=Held(today(), "It is going"))
    act = lambda: actions.correct_review(by=by, review=held, her_words="It goes well", note="")  # noqa: E731
    return act, url("correct_review", planning.rosa.reference, held.uid), {"her_words": "So so"}, "It goes well"


@pytest.mark.parametrize("case", [words, crisis, review_date, goal, step, review])
def test_the_second_is_shown_what_the_first_wrote(
    planning: Planning, jo: Browser, case: Callable[[Planning, Worker], Case]
) -> None:
    other: Any = planning.manager
    act, address, sent, stands = case(planning, other)
    opened = mark(read(jo.get(address)))
    with asking(other):
        act()
    response = jo.post(address, {"opened_with": opened} | sent)
    page = read(response)
    assert response.status_code == 422
    assert "Somebody else saved this while you were writing" in page
    assert stands in page
    assert str(other.staff) in page
    saved = jo.post(address, {"opened_with": mark(page), "meanwhile": "mine"} | sent)
    assert saved.status_code == 302


def test_what_treatment_a_goal_is_may_have_been_changed_meanwhile(planning: Planning, jo: Browser) -> None:
    address = url("goal", planning.rosa.reference, planning.goal.uid)
    opened = mark(read(jo.get(address)))
    said = GoalSet("A room with a lock", "housing", "Not a hostel", What(3, "prescribing"))
    with asking(planning.manager):
        actions.correct_goal(by=planning.manager, goal=planning.goal, said=said)
    sent = {"opened_with": opened, "what": "A room with a lock", "area": "housing", "her_words": "Not a hostel"}
    page = read(jo.post(address, sent))
    assert "Prescribing (tier 3)" in page
    assert Goal.objects.get(pk=planning.goal.pk).kind == "prescribing"
