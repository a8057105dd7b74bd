"""Steps towards a goal: set, corrected, done, dropped, and taken up again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.care_plans import queries
from casework.care_plans.actions.holding import hold_goal, hold_step
from casework.care_plans.models import Goal, Step
from casework.care_plans.rules import MOST_STEPS
from casework.care_plans.rules.steps import Fault, fault_of_due, fault_of_end
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file
from casework.clients.models import Client
from dussk.access.asking import Worker
from dussk.staff.models import Staff
from dussk.ui.when import on

FULL = f"A goal holds {MOST_STEPS} steps at most. Set another goal for what comes next"
OVER = "This step was done or dropped already. Take it up again first"
NOT_OVER = "This step is still to be done"
_DUE = {
    Fault.BEFORE_SET: "Enter a day that is not before the one on which the step was set, or none",
    Fault.TOO_FAR: "Enter a day within two years, or none",
}


@dataclass(frozen=True)
class StepSet:
    """What a step says, as a form gives it.

    Attributes:
        what: what is done.
        who: who does it (:class:`Step.Who`).
        worker: which member of staff, where one does it, alone or with her.
        other: who else, where somebody else does.
        due_on: by when.
        set_on: since when; today where none is given.
    """

    what: str
    who: str = Step.Who.TOGETHER
    worker: Staff | None = None
    other: str = ""
    due_on: date | None = None
    set_on: date | None = None

    def columns(self, set_on: date) -> dict[str, Any]:
        """By the names of its columns: nobody is named who does not do it."""
        with_worker = self.who in (Step.Who.WORKER, Step.Who.TOGETHER)
        return {
            "what": self.what,
            "who": self.who,
            "worker": self.worker if with_worker else None,
            "other": self.other if self.who == Step.Who.OTHER else "",
            "due_on": self.due_on,
            "set_on": set_on,
        }


def _refuse_wrong(by: Worker, her: Client, said: StepSet, set_on: date, had: int | None = None) -> None:
    if not said.what.strip():
        raise RefusedError("Enter what is to be done", "what")
    if said.who == Step.Who.OTHER and not said.other.strip():
        raise RefusedError("Enter who does it", "other")
    if set_on > timezone.localdate():
        raise RefusedError("Enter the day on which it was set: today, or before", "set_on")
    fault = fault_of_due(said.due_on, set_on)
    if fault is not None:
        raise RefusedError(_DUE[fault], "due_on")
    worker = said.worker if said.who in (Step.Who.WORKER, Step.Who.TOGETHER) else None
    if worker is not None and worker.pk != had and not queries.can_do_steps(by.agency, her).filter(pk=worker.pk):
        raise RefusedError(f"{worker} cannot be given this step. Choose somebody else, or nobody", "worker")


@transaction.atomic
def set_step(*, by: Worker, goal: Goal, said: StepSet) -> Step:
    """Add a step to a goal.

    Raises:
        RefusedError: it says nothing, a day or a name is wrong, the goal is full, or has ended.
        PermissionDenied: another agency keeps her file.
    """
    held = hold_goal(by, goal)
    set_on = said.set_on or timezone.localdate()
    _refuse_wrong(by, held.client, said, set_on)
    if Step.objects.filter(goal=held).count() >= MOST_STEPS:
        raise RefusedError(FULL)
    return Step.objects.create(**on_file(held.client, by), goal=held, **said.columns(set_on))


@transaction.atomic
def correct_step(*, by: Worker, step: Step, said: StepSet) -> None:
    """Write anew what a step says. What stood there before stays in its history.

    Raises:
        RefusedError: it says nothing, a day or a name is wrong, or it is over by now.
        PermissionDenied: another agency keeps her file.
    """
    held = _open(hold_step(by, step))
    set_on = said.set_on or held.set_on
    _refuse_wrong(by, held.client, said, set_on, held.worker_id)
    Step.objects.filter(pk=held.pk).update(**said.columns(set_on))


def _open(step: Step) -> Step:
    if not step.is_open:
        raise RefusedError(OVER)
    return step


def _refuse_day(day: date, step: Step, what: str, field: str) -> None:
    fault = fault_of_end(day, step.set_on, timezone.localdate())
    if fault is Fault.BEFORE_SET:
        raise RefusedError(
            f"This step was set on {on(step.set_on)}, so it cannot have been {what} before. Check the day, or correct"
            " when it was set",
            field,
        )
    if fault is Fault.TO_COME:
        raise RefusedError(f"Enter the day it was {what}: today, or before", field)


@transaction.atomic
def finish_step(*, by: Worker, step: Step, done_on: date | None = None, outcome: str = "") -> None:
    """It is done, and what came of it.

    Raises:
        RefusedError: it is over already, or the day is before it was set or still to come.
        PermissionDenied: another agency keeps her file.
    """
    held = _open(hold_step(by, step))
    day = done_on or timezone.localdate()
    _refuse_day(day, held, "done", "done_on")
    Step.objects.filter(pk=held.pk).update(done_on=day, outcome=outcome)


@transaction.atomic
def drop_step(*, by: Worker, step: Step, dropped_on: date, why: str) -> None:
    """It is not done, and why.

    Raises:
        RefusedError: it is over already, no reason is given, or the day is before it was set or still to come.
        PermissionDenied: another agency keeps her file.
    """
    held = _open(hold_step(by, step))
    if not why.strip():
        raise RefusedError("Enter why it is dropped", "dropped_why")
    _refuse_day(dropped_on, held, "dropped", "dropped_on")
    Step.objects.filter(pk=held.pk).update(dropped_on=dropped_on, dropped_why=why.strip())


@transaction.atomic
def reopen_step(*, by: Worker, step: Step) -> None:
    """Take a step up again.

    Raises:
        RefusedError: it is open already, or its goal or plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    held = hold_step(by, step)
    if held.is_open:
        raise RefusedError(NOT_OVER)
    Step.objects.filter(pk=held.pk).update(done_on=None, dropped_on=None, dropped_why="", outcome="")
