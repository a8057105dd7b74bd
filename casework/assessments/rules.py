"""Rules of assessments. Source: 004, appendix 2 (areas and scale), and "Strategies to facilitate exiting" (prompts).

A point of the scale is what somebody said of one area on one day. No two are ever added or averaged: there is no sum of
a woman's life. Where nothing was said there is no point, which is never read as nought or as a low one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LOWEST, HIGHEST = 1, 5


class Area(StrEnum):
    """The ten areas, in the order of the form."""

    HOUSING = "housing"
    SUBSTANCES = "substances"
    PHYSICAL = "physical"
    SPIRITUAL = "spiritual"
    MENTAL = "mental"
    FAMILY = "family"
    FRIENDS = "friends"
    AGENCIES = "agencies"
    LIVING = "living"
    RESPONSIBILITY = "responsibility"


AREAS: dict[Area, str] = {
    Area.HOUSING: "Housing",
    Area.SUBSTANCES: "Substance misuse",
    Area.PHYSICAL: "Physical health",
    Area.SPIRITUAL: "Spiritual health",
    Area.MENTAL: "Mental health",
    Area.FAMILY: "Relationship + family",
    Area.FRIENDS: "Relationship + friends",
    Area.AGENCIES: "Relationship + agencies",
    Area.LIVING: "Living skills",
    Area.RESPONSIBILITY: "Personal responsibility",
}

SCALE: dict[int, str] = {
    1: "Going very badly",
    2: "Not doing very well",
    3: "Okay",
    4: "Doing well",
    5: "Doing very well",
}


class Prompt(StrEnum):
    """What the guidance asks a comprehensive assessment to cover. None is compulsory."""

    DRUG_TREATMENT = "drug_treatment"
    CRIMINAL_RECORDS = "criminal_records"
    EDUCATION_WORK = "education_work"
    HOUSING = "housing"
    HEALTH = "health"
    MENTAL_HEALTH = "mental_health"
    MONEY = "money"
    FAMILIES = "families"
    ABUSE = "abuse"
    LIFE = "life"
    VIOLENCE = "violence"
    SUBSTANCES = "substances"
    SEX_WORK = "sex_work"
    NIGHT = "night"


#: What stands where a point would, and nobody gave one.
NOT_RATED = "Not rated"


@dataclass(frozen=True)
class Rated:
    """How one area goes, as she says and as her worker sees it. None: that one said nothing of it."""

    hers: int | None = None
    workers: int | None = None


NOTHING_SAID = Rated()


def in_words(point: int | None) -> str:
    """A point of the scale as people read it: "4 Doing well". Where there is none, that it is not rated."""
    return NOT_RATED if point is None else f"{point} {SCALE[point]}"


def is_on_the_scale(point: int | None) -> bool:
    """Whether it may be kept: a point of the scale, or none at all."""
    return point is None or point in SCALE


class Moved(StrEnum):
    """What became of one person's view of an area since the last time."""

    BETTER = "better"
    SAME = "same"
    LESS_WELL = "less_well"
    NEW = "new"
    NOT_SAID_NOW = "not_said_now"


def moved(before: int | None, now: int | None) -> Moved | None:
    """How one view of an area changed; None where nothing was said either time. A blank is never less than a point."""
    if now is None:
        return None if before is None else Moved.NOT_SAID_NOW
    if before is None:
        return Moved.NEW
    if before == now:
        return Moved.SAME
    return Moved.BETTER if now > before else Moved.LESS_WELL


_MOVED: dict[Moved, str] = {
    Moved.BETTER: "Better than last time: {before}",
    Moved.SAME: "As last time",
    Moved.LESS_WELL: "Less well than last time: {before}",
    Moved.NEW: "Last time nothing was said",
    Moved.NOT_SAID_NOW: "Last time: {before}",
}


@dataclass(frozen=True)
class View:
    """What became of one person's view of an area.

    Attributes:
        moved: in which way.
        words: to follow what is said now: "Better than last time: 2 Not doing very well".
    """

    moved: Moved
    words: str


@dataclass(frozen=True)
class Compared:
    """One area now and the last time. A view is None where nothing was said of it either time."""

    area: Area
    hers: View | None
    workers: View | None

    @property
    def apart(self) -> bool:
        """Whether either of the two says anything else than last time."""
        return any(view is not None and view.moved is not Moved.SAME for view in (self.hers, self.workers))


def compared(before: Mapping[Area, Rated], now: Mapping[Area, Rated]) -> list[Compared]:
    """Every area of which something was said then or now, in the order of the form."""
    rows = []
    for area in Area:
        then, today = before.get(area, NOTHING_SAID), now.get(area, NOTHING_SAID)
        hers, workers = _view(then.hers, today.hers), _view(then.workers, today.workers)
        if hers is not None or workers is not None:
            rows.append(Compared(area, hers, workers))
    return rows


def _view(before: int | None, now: int | None) -> View | None:
    how = moved(before, now)
    if how is None:
        return None
    return View(how, _MOVED[how].format(before=in_words(before)))


def still_blank(rated: Mapping[Area, Rated], *, hers: bool) -> list[Area]:
    """The areas without a point of hers, or of her worker's, in the order of the form."""
    said = {area for area, each in rated.items() if (each.hers if hers else each.workers) is not None}
    return [area for area in Area if area not in said]


def next_of(area: Area) -> Area | None:
    """The area that follows on the form; None after the last."""
    order = list(Area)
    place = order.index(area) + 1
    return order[place] if place < len(order) else None


@dataclass(frozen=True)
class Fault:
    """Why a day cannot be kept: what to do, and the field it is about."""

    field: str
    sentence: str


def fault_of_begun(started: date, today: date) -> Fault | None:
    """What is wrong with the day an assessment was begun, or None."""
    if started > today:
        return Fault("started_on", "This day is still to come. Enter the day it was begun")
    return None


def fault_of_completed(started: date, completed: date, review: date | None, today: date) -> Fault | None:
    """What is wrong with the days of a completed assessment, or None."""
    if completed > today:
        return Fault("completed_on", "This day is still to come. Enter the day it was completed")
    if completed < started:
        return Fault("completed_on", "This is before it was begun. Enter that day or a later one")
    if review is not None and review < completed:
        return Fault("review_on", "This is before it was completed. Enter the day it is looked at again")
    return None


def fault_of_area_review(review: date | None, started: date, completed: date | None) -> Fault | None:
    """What is wrong with the review date of one area, or None. It cannot lie before what it is a review of."""
    if review is None or review >= (completed or started):
        return None
    which = "completed" if completed else "begun"
    return Fault("review_on", f"This is before the assessment was {which}. Enter a later day")


@dataclass(frozen=True)
class Planned:
    """What is planned in one area, and when that is looked at again."""

    area: Area
    plan: str
    review_on: date | None


def fault_of_area_reviews(plans: Iterable[Planned], started: date, completed: date | None) -> Fault | None:
    """What is wrong with the days of an assessment, seen from the review dates of its areas; None where nothing is."""
    early = [each.area for each in plans if fault_of_area_review(each.review_on, started, completed) is not None]
    if not early:
        return None
    named = ", ".join(AREAS[area] for area in Area if area in early)
    have = "has a review date" if len(early) == 1 else "have review dates"
    which, field = ("completed", "completed_on") if completed else ("begun", "started_on")
    return Fault(field, f"{named} {have} before the day it was {which}. Change that first, or enter an earlier day")


def carried_over(plans: Iterable[Planned], started: date) -> list[Planned]:
    """What another assessment begins with of the last one's plans: the words, and review dates that are still to come.

    Never a rating: how it goes is asked anew each time.
    """
    return [
        Planned(each.area, each.plan, each.review_on if each.review_on and each.review_on >= started else None)
        for each in plans
        if each.plan
    ]
