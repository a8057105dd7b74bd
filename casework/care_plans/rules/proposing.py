"""Which goals an assessment proposes. The worker ticks those that the woman wants: none is taken over by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.assessments.rules import AREAS, Area

#: A rating of that or lower proposes a goal, whether anything is planned there or not.
LOW = 2

#: As long as a goal may be.
LONGEST = 300


@dataclass(frozen=True)
class Rated:
    """An area of an assessment.

    Attributes:
        area: which.
        hers: how she says it goes, or None: that is no rating, and no low one.
        workers: how her worker sees it, or None.
        her_words: what she says about it.
        plan: what was planned there.
    """

    area: Area
    hers: int | None = None
    workers: int | None = None
    her_words: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Proposed:
    """A goal that an assessment proposes: its area, how it might be worded, and her own words about it."""

    area: Area
    what: str
    her_words: str
    why: str


def proposals(rated: Iterable[Rated]) -> list[Proposed]:
    """A goal for each area where something was planned or either rating is 1 or 2, in the order of the form."""
    by_area = {each.area: each for each in rated}
    return [
        Proposed(area, first_words(by_area[area].plan), by_area[area].her_words, why)
        for area in AREAS
        if area in by_area and (why := _why(by_area[area]))
    ]


def _why(rated: Rated) -> str:
    low = [
        f"{whose} {rating}"
        for whose, rating in (("hers", rated.hers), ("the worker’s", rated.workers))
        if rating is not None and rating <= LOW
    ]
    said = (["Something was planned here"] if rated.plan.strip() else []) + ([f"Rated {', '.join(low)}"] if low else [])
    return ". ".join(said)


def first_words(plan: str) -> str:
    """What was planned as a goal can hold it: its first line, and no more than a goal takes."""
    lines = [line.strip() for line in plan.strip().splitlines()]
    first = lines[0] if lines else ""
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1].rstrip()}…"
