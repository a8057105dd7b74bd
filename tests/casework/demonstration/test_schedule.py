"""The nights of the demonstration, whatever day it is started on."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.contacts import rules
from casework.contacts.models import Session
from casework.demonstration.chance import Chance, working_day
from casework.demonstration.schedule import WEEKS, past_evenings, tonight

DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - zone added


@given(DAYS)
def test_every_night_is_its_own_and_lasts_as_long_as_any_other(today: date) -> None:
    for evening in past_evenings(today, Chance("nights")):
        assert evening.closes is not None
        assert rules.night_of(evening.opens) == rules.night_of(evening.closes) == evening.day
        assert timedelta(0) < (evening.closes - evening.opens) - evening.lasts < timedelta(hours=1)


@given(DAYS)
def test_there_is_a_run_last_night_and_three_drop_ins_a_week(today: date) -> None:
    evenings = past_evenings(today, Chance("nights"))
    assert evenings[-1].day == today - timedelta(days=1)
    drop_ins = [evening for evening in evenings if evening.kind == Session.Kind.DROP_IN]
    assert len(drop_ins) == WEEKS * 3
    assert WEEKS * 2 - 12 <= len(evenings) - len(drop_ins) <= WEEKS * 2
    assert len({evening.day for evening in evenings}) == len(evenings)


@given(MOMENTS)
def test_tonights_drop_in_has_begun_or_is_to_be_started(now: datetime) -> None:
    today = working_day(now)
    evening = tonight(now, today, Chance("tonight"))
    if evening is None:
        assert now.astimezone(rules.HERE).hour < 13
    else:
        assert evening.opens <= now - timedelta(minutes=50)
        assert rules.night_of(evening.opens) == evening.day == today
        assert "bethan" in evening.team


@given(MOMENTS)
def test_nothing_of_the_past_is_still_to_come(now: datetime) -> None:
    assert all(evening.closes and evening.closes < now for evening in past_evenings(working_day(now), Chance("past")))


def test_the_small_hours_belong_to_the_day_before() -> None:
    assert working_day(datetime(2026, 10, 25, 1, 30, tzinfo=rules.HERE)) == date(2026, 10, 24)
    assert working_day(datetime(2026, 10, 25, 7, 0, tzinfo=rules.HERE)) == date(2026, 10, 25)
