"""What is unusual about looking at a file, and when a review is complete."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.looking import rules
from casework.looking.rules import Look, Review, Ties, Unusual

USUAL = Look("Jo Ashdown", 2, (time(10), time(15)))
HERS = Ties(wrote=True)
NAMES = ("Kaz", "Karen Rudge")
COMPLETE = Review("right", "She was found collapsed", "Nothing more", "told", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("look", "ties", "found"),
    [
        (USUAL, HERS, []),
        (USUAL, Ties(keyworker=True), []),
        (USUAL, Ties(), ["no_contact"]),
        (USUAL, Ties(wrote=True, blocked=True), ["blocked"]),
        (USUAL, Ties(wrote=True, emergency=True), ["emergency"]),
        (Look("Karen Rudge", 1, (time(10),)), HERS, ["own_name"]),
        (Look("Karen  RUDGE", 1, (time(10),)), HERS, ["own_name"]),
        (Look("Ann Rudge", 1, (time(10),)), HERS, ["same_surname"]),
        (Look("Kaz", 1, (time(10),)), HERS, []),
        (Look("Kaz Lunn", 1, (time(10),)), HERS, []),
        (Look("Jo Ashdown", 1, (time(6, 59),)), HERS, ["odd_hour"]),
        (Look("Jo Ashdown", 1, (time(10), time(20))), HERS, ["odd_hour"]),
        (Look("Jo Ashdown", 1, (time(2),), on_shift=True), HERS, []),
        (Look("Jo Ashdown", 20, (time(10),)), HERS, ["often"]),
        (Look("Jo Ashdown", 1, (time(10),), files=30), HERS, ["many_files"]),
        (Look("Jo Ashdown", 1, (time(10),), on_shift=True, files=60), HERS, []),
        (Look("Jo Ashdown", 0, ()), Ties(blocked=True), []),
        (
            Look("Ann Rudge", 25, (time(3),), files=40),
            Ties(blocked=True, emergency=True),
            ["blocked", "same_surname", "emergency", "no_contact", "many_files", "odd_hour", "often"],
        ),
    ],
)
def test_what_is_unusual(look: Look, ties: Ties, found: list[str]) -> None:
    assert [str(each) for each in rules.unusual(look, ties, NAMES)] == found


def test_everything_has_words() -> None:
    assert set(rules.WORDS) == set(Unusual)


TIES = st.builds(Ties, st.booleans(), st.booleans(), st.booleans(), st.booleans())
LOOKS = st.builds(
    Look,
    st.sampled_from(["Jo Ashdown", "Karen Rudge", "Ann Rudge"]),
    st.integers(0, 50),
    st.lists(st.times().map(lambda clock: clock.replace(tzinfo=None)), max_size=4).map(tuple),
    st.booleans(),
    st.integers(0, 90),
)


@given(LOOKS, TIES)
def test_once_each_and_in_order(look: Look, ties: Ties) -> None:
    found = rules.unusual(look, ties, NAMES)
    assert found == [each for each in Unusual if each in found]
    assert bool(found) <= bool(look.times)


@given(LOOKS, TIES)
def test_a_shift_makes_nothing_more_unusual(look: Look, ties: Ties) -> None:
    on_shift = Look(look.worker, look.times, look.clocks, on_shift=True, files=look.files)
    assert set(rules.unusual(on_shift, ties, NAMES)) <= set(rules.unusual(look, ties, NAMES))


def test_what_says_most_comes_first() -> None:
    day = date(2026, 11, 20)
    rows = [
        ("usual", rules.place([], day)),
        ("often", rules.place([Unusual.OFTEN], day)),
        ("blocked", rules.place([Unusual.BLOCKED], date(2025, 1, 1))),
        ("two", rules.place([Unusual.NO_CONTACT, Unusual.OFTEN], day)),
        ("one", rules.place([Unusual.NO_CONTACT], day)),
        ("later", rules.place([], date(2026, 11, 21))),
    ]
    ordered = [name for name, _place in sorted(rows, key=lambda row: row[1])]
    assert ordered == ["blocked", "two", "one", "often", "later", "usual"]


@pytest.mark.parametrize(
    ("review", "missing"),
    [
        (Review(), ["finding", "why", "done", "told"]),
        (COMPLETE, []),
        (Review("right", "x", "x", "told"), ["told_on"]),
        (Review("right", "x", "x", "not_yet", None, "She is away"), ["told"]),
        (Review("right", "x", "x", "unsafe"), ["told_words"]),
        (Review("right", "x", "x", "unsafe", None, "He reads her post"), []),
        (Review("right", "", "", "told", date(2026, 1, 1)), ["why", "done"]),
    ],
)
def test_what_is_missing(review: Review, missing: list[str]) -> None:
    assert rules.missing(review) == missing
