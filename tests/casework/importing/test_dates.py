"""Dates of birth, read the one way that fits a whole column."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.importing import dates
from casework.importing.dates import Order

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "order", "born"),
    [
        ("27/3/1990", Order.DMY, date(1990, 3, 27)),
        ("27.03.90", Order.DMY, date(1990, 3, 27)),
        ("3-4-1990", Order.DMY, date(1990, 4, 3)),
        ("3/4/1990", Order.MDY, date(1990, 3, 4)),
        ("1990-03-04", Order.YMD, date(1990, 3, 4)),
        ("1990-03-04 00:00:00", Order.YMD, date(1990, 3, 4)),
        ("27 March 1990", Order.MDY, date(1990, 3, 27)),
        ("Mar 27, 1990", Order.DMY, date(1990, 3, 27)),
        ("3/27/1990", Order.DMY, None),
        ("1990-03-04", Order.DMY, None),
        ("27/3/1990", Order.YMD, None),
        ("31/2/1990", Order.DMY, None),
        ("1/1/2030", Order.DMY, None),
        ("1/1/190", Order.DMY, None),
        ("32959", Order.DMY, None),
        ("soon", Order.DMY, None),
        ("", Order.DMY, None),
    ],
)
def test_read(text: str, order: Order, born: date | None) -> None:
    assert dates.read(text, order, today=TODAY) == born


@pytest.mark.parametrize(
    ("values", "order", "sure"),
    [
        (["3/4/1990", "27/3/1990"], Order.DMY, True),
        (["3/4/1990", "3/27/1990"], Order.MDY, True),
        (["1990-03-04"], Order.YMD, True),
        (["3/4/1990", "5/6/1991"], Order.DMY, False),
        (["7/7/1990"], Order.DMY, True),  # the same day either way
        (["3/4/1990", "27/3/1990", "3/27/1990"], Order.DMY, False),
        ([], Order.DMY, True),
        (["soon"], Order.DMY, True),
        (["03-04-05"], Order.DMY, False),
    ],
)
def test_detect(values: list[str], order: Order, *, sure: bool) -> None:
    found = dates.detect(values, today=TODAY)
    assert (found.order, found.sure) == (order, sure)


def test_what_can_be_read_in_two_ways_is_shown_in_both() -> None:
    found = dates.detect(["27/3/1990", *["3/4/1990"] * 5], today=TODAY)
    assert found.examples[0] == ("3/4/1990", [(Order.DMY, date(1990, 4, 3)), (Order.MDY, date(1990, 3, 4))])
    assert len(found.examples) == 3


def test_why_not() -> None:
    assert "spreadsheet" in dates.why_not("32959.0")
    assert "in this order" in dates.why_not("31/2/1990")


FORMATS = {Order.DMY: "{0.day}/{0.month}/{0.year}", Order.MDY: "{0.month}/{0.day}/{0.year}", Order.YMD: "{0:%Y-%m-%d}"}


@given(st.dates(TODAY - timedelta(days=365 * 100), TODAY), st.sampled_from(Order))
def test_what_was_written_in_an_order_is_read_in_it(born: date, order: Order) -> None:
    assert dates.read(FORMATS[order].format(born), order, today=TODAY) == born


@given(st.lists(st.dates(TODAY - timedelta(days=365 * 100), TODAY), min_size=1), st.sampled_from(Order))
def test_never_sure_of_the_wrong_order(days: list[date], order: Order) -> None:
    values = [FORMATS[order].format(day) for day in days]
    found = dates.detect(values, today=TODAY)
    if found.sure:
        assert [dates.read(value, found.order, today=TODAY) for value in values] == days


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    for order in Order:
        born = dates.read(text, order, today=TODAY)
        assert born is None or born <= TODAY
