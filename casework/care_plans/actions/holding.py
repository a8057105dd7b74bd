"""Holding her plan until a change of it is saved: of two people, the second sees what the first did."""

from casework.care_plans.models import CarePlan, Goal, Step
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import take_up
from dussk.access.asking import Worker

ENDED = "This plan was ended. Begin another one, or look at the one that stands"
GOAL_ENDED = "This goal was reached or dropped already. Take it up again first"


def hold(by: Worker, plan: CarePlan) -> CarePlan:
    """A plan that still stands, with her file locked.

    Raises:
        RefusedError: it was ended.
        PermissionDenied: another agency keeps her file.
    """
    take_up(plan.client, by)
    now = CarePlan.objects.select_related("client").get(pk=plan.pk)
    if not now.is_open:
        raise RefusedError(ENDED)
    return now


def hold_goal(by: Worker, goal: Goal, *, going_on: bool = True) -> Goal:
    """A goal of a plan that stands. ``going_on``: it must not have ended itself.

    Raises:
        RefusedError: its plan was ended, or it was.
        PermissionDenied: another agency keeps her file.
    """
    hold(by, goal.plan)
    now = Goal.objects.select_related("plan", "client").get(pk=goal.pk)
    if going_on and now.end:
        raise RefusedError(GOAL_ENDED)
    return now


def hold_step(by: Worker, step: Step) -> Step:
    """A step of a goal that goes on.

    Raises:
        RefusedError: its goal or its plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    hold_goal(by, step.goal)
    return Step.objects.select_related("goal__plan", "client", "worker").get(pk=step.pk)
