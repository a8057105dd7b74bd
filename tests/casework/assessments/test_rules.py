"""What a point is, what became of it, and which days an assessment may have: as tables, and for anything at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.assessments import rules, wording
from casework.assessments.rules import Area, Moved, Planned, Prompt, Rated, compared, moved

DAY = date(2026, 11, 20)
POINTS = st.none() | st.integers(rules.LOWEST, rules.HIGHEST)
VIEWS = st.dictionaries(st.sampled_from(Area), st.builds(Rated, POINTS, POINTS))


def test_the_forms_own_words() -> None:
    assert list(rules.AREAS) == list(Area)
    assert list(rules.AREAS.values()) == [
        "Housing",
        "Substance misuse",
        "Physical health",
        "Spiritual health",
        "Mental health",
        "Relationship + family",
        "Relationship + friends",
        "Relationship + agencies",
        "Living skills",
        "Personal responsibility",
    ]
    words = ["Going very badly", "Not doing very well", "Okay", "Doing well", "Doing very well"]
    assert list(rules.SCALE.items()) == list(enumerate(words, start=1))
    assert list(wording.PROMPTS) == list(Prompt)
    assert len(Prompt) == 14
    assert list(wording.TO_HER) == list(Area)
    assert all(each.label and each.cues for each in wording.PROMPTS.values())


@pytest.mark.parametrize(
    ("point", "words", "kept"),
    [
        (None, "Not rated", True),
        (1, "1 Going very badly", True),
        (3, "3 Okay", True),
        (5, "5 Doing very well", True),
    ],
)
def test_a_point_in_words(point: int | None, words: str, kept: bool) -> None:  # noqa: FBT001
    assert rules.in_words(point) == words
    assert rules.is_on_the_scale(point) is kept


@pytest.mark.parametrize("point", [0, 6, -1, 10])
def test_what_is_no_point(point: int) -> None:
    assert not rules.is_on_the_scale(point)


@pytest.mark.parametrize(
    ("before", "now", "how"),
    [
        (None, None, None),
        (None, 1, Moved.NEW),
        (1, None, Moved.NOT_SAID_NOW),
        (5, None, Moved.NOT_SAID_NOW),
        (2, 2, Moved.SAME),
        (2, 4, Moved.BETTER),
        (4, 2, Moved.LESS_WELL),
    ],
)
def test_what_became_of_a_point(before: int | None, now: int | None, how: Moved | None) -> None:
    assert moved(before, now) is how


@given(POINTS)
def test_a_blank_is_never_better_nor_less_well(point: int | None) -> None:
    said = {moved(None, point), moved(point, None)}
    assert not said & {Moved.BETTER, Moved.LESS_WELL, Moved.SAME}


@given(VIEWS, VIEWS)
def test_compared_says_nothing_of_what_was_not_said(before: dict[Area, Rated], now: dict[Area, Rated]) -> None:
    rows = compared(before, now)
    assert [row.area for row in rows] == [area for area in Area if area in {row.area for row in rows}]
    for row in rows:
        then, today = before.get(row.area, Rated()), now.get(row.area, Rated())
        for view, was, is_now in ((row.hers, then.hers, today.hers), (row.workers, then.workers, today.workers)):
            assert (view is None) == (was is None and is_now is None)
            if view is not None:
                assert "0" not in view.words
                assert (rules.in_words(was) in view.words) or was in (None, is_now)
        assert row.apart == (then != today)
    missing = set(Area) - {row.area for row in rows}
    assert all(before.get(area, Rated()) == now.get(area, Rated()) == Rated() for area in missing)


@given(VIEWS)
def test_still_blank_is_what_nobody_rated(now: dict[Area, Rated]) -> None:
    assert rules.still_blank(now, hers=True) == [a for a in Area if now.get(a, Rated()).hers is None]
    assert rules.still_blank(now, hers=False) == [a for a in Area if now.get(a, Rated()).workers is None]


def test_nothing_adds_points_up() -> None:
    """No average, no sum, no total is to be had anywhere in the rules of this room."""
    assert not [
        name for name in dir(rules) if any(word in name for word in ("average", "mean", "total", "sum", "score"))
    ]


def test_the_next_area() -> None:
    order = [Area.HOUSING]
    while (after := rules.next_of(order[-1])) is not None:
        order.append(after)
    assert order == list(Area)


@pytest.mark.parametrize(
    ("started", "wrong"), [(DAY, False), (DAY - timedelta(days=400), False), (DAY + timedelta(days=1), True)]
)
def test_the_day_it_was_begun(started: date, wrong: bool) -> None:  # noqa: FBT001
    assert (rules.fault_of_begun(started, DAY) is not None) == wrong


@pytest.mark.parametrize(
    ("started", "completed", "review", "field"),
    [
        (-5, 0, None, None),
        (0, 0, 0, None),
        (-5, -1, 90, None),
        (-5, 1, None, "completed_on"),
        (-5, -6, None, "completed_on"),
        (-5, -1, -2, "review_on"),
    ],
)
def test_the_days_of_a_completed_one(started: int, completed: int, review: int | None, field: str | None) -> None:
    fault = rules.fault_of_completed(
        DAY + timedelta(days=started),
        DAY + timedelta(days=completed),
        None if review is None else DAY + timedelta(days=review),
        DAY,
    )
    assert (fault.field if fault else None) == field


@pytest.mark.parametrize(
    ("review", "completed", "sentence"),
    [
        (None, None, ""),
        (0, None, ""),
        (-1, None, "before the assessment was begun"),
        (4, 5, "before the assessment was completed"),
        (5, 5, ""),
    ],
)
def test_the_review_of_one_area(review: int | None, completed: int | None, sentence: str) -> None:
    fault = rules.fault_of_area_review(
        None if review is None else DAY + timedelta(days=review),
        DAY,
        None if completed is None else DAY + timedelta(days=completed),
    )
    assert sentence in (fault.sentence if fault else "")
    assert (fault is None) == (sentence == "")


def test_what_another_begins_with() -> None:
    soon, past = DAY + timedelta(days=3), DAY - timedelta(days=3)
    plans = [Planned(Area.HOUSING, "A key", soon), Planned(Area.MENTAL, "Group", past), Planned(Area.FAMILY, "", soon)]
    assert rules.carried_over(plans, DAY) == [
        Planned(Area.HOUSING, "A key", soon),
        Planned(Area.MENTAL, "Group", None),
    ]
