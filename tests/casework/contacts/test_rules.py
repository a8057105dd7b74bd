"""Rules of nights, moments, follow-ups and totals."""

import calendar
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.contacts import rules
from casework.contacts.rules import HERE, Due, Line, When

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (given a zone)


def here(day: int, month: int, hour: int, minute: int = 0, *, fold: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HERE, fold=fold)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        (here(21, 11, 21), date(2026, 11, 21)),
        (here(21, 11, 12), date(2026, 11, 21)),
        (here(21, 11, 11, 59), date(2026, 11, 20)),
        (here(22, 11, 0), date(2026, 11, 21)),
        (here(22, 11, 4, 30), date(2026, 11, 21)),
        (here(1, 1, 3), date(2025, 12, 31)),
        (datetime(2026, 7, 4, 11, 30, tzinfo=UTC), date(2026, 7, 4)),  # half past twelve in summer time
        (datetime(2026, 7, 4, 10, 59, tzinfo=UTC), date(2026, 7, 3)),
        (here(25, 10, 1, 30), date(2026, 10, 24)),  # the hour that comes twice
        (here(25, 10, 1, 30, fold=1), date(2026, 10, 24)),
        (here(29, 3, 2, 30), date(2026, 3, 28)),  # the morning the clocks go forward
    ],
)
def test_a_night_lasts_from_noon_to_noon(moment: datetime, night: date) -> None:
    assert rules.night_of(moment) == night


@given(MOMENTS)
def test_every_moment_lies_in_its_night(moment: datetime) -> None:
    night = rules.night_of(moment)
    begins = datetime.combine(night, time(12), tzinfo=HERE)
    ends = datetime.combine(night + timedelta(days=1), time(12), tzinfo=HERE)
    assert begins.astimezone(UTC) <= moment < ends.astimezone(UTC)


@given(MOMENTS, st.integers(0, 25 * 3600))
def test_nights_never_go_backwards(moment: datetime, later: int) -> None:
    assert rules.night_of(moment) <= rules.night_of(moment + timedelta(seconds=later))


@pytest.mark.parametrize(
    ("started", "daytime", "night"),
    [
        (here(21, 11, 21), False, date(2026, 11, 21)),
        (here(22, 11, 1), False, date(2026, 11, 21)),
        (here(21, 11, 10), True, date(2026, 11, 21)),
        (here(21, 11, 10), False, date(2026, 11, 20)),
    ],
)
def test_a_session_in_the_daytime_has_its_own_date(started: datetime, daytime: bool, night: date) -> None:  # noqa: FBT001
    assert rules.session_night(started, daytime=daytime) == night


@pytest.mark.parametrize(
    ("started", "now", "at"),
    [
        (here(21, 11, 21), here(21, 11, 23), here(21, 11, 23)),
        (here(21, 11, 21), here(22, 11, 3), here(22, 11, 3)),
        (here(21, 11, 11, 30), here(21, 11, 12, 30), here(21, 11, 12, 30)),  # across noon
        (here(21, 11, 21), here(22, 11, 9, 1), here(21, 11, 21)),  # typed up from paper the next day
        (here(24, 10, 21), here(25, 10, 1, 30, fold=1), here(25, 10, 1, 30, fold=1)),
        (here(21, 11, 21), here(21, 11, 20), here(21, 11, 21)),  # the server's clock was put back
    ],
)
def test_when_a_woman_was_there(started: datetime, now: datetime, at: datetime) -> None:
    assert rules.line_moment(started_at=started, now=now).astimezone(UTC) == at.astimezone(UTC)


def utc(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "now", "readings"),
    [
        (date(2026, 11, 21), time(21), here(22, 11, 1), [utc(21, 11, 21)]),
        (date(2026, 11, 22), time(1), here(22, 11, 1), [utc(22, 11, 1)]),
        (date(2026, 11, 22), time(1, 1), here(22, 11, 1), []),
        (date(2026, 7, 4), time(21), here(5, 7, 1), [utc(4, 7, 20)]),
        # The clocks go back on 25 October at 2am: 1:30am is 00:30 and 01:30 in UTC.
        (date(2026, 10, 25), time(1, 30), here(25, 10, 5), [utc(25, 10, 0, 30), utc(25, 10, 1, 30)]),
        (date(2026, 10, 25), time(1, 30), here(25, 10, 1, 40), [utc(25, 10, 0, 30)]),
        (date(2026, 10, 25), time(1, 30), here(25, 10, 1, 20), []),
        (date(2026, 10, 25), time(0, 59), here(25, 10, 5), [utc(24, 10, 23, 59)]),
        (date(2026, 10, 25), time(1), here(25, 10, 5), [utc(25, 10, 0), utc(25, 10, 1)]),
        (date(2026, 10, 25), time(2), here(25, 10, 5), [utc(25, 10, 2)]),
        # They go forward on 29 March at 1am: nobody's clock showed 1:30am.
        (date(2026, 3, 29), time(1, 30), here(29, 3, 5), [utc(29, 3, 1, 30)]),
        (date(2026, 3, 29), time(1, 30), here(29, 3, 2, 10), []),
        (date(2026, 3, 29), time(2), here(29, 3, 5), [utc(29, 3, 1)]),
    ],
)
def test_a_time_on_a_day(day: date, clock: time, now: datetime, readings: list[datetime]) -> None:
    found = rules.moments(day, clock, now)
    assert list(found.readings) == readings
    assert found.skipped == (day == date(2026, 3, 29) and clock.hour == 1)


def test_a_time_before_which_nothing_is_meant() -> None:
    day, clock, now = date(2026, 10, 25), time(1, 30), here(25, 10, 5)
    assert rules.moments(day, clock, now, utc(25, 10, 1)).readings == (utc(25, 10, 1, 30),)
    assert rules.moments(day, clock, now, utc(25, 10, 0, 30)).readings == (utc(25, 10, 0, 30), utc(25, 10, 1, 30))
    assert rules.moments(day, clock, now, utc(25, 10, 1, 31)).readings == ()


@given(MOMENTS)
def test_what_a_clock_shows_now_has_passed(now: datetime) -> None:
    local = now.astimezone(HERE)
    found = rules.moments(local.date(), local.time(), now)
    assert now in found.readings
    assert not found.skipped


@given(st.dates(date(2020, 1, 1), date(2034, 12, 31)), st.times())
def test_every_time_of_every_day_can_be_typed(day: date, clock: time) -> None:
    found = rules.moments(day, clock, datetime(2036, 1, 1, tzinfo=UTC))
    assert 1 <= len(found.readings) <= 2
    shown = {reading.astimezone(HERE).time() for reading in found.readings}
    assert (shown == {clock}) != found.skipped


@pytest.mark.parametrize(
    ("started", "clock", "now", "readings"),
    [
        (here(21, 11, 21), time(23), here(22, 11, 2), [utc(21, 11, 23)]),
        (here(21, 11, 21), time(1), here(22, 11, 2), [utc(22, 11, 1)]),
        (here(21, 11, 21), time(21), here(22, 11, 2), [utc(21, 11, 21)]),
        (here(21, 11, 21), time(20, 59), here(25, 11, 2), []),  # before it began
        (here(21, 11, 21), time(9), here(25, 11, 2), [utc(22, 11, 9)]),
        (here(21, 11, 21), time(9, 1), here(25, 11, 2), []),  # longer than a session lasts
        (here(21, 11, 21), time(23), here(21, 11, 22), []),  # still to come
        (here(21, 11, 21), time(21), here(21, 11, 19), [utc(21, 11, 21)]),  # the server's clock was put back
        (here(21, 11, 11, 30), time(12, 30), here(21, 11, 14), [utc(21, 11, 12, 30)]),
        (here(24, 10, 21), time(1, 30), here(25, 10, 5), [utc(25, 10, 0, 30), utc(25, 10, 1, 30)]),
        (here(25, 10, 1, 15, fold=1), time(1, 30), here(25, 10, 5), [utc(25, 10, 1, 30)]),
        (here(28, 3, 21), time(1, 30), here(29, 3, 5), [utc(29, 3, 1, 30)]),
    ],
)
def test_the_time_of_a_line(started: datetime, clock: time, now: datetime, readings: list[datetime]) -> None:
    found = rules.moments_on_register(clock, started_at=started, now=now)
    assert list(found.readings) == readings
    assert found.skipped == (started == here(28, 3, 21))


@given(MOMENTS, st.integers(0, 12 * 60))
def test_every_minute_of_a_session_can_be_typed(started: datetime, minutes: int) -> None:
    at = started + timedelta(minutes=minutes)
    local = at.astimezone(HERE)
    found = rules.moments_on_register(local.time(), started_at=started, now=at + timedelta(days=3))
    assert at in found.readings


@pytest.mark.parametrize(
    ("started", "today", "days"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), [21]),
        (date(2026, 11, 21), date(2026, 11, 22), [21, 22]),
        (date(2026, 11, 21), date(2026, 11, 25), [21, 22, 25]),  # forgotten, and closed days later
        (date(2026, 11, 21), date(2026, 11, 20), [21]),  # the server's clock was put back
    ],
)
def test_days_on_which_a_session_can_have_ended(started: date, today: date, days: list[int]) -> None:
    assert [day.day for day in rules.session_days(started, today)] == days


@pytest.mark.parametrize(
    ("when", "day", "due"),
    [
        (When.TOMORROW, None, date(2026, 3, 1)),
        (When.WEEK, None, date(2026, 3, 7)),
        (When.DAY, date(2026, 5, 1), date(2026, 5, 1)),
        (When.DAY, None, None),
        (When.TOMORROW, date(2026, 5, 1), date(2026, 3, 1)),
    ],
)
def test_by_when(when: When, day: date | None, due: date | None) -> None:
    assert rules.due_on(when, date(2026, 2, 28), day) == due


@pytest.mark.parametrize(("days", "stands"), [(-1, Due.PAST), (0, Due.TODAY), (1, Due.WAITING)])
def test_how_a_follow_up_stands(days: int, stands: Due) -> None:
    today = date(2026, 11, 22)
    assert rules.how_due(today + timedelta(days=days), today) is stands


NIGHT = [
    Line(known=True, first_time=True, worry=True, given={"Condoms": 2, "Hot drink": 1}),
    Line(known=True, follow_ups_left=2, given={"Condoms": 1}),
    Line(known=False, first_time=True, worry=True, given={"Hot drink": 3, "Naloxone": 0}),
]


def test_a_night_in_numbers() -> None:
    night = rules.totals(NIGHT)
    assert (night.known, night.unknown, night.women) == (2, 1, 3)
    assert night.first_timers == 1  # a woman nobody knew is never counted as here for the first time
    assert (night.worries, night.follow_ups_left) == (2, 2)
    assert night.given == {"Condoms": 3, "Hot drink": 4}


def test_an_empty_night() -> None:
    night = rules.totals([])
    assert (night.known, night.unknown, night.first_timers, night.worries, night.follow_ups_left) == (0,) * 5
    assert night.given == {}


def test_what_was_given_in_the_order_of_the_list() -> None:
    ordered = rules.totals(NIGHT).in_order(["Naloxone", "Hot drink", "Condoms"])
    assert list(ordered.given.items()) == [("Hot drink", 4), ("Condoms", 3)]


GIVEN = st.dictionaries(st.sampled_from(rules.STANDARD_ITEMS), st.integers(0, rules.MOST_OF_ONE_THING))
LINES = st.lists(st.builds(Line, known=st.booleans(), first_time=st.booleans(), worry=st.booleans(), given=GIVEN))


@given(LINES, LINES)
def test_two_halves_of_a_night_add_up(one: list[Line], other: list[Line]) -> None:
    def plain(lines: list[Line]) -> Mapping[str, int]:
        night = rules.totals(lines)
        return {"known": night.known, "unknown": night.unknown, "first": night.first_timers, **night.given}

    both, first, second = plain(one + other), plain(one), plain(other)
    names = both.keys() | first.keys() | second.keys()
    assert all(both.get(name, 0) == first.get(name, 0) + second.get(name, 0) for name in names)


def test_the_standard_list_is_the_one_of_the_domain() -> None:
    assert len(rules.STANDARD_ITEMS) == 16
    assert len(set(rules.STANDARD_ITEMS)) == 16


@pytest.mark.parametrize(
    ("at", "on_the_street", "night"),
    [
        (datetime(2026, 7, 1, 14, tzinfo=UTC), False, date(2026, 7, 1)),
        (datetime(2026, 7, 1, 8, tzinfo=UTC), False, date(2026, 7, 1)),  # a morning call is of its own day
        (datetime(2026, 7, 1, 8, tzinfo=UTC), True, date(2026, 6, 30)),  # and from the van of the night before
        (datetime(2026, 7, 1, 1, tzinfo=UTC), False, date(2026, 6, 30)),
        (datetime(2026, 7, 1, 4, 59, tzinfo=UTC), False, date(2026, 6, 30)),
        (datetime(2026, 7, 1, 5, tzinfo=UTC), False, date(2026, 7, 1)),  # six o'clock here
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), False, date(2026, 6, 30)),  # half past midnight here
        (datetime(2026, 12, 1, 22, tzinfo=UTC), True, date(2026, 12, 1)),
    ],
)
def test_the_night_of_a_contact_outside_a_session(at: datetime, on_the_street: bool, night: date) -> None:  # noqa: FBT001
    assert rules.contact_night(at, on_the_street=on_the_street) == night


@given(MOMENTS, st.booleans())
def test_the_night_of_a_contact_is_its_day_or_the_one_before(at: datetime, on_the_street: bool) -> None:  # noqa: FBT001
    day = at.astimezone(rules.HERE).date()
    assert rules.contact_night(at, on_the_street=on_the_street) in (day, day - timedelta(days=1))


@pytest.mark.parametrize(("count", "says"), [(0, False), (1, False), (2, True), (12, True), (40, True)])
def test_from_the_second_attempt_on_it_is_said_that_it_takes_long(count: int, says: bool) -> None:  # noqa: FBT001
    assert rules.Attempts(count, None).says_it_takes_long is says


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)))
def test_a_period_holds_every_day_that_its_name_promises(today: date) -> None:
    begins = [rules.period_begins(period, today) for period in rules.Period]
    assert begins == sorted(begins, reverse=True)
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    last = calendar.monthrange(year, month)[1]
    assert rules.period_begins(rules.Period.MONTH, today) <= date(year, month, min(today.day, last))
    year_ago = date(today.year - 1, today.month, min(today.day, calendar.monthrange(today.year - 1, today.month)[1]))
    assert rules.period_begins(rules.Period.YEAR, today) <= year_ago


def test_a_second_line_of_one_woman_counts_her_once_and_what_she_was_given_twice() -> None:
    one = Line(known=True, first_time=True, given={"Condoms": 1})
    night = rules.totals([one, Line(known=True, first_time=True, second_line=True, given={"Condoms": 2})])
    assert (night.women, night.known, night.first_timers) == (1, 1, 1)
    assert night.given == {"Condoms": 3}


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["Hot food", "Hot drink", "Clothes"], ["HF", "HD", "CL"]),
        (["Food", "Foam"], ["FO", "FA"]),
        (["A safe place to rest"], ["AS"]),
        (["Naloxone", "Needle exchange"], ["NA", "NE"]),
        (["€", "--"], ["1", "2"]),
        (["X", "X-ray", "XR"], ["1", "XR", "2"]),
    ],
)
def test_short_codes(names: list[str], codes: list[str]) -> None:
    assert list(rules.short_codes(names).values()) == codes


def test_no_two_short_codes_of_the_standard_list_are_the_same() -> None:
    assert len(set(rules.short_codes(rules.STANDARD_ITEMS).values())) == len(rules.STANDARD_ITEMS)


@given(st.lists(st.text(min_size=1, max_size=8), max_size=30, unique=True))
def test_every_name_has_a_code_of_its_own(names: list[str]) -> None:
    codes = rules.short_codes(names)
    assert list(codes) == names
    assert len(set(codes.values())) == len(names)
    assert all(codes.values())
