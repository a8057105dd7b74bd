"""When something is to be reviewed, and what changed since the last time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: So many days ahead, a review is said to be due. What lies beyond is not shown.
DUE_WITHIN = 28


class Standing(StrEnum):
    """How a review date stands to a day."""

    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"


def standing(review_on: date, today: date) -> Standing:
    """Whether a review is overdue, due within the next four weeks (today counts), or not due yet."""
    if review_on < today:
        return Standing.OVERDUE
    return Standing.DUE if review_on <= until(today) else Standing.LATER


def until(today: date) -> date:
    """The last day whose reviews are due today."""
    return today + timedelta(days=DUE_WITHIN)


@dataclass(frozen=True)
class StepSaid:
    """A step of a plan: when it was set, and when it was done or dropped."""

    set_on: date
    done_on: date | None = None
    dropped_on: date | None = None


@dataclass(frozen=True)
class GoalSaid:
    """A goal of a plan: when it was set, how it ended ("reached", "dropped", or empty), and when."""

    set_on: date
    end: str = ""
    ended_on: date | None = None


def plan_changed(steps: Iterable[StepSaid], goals: Iterable[GoalSaid], since: date | None) -> list[str]:
    """What became of a plan, in words; empty where nothing did.

    Args:
        steps: all its steps.
        goals: all its goals.
        since: the last review: what was done on that day itself belonged to it. None where there was none: then it is
            what became of it since it was begun, and nothing in it is new.
    """

    def lately(day: date | None) -> bool:
        return day is not None and (since is None or day > since)

    steps, goals = list(steps), list(goals)
    new_steps = [step for step in steps if since is not None and step.set_on > since]
    new_goals = [goal for goal in goals if since is not None and goal.set_on > since]
    ended = [goal.end for goal in goals if lately(goal.ended_on)]
    counted = (
        (ended.count("reached"), "goal", "reached"),
        (ended.count("dropped"), "goal", "dropped"),
        (len(new_goals), "goal", "new"),
        (sum(lately(step.done_on) for step in steps), "step", "done"),
        (sum(lately(step.dropped_on) for step in steps), "step", "dropped"),
        (len(new_steps), "step", "new"),
    )
    return [f"{count} {what}{'' if count == 1 else 's'} {how}" for count, what, how in counted if count]


@dataclass(frozen=True)
class Rated:
    """How an area was rated; None where it was not."""

    hers: int | None = None
    workers: int | None = None


def ratings_moved(before: Mapping[str, Rated], now: Mapping[str, Rated], names: Mapping[str, str]) -> list[str]:
    """Which areas are rated otherwise than the time before, in words, in the order of ``names``.

    Only where both times somebody rated it: a blank is no rating, and nothing moves from or to it.

    Args:
        before: the ratings of the assessment before, by area.
        now: those of the latest.
        names: what each area is called.
    """
    said = []
    for area, name in names.items():
        was, stands = before.get(area, Rated()), now.get(area, Rated())
        moved = [
            f"{who} {old} to {new}"
            for who, old, new in (("she", was.hers, stands.hers), ("worker", was.workers, stands.workers))
            if old is not None and new is not None and old != new
        ]
        if moved:
            said.append(f"{name}: {', '.join(moved)}")
    return said
