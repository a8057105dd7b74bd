"""What a plan says, what changed in it, how a step stands, what an assessment proposes, and how a version stands."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.assessments.rules import AREAS, Area
from casework.care_plans.rules import MOST_GOALS, MOST_STEPS, Who, treatment
from casework.care_plans.rules.changes import changes, short, who_words
from casework.care_plans.rules.content import Content, Crisis, GoalSaid, StepSaid
from casework.care_plans.rules.proposing import LONGEST, Rated, first_words, proposals
from casework.care_plans.rules.steps import OVER, Fault, Stands, fault_of_due, fault_of_end, fault_of_next, stands
from casework.care_plans.rules.treatment import What
from casework.care_plans.rules.versions import WORDS, State, may_countersign, state

DAY = date(2026, 11, 23)
THEN = datetime(2026, 11, 23, 12, tzinfo=UTC)
STEP = StepSaid("Ring the housing office", "worker", "Jo Ashdown", DAY, uid="s1")
GOAL = GoalSaid("housing", "A room with a lock", "Not a hostel", steps=(STEP,), uid="g1")
PLAN = Content("My own front door", "Up early", (GOAL,), Crisis(signs="Walks at night"), DAY)


def with_step(**changed: object) -> Content:
    return replace(PLAN, goals=(replace(GOAL, steps=(replace(STEP, **changed),)),))  # type: ignore[arg-type]


def with_goal(**changed: object) -> Content:
    return replace(PLAN, goals=(replace(GOAL, **changed),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (PLAN, PLAN, []),
        (Content(), replace(Content(), wants="A door"), ["What she wants: written"]),
        (PLAN, replace(PLAN, wants="A garden"), ["What she wants: worded anew"]),
        (PLAN, replace(PLAN, wants=""), ["What she wants: taken out"]),
        (PLAN, replace(PLAN, strengths="Her dog"), ["Strengths, and what and who helps: worded anew"]),
        (
            replace(PLAN, goals=()),
            PLAN,
            ["New goal: A room with a lock", "New step: Ring the housing office"],
        ),
        (PLAN, replace(PLAN, goals=()), ["No longer in the plan: A room with a lock"]),
        (PLAN, with_goal(what="A flat"), ["Goal worded anew: A flat (before: A room with a lock)"]),
        (PLAN, with_goal(her_words=""), ["Her words about “A room with a lock”: taken out"]),
        (PLAN, with_goal(area="mental"), ["“A room with a lock” is now under Mental health"]),
        (PLAN, with_goal(area=""), ["“A room with a lock” is now under no area"]),
        (
            PLAN,
            with_goal(tier=3, kind="prescribing"),
            ["Treatment for “A room with a lock”: Prescribing (tier 3)"],
        ),
        (with_goal(tier=3, kind="prescribing"), PLAN, ["Treatment for “A room with a lock”: none"]),
        (PLAN, with_goal(end="reached", ended_on=DAY), ["A room with a lock: reached on 23 Nov 2026"]),
        (
            PLAN,
            with_goal(end="dropped", ended_on=DAY, ended_why="She moved"),
            ["A room with a lock: dropped on 23 Nov 2026: She moved"],
        ),
        (with_goal(end="reached", ended_on=DAY), PLAN, ["Taken up again: A room with a lock"]),
        (PLAN, with_goal(steps=(STEP, StepSaid("See it", "her", uid="s2"))), ["New step: See it"]),
        (PLAN, with_step(what="Write to them"), ["Step worded anew: Write to them (before: Ring the housing office)"]),
        (PLAN, with_step(who="her", by=""), ["“Ring the housing office” is now done by her"]),
        (
            PLAN,
            with_step(due_on=DAY + timedelta(7)),
            ["“Ring the housing office”: by 30 Nov 2026 (before: 23 Nov 2026)"],
        ),
        (PLAN, with_step(due_on=None), ["“Ring the housing office”: no day any more (before: 23 Nov 2026)"]),
        (with_step(due_on=None), PLAN, ["“Ring the housing office”: by 23 Nov 2026"]),
        (PLAN, with_step(done_on=DAY), ["Ring the housing office: done on 23 Nov 2026"]),
        (
            PLAN,
            with_step(dropped_on=DAY, dropped_why="Not wanted"),
            ["Ring the housing office: dropped on 23 Nov 2026: Not wanted"],
        ),
        (with_step(done_on=DAY), PLAN, ["Taken up again: Ring the housing office"]),
        (PLAN, replace(PLAN, crisis=Crisis(signs="Walks at night", helps="Tea")), ["What helps then: written"]),
        (PLAN, replace(PLAN, review_on=None), ["Review date: none (before: 23 Nov 2026)"]),
        (replace(PLAN, review_on=None), PLAN, ["Review date: 23 Nov 2026"]),
    ],
)
def test_what_changed_is_told_in_words(old: Content, new: Content, lines: list[str]) -> None:
    assert changes(old, new) == lines


def test_a_dropped_thing_without_a_reason_is_told_without_one() -> None:
    assert changes(PLAN, with_step(dropped_on=DAY)) == ["Ring the housing office: dropped on 23 Nov 2026"]
    assert changes(PLAN, with_goal(end="reached")) == ["A room with a lock: reached"]


def test_long_words_are_named_by_their_beginning() -> None:
    assert short("a  b\nc") == "a b c"
    assert len(short("word " * 100)) <= 80
    assert short("word " * 100).endswith("word…")


@pytest.mark.parametrize(
    ("who", "by", "words"),
    [
        ("her", "", "her"),
        ("her", "Jo", "her"),
        ("together", "Jo", "her and Jo together"),
        ("together", "", "her and a worker together"),
        ("worker", "Jo", "Jo"),
        ("worker", "", "a worker"),
        ("other", "Ruth", "Ruth"),
        ("other", "", "somebody else"),
    ],
)
def test_who_does_it_in_words(who: str, by: str, words: str) -> None:
    assert who_words(StepSaid("Ring", who, by)) == words


days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
text = st.text(max_size=30)
steps = st.builds(
    StepSaid, text, st.sampled_from([each.value for each in Who]), text, days, days, days, text, st.uuids().map(str)
)
goals = st.builds(
    GoalSaid,
    st.sampled_from(["", *(area.value for area in Area)]),
    text,
    text,
    st.none() | st.integers(1, 4),
    st.sampled_from(["", "prescribing", "other"]),
    st.sampled_from(["", "reached", "dropped"]),
    days,
    text,
    st.lists(steps, max_size=3, unique_by=lambda step: step.uid).map(tuple),
    st.uuids().map(str),
)
plans = st.builds(
    Content,
    text,
    text,
    st.lists(goals, max_size=4, unique_by=lambda goal: goal.uid).map(tuple),
    st.builds(Crisis, text, text, text, text),
    days,
)


@given(plans)
def test_a_plan_comes_back_from_what_is_kept_as_it_was(plan: Content) -> None:
    assert Content.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@given(plans)
def test_nothing_changed_in_what_is_the_same(plan: Content) -> None:
    assert changes(plan, plan) == []


@given(plans, plans)
def test_of_two_plans_every_new_goal_is_told(old: Content, new: Content) -> None:
    told = changes(old, new)
    before = {goal.uid for goal in old.goals}
    assert sum(line.startswith("New goal:") for line in told) >= sum(goal.uid not in before for goal in new.goals)
    assert bool(told) or old == new


@given(plans)
def test_every_goal_is_under_one_area_and_none_is_lost(plan: Content) -> None:
    shown = [goal for _words, of_area in plan.by_area for goal in of_area]
    assert sorted(shown, key=lambda goal: goal.uid) == sorted(plan.goals, key=lambda goal: goal.uid)
    assert [goal for goal in plan.goals if not goal.end] == plan.open_goals


def test_the_areas_come_in_the_order_of_the_form_and_none_comes_last() -> None:
    mine = [GoalSaid(area, area or "free", uid=area) for area in ("", "living", "housing")]
    assert [words for words, _goals in Content(goals=tuple(mine)).by_area] == ["Housing", "Living skills", ""]


def test_what_is_not_there_is_nothing() -> None:
    assert not Content()
    assert not Content(review_on=DAY)
    assert not Crisis()
    assert Content(crisis=Crisis(safe="Home by ten"))
    assert Crisis(helps="Tea").lines == [("What helps then", "Tea")]
    assert Content.from_json({}) == Content()
    assert GOAL.area_words == "Housing"
    assert GOAL.treatment is None
    assert with_goal(tier=4, kind="detox").goals[0].treatment == What(4, "detox")
    assert STEP.is_open
    assert not replace(STEP, dropped_on=DAY).is_open


YESTERDAY, TOMORROW = DAY - timedelta(1), DAY + timedelta(1)


@pytest.mark.parametrize(
    ("due", "done", "dropped", "found"),
    [
        (None, None, None, Stands.NO_DAY),
        (TOMORROW, None, None, Stands.TO_COME),
        (DAY, None, None, Stands.DUE),
        (YESTERDAY, None, None, Stands.OVERDUE),
        (YESTERDAY, DAY, None, Stands.DONE),
        (YESTERDAY, None, DAY, Stands.DROPPED),
    ],
)
def test_how_a_step_stands(due: date | None, done: date | None, dropped: date | None, found: Stands) -> None:
    assert stands(due_on=due, done_on=done, dropped_on=dropped, today=DAY) is found
    assert (found in OVER) == bool(done or dropped)


@pytest.mark.parametrize(
    ("on", "fault"), [(YESTERDAY, Fault.BEFORE_SET), (DAY, None), (TOMORROW, None), (DAY + timedelta(9), Fault.TO_COME)]
)
def test_a_step_ends_between_the_day_it_was_set_and_today(on: date, fault: Fault | None) -> None:
    assert fault_of_end(on, DAY, TOMORROW) is fault


@pytest.mark.parametrize(
    ("due", "fault"),
    [(None, None), (YESTERDAY, Fault.BEFORE_SET), (DAY, None), (DAY + timedelta(733), Fault.TOO_FAR)],
)
def test_a_step_is_due_after_it_was_set(due: date | None, fault: Fault | None) -> None:
    assert fault_of_due(due, DAY) is fault


@pytest.mark.parametrize(
    ("on", "fault"),
    [(None, None), (DAY, Fault.BEFORE_SET), (TOMORROW, None), (DAY + timedelta(733), Fault.TOO_FAR)],
)
def test_the_next_review_is_later(on: date | None, fault: Fault | None) -> None:
    assert fault_of_next(on, DAY) is fault


def test_there_is_an_end_to_goals_and_steps() -> None:
    assert (MOST_GOALS, MOST_STEPS) == (200, 50)


@pytest.mark.parametrize(
    ("agreed", "back", "otherwise", "found"),
    [
        (None, None, "", State.WAITING),
        (None, None, "Not this", State.OTHERWISE),
        (None, THEN, "Not this", State.TAKEN_BACK),
        (None, THEN, "", State.TAKEN_BACK),
        (THEN, None, "", State.AGREED),
    ],
)
def test_how_a_version_stands(agreed: datetime | None, back: datetime | None, otherwise: str, found: State) -> None:
    assert state(agreed_at=agreed, taken_back_at=back, not_agreed=otherwise) is found
    assert WORDS[found]


@pytest.mark.parametrize(
    ("changed", "may"),
    [
        ({}, True),
        ({"made_by": None}, True),
        ({"made_by": 2}, False),
        ({"taken_up_by": 2}, False),
        ({"countersigned": True}, False),
        ({"superseded": True}, False),
        ({"stands": State.WAITING}, False),
        ({"stands": State.OTHERWISE}, False),
        ({"stands": State.TAKEN_BACK}, False),
    ],
)
def test_who_may_countersign(changed: dict[str, Any], *, may: bool) -> None:
    asked: dict[str, Any] = {
        "stands": State.AGREED,
        "countersigned": False,
        "superseded": False,
        "made_by": 1,
        "taken_up_by": 3,
    }
    assert may_countersign(**(asked | changed), by=2) is may


def test_what_an_assessment_proposes() -> None:
    rated = [
        Rated(Area.LIVING, 5, 5, "Fine"),
        Rated(Area.HOUSING, 1, None, "Not a hostel", "A room of her own\nand a cat"),
        Rated(Area.MENTAL, 3, 2),
        Rated(Area.FRIENDS, None, None, "I have some", " "),
        Rated(Area.FAMILY, plan="See her mother"),
        Rated(Area.PHYSICAL, 2, 1),
    ]
    found = [(each.area, each.what, each.her_words, each.why) for each in proposals(rated)]
    assert found == [
        (Area.HOUSING, "A room of her own", "Not a hostel", "Something was planned here. Rated hers 1"),
        (Area.PHYSICAL, "", "", "Rated hers 2, the worker’s 1"),
        (Area.MENTAL, "", "", "Rated the worker’s 2"),
        (Area.FAMILY, "See her mother", "", "Something was planned here"),
    ]


ratings = st.none() | st.integers(1, 5)


@given(
    st.lists(st.builds(Rated, st.sampled_from(list(Area)), ratings, ratings, text, text), unique_by=lambda r: r.area)
)
def test_a_blank_rating_proposes_nothing(rated: list[Rated]) -> None:
    found = {each.area for each in proposals(rated)}
    for each in rated:
        low = [rating for rating in (each.hers, each.workers) if rating is not None and rating <= 2]
        assert (each.area in found) == (bool(low) or bool(each.plan.strip()))
    order = list(AREAS)
    assert [each.area for each in proposals(rated)] == sorted(found, key=order.index)


@given(st.text(max_size=700))
def test_a_goal_is_never_longer_than_it_may_be(plan: str) -> None:
    words = first_words(plan)
    assert len(words) <= LONGEST
    assert "\n" not in words


def test_tiers_and_kinds_are_the_same_for_referrals_and_goals() -> None:
    assert treatment.fits(3, "prescribing")
    assert str(What(4, "rehab")) == "Residential rehabilitation (tier 4)"
