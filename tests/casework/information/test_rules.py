"""Rules of the sheet: numbers as they are given out, how far a section is, what two sheets say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.information import rules
from casework.information.rules import Moment, NotOneError, Past, Section, State

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        ("AB123456C", "AB123456C"),
        ("ab 12 34 56 c", "AB123456C"),
        ("jt-45-88-12-b", "JT458812B"),
        ("AA.00.00.00.D", "AA000000D"),
    ],
)
def test_a_national_insurance_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert rules.ni_number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("TN010190F", "temporary"),
        ("tn 01 01 90 m", "temporary"),
        ("AB123456", "two letters"),
        ("AB123456E", "two letters"),
        ("A1234567C", "two letters"),
        ("AB1234567C", "two letters"),
        ("not known", "two letters"),
        ("\u0660" * 6, "two letters"),
        ("DA123456A", "begins with DA"),
        ("QQ123456C", "begins with QQ"),
        ("AO123456A", "begins with AO"),
        ("AV123456A", "begins with AV"),
        *((f"{prefix}123456A", f"begins with {prefix}") for prefix in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")),
    ],
)
def test_what_cannot_be_one_is_refused_in_words(typed: str, why: str) -> None:
    with pytest.raises(NotOneError, match=why):
        rules.ni_number(typed)


def test_letters_that_are_never_used() -> None:
    for letter in "DFIQUV":
        with pytest.raises(NotOneError):
            rules.ni_number(f"{letter}A123456A")
    for letter in "DFIOQUV":
        with pytest.raises(NotOneError):
            rules.ni_number(f"A{letter}123456A")
    assert rules.ni_number("OA123456A") == "OA123456A"  # O is no second letter, and may be a first


@given(st.text(max_size=12))
def test_whatever_is_typed_it_is_a_number_of_that_form_or_refused(typed: str) -> None:
    for read in (rules.ni_number, rules.prison_number):
        try:
            kept = read(typed)
        except NotOneError:
            continue
        assert read(kept) == kept
        assert read(rules.spaced_ni_number(kept).lower()) == kept


def test_it_is_shown_in_pairs() -> None:
    assert rules.spaced_ni_number("AB123456C") == "AB 12 34 56 C"
    assert rules.spaced_ni_number("") == ""


@pytest.mark.parametrize(("typed", "kept"), [("", ""), ("a1234bc", "A1234BC"), (" A 1234 BC ", "A1234BC")])
def test_a_prison_number(typed: str, kept: str) -> None:
    assert rules.prison_number(typed) == kept


@pytest.mark.parametrize("typed", ["A123BC", "AA1234B", "1234", "A1234B1"])
def test_no_prison_number(typed: str) -> None:
    with pytest.raises(NotOneError, match="A1234BC"):
        rules.prison_number(typed)


@pytest.mark.parametrize(
    ("typed", "is_one"), [("999", True), ("07700 900123", True), ("ask Dawn", False), ("1", False)]
)
def test_a_number_somebody_can_ring(typed: str, is_one: bool) -> None:  # noqa: FBT001 - a table of cases
    assert rules.has_a_number(typed) is is_one


@pytest.mark.parametrize(
    ("gone_through", "anything", "state"),
    [
        (False, False, State.NOT_YET),
        (False, True, State.BEGUN),
        (True, False, State.GONE_THROUGH),
        (True, True, State.GONE_THROUGH),
    ],
)
def test_how_far_a_section_is(gone_through: bool, anything: bool, state: State) -> None:  # noqa: FBT001
    assert rules.state(gone_through=gone_through, anything=anything) is state


def past(by: int, days: int, finished: str = "", **values: object) -> Past:
    return Past(Moment(by, NOON + timedelta(days=days)), finished.split(), values)


def test_who_went_through_it_is_who_said_so_last() -> None:
    told = rules.gone_through(
        [past(1, 0, "gp"), past(2, 1, "gp children"), past(3, 2, "children"), past(4, 3, "gp children")]
    )
    assert told == {
        Section.CHILDREN: Moment(2, NOON + timedelta(days=1)),
        Section.GP: Moment(4, NOON + timedelta(days=3)),
    }
    assert rules.gone_through([]) == {}


def test_who_wrote_last_is_who_said_something_else() -> None:
    events = [past(1, 0, name=""), past(2, 1, name="Dr Amin"), past(3, 2, "gp", name="Dr Amin")]
    assert rules.last_written(events, ["name"]) == Moment(2, NOON + timedelta(days=1))
    assert rules.last_written(events[:1], ["name"]) is None
    assert rules.last_written([*events, past(4, 3, name="")], ["name"]) == Moment(4, NOON + timedelta(days=3))


@given(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])),
)
def test_what_a_sheet_does_not_say_is_never_a_difference(shown: dict[str, str], other: dict[str, str]) -> None:
    for name in rules.differing(shown, other):
        assert other[name]
        assert other[name] != shown.get(name)
    assert rules.differing(shown, shown) == []


def test_how_far_today_looks_ahead() -> None:
    assert rules.until(date(2026, 11, 23)) == date(2026, 12, 7)
