"""When a service is open, by the day of the week, and through the night."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = len(DAYS)

#: Night, as women on the street know it: what is open at any time between these is open at night.
NIGHT_BEGINS, NIGHT_ENDS = time(21), time(6)

_DAY = 24 * 60
_WHOLE_WEEK = _WEEK * _DAY


@dataclass(frozen=True, order=True)
class Opening:
    """One stretch in which a service is open.

    Attributes:
        day: on which it opens: 0 is Monday.
        opens: when.
        closes: when; not later than it opens: on the day after. The same time: open for 24 hours.
    """

    day: int
    opens: time
    closes: time

    @property
    def minutes(self) -> tuple[int, int]:
        """From and until, in minutes from midnight on that day."""
        begins, ends = _minute(self.opens), _minute(self.closes)
        return begins, ends if ends > begins else ends + _DAY

    @property
    def at_night(self) -> bool:
        """Whether any of it lies in a night."""
        begins, ends = self.minutes
        early, late = _minute(NIGHT_ENDS), _minute(NIGHT_BEGINS)
        return begins < early or ends > late

    @property
    def words(self) -> str:
        """As people read it: "9pm to 6am"."""
        if self.opens == self.closes:
            return "all day and night" if self.opens == time(0) else f"{clock(self.opens)}, for 24 hours"
        return f"{clock(self.opens)} to {clock(self.closes)}"


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def clock(at: time) -> str:
    """A time as people say it: "9pm", "9:30pm", "midnight"."""
    if at in (time(0), time(12)):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def open_at(hours: Iterable[Opening], at: datetime) -> bool:
    """Whether it is open at a moment, said in the time of the place."""
    now = at.weekday() * _DAY + _minute(at.time())
    for one in hours:
        begins, ends = (one.day * _DAY + minute for minute in one.minutes)
        # What opens on Sunday night is still open on Monday morning: the week is a circle.
        if begins <= now < ends or begins <= now + _WHOLE_WEEK < ends:
            return True
    return False


def closes_at(hours: Sequence[Opening], at: datetime) -> time | None:
    """When a service that is open closes; None where it is not open, or not closed again within a day."""
    if not open_at(hours, at):
        return None
    ends = sorted({one.closes for one in hours}, key=lambda end: (_minute(end) - _minute(at.time()) - 1) % _DAY)
    for end in ends:
        then = at.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
        if not open_at(hours, then if then > at else then + timedelta(days=1)):
            return end
    return None


def opens_at_night(hours: Iterable[Opening]) -> bool:
    """Whether it is open at any time in any night."""
    return any(one.at_night for one in hours)


def night_first(hours: Iterable[Opening]) -> list[tuple[str, list[Opening]]]:
    """What a page shows: the openings of each day, days with a night first, each in the order of the week."""
    of: dict[int, list[Opening]] = {}
    for one in sorted(hours):
        of.setdefault(one.day, []).append(one)
    days = sorted(of, key=lambda day: (not opens_at_night(of[day]), day))
    return [(DAYS[day], sorted(of[day], key=lambda one: (not one.at_night, one))) for day in days]


_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))? ?(am|pm)?")
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NOON, _LAST = 12, 23


def read_clock(typed: str) -> time | None:
    """A time as people write it: 9pm, 9.30pm, 21:30, 2130, noon. None where it is none, or could be two."""
    typed = typed.strip().lower()
    if typed in _NAMED:
        return _NAMED[typed]
    found = _CLOCK.fullmatch(typed)
    if found is None or not typed.isascii():
        return None
    hour, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        return time(hour % _NOON + (_NOON if half == "pm" else 0), minutes) if 1 <= hour <= _NOON else None
    return time(hour, minutes) if found[2] and hour <= _LAST else None


_ALL_DAY = ("24 hours", "all day", "all day and night", "always", "24/7")
_CLOSED = ("", "closed", "no", "-")


def read_day(day: int, typed: str) -> list[Opening]:
    """The openings of one day as people type them: "9am to 5pm, 9pm-2am", "24 hours", "closed".

    Raises:
        ValueError: part of it is not a stretch of time; the error says which.
    """
    typed = " ".join(typed.lower().replace("–", "-").replace("—", "-").split())
    if typed in _CLOSED:
        return []
    if typed in _ALL_DAY:
        return [Opening(day, time(0), time(0))]
    found = []
    for part in re.split(r",|;| and | & ", typed):
        ends = [read_clock(end) for end in re.split(r" to | until | till |-", part)]
        if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] == ends[1]:  # noqa: PLR2004 - from and to
            raise ValueError(part.strip() or typed)
        found.append(Opening(day, ends[0], ends[1]))
    return _apart(found)


def _apart(openings: Sequence[Opening]) -> list[Opening]:
    rows = sorted(openings, key=lambda one: one.minutes)
    for before, after in itertools.pairwise(rows):
        if after.minutes[0] < before.minutes[1]:
            raise ValueError(after.words)
    return rows


def typed(openings: Iterable[Opening]) -> str:
    """The openings of one day as :func:`read_day` reads them back."""
    rows = sorted(openings)
    if any(one.opens == one.closes for one in rows):
        return "24 hours"
    return ", ".join(f"{clock(one.opens)} to {clock(one.closes)}" for one in rows)
