"""Tables of cases for what changed on a list, and for moving a thing in it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.contacts.rules import alike
from casework.lists import rules
from casework.lists.rules import MOVED, Change, Version

THEN = datetime(2026, 11, 20, 12, tzinfo=UTC)


def version(hours: int = 0, by: str = "Mo", name: str = "Condoms", **said: object) -> Version:
    return Version(THEN + timedelta(hours=hours), by, name, **({"order": 10, "retired": False} | said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("versions", "told"),
    [
        ([], []),
        ([version()], ["Added as “Condoms”"]),
        ([version(), version(1, name="Condoms, lube")], ["Renamed from “Condoms” to “Condoms, lube”"]),
        ([version(), version(1, retired=True)], ["Offered no longer"]),
        ([version(retired=True), version(1)], ["Brought back"]),
        ([version(), version(1, order=20)], [MOVED]),
        ([version(), version(1)], []),
        ([version(), version(1, order=20), version(2, order=30)], [MOVED]),
        ([version(), version(1, order=20), version(2, "Jo", order=30)], [MOVED, MOVED]),
        ([version(), version(1, order=20), version(25, order=30)], [MOVED, MOVED]),
        (
            [version(), version(1, order=20), version(2, order=20, retired=True), version(3, order=9, retired=True)],
            None,
        ),
        ([version(), version(1, order=20, name="X")], ["Renamed from “Condoms” to “X”"]),
        (
            [version(counts_as="Closed"), version(1, name="X", counts_as="Died")],
            ["Renamed from “Condoms” to “X”; Counts as “Died”, before as “Closed”"],
        ),
    ],
)
def test_what_changed_is_told(versions: list[Version], told: list[str] | None) -> None:
    said = [change.what for change in rules.changes(versions)]
    if told is None:  # moves are one only where nothing else came between them
        assert said == [MOVED, "Offered no longer", MOVED, "Added as “Condoms”"]
    else:
        assert said == ([*told, "Added as “Condoms”"] if len(versions) > 1 else told)


def test_who_and_when_are_told_and_of_several_moves_the_last() -> None:
    told = rules.changes([version(), version(1, "Jo", order=20), version(2, "Jo", order=30)])
    assert told[0] == Change(THEN + timedelta(hours=2), "Jo", MOVED)
    assert (told[1].by, told[1].at) == ("Mo", THEN)


@pytest.mark.parametrize(
    ("names", "earlier"),
    [
        ([], []),
        (["A"], []),
        (["A", "A"], []),
        (["A", "B"], ["A"]),
        (["A", "B", "C", "C"], ["B", "A"]),
        (["A", "B", "A"], ["B"]),
    ],
)
def test_earlier_names_are_told_once_each(names: list[str], earlier: list[str]) -> None:
    assert rules.earlier_names(names) == earlier


def after(orders: list[int], changed: dict[int, int]) -> list[int]:
    """The places as they stand after a move, by order and then by where they were."""
    now = [changed.get(place, order) for place, order in enumerate(orders)]
    return sorted(range(len(orders)), key=lambda place: (now[place], place))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12).map(sorted), st.data())
def test_a_thing_moves_one_place_and_no_other_passes_another(orders: list[int], data: st.DataObject) -> None:
    place, up = data.draw(st.integers(0, len(orders) - 1)), data.draw(st.booleans())
    expected = list(range(len(orders)))
    other = place - 1 if up else place + 1
    if 0 <= other < len(orders):
        expected[place], expected[other] = expected[other], expected[place]
    changed = rules.moved(orders, place, up=up)
    assert after(orders, changed) == expected
    assert bool(changed) == (0 <= other < len(orders))


def test_a_move_between_two_that_differ_touches_those_two_alone() -> None:
    assert rules.moved([10, 20, 30], 1, up=True) == {1: 10, 0: 20}
    assert rules.moved([10, 10, 30], 0, up=False) == {0: 20}


@pytest.mark.parametrize(("last", "order"), [(None, 10), (0, 10), (160, 170), (31_999, 32_000), (32_000, 32_000)])
def test_a_new_thing_goes_to_the_end(last: int | None, order: int) -> None:
    assert rules.next_order(last) == order


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hot food", "hot  FOOD", True),
        ("Hot food", "Hotfood", True),
        ("STRASSE", "straße", True),
        ("Hot food", "Hot foods", False),
        ("", " ", True),
    ],
)
def test_names_are_compared_without_capitals_and_spaces(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (alike(one) == alike(other)) is same
