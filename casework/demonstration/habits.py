"""When a woman comes: her habit, the weeks she was away and why, the day she first came and the day she last did."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from casework.clients.models import Status
from casework.contacts.models import Session
from casework.demonstration.chance import Chance
from casework.demonstration.names import Woman
from casework.demonstration.particulars import STATUSES
from casework.demonstration.schedule import WEEKS, Evening

#: A woman who came first longer ago than this may have been away for some weeks since.
_SETTLED = 14


class Why(Enum):
    """Where she was while she did not come."""

    AWAY = "away"
    PRISON = "prison"
    HOSPITAL = "hospital"


@dataclass(frozen=True)
class Gap:
    """Weeks in which she did not come."""

    starts: date
    ends: date
    why: Why


@dataclass(frozen=True)
class Coming:
    """When she comes. ``first`` is the evening of her first visit, where that lies within the six months."""

    woman: Woman
    first: Evening | None
    last: date | None
    gaps: tuple[Gap, ...]

    def gap(self, day: date) -> Gap | None:
        """The gap that a day lies in."""
        return next((gap for gap in self.gaps if gap.starts <= day < gap.ends), None)

    def may_come(self, day: date) -> bool:
        """Whether she was about on a day."""
        known = self.first is None or day >= self.first.day
        return known and (self.last is None or day <= self.last) and self.gap(day) is None

    def likelihood(self, evening: Evening) -> float:
        """How likely she is to come on an evening, from 0 to 1."""
        if not self.may_come(evening.day):
            return 0
        at_drop_in, at_van = self.woman.likes.value
        return self.woman.habit.value * (at_van if evening.kind == Session.Kind.VAN else at_drop_in)


def _drawn_gaps(today: date, chance: Chance) -> list[Gap]:
    gaps = []
    for _ in range(chance.choices((0, 1, 2), (45, 40, 15))[0]):
        starts = today - timedelta(days=chance.randrange(40, WEEKS * 7 - 10))
        why = chance.choices((Why.AWAY, Why.PRISON, Why.HOSPITAL), (70, 18, 12))[0]
        weeks = {Why.AWAY: (2, 5), Why.PRISON: (3, 5), Why.HOSPITAL: (1, 2)}[why]
        gaps.append(Gap(starts, starts + timedelta(weeks=chance.randint(*weeks)), why))
    return gaps


def _gaps_of_statuses(woman: Woman, today: date) -> list[Gap]:
    """Weeks between being lost, or having moved on, and coming back."""
    stood = STATUSES.get(woman.key, ())
    return [
        Gap(
            today - timedelta(weeks=left.weeks + (6 if left.status == Status.LOST_TOUCH else 0)),
            today - timedelta(weeks=back.weeks),
            Why.AWAY,
        )
        for left, back in pairwise(stood)
        if back.status == Status.IN_TOUCH
    ]


def _last_day(woman: Woman, today: date) -> date | None:
    stood = STATUSES.get(woman.key, ())
    if not stood or stood[-1].status == Status.IN_TOUCH:
        return None
    waited = 35 if stood[-1].status == Status.LOST_TOUCH else 4
    return today - timedelta(weeks=stood[-1].weeks, days=waited)


def _first_evening(woman: Woman, today: date, evenings: list[Evening]) -> Evening | None:
    if woman.weeks is None:
        return None
    at_drop_in, at_van = woman.likes.value
    kind = Session.Kind.VAN if at_van > at_drop_in else Session.Kind.DROP_IN
    begins = today - timedelta(weeks=woman.weeks)
    return next(evening for evening in evenings if evening.day >= begins and evening.kind == kind)


def coming(woman: Woman, today: date, evenings: list[Evening], chance: Chance) -> Coming:
    """When one woman comes, drawn for her alone."""
    first = _first_evening(woman, today, evenings)
    gaps = _gaps_of_statuses(woman, today)
    if woman.key not in STATUSES and (woman.weeks is None or woman.weeks > _SETTLED):
        gaps += [gap for gap in _drawn_gaps(today, chance) if first is None or gap.starts > first.day]
    return Coming(woman, first, _last_day(woman, today), tuple(gaps))
