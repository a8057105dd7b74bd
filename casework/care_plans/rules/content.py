"""What a care plan says, as plain values: what a version keeps, what is printed, and what two are compared by."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from casework.assessments.rules import AREAS, Area
from casework.care_plans.rules.treatment import What

REACHED, DROPPED = "reached", "dropped"


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


@dataclass(frozen=True)
class StepSaid:
    """A step as the plan says it.

    Attributes:
        what: what is done.
        who: ``her``, ``worker``, ``together`` or ``other``.
        by: the name of the worker or of somebody else, where one is named.
        due_on: by when.
        done_on: when it was done.
        dropped_on: when it was dropped, and ``dropped_why``.
        outcome: what came of it.
        uid: which step it is, whatever it says.
    """

    what: str
    who: str = "together"
    by: str = ""
    due_on: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    dropped_why: str = ""
    outcome: str = ""
    uid: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and self.dropped_on is None

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """As it was kept."""
        words = {name: said.get(name, "") for name in ("by", "dropped_why", "outcome", "uid")}
        return cls(
            what=said["what"],
            who=said["who"],
            due_on=_day(said.get("due_on")),
            done_on=_day(said.get("done_on")),
            dropped_on=_day(said.get("dropped_on")),
            **words,
        )


@dataclass(frozen=True)
class GoalSaid:
    """A goal with its steps.

    Attributes:
        area: one of the ten areas, or "".
        what: what she wants to come to.
        her_words: what she says about it.
        tier: of treatment, or None.
        kind: of treatment, or "".
        end: ``reached``, ``dropped`` or "" while it goes on.
        ended_on: when it ended.
        ended_why: why it was dropped.
        steps: towards it.
        uid: which goal it is, whatever it says.
    """

    area: str
    what: str
    her_words: str = ""
    tier: int | None = None
    kind: str = ""
    end: str = ""
    ended_on: date | None = None
    ended_why: str = ""
    steps: tuple[StepSaid, ...] = ()
    uid: str = ""

    @property
    def area_words(self) -> str:
        """The area, as people read it; "" for none."""
        return AREAS[Area(self.area)] if self.area else ""

    @property
    def treatment(self) -> What | None:
        """The treatment that it is, where it is one."""
        return What(self.tier, self.kind) if self.kind else None

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """As it was kept."""
        words = {name: said.get(name, "") for name in ("her_words", "kind", "end", "ended_why", "uid")}
        return cls(
            area=said["area"],
            what=said["what"],
            tier=said.get("tier"),
            ended_on=_day(said.get("ended_on")),
            steps=tuple(StepSaid.from_json(each) for each in said["steps"]),
            **words,
        )


@dataclass(frozen=True)
class Crisis:
    """The crisis and safety part: how one begins, what helps, who she can turn to, how she keeps safe."""

    signs: str = ""
    helps: str = ""
    people: str = ""
    safe: str = ""

    def __bool__(self) -> bool:
        return any((self.signs, self.helps, self.people, self.safe))

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is said of it, each under its heading; nothing of what is not."""
        headings = ("How a crisis begins", "What helps then", "Who she can turn to", "How she keeps safe")
        said = (self.signs, self.helps, self.people, self.safe)
        return [(heading, words) for heading, words in zip(headings, said, strict=True) if words]


@dataclass(frozen=True)
class Content:
    """A plan in words, as it is or as it was on the day when it was put to her.

    Attributes:
        wants: what she wants, in her words.
        strengths: what she is good at, and what and who helps.
        goals: in the order in which they were set.
        crisis: the crisis and safety part.
        review_on: when it is gone through again.
    """

    wants: str = ""
    strengths: str = ""
    goals: tuple[GoalSaid, ...] = ()
    crisis: Crisis = field(default_factory=Crisis)
    review_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.wants or self.strengths or self.goals or self.crisis)

    @property
    def open_goals(self) -> list[GoalSaid]:
        """Those that go on."""
        return [goal for goal in self.goals if not goal.end]

    @property
    def by_area(self) -> list[tuple[str, list[GoalSaid]]]:
        """The goals area by area, in the order of the form; what is in none comes last, under ""."""
        order = [*(area.value for area in Area), ""]
        found = [(area, [goal for goal in self.goals if goal.area == area]) for area in order]
        return [(AREAS[Area(area)] if area else "", goals) for area, goals in found if goals]

    def to_json(self) -> dict[str, Any]:
        """What a version keeps: days as ``2026-11-23``."""
        said: dict[str, Any] = _plain(asdict(self))
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """As it was kept."""
        return cls(
            wants=said.get("wants", ""),
            strengths=said.get("strengths", ""),
            goals=tuple(GoalSaid.from_json(each) for each in said.get("goals", ())),
            crisis=Crisis(**said.get("crisis", {})),
            review_on=_day(said.get("review_on")),
        )


def _plain(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _plain(each) for name, each in said.items()}
    if isinstance(said, list | tuple):
        return [_plain(each) for each in said]
    return said.isoformat() if isinstance(said, date) else said
