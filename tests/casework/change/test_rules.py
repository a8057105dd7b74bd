"""Marks, cues, days as exactly as they are known, what changed since the last review, and her way as a drawing."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.change.rules import cues, drawing, marks, reviews
from casework.change.rules.drawing import draw
from casework.change.rules.marks import MARKS, SCALES, SOURCES, TRIGGERS, Scale
from casework.change.rules.reviews import GoalSaid, Rated, Standing, StepSaid
from casework.change.rules.shapes import Quarter, Stop, Touch, after_quarter, letters, quarter_of
from casework.change.rules.when import Exactness, When

TODAY = date(2026, 11, 23)
DAY, MONTH, YEAR = Exactness


@pytest.mark.parametrize(
    ("scale", "before", "now", "round_again"),
    [
        (Scale.CYCLE, None, "contemplation", False),
        (Scale.CYCLE, "contemplation", "decision", False),
        (Scale.CYCLE, "contemplation", "contemplation", False),
        (Scale.CYCLE, "maintenance", "relapse", False),
        (Scale.CYCLE, "relapse", "contemplation", True),
        (Scale.CYCLE, "action", "decision", True),
        (Scale.PHASE, "stabilisation", "chaos", True),
        (Scale.PHASE, "chaos", "stabilisation", False),
        (Scale.TURNING, "pregnancy", "overdose", False),
        (Scale.TRANSITION, "yo_yoing", "reactionary", False),
    ],
)
def test_coming_round_again(scale: Scale, before: str | None, now: str, *, round_again: bool) -> None:
    assert marks.comes_round(scale, before, now) is round_again


def test_every_model_has_its_words() -> None:
    assert set(SCALES) == set(SOURCES) == set(MARKS) == set(Scale)
    assert set(TRIGGERS) == set(MARKS[Scale.TRANSITION])
    assert set(cues.CUES) == set(cues.HELPS) == set(MARKS[Scale.CYCLE])
    assert marks.words(Scale.PHASE, "chaos") == "Chaos"
    codes = [code for seen in cues.CUES.values() for code in seen]
    assert len(codes) == len(set(codes))
    assert max(map(len, codes)) <= 30
    assert max(len(mark) for of in MARKS.values() for mark in of) <= 20


def test_motivational_interviewing_and_relapse_prevention_stand_where_the_guidance_puts_them() -> None:
    assert any("Motivational interviewing" in line for line in cues.HELPS["contemplation"])
    for stage in ("decision", "action", "maintenance", "relapse"):
        assert any("Relapse prevention" in line for line in cues.HELPS[stage]), stage


def test_no_word_of_it_blames_or_pushes() -> None:
    """She is never down, and nothing is a failure or a target."""
    said = " ".join(
        [*(words for seen in cues.CUES.values() for words in seen.values()), *sum(cues.HELPS.values(), ())]
        + [words for pair in SCALES.values() for words in pair]
        + list(TRIGGERS.values())
    ).lower()
    for word in ("fail", "success", "achiev", "must", "refus", "non-compl", "addict", "exit", "progress", "denial"):
        assert word not in said, word


def test_cues_are_told_in_the_order_of_the_stages_and_a_lost_one_is_left_out() -> None:
    assert cues.in_words(["asks", "future", "no such cue"]) == [
        cues.CUES["contemplation"]["future"],
        cues.CUES["decision"]["asks"],
    ]


@pytest.mark.parametrize(
    ("when", "words", "drawn"),
    [
        (When(date(2024, 3, 3)), "3 March 2024", date(2024, 3, 3)),
        (When(date(2024, 3, 1), MONTH), "March 2024", date(2024, 3, 15)),
        (When(date(2024, 1, 1), YEAR), "2024", date(2024, 7, 1)),
        (When(date(2026, 11, 1), MONTH), "November 2026", date(2026, 11, 15)),
        (When(date(2026, 1, 1), YEAR), "2026", date(2026, 7, 1)),
    ],
)
def test_as_exactly_as_it_is_known(when: When, words: str, drawn: date) -> None:
    assert str(when) == words
    assert when.drawn_on(TODAY) == drawn


def test_what_is_known_of_this_month_is_drawn_today_at_the_latest() -> None:
    assert When(date(2026, 11, 1), MONTH).drawn_on(date(2026, 11, 4)) == date(2026, 11, 4)
    assert When(date(2026, 1, 1), YEAR).drawn_on(date(2026, 2, 1)) == date(2026, 2, 1)
    # Typed on a clock that was wrong: it stands where it says.
    assert When(date(2027, 1, 1), YEAR).drawn_on(TODAY) == date(2027, 1, 1)


@pytest.mark.parametrize("known", [(date(2024, 3, 2), MONTH), (date(2024, 2, 1), YEAR), (date(2024, 1, 2), YEAR)])
def test_a_month_stands_as_its_first(known: tuple[date, Exactness]) -> None:
    with pytest.raises(ValueError, match="first day"):
        When(*known)


@pytest.mark.parametrize(
    ("days", "standing"),
    [(-400, "overdue"), (-1, "overdue"), (0, "due"), (28, "due"), (29, "later")],
)
def test_how_a_review_stands(days: int, standing: str) -> None:
    assert reviews.standing(TODAY + timedelta(days=days), TODAY) == Standing(standing)


LAST, BEFORE, AFTER = date(2026, 9, 1), date(2026, 8, 31), date(2026, 9, 2)


@pytest.mark.parametrize(
    ("steps", "goals", "since", "said"),
    [
        ([], [], LAST, []),
        ([], [], None, []),
        ([StepSaid(BEFORE, AFTER)], [], LAST, ["1 step done"]),
        ([StepSaid(BEFORE, LAST)], [], LAST, []),
        ([StepSaid(BEFORE, LAST)], [], None, ["1 step done"]),
        ([StepSaid(BEFORE, None, AFTER), StepSaid(BEFORE, None, AFTER)], [], LAST, ["2 steps dropped"]),
        ([StepSaid(AFTER), StepSaid(AFTER, AFTER)], [], LAST, ["1 step done", "2 steps new"]),
        ([StepSaid(AFTER)], [GoalSaid(AFTER)], None, []),
        ([StepSaid(LAST)], [GoalSaid(LAST)], LAST, []),
        ([], [GoalSaid(BEFORE, "reached", AFTER), GoalSaid(AFTER)], LAST, ["1 goal reached", "1 goal new"]),
        ([], [GoalSaid(BEFORE, "dropped", AFTER)], LAST, ["1 goal dropped"]),
    ],
)
def test_what_became_of_a_plan(
    steps: list[StepSaid], goals: list[GoalSaid], since: date | None, said: list[str]
) -> None:
    assert reviews.plan_changed(steps, goals, since) == said


NAMES = {"housing": "Housing", "mental": "Mental health"}


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({}, {}, []),
        ({}, {"housing": Rated(2, 2)}, []),
        ({"housing": Rated(2, 2)}, {}, []),
        ({"housing": Rated(2, None)}, {"housing": Rated(None, 3)}, []),
        ({"housing": Rated(2, 3)}, {"housing": Rated(2, 3)}, []),
        ({"housing": Rated(2, 3)}, {"housing": Rated(4, 3)}, ["Housing: she 2 to 4"]),
        ({"housing": Rated(4, 3)}, {"housing": Rated(2, 1)}, ["Housing: she 4 to 2, worker 3 to 1"]),
        (
            {"mental": Rated(1, None), "housing": Rated(None, 5)},
            {"mental": Rated(2, None), "housing": Rated(None, 4)},
            ["Housing: worker 5 to 4", "Mental health: she 1 to 2"],
        ),
        ({"gone": Rated(1, 1)}, {"gone": Rated(2, 2)}, []),
    ],
)
def test_ratings_that_moved(before: dict[str, Rated], now: dict[str, Rated], said: list[str]) -> None:
    assert reviews.ratings_moved(before, now, NAMES) == said


ratings = st.dictionaries(
    st.sampled_from(list(NAMES)), st.builds(Rated, st.none() | st.integers(1, 5), st.none() | st.integers(1, 5))
)


@given(ratings, ratings)
def test_nothing_moves_from_or_to_a_blank(before: dict[str, Rated], now: dict[str, Rated]) -> None:
    said = " ".join(reviews.ratings_moved(before, now, NAMES))
    assert "None" not in said
    assert " 0" not in said
    blank = {area: Rated() for area in NAMES}
    assert reviews.ratings_moved(before, blank, NAMES) == reviews.ratings_moved(blank, now, NAMES) == []


def stop(weeks: int, mark: str) -> Stop:
    scale = next(scale for scale, of in MARKS.items() if mark in of)
    return Stop(TODAY - timedelta(weeks=weeks), scale, mark, f"{weeks} weeks ago: {mark}")


def drawn(stops: Any = (), touch: Any = (), quarters: Any = (), *, width: int = 960, years: int = 6) -> Any:
    return draw(list(stops), list(touch), list(quarters), TODAY, width=width, years=years)


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn() is None


def test_a_single_contact_is_a_small_drawing() -> None:
    began = quarter_of(TODAY)
    way = drawn(touch=[Touch(TODAY, in_touch=True, words="In touch")], quarters=[Quarter(began, 1)])
    (row,) = way.rows
    assert [title for _y, title in row.headings] == ["Contacts in three months"]  # in touch since today: no length yet
    assert [bar.label for bar in row.bars] == ["1"]
    assert (row.stops, row.flags, row.phases, row.road, way.stages, way.key) == ((), (), (), "", (), ())
    assert way.end - way.beginning >= timedelta(days=90)
    assert "1 contacts" not in way.desc.replace("1 contacts since", "")


def test_coming_round_again_is_a_bend_and_the_way_goes_on() -> None:
    straight = drawn([stop(60, "contemplation"), stop(40, "decision"), stop(20, "action")]).rows[0]
    bent = drawn([stop(60, "contemplation"), stop(40, "relapse"), stop(20, "contemplation")]).rows[0]
    assert straight.road.count("C") == 3  # two pieces, and on to today
    assert bent.road.count("C") == 6  # the same, and a round of four pieces in place of one
    assert straight.arrow == bent.arrow is not None
    # No stage lies lower than another for what it is: the way only swings.
    assert {dot.y for dot in straight.stops} == {dot.y for dot in bent.stops}
    assert [dot.sign for dot in bent.stops] == ["2", "6", "2"]


def test_turning_points_and_transitions_have_letters_that_the_key_explains() -> None:
    way = drawn([stop(60, "overdose"), stop(50, "gradual"), stop(10, "pregnancy")])
    assert [(sign, shape) for sign, shape, _words in way.key] == [("A", "diamond"), ("B", "square"), ("C", "diamond")]
    assert [dot.sign for row in way.rows for dot in row.flags] == ["A", "B", "C"]
    assert [letters(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [*("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")]


def test_a_phase_lasts_until_the_next_and_the_last_is_open() -> None:
    (row,) = drawn([stop(200, "chaos"), stop(100, "stabilisation")]).rows
    assert [(box.label, box.open) for box in row.phases] == [("Chaos", False), ("Stabilisation", True)]
    assert row.phases[0].x + row.phases[0].width == pytest.approx(row.phases[1].x, abs=0.2)
    (row,) = drawn([stop(200, "chaos"), stop(3, "stabilisation")]).rows
    assert [box.label for box in row.phases] == ["Chaos", ""]  # no room for its word: it is told beneath
    assert row.phases[1].words.endswith("stabilisation")


def test_a_time_without_contact_is_a_thin_line_and_she_comes_back() -> None:
    touch = [
        Touch(TODAY - timedelta(weeks=weeks), in_touch=here, words=words)
        for weeks, here, words in ((250, True, "In touch"), (200, False, "Lost touch"), (150, True, "Came back"))
    ]
    touch.append(Touch(TODAY - timedelta(weeks=20), in_touch=True, words="In touch"))
    (row,) = drawn(touch=touch).rows
    assert [box.height for box in row.touch] == [12, 2, 12, 12]
    assert [words for _x, _y, words in row.said] == ["In touch", "Lost touch", "Came back"]


def test_on_a_phone_it_goes_over_several_rows_and_nothing_is_lost() -> None:
    stops = [stop(weeks, mark) for weeks, mark in ((250, "contemplation"), (130, "relapse"), (20, "decision"))]
    way = drawn(stops, [], [Quarter(date(2022, 1, 1), 3), Quarter(date(2026, 7, 1), 5)], width=340, years=2)
    assert len(way.rows) == 3
    assert [dot.sign for row in way.rows for dot in row.stops] == ["2", "6", "3"]
    assert [bar.label for row in way.rows for bar in row.bars] == ["3", "5"]
    assert [row.arrow is not None for row in way.rows] == [False, False, True]


@pytest.mark.parametrize("years", [1, 2, 3, 6])
def test_three_months_that_reach_over_two_rows_stand_on_one_of_them(years: int) -> None:
    begins = [quarter_of(TODAY)]
    while len(begins) < 21:
        begins.insert(0, quarter_of(begins[0] - timedelta(days=1)))
    quarters = [Quarter(day, number) for number, day in enumerate(begins, 1)]
    way = drawn(quarters=quarters, width=340, years=years)
    bars = [bar for row in way.rows for bar in row.bars]
    assert [bar.label for bar in bars] == [str(number) for number in range(1, 22)]
    assert all(bar.x < bar.middle < bar.x + bar.width for bar in bars)


moments = st.integers(0, 3000).map(lambda days: TODAY - timedelta(days=days))
any_stop = st.builds(
    lambda day, pair: Stop(day, pair[0], pair[1], "x"),
    moments,
    st.sampled_from([(scale, mark) for scale, of in MARKS.items() for mark in of]),
)
any_touch = st.builds(Touch, moments, in_touch=st.booleans(), words=st.sampled_from(["In touch", "Lost touch"]))
any_quarter = st.builds(lambda day, count: Quarter(quarter_of(day), count), moments, st.integers(0, 90))


@given(
    st.lists(any_stop, max_size=40).map(lambda them: sorted(them, key=lambda one: one.on)),
    st.lists(any_touch, max_size=12).map(lambda them: sorted(them, key=lambda one: one.on)),
    st.lists(any_quarter, max_size=20, unique_by=lambda one: one.begins).map(
        lambda them: sorted(them, key=lambda one: one.begins)
    ),
    st.sampled_from([(drawing.WIDE, drawing.YEARS_WIDE), (drawing.NARROW, drawing.YEARS_NARROW)]),
)
def test_any_way_is_drawn_whole_and_within_its_frame(
    stops: list[Stop], touch: list[Touch], quarters: list[Quarter], size: tuple[int, int]
) -> None:
    way = drawn(stops, touch, quarters, width=size[0], years=size[1])
    if way is None:
        assert not stops
        assert not touch
        assert not quarters
        return
    cycle = [one for one in stops if one.scale is Scale.CYCLE]
    order = list(MARKS[Scale.CYCLE])
    assert [dot.sign for row in way.rows for dot in row.stops] == [str(order.index(one.mark) + 1) for one in cycle]
    flagged = [one for one in stops if one.scale in (Scale.TURNING, Scale.TRANSITION)]
    assert [dot.sign for row in way.rows for dot in row.flags] == [sign for sign, _shape, _words in way.key]
    assert len(way.key) == len(flagged)
    shown = [int(bar.label) for row in way.rows for bar in row.bars]
    assert shown == [one.count for one in quarters if one.count]
    for row in way.rows:
        for dot in (*row.stops, *row.flags):
            assert 0 <= dot.x <= way.width
            assert 0 <= dot.y <= row.height
        for box in (*row.phases, *row.bars, *row.touch):
            assert box.x >= 0
            assert box.width > 0
            assert box.x + box.width <= way.width
            assert 0 <= box.y <= box.y + box.height <= row.height
        assert all(x >= 0 and x + len(words) * 5 <= way.width for x, _y, words in row.said)


@pytest.mark.parametrize(
    ("day", "begins"),
    [(date(2026, 1, 1), date(2026, 1, 1)), (date(2026, 3, 31), date(2026, 1, 1)), (TODAY, date(2026, 10, 1))],
)
def test_three_months_begin_with_the_year(day: date, begins: date) -> None:
    assert quarter_of(day) == begins
    assert after_quarter(begins) in {date(2026, 4, 1), date(2027, 1, 1)}


def test_what_was_seen_is_told_to_her_as_it_is_said_to_her() -> None:
    assert set(cues.TO_HER) == {code for seen in cues.CUES.values() for code in seen}
    assert cues.in_words(["asks", "no such cue"], to_her=True) == [cues.TO_HER["asks"]]
    for words in cues.TO_HER.values():
        assert not {"she", "her", "hers", "herself"} & set(words.lower().replace(",", " ").split()), words
