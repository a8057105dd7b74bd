"""Clocks, moves and what is taken out, by tables of cases and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.subject_access import rules
from consent.subject_access.rules import MARKS, OPEN, PARTS, Move, Pause, State, Step, Taken, Volume, Whose
from consent.subject_access.working_days import is_working
from dussk.access.categories import Category


def every_day(_day: date) -> bool:
    return True


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 9, 3), 1, date(2026, 10, 3)),  # the Commissioner's own example
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
    ],
)
def test_the_same_date_of_a_later_month(day: date, months: int, then: date) -> None:
    assert rules.months_after(day, months) == then


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # for Boxing Day, which is a Saturday
        (date(2027, 5, 3), False),
        (date(2027, 1, 4), True),
    ],
)
def test_working_days(day: date, works: bool) -> None:  # noqa: FBT001
    assert is_working(day) is works


@pytest.mark.parametrize(
    ("asked_on", "pauses", "extended", "due_on"),
    [
        (date(2026, 11, 2), [], False, date(2026, 12, 2)),
        (date(2026, 11, 25), [], False, date(2026, 12, 29)),  # Christmas Day, then a weekend and its Monday
        (date(2026, 10, 31), [], False, date(2026, 11, 30)),
        (date(2026, 11, 2), [Pause(date(2026, 11, 4), date(2026, 11, 9))], False, date(2026, 12, 7)),
        (date(2026, 11, 2), [Pause(date(2026, 11, 4), date(2026, 11, 4))], False, date(2026, 12, 2)),
        (  # asked again while she was asked: twelve days, and not twenty
            date(2026, 11, 2),
            [Pause(date(2026, 11, 4), date(2026, 11, 14)), Pause(date(2026, 11, 6), date(2026, 11, 16))],
            False,
            date(2026, 12, 14),
        ),
        (date(2026, 11, 2), [], True, date(2027, 2, 2)),
        (date(2026, 11, 2), [Pause(date(2026, 11, 10))], False, date(2026, 12, 14)),  # ten days until today
    ],
)
def test_the_clock_of_the_law(asked_on: date, pauses: list[Pause], extended: bool, due_on: date) -> None:  # noqa: FBT001
    today = date(2026, 11, 20)
    found = rules.clocks(asked_on, pauses, extended=extended, today=today, is_working=is_working)
    assert found.due_on == due_on
    assert found.appointment_by == asked_on + timedelta(days=21)
    assert found.days == (due_on - today).days
    assert found.paused is any(pause.until is None for pause in pauses)
    assert (found.extend_by is None) is extended


def test_which_clock_ends_first() -> None:
    asked = date(2026, 11, 2)
    found = rules.clocks(asked, [], extended=False, today=date(2026, 11, 20), is_working=every_day)
    assert (found.appointment_days, found.days, found.fewest) == (3, 12, 3)
    assert found.may_extend
    later = rules.clocks(asked, [], extended=False, today=date(2026, 12, 3), is_working=every_day)
    assert (later.appointment_days, later.days, later.fewest) == (-10, -1, -10)
    assert not later.may_extend
    asking_back = rules.clocks(asked, [Pause(asked)], extended=True, today=date(2026, 11, 20), is_working=every_day)
    assert asking_back.fewest == asking_back.appointment_days
    assert not asking_back.may_extend


#: Other work on the machine is no fault of a rule.
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4), st.booleans())
def test_a_pause_never_shortens_and_the_last_day_is_a_working_day(
    asked_on: date,
    stops: list[tuple[int, int]],
    extended: bool,  # noqa: FBT001
) -> None:
    today = asked_on + timedelta(days=90)
    pauses = [Pause(asked_on + timedelta(days=a), asked_on + timedelta(days=a + b)) for a, b in stops]
    found = rules.clocks(asked_on, pauses, extended=extended, today=today, is_working=is_working)
    without = rules.clocks(asked_on, [], extended=extended, today=today, is_working=is_working)
    assert found.due_on >= without.due_on > asked_on
    assert is_working(found.due_on)
    stood = len({day for a, b in stops for day in range(a, a + b)})
    assert rules.stood_still(pauses, today) == stood
    earliest = rules.months_after(asked_on, 3 if extended else 1) + timedelta(days=stood)
    assert earliest <= found.due_on <= earliest + timedelta(days=5)


@given(DAYS, st.integers(1, 24))
def test_a_month_later_is_in_that_month(day: date, months: int) -> None:
    later = rules.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).month != later.month


def test_every_open_state_can_be_left_and_every_state_reached() -> None:
    for state in State:
        leaves = [move for move in rules.MOVES if move.source is state]
        assert bool(leaves) is (state in OPEN or state is State.REFUSED)
        if state in OPEN:
            assert rules.after(state, Step.WITHDRAW) is State.WITHDRAWN
    reached = {State.ASKED}
    for _ in State:
        reached |= {move.target for move in rules.MOVES if move.source in reached}
    assert reached == set(State)


def test_a_step_leads_to_one_place() -> None:
    pairs = [(move.source, move.step) for move in rules.MOVES]
    assert len(pairs) == len(set(pairs))
    assert rules.after(State.GIVEN, Step.WITHDRAW) is None


def test_what_only_a_manager_does() -> None:
    assert Step.REFUSE in rules.possible(State.ASKED, manager=True)
    assert Step.REFUSE not in rules.possible(State.ASKED, manager=False)
    assert rules.possible(State.GIVEN, manager=True) == []
    assert Move(State.PREPARING, Step.RELEASE, State.READY, managers=True) in rules.MOVES


def test_the_diagram_has_every_move() -> None:
    drawn = rules.diagram()
    assert drawn.count(" --> ") == len(rules.MOVES) + 1 + 3
    assert "  preparing --> ready: release (manager)" in drawn


def test_who_answers_for_which_part() -> None:
    assert {rules.releaser(part).value for part in PARTS} == {"manager", "psychologist", "keeper"}
    assert {rules.volume(part) for part in PARTS} == set(Volume)
    assert rules.volume(Category.VIEW_LOG) is Volume.FILE
    assert rules.releaser(Category.CLINICAL) is rules.Releaser.PSYCHOLOGIST


THIRD, OTHER = MARKS[Whose.THIRD], MARKS[Whose.CONFIDENCE]


@pytest.mark.parametrize(
    ("text", "passages", "left"),
    [
        ("Came with Tracey.", ["Tracey"], f"Came with {THIRD}."),
        ("Al came. Also Al’s dog.", ["Al"], f"{THIRD} came. Also {THIRD}’s dog."),
        ("Dave Smith came home", ["Dave Smith", "Smith came"], f"{THIRD} home"),
        ("Dave Smith", ["Smith", "Dave Smith"], THIRD),
        ("one two", ["one", "two"], f"{THIRD} {THIRD}"),
        ("nothing", ["else"], "nothing"),
        ("She said “no”.", ["“no”"], f"She said {THIRD}."),
        ("a.b a+b", ["a+b"], f"a.b {THIRD}"),
        ("aa aa aa", ["aa aa"], THIRD),
        ("two\nlines", ["two\nlines"], THIRD),
        ("", ["x"], ""),
    ],
)
def test_taking_out(text: str, passages: list[str], left: str) -> None:
    assert rules.take_out(text, [Taken(passage, Whose.THIRD) for passage in passages]) == left


def test_overlapping_reasons_tell_neither() -> None:
    text = "Her sister told us that Dean came"
    both = [Taken("sister told us", Whose.CONFIDENCE), Taken("told us that Dean", Whose.THIRD)]
    assert rules.take_out(text, both) == f"Her {OTHER} came"


@given(
    st.text("ab .’", max_size=40),
    st.lists(st.tuples(st.text("ab .’", min_size=1, max_size=6), st.sampled_from(Whose)), max_size=4),
)
def test_all_that_is_taken_out_is_gone_and_nothing_else(text: str, passages: list[tuple[str, Whose]]) -> None:
    taken = [Taken(*one) for one in passages]
    covered = {i for one in taken for start, end in rules._where(one.text, text) for i in range(start, end)}
    left = rules.take_out(text, taken)
    for mark in MARKS.values():
        left = left.replace(mark, "")
    assert left == "".join(letter for i, letter in enumerate(text) if i not in covered)


def test_stands_in() -> None:
    assert rules.stands_in("Dean", ["no", "with Dean"])
    assert not rules.stands_in("Dean", ["Deanne"])
    assert not rules.stands_in("", ["anything"])


def test_suggestions() -> None:
    texts = ["Came with tracey and Mo", "Mona was there", "Tracey again"]
    found = rules.suggestions(texts, {"Tracey": "another woman’s name", "Mo": "on her list", "Xena": "nobody"})
    assert [(one.text, one.why) for one in found] == [
        ("Mo", "on her list"),
        ("Tracey", "another woman’s name"),
        ("tracey", "another woman’s name"),
    ]
    assert rules.capitalised(texts) == {"Mo", "Mona", "Tracey"}


def test_words_side_by_side_that_are_like_a_name() -> None:
    found = rules.like_names(["With Sarah Anne Smith-Jones at the Spar. The Spar, Sarah", "Mo’s Dean"])
    pairs = {"Sarah Anne", "Anne Smith-Jones", "Mo’s Dean"}
    assert found == {"Sarah", "Anne", "Smith-Jones", "Spar", "Mo’s", "Dean"} | pairs
