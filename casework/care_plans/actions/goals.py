"""Goals: set, corrected, reached, dropped, and taken up again."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from casework.care_plans.actions.holding import hold, hold_goal
from casework.care_plans.models import CarePlan, Goal
from casework.care_plans.rules import MOST_GOALS, treatment
from casework.care_plans.rules.steps import Fault, fault_of_end
from casework.care_plans.rules.treatment import What
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file
from dussk.access.asking import Worker
from dussk.ui.when import on

FULL = f"A plan holds {MOST_GOALS} goals at most. Drop one that is not wanted any more, or end this plan and begin anew"
NOT_ENDED = "This goal goes on already"


@dataclass(frozen=True)
class GoalSet:
    """What a goal says, as a form gives it."""

    what: str
    area: str = ""
    her_words: str = ""
    treatment: What | None = None

    @property
    def columns(self) -> dict[str, object]:
        """By the names of its columns."""
        kind = self.treatment.kind if self.treatment else ""
        tier = self.treatment.tier if self.treatment else None
        return {"what": self.what, "area": self.area, "her_words": self.her_words, "tier": tier, "kind": kind}


def _refuse_wrong(said: GoalSet) -> None:
    if not said.what.strip():
        raise RefusedError("Enter the goal", "what")
    if said.treatment is not None and not treatment.fits(said.treatment.tier, said.treatment.kind):
        raise RefusedError("Choose a kind of treatment of the list, or none", "treatment")


@transaction.atomic
def set_goal(*, by: Worker, plan: CarePlan, said: GoalSet) -> Goal:
    """Add a goal.

    Raises:
        RefusedError: it says nothing, the plan is full, or it was ended.
        PermissionDenied: another agency keeps her file.
    """
    _refuse_wrong(said)
    held = hold(by, plan)
    if Goal.objects.filter(plan=held).count() >= MOST_GOALS:
        raise RefusedError(FULL)
    return Goal.objects.create(**on_file(held.client, by), plan=held, **said.columns)


@transaction.atomic
def correct_goal(*, by: Worker, goal: Goal, said: GoalSet) -> None:
    """Write anew what a goal says. What stood there before stays in its history.

    Raises:
        RefusedError: it says nothing, or its plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    _refuse_wrong(said)
    held = hold_goal(by, goal, going_on=False)
    Goal.objects.filter(pk=held.pk).update(**said.columns)


@transaction.atomic
def end_goal(*, by: Worker, goal: Goal, end: str, ended_on: date, why: str = "") -> None:
    """She has reached it, or it is dropped, and why. Steps still open wait with it, and come back with it.

    Raises:
        RefusedError: it ended already; the day is to come, or before it was set; or it is dropped without a reason.
        PermissionDenied: another agency keeps her file.
    """
    held = hold_goal(by, goal)
    fault = fault_of_end(ended_on, timezone.localdate(held.made_at), timezone.localdate())
    if fault is Fault.TO_COME:
        raise RefusedError("Enter the day it ended: today, or before", "ended_on")
    if fault is Fault.BEFORE_SET:
        since = on(timezone.localdate(held.made_at))
        raise RefusedError(f"This goal was set on {since}, so it cannot have ended before. Check the day", "ended_on")
    if end == Goal.End.DROPPED and not why.strip():
        raise RefusedError("Enter why it is dropped", "ended_why")
    Goal.objects.filter(pk=held.pk).update(end=Goal.End(end), ended_on=ended_on, ended_why=why.strip())


@transaction.atomic
def reopen_goal(*, by: Worker, goal: Goal) -> None:
    """Take a goal up again.

    Raises:
        RefusedError: it goes on already, or its plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    held = hold_goal(by, goal, going_on=False)
    if not held.end:
        raise RefusedError(NOT_ENDED)
    Goal.objects.filter(pk=held.pk).update(end="", ended_on=None, ended_why="")
