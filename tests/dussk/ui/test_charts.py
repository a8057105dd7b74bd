"""Numbers to geometry: nothing is drawn for a blank, nothing hides another, and all stays within its frame."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from dussk.ui.charts import Across, Series, Shape, scale_chart, short, spread

WORDS = {1: "Going very badly", 2: "Not doing very well", 3: "Okay", 4: "Doing well", 5: "Doing very well"}
DAYS = [date(2022, 7, 24), date(2023, 4, 2), date(2024, 2, 4), date(2026, 8, 16)]


def series(*values: int | None, shape: Shape = Shape.CIRCLE, name: str = "She says") -> Series:
    return Series(name, shape, values)


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ((1, 2, 3, 4), [4]),
        ((1, None, 3, 4), [2]),
        ((1, 2, None, 4), [2]),
        ((None, None, None, None), []),
        ((1, None, 3, None), []),
        ((1, 2, None, None), [2]),
    ],
)
def test_no_line_is_led_through_a_blank(values: tuple[int | None, ...], runs: list[int]) -> None:
    chart = scale_chart("Housing", DAYS, [series(*values)], WORDS)
    (line,) = chart.lines
    assert len(line.marks) == sum(value is not None for value in values)
    assert [len(run.split("L")) for run in line.path.split("M") if run] == runs


rated = st.none() | st.integers(1, 5)
gaps = st.lists(st.integers(0, 900), min_size=0, max_size=12)


@given(gaps, st.data())
def test_every_rating_is_a_mark_within_the_frame_and_nothing_else_is(apart: list[int], data: st.DataObject) -> None:
    days = [date(2019, 1, 1) + timedelta(days=sum(apart[: number + 1])) for number in range(len(apart))]
    hers = data.draw(st.lists(rated, min_size=len(days), max_size=len(days)))
    workers = data.draw(st.lists(rated, min_size=len(days), max_size=len(days)))
    said = [series(*hers), series(*workers, shape=Shape.SQUARE, name="Her worker sees")]
    chart = scale_chart("Housing", days, said, WORDS)
    heights: dict[int, float] = {}
    for line, values in zip(chart.lines, (hers, workers), strict=True):
        there = [value for value in values if value is not None]
        assert len(line.marks) == len(there)
        for mark, value in zip(line.marks, there, strict=True):
            assert chart.left <= mark.x <= chart.right
            assert 0 < mark.y < chart.height
            assert heights.setdefault(value, mark.y) == mark.y
        assert [mark.x for mark in line.marks] == sorted({mark.x for mark in line.marks})
    # A higher rating stands higher, and a blank has no height at all.
    ordered = [heights[value] for value in sorted(heights)]
    assert ordered == sorted(ordered, reverse=True)
    assert [row[0] for row in chart.rows] == days
    blanks = sum(value is None for value in hers)
    assert sum(cells[0] == "" for _day, cells in chart.rows) == blanks


@given(
    st.lists(st.floats(-50, 500, allow_nan=False), max_size=40).map(sorted),
    st.floats(1, 60, allow_nan=False),
)
def test_marks_are_moved_apart_within_the_line(wanted: list[float], apart: float) -> None:
    places = spread(wanted, apart=apart, left=0, right=300)
    assert len(places) == len(wanted)
    assert all(-0.1 <= place <= 300.1 for place in places)
    room = min(apart, 300 / (len(wanted) - 1)) if len(wanted) > 1 else apart
    for one, other in pairwise(places):
        assert other - one >= room - 0.25
    spaced = all(other - one >= apart for one, other in pairwise(wanted))
    if spaced and all(0 <= place <= 300 for place in wanted):
        assert places == pytest.approx(wanted, abs=0.06)  # nothing is moved that need not be


def test_days_stand_where_they_belong() -> None:
    across = Across(date(2021, 1, 1), date(2025, 1, 1), 0, 400)
    assert across.at(date(2021, 1, 1)) == 0
    assert across.at(date(2023, 1, 1)) == pytest.approx(200, abs=0.5)
    assert across.at(date(2020, 1, 1)) == 0
    assert across.at(date(2026, 1, 1)) == 400
    assert [tick.words for tick in across.years(50)] == ["2021", "2022", "2023", "2024", "2025"]
    assert [tick.words for tick in across.years(150)] == ["2021", "2023", "2025"]
    assert Across(date(2021, 5, 1), date(2021, 5, 1), 0, 400).at(date(2021, 5, 1)) == 200
    assert Across(date(2021, 5, 1), date(2021, 9, 1), 0, 400).years(50) == []


def test_the_ends_are_named_where_there_is_room() -> None:
    def words(*days: date) -> list[str]:
        return [tick.words for tick in scale_chart("x", days, [series(*[3] * len(days))], WORDS).acrosses]

    assert words() == []
    assert words(DAYS[0]) == ["24 Jul 2022"]
    assert words(DAYS[0], DAYS[3]) == ["24 Jul 2022", "16 Aug 2026"]
    assert words(date(2022, 1, 1), date(2022, 1, 1)) != []
    near = [date(2022, 1, 1)] * 3
    assert words(*near) == ["1 Jan 2022", "1 Jan 2022"] or words(*near) == ["1 Jan 2022"]


@pytest.mark.parametrize(
    ("days", "values"),
    [(DAYS, (1, 2)), (list(reversed(DAYS)), (1, 2, 3, 4)), (DAYS, (1, 2, 3, 6)), (DAYS, (0, 2, 3, 4))],
)
def test_what_makes_no_sense_is_refused(days: list[date], values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"order|each day|scale"):
        scale_chart("Housing", days, [series(*values)], WORDS)


def test_the_words_and_the_table_say_the_same() -> None:
    both = [series(1, None, 3, 4), series(None, None, None, None, shape=Shape.SQUARE, name="Her worker sees")]
    chart = scale_chart("Housing", DAYS, both, WORDS)
    assert "She says: 24 Jul 2022 1, 4 Feb 2024 3, 16 Aug 2026 4." in chart.desc
    assert "Her worker sees: not rated." in chart.desc
    assert "from 1, going very badly, to 5, doing very well" in chart.desc
    assert chart.rows[0] == (DAYS[0], ("1 going very badly", ""))
    assert not chart.is_empty
    assert scale_chart("Housing", DAYS, [series(None, None, None, None)], WORDS).is_empty
    assert short(date(2024, 3, 3)) == "3 Mar 2024"


def test_the_svg_is_one_that_the_pages_policy_takes() -> None:
    both = [series(1, None, 3, 4), series(1, 2, 3, 4, shape=Shape.SQUARE, name="<b>Worker</b>")]
    svg = render_to_string("ui/charts/_scale.html", {"chart": scale_chart("A & B", DAYS, both, WORDS), "id": "a"})
    assert "style=" not in svg
    assert "<script" not in svg
    assert "<b>" not in svg
    assert "A &amp; B" in svg
    assert re.search(r'aria-labelledby="a-title a-desc"', svg)
    assert svg.count("<circle") == 3
    assert svg.count("<rect") == 4
    assert "stroke-dasharray" in svg  # told apart without colour
    assert "," not in "".join(re.findall(r"translate\(([^)]*)\)", svg))
