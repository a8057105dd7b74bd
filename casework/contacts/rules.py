"""Rules about nights and contacts, over plain values."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

#: Where the service works: nights begin and end by this clock.
HERE = ZoneInfo("Europe/London")

#: Until this hour, what happens belongs to the night before.
NIGHT_ENDS = time(12)

#: Whoever writes on a register later than this after its start is typing it up, and not standing at the hatch.
LONGEST_SESSION = timedelta(hours=12)

#: A box of needles holds a hundred; more than this of one thing for one woman is a slip of the thumb.
MOST_OF_ONE_THING = 999

#: What a new agency's list begins with; each charity then keeps its own.
#: Source: SWOP (003) and the exiting guidance (004), what drop-ins and vans give out.
STANDARD_ITEMS = (
    "Hot food",
    "Hot drink",
    "Clothes",
    "Underwear",
    "Toiletries",
    "Condoms",
    "Needle exchange",
    "Naloxone",
    "First aid",
    "Attack alarm",
    "A safe place to rest",
    "Emotional support",
    "Advocacy",
    "Signposting",
    "Transport",
    "Voucher",
)

#: What women talk about at the hatch and in key work, in plain words; each charity then keeps its own.
#: Source: areas of the assessment and plan, and of a comprehensive assessment (004); barriers and crises (001, 002).
STANDARD_TOPICS = (
    "How she is",
    "Housing",
    "Health",
    "Sexual health",
    "Drugs and alcohol",
    "Prescriptions",
    "Mental health",
    "Money and benefits",
    "Safety and bad customers",
    "Police and court",
    "Children and family",
    "Relationships",
    "Work, learning and getting out",
    "Friends and other agencies",
    "Something else",
)


def alike(name: str) -> str:
    """A name as it is compared on one of the agency's lists: without capitals and spaces."""
    return "".join(name.casefold().split())


def night_of(moment: datetime) -> date:
    """The night a moment belongs to: the date it started on, until noon of the next day.

    Args:
        moment: an aware time in any zone.
    """
    local = moment.astimezone(HERE)
    return local.date() if local.time() >= NIGHT_ENDS else local.date() - timedelta(days=1)


def session_night(started_at: datetime, *, daytime: bool) -> date:
    """The night of a session's register.

    A session in the daytime has its date: a morning at the women's centre belongs to no night before.
    """
    return started_at.astimezone(HERE).date() if daytime else night_of(started_at)


def line_moment(*, started_at: datetime, now: datetime) -> datetime:
    """When a woman put on a register now was there: now; the start, where a past night is typed up from paper.

    Never before the start: the server's clock may have been put back since.
    """
    return max(now, started_at) if now - started_at <= LONGEST_SESSION else started_at


@dataclass(frozen=True)
class Moments:
    """What a time somebody typed can mean.

    Attributes:
        readings: the moments, in UTC, the earliest first. None where it cannot have been then; two in the hour that
            comes twice on the night the clocks go back.
        skipped: no clock showed this time, because the clocks skipped it: it is taken an hour later.
    """

    readings: tuple[datetime, ...]
    skipped: bool = False

    def __bool__(self) -> bool:
        """Whether it can have been at all."""
        return bool(self.readings)


def moments(day: date, clock: time, now: datetime, since: datetime | None = None) -> Moments:
    """The moments at which a clock here showed this on that day, none of them still to come.

    In the hour the clocks go back, which comes twice, both. In the hour they skip, an hour later by the new time.

    Args:
        day: the date.
        clock: the time of day.
        now: nothing later than this is meant.
        since: nothing earlier than this is meant, where there is such a bound.
    """
    first = datetime.combine(day, clock.replace(fold=0), tzinfo=HERE)
    early, late = first.astimezone(UTC), first.replace(fold=1).astimezone(UTC)
    skipped = early > late
    readings = (early,) if skipped else tuple(sorted({early, late}))
    return Moments(tuple(m for m in readings if m <= now and (since is None or m >= since)), skipped)


def moments_on_register(clock: time, *, started_at: datetime, now: datetime) -> Moments:
    """The moments at which a clock here showed this while a session can have gone on: the time of a line.

    A session lasts at most ``LONGEST_SESSION``, so the time of day says by itself on which side of midnight it was.
    """
    last = min(max(now, started_at), started_at + LONGEST_SESSION)
    began = started_at.astimezone(HERE).date()
    each = [moments(day, clock, last, started_at) for day in (began, began + timedelta(days=1))]
    return Moments(
        tuple(reading for one in each for reading in one.readings),
        skipped=any(one.skipped for one in each if one.readings),
    )


def session_days(started_on: date, today: date) -> list[date]:
    """The days on which a session that started on one day can have ended: that day, the next, and today."""
    today = max(today, started_on)  # the server's clock may have been put back since
    return sorted(day for day in {started_on, started_on + timedelta(days=1), today} if started_on <= day <= today)


class When(StrEnum):
    """By when a follow-up is to be done, as chosen at the hatch."""

    TOMORROW = "tomorrow"
    WEEK = "week"
    DAY = "day"


def due_on(when: When, today: date, day: date | None) -> date | None:
    """The date meant; None where another day was chosen and not said."""
    return {When.TOMORROW: today + timedelta(days=1), When.WEEK: today + timedelta(days=7), When.DAY: day}[when]


class Due(StrEnum):
    """How a follow-up stands with its date."""

    WAITING = "waiting"
    TODAY = "today"
    PAST = "past"


def how_due(due: date, today: date) -> Due:
    """How a follow-up due on one date stands on another."""
    if due == today:
        return Due.TODAY
    return Due.PAST if due < today else Due.WAITING


@dataclass(frozen=True)
class Line:
    """What the totals need to know of one line of a register.

    ``second_line`` is the other line of a woman whose files were joined: she is counted on the first, and what she was
    given on both.
    """

    known: bool
    first_time: bool = False
    second_line: bool = False
    worry: bool = False
    follow_ups_left: int = 0
    given: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Totals:
    """A night in numbers. Women nobody knew are counted apart, and are never first-timers."""

    known: int
    unknown: int
    first_timers: int
    worries: int
    follow_ups_left: int
    given: Mapping[str, int]

    @property
    def women(self) -> int:
        """Everyone who was there, known or not."""
        return self.known + self.unknown

    def in_order(self, names: Iterable[str]) -> "Totals":
        """The same, with what was given in the order of ``names``; a name that was not given is left out."""
        return replace(self, given={name: self.given[name] for name in names if name in self.given})


def totals(lines: Iterable[Line]) -> Totals:
    """Add up the lines of one register. Lines entered by mistake are not to be among them."""
    rows = list(lines)
    given: Counter[str] = Counter()
    for line in rows:
        given.update(line.given)
    return Totals(
        known=sum(line.known and not line.second_line for line in rows),
        unknown=sum(not line.known for line in rows),
        first_timers=sum(line.known and line.first_time and not line.second_line for line in rows),
        worries=sum(line.worry for line in rows),
        follow_ups_left=sum(line.follow_ups_left for line in rows),
        given={name: count for name, count in given.items() if count},
    )


#: From midnight until this hour, a contact outside a session belongs to the night before, as people at work say it.
DAY_BEGINS = time(6)


def contact_night(at: datetime, *, on_the_street: bool) -> date:
    """The night, or the day, of a contact outside a session.

    Args:
        at: an aware time in any zone.
        on_the_street: it was where nights are held, at a drop-in or from a van: then nights end when they end. A call
            in the morning belongs to its own day, and one in the small hours to the night before.
    """
    local = at.astimezone(HERE)
    return night_of(at) if on_the_street or local.time() < DAY_BEGINS else local.date()


@dataclass(frozen=True)
class Attempts:
    """How often somebody has tried to reach her since she was last in touch. No number of them is a failure.

    Attributes:
        count: contacts since then that were no two-way exchange.
        last: when she was last in touch; None where she has not been yet.
    """

    count: int
    last: datetime | None

    @property
    def says_it_takes_long(self) -> bool:
        """Whether to say that it can take ten or twelve (003): from the second on, when somebody may lose heart."""
        return self.count > 1


class Period(StrEnum):
    """A stretch of time up to today that a list is narrowed to."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS = {Period.MONTH: 31, Period.QUARTER: 92, Period.YEAR: 366}


def period_begins(period: Period, today: date) -> date:
    """The first day of a period that runs up to today.

    A month, a quarter and a year are taken at their longest, so that nothing of last month is left out of one.
    """
    return today - timedelta(days=_DAYS[period])


def short_codes(names: Iterable[str]) -> dict[str, str]:
    """A short code for each name, by which a hand writes it on paper: HF for hot food. No two are the same.

    Of two words or more their first letters, of one word its first two; where that is taken, the first letter with
    another of the name; where none is left, a number.
    """
    codes: dict[str, str] = {}
    for name in names:
        words = ["".join(filter(str.isalnum, word)).upper() for word in name.split()]
        words = [word for word in words if word]
        letters = "".join(words)
        wanted = [words[0][0] + word[0] for word in words[1:]] + [letters[0] + other for other in letters[1:]]
        wanted += [str(number) for number in range(1, len(codes) + 2)]
        codes[name] = next(code for code in wanted if code not in codes.values())
    return codes
