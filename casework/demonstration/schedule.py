"""Which nights the service was open: three drop-ins and two van runs a week, and tonight's drop-in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from casework.contacts.models import Session
from casework.demonstration.chance import Chance, moment
from casework.demonstration.people import at_work

WEEKS = 26

DROP_IN_PLACE = "Lantern House"
ROUNDS = ("Docks round", "Park round")

# Counted back from today, so that whatever day it is, there was a van run last night and there is a drop-in tonight.
_DROP_IN_DAYS = (0, 2, 5)
_VAN_DAYS = (1, 4)

_DROP_IN_OPENS, _DROP_IN_LASTS = time(19), timedelta(hours=3, minutes=30)
_VAN_LEAVES, _VAN_LASTS = time(21), timedelta(hours=4)
_NOON = time(12)
#: Tonight's drop-in is far enough on that its register is begun.
_UNDER_WAY = timedelta(minutes=50)

_KEYWORKERS = ("jo", "temi", "marta", "rowan", "lorna")
_VOLUNTEERS = ("bethan", "ruth", "kezia")


@dataclass(frozen=True)
class Evening:
    """One drop-in or run: where, from when to when, and who was on shift, whoever led it first."""

    day: date
    kind: Session.Kind
    place: str
    opens: datetime
    closes: datetime | None
    team: tuple[str, ...]

    @property
    def lasts(self) -> timedelta:
        """How long it goes on, or is meant to."""
        return _VAN_LASTS if self.kind == Session.Kind.VAN else _DROP_IN_LASTS


def _team(days_ago: int, kind: Session.Kind, chance: Chance) -> tuple[str, ...]:
    keyworkers = [key for key in _KEYWORKERS if at_work(key, days_ago)]
    volunteers = [key for key in _VOLUNTEERS if at_work(key, days_ago)]
    team = chance.sample(keyworkers, 1 if kind == Session.Kind.VAN else 2)
    if days_ago <= 1:  # the volunteer whose sign-in is on show has a register to look at
        return (*team, "bethan")
    team += chance.sample(volunteers, 1 if kind == Session.Kind.VAN else min(2, len(volunteers)))
    if chance.happens(0.08):
        team.append("dilys")
    return tuple(team)


def _evening(today: date, days_ago: int, chance: Chance) -> Evening:
    day = today - timedelta(days=days_ago)
    van = days_ago % 7 in _VAN_DAYS
    kind = Session.Kind.VAN if van else Session.Kind.DROP_IN
    # In UTC, because a run through a night on which the clocks change lasts as long as any other.
    opens = moment(day, _VAN_LEAVES if van else _DROP_IN_OPENS).astimezone(UTC)
    opens += timedelta(minutes=chance.randrange(0, 15, 5))
    closes = opens + (_VAN_LASTS if van else _DROP_IN_LASTS) + timedelta(minutes=chance.randrange(5, 40))
    place = chance.choice(ROUNDS) if van else DROP_IN_PLACE
    return Evening(day, kind, place, opens, closes, _team(days_ago, kind, chance))


def past_evenings(today: date, chance: Chance) -> list[Evening]:
    """Every night the service was open in the six months before today, oldest first.

    Now and then a van run was called off.
    """
    evenings = []
    for days_ago in range(WEEKS * 7, 0, -1):
        called_off = chance.happens(0.06)
        if days_ago % 7 in _DROP_IN_DAYS or (days_ago % 7 in _VAN_DAYS and (days_ago == 1 or not called_off)):
            evenings.append(_evening(today, days_ago, chance))
    return evenings


def tonight(now: datetime, today: date, chance: Chance) -> Evening | None:
    """Tonight's drop-in, open and under way; none in the morning, when staff start it themselves later."""
    opens = min(moment(today, _DROP_IN_OPENS).astimezone(UTC), now.astimezone(UTC) - _UNDER_WAY)
    opens = opens.replace(minute=opens.minute // 5 * 5, second=0, microsecond=0)
    if opens < moment(today, _NOON):
        return None
    team = (*chance.sample(["jo", "temi", "marta"], 2), "bethan")
    return Evening(today, Session.Kind.DROP_IN, DROP_IN_PLACE, opens, None, team)
