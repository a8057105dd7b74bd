"""Rules of goals and steps: how many there may be, which days fit, and how a step stands on a day."""

from datetime import date, timedelta
from enum import StrEnum

#: How many goals a plan holds at most, and how many steps one goal.
MOST_GOALS, MOST_STEPS = 200, 50

#: A review is held within this many days; a step is set for no later.
LONGEST = timedelta(days=2 * 366)


class Who(StrEnum):
    """Who does a step."""

    HER = "her"
    WORKER = "worker"
    TOGETHER = "together"
    OTHER = "other"


class Stands(StrEnum):
    """How a step stands on a day."""

    DONE = "done"
    DROPPED = "dropped"
    OVERDUE = "overdue"
    DUE = "due"
    TO_COME = "to_come"
    NO_DAY = "no_day"


OVER = (Stands.DONE, Stands.DROPPED)


def stands(*, due_on: date | None, done_on: date | None, dropped_on: date | None, today: date) -> Stands:
    """How a step stands. On its last day it is due, and after that overdue; one without a day is neither."""
    if done_on is not None:
        return Stands.DONE
    if dropped_on is not None:
        return Stands.DROPPED
    if due_on is None:
        return Stands.NO_DAY
    if due_on > today:
        return Stands.TO_COME
    return Stands.DUE if due_on == today else Stands.OVERDUE


class Fault(StrEnum):
    """What is wrong about a day."""

    BEFORE_SET = "before_set"
    TO_COME = "to_come"
    TOO_FAR = "too_far"


def fault_of_end(on: date, set_on: date, today: date) -> Fault | None:
    """What is wrong about the day on which a step was done or dropped, or a goal ended; None where nothing is."""
    if on < set_on:
        return Fault.BEFORE_SET
    return Fault.TO_COME if on > today else None


def fault_of_due(due_on: date | None, set_on: date) -> Fault | None:
    """What is wrong about the day by which a step is to be done; None where nothing is, or there is none."""
    if due_on is None:
        return None
    if due_on < set_on:
        return Fault.BEFORE_SET
    return Fault.TOO_FAR if due_on > set_on + LONGEST else None


def fault_of_next(next_on: date | None, after: date) -> Fault | None:
    """What is wrong about the day of the next review; None where nothing is, or there is none."""
    if next_on is None:
        return None
    if next_on <= after:
        return Fault.BEFORE_SET
    return Fault.TOO_FAR if next_on > after + LONGEST else None
