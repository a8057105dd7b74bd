"""Since when something is open, what an agency sees, and how long a file waits."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consent.sharing import rules
from consent.sharing.rules import Opened, Share, Written

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ORDER = ["identity", "casework", "pathway"]


def day(number: int) -> datetime:
    """So many days from now."""
    return NOW + timedelta(days=number)


def share(starts: int, ends: int | None = None, category: str = "casework", covers: int | None = None) -> Share:
    return Share(
        "a", category, day(starts), None if ends is None else day(ends), None if covers is None else day(covers)
    )


@pytest.mark.parametrize(
    ("shares", "since"),
    [
        ([], None),
        ([share(-5)], -5),
        ([share(-5, -1)], None),
        ([share(1)], None),
        ([share(-9, -4), share(-4)], -9),  # signed again: they touch
        ([share(-9, -5), share(-4)], -4),  # taken back for a day
        ([share(-20, -9), share(-9, -4), share(-4)], -20),
        ([share(-9), share(-3, -2)], -9),  # ended within one that is open
        ([share(-9, -2), share(-3)], -9),  # they lie over each other
        ([share(-30, -20), share(-9, -4), share(-4)], -9),
        ([share(-4, -4), share(-4)], -4),
        ([share(0)], 0),
        ([share(-3, 0)], None),  # at the instant it ends it is closed
    ],
)
def test_since(shares: list[Share], since: int | None) -> None:
    assert rules.since(shares, NOW) == (None if since is None else day(since))


def test_what_is_open_in_one_way_is_said_together() -> None:
    shares = [share(-5), share(-5, category="pathway"), share(-9, 4, category="safety")]
    assert rules.opened(shares, "a", NOW, [*ORDER, "safety"]) == [
        Opened(("identity",), day(-9), None, None),  # as long as any of them
        Opened(("casework", "pathway"), day(-5), None, None),
        Opened(("safety",), day(-9), day(4), None),
    ]
    assert rules.opened(shares, "b", NOW, ORDER) == []


def test_only_what_is_written_from_a_day_on() -> None:
    shares = [share(-5, covers=-5)]
    assert rules.opened(shares, "a", NOW, ORDER) == [
        Opened(("identity",), day(-5), None, None),
        Opened(("casework",), day(-5), None, day(-5)),
    ]
    assert rules.opened([*shares, share(-2)], "a", NOW, ORDER) == [
        Opened(("identity", "casework"), day(-5), None, None)
    ]


@pytest.mark.parametrize(
    ("written", "shares", "sees"),
    [
        (Written("casework", "a", day(-9)), [], True),  # its own
        (Written("casework", "own", day(-9)), [], False),
        (Written("casework", "own", day(-9)), [share(-5)], True),
        (Written("casework", "own", day(-9)), [share(-5, covers=-5)], False),
        (Written("casework", "own", day(-5)), [share(-5, covers=-5)], True),
        (Written("identity", "own", day(-9)), [share(-5, covers=-5)], True),
        (Written("casework", "own", day(-9)), [share(-5, category="pathway")], False),
        (Written("identity", "own", day(-9)), [share(-5, -1)], False),
        (Written("identity", "own", day(-9)), [share(1)], False),
        (Written("identity", "own", day(-9)), [Share("b", "identity", day(-5))], False),
    ],
)
def test_what_another_agency_sees(written: Written, shares: list[Share], *, sees: bool) -> None:
    assert rules.sees(written, shares, "a", NOW) is sees


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("made", "answered", "until", "asked"),
    [
        (27, False, None, False),
        (28, False, None, True),
        (400, True, None, False),
        (40, False, 0, False),
        (40, False, -1, True),
        (10, False, -1, False),
    ],
)
def test_when_a_manager_is_asked(made: int, until: int | None, *, answered: bool, asked: bool) -> None:
    waits = None if until is None else TODAY + timedelta(days=until)
    made_on = TODAY - timedelta(days=made)
    told = rules.waits_too_long(made_on=made_on, answered=answered, waits_until=waits, today=TODAY, days=28)
    assert told is asked
    if not answered:
        assert (rules.last_day_of_waiting(made_on, waits, 28) < TODAY) is asked
