"""Words in whatever form, and what stands on her edition."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.assessments.rules import Area
from casework.care_plans.rules.content import Content, Crisis, GoalSaid, StepSaid
from casework.care_plans.rules.treatment import KINDS
from casework.printing import rules
from casework.printing.rules import (
    CAUTIOUS,
    Choice,
    Hers,
    Names,
    Part,
    her_edition,
    holds,
    without,
)
from casework.printing.rules.editions import FIXED
from casework.printing.rules.matching import forms
from casework.printing.rules.parts import ALONE, KINDS_OF, MEANS, PARTS
from casework.printing.rules.words import WORDS_OF


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ring Marco", "Marco"),
        ("Ring MARCO", "marco"),
        ("Ring Márcó", "Marco"),
        ("Ring Ma\u0301rco", "Marco"),
        ("Ring Marco", "MÁRCO"),
        ("Marco's flat", "Marco"),
        ("Marco’s flat", "Marco"),
        ("the Marcos", "Marco"),
        ("Mar-\nco came", "Marco"),
        ("Mar\u00adco came", "Marco"),
        ("M.a.r.c.o", "Marco"),
        ("at the Open\nDoor", "Open Door"),
        ("at the open-door clinic", "Open Door"),
        ("methadone-free", "methadone"),
        ("two scripts", "script"),
        ("a knife", "knives"),
        ("two knives", "knife"),
        ("two scarves", "scarf"),
        ("her baby", "babies"),
        ("their babies", "baby"),
        ("a house", "houses"),
        ("the boxes", "box"),
        ("a box", "boxes"),
        ("drugs", "drug"),
        ("a drug", "drugs"),
        ("Straße 9", "STRASSE"),
        ("ﬁnance", "finance"),
        ("in 2heroin2", "heroin"),
        ("ماركو هنا", "ماركو"),
        ("وماركو", "ماركو"),
        ("on 07700 900123", "07700900123"),
    ],
)
def test_a_word_is_found_in_any_form(text: str, word: str) -> None:
    assert holds(text, [word]) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sussex", "sex"),
        ("a manual", "Ann"),
        ("annual", "Ann"),
        ("Joanne", "Jo"),
        ("unheroic", "heroin"),
        ("a boss", "bos s x"),
        ("nothing", ""),
        ("nothing", "…"),
        ("a dress", "dresden"),
    ],
)
def test_another_word_is_not(text: str, word: str) -> None:
    assert holds(text, [word]) == ""


def test_forms_are_made_of_what_is_there() -> None:
    assert forms("boss") == ("boss",)
    assert forms("bus") == ("bus",)
    assert forms("ladies")[:2] == ("ladies", "lady")


def test_both_lines_go_where_a_word_is_split_over_them() -> None:
    kept, gone = without("First.\nAt the Open\nDoor on Monday.\nLast.", ["open door"])
    assert kept == "First.\nLast."
    assert gone == [("At the Open", "open door"), ("Door on Monday.", "open door")]


def test_taking_a_line_away_brings_no_halves_together() -> None:
    kept, gone = without("see Mar\nheroin\nco today", ["heroin", "marco"])
    assert kept == ""
    assert {word for _line, word in gone} == {"heroin", "marco"}


WORDS = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=2, max_size=12)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200)


@given(before=TEXTS, after=TEXTS, word=WORDS, change=st.sampled_from([str.upper, str.lower, str.title, str]))
def test_a_word_on_its_own_is_always_found(before: str, after: str, word: str, change: object) -> None:
    assert callable(change)
    said = f"{before}\n{change(word)}\n{after}"
    folded = "".join(ch for ch in unicodedata.normalize("NFKD", word) if ch.isalnum())
    if folded and change(word).casefold() == word.casefold():
        assert holds(said, [word])


@given(text=TEXTS, words=st.lists(WORDS, max_size=4))
def test_what_is_left_holds_none_and_every_line_is_accounted_for(text: str, words: list[str]) -> None:
    kept, gone = without(text, words)
    assert not holds(kept, words)
    lines = [line.strip() for line in text.splitlines()]
    for line in kept.splitlines():
        assert line.strip() in lines
    for line, _word in gone:
        assert line in lines


SHORT = st.text(alphabet="abcdefghijklm \n'-éÀ", max_size=40)
STEPS = st.builds(
    StepSaid,
    what=SHORT,
    who=st.sampled_from(["her", "worker", "together", "other", "?"]),
    by=SHORT,
    due_on=st.none() | st.dates(),
    done_on=st.none() | st.dates(),
    dropped_on=st.none() | st.dates(),
)
GOALS = st.builds(
    GoalSaid,
    what=SHORT,
    her_words=SHORT,
    area=st.sampled_from([*Area, ""]),
    tier=st.none() | st.integers(1, 4),
    end=st.sampled_from(["", "reached", "dropped"]),
    steps=st.lists(STEPS, max_size=3).map(tuple),
)
CONTENTS = st.builds(
    Content,
    wants=SHORT,
    strengths=SHORT,
    crisis=st.builds(Crisis, signs=SHORT, helps=SHORT, people=SHORT, safe=SHORT),
    goals=st.lists(GOALS, max_size=3).map(tuple),
    review_on=st.none() | st.dates(),
)
CHOICES = st.builds(
    Choice,
    parts=st.frozensets(st.sampled_from(Part)),
    words=st.lists(st.text(alphabet="abcdefghijklmé", min_size=2, max_size=6), max_size=3).map(tuple),
)


@given(content=CONTENTS, choice=CHOICES, called=SHORT)
def test_no_word_that_she_leaves_out_stands_on_it(content: Content, choice: Choice, called: str) -> None:
    hers = her_edition(content, choice, Names(called=called, hers=(called,)))
    avoided = [*choice.words, *(word for part in choice.parts for word in WORDS_OF.get(part, ()))]
    for said in hers.words():
        assert not holds(said, avoided), said
    if Part.CRISIS in choice.parts:
        assert all(section.heading != "When things get hard" for section in hers.sections)
    if Part.DATES in choice.parts:
        assert hers.review == ""
    open_goals = [goal for goal in content.goals if not goal.end]
    shown = [goal for section in hers.sections for goal in section.goals]
    assert len(shown) <= len(open_goals)


@given(content=CONTENTS, choice=CHOICES, more=st.sampled_from(Part))
def test_leaving_more_out_never_puts_more_on_it(content: Content, choice: Choice, more: Part) -> None:
    names = Names(called="Anna")
    less = her_edition(content, replace(choice, parts=choice.parts | {more}), names)
    before = " ".join(her_edition(content, choice, names).words())
    for section in less.sections:
        for _heading, lines in section.lines:
            assert all(line in before for line in lines)


PLAN = Content(
    wants="A flat.\nTo leave him.",
    strengths="I cook.",
    goals=(
        GoalSaid(
            "housing",
            "A room",
            her_words="With a door.\nHe must not know.",
            steps=(
                StepSaid("Form", "together", "Jo Ash", date(2026, 12, 1)),
                StepSaid("Old", done_on=date(2026, 1, 2)),
            ),
        ),
        GoalSaid("substances", "Less"),
        GoalSaid("physical", "See the nurse", tier=3, kind="prescribing"),
        GoalSaid("mental", "Feel better"),
        GoalSaid("family", "My son"),
        GoalSaid("friends", "Meet Kim"),
        GoalSaid("living", "Done", end="reached"),
        GoalSaid(
            "",
            "Hand in",
            steps=(
                StepSaid("Post it", "other", "Kim"),
                StepSaid("Ask", "worker"),
                StepSaid("Go", "her"),
                StepSaid("Odd", "?"),
            ),
        ),
    ),
    crisis=Crisis("I shake.", "Tea.", "Kim.", "Ring Jo."),
    review_on=date(2026, 12, 24),
)
NAMES = Names(("Lantern House",), ("Jo Ash", "Jo", "Ash"), ("Anna", "Kovac"), "Anna")


def goals_of(hers: Hers) -> list[str]:
    return [goal.what for section in hers.sections for goal in section.goals]


def test_with_nothing_left_out_every_open_goal_stands_on_it() -> None:
    hers = her_edition(PLAN, Choice(frozenset(), asked=True), NAMES)
    assert goals_of(hers) == ["A room", "Less", "See the nurse", "Feel better", "My son", "Meet Kim", "Hand in"]
    assert hers.left_out == ()
    assert (hers.name, hers.review) == ("Anna", "24 December 2026")
    (room, *_rest, last) = [goal for section in hers.sections for goal in section.goals]
    assert room.steps == (("Form", "Together with Jo Ash, by 1 December 2026"),)
    assert room.words == ("With a door.", "He must not know.")
    assert last.steps == (("Post it", "Kim"), ("Ask", "My worker"), ("Go", "Me"), ("Odd", ""))
    assert hers.sections[0].heading == "What I want"
    assert not hers.is_empty


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        (Part.SUBSTANCES, "Less"),
        (Part.TREATMENT, "See the nurse"),
        (Part.MENTAL_HEALTH, "Feel better"),
        (Part.FAMILY, "My son"),
        (Part.OTHER_PEOPLE, "Meet Kim"),
    ],
)
def test_a_goal_goes_with_its_part(part: Part, gone: str) -> None:
    hers = her_edition(PLAN, Choice(frozenset({part})), NAMES)
    assert gone not in goals_of(hers)
    assert gone in [one.text for one in hers.left_out]


def test_each_part_takes_what_it_says() -> None:
    said = {part: " ".join(her_edition(PLAN, Choice(frozenset({part})), NAMES).words()) for part in Part}
    assert "Jo" not in said[Part.WORKERS].replace("Jo-", "")
    assert "by 1 December 2026" in said[Part.WORKERS]
    assert "Anna" not in said[Part.HER_NAME]
    assert "leave him" not in said[Part.SAFETY]
    assert "December" not in said[Part.DATES]
    assert "Tea." not in said[Part.CRISIS]
    assert "Kim" not in said[Part.OTHER_PEOPLE]
    assert "Somebody else" in said[Part.OTHER_PEOPLE]


def test_what_she_says_about_a_goal_loses_the_lines_that_she_leaves_out() -> None:
    hers = her_edition(PLAN, Choice(frozenset(), ("know",)), NAMES)
    (room, *_rest) = [goal for section in hers.sections for goal in section.goals]
    assert room.words == ("With a door.",)
    assert [one.text for one in hers.left_out] == ["He must not know."]


def test_what_she_says_about_a_goal_goes_with_it() -> None:
    plan = replace(PLAN, goals=(replace(PLAN.goals[1], her_words="Only at night"),))
    hers = her_edition(plan, Choice(frozenset({Part.SUBSTANCES})), NAMES)
    assert "Only at night" not in " ".join(hers.words())
    assert "Only at night" in [one.text for one in hers.left_out]


def test_an_area_or_a_day_that_holds_a_word_is_not_said() -> None:
    hers = her_edition(PLAN, Choice(frozenset(), ("December", "family")), NAMES)
    assert hers.review == ""
    areas = {goal.what: goal.area for section in hers.sections for goal in section.goals}
    assert areas["My son"] == ""
    room = next(goal for section in hers.sections for goal in section.goals if goal.what == "A room")
    assert room.steps == (("Form", ""),)


def test_unasked_it_leaves_out_all_that_could_be_used() -> None:
    assert rules.both([]) == Choice()
    assert Choice().parts == CAUTIOUS
    assert Part.DATES not in CAUTIOUS
    assert not Choice().asked


def test_of_two_what_either_leaves_out() -> None:
    one = Choice(frozenset({Part.DATES}), ("a b", "cc"), asked=True)
    other = Choice(frozenset({Part.CRISIS}), ("cc", "dd"), no_paper=True, asked=True)
    assert rules.both([one, other]) == Choice(
        frozenset({Part.DATES, Part.CRISIS}), ("a b", "cc", "dd"), no_paper=True, asked=True
    )


def test_everything_is_named() -> None:
    assert list(PARTS) == list(MEANS) == list(Part)
    for part, words in WORDS_OF.items():  # "My worker" does not stand on it where nothing may say that there is one
        assert part in ALONE or not [word for word in words if rules.clashes(word)]
    for said in FIXED:
        assert rules.clashes(said.split()[0])


def test_how_many_steps_are_done() -> None:
    assert rules.steps_done(PLAN) == (1, 6)


def test_a_plan_changes_with_its_words_and_not_with_what_was_done() -> None:
    done = replace(
        PLAN,
        goals=(
            replace(
                PLAN.goals[0],
                end="reached",
                ended_on=date(2026, 1, 3),
                steps=tuple(replace(step, done_on=date(2026, 1, 1), outcome="Good") for step in PLAN.goals[0].steps),
            ),
            *PLAN.goals[1:],
        ),
    )
    assert rules.same(PLAN, done)
    assert not rules.same(PLAN, replace(PLAN, wants="Other"))
    assert not rules.same(PLAN, replace(PLAN, goals=PLAN.goals[1:]))


@pytest.mark.parametrize(("part", "kind"), [(part, kind) for part, kinds in KINDS_OF.items() for kind in sorted(kinds)])
def test_a_goal_of_a_kind_of_help_goes_with_what_that_is_about(part: Part, kind: str) -> None:
    assert any(kind in kinds for kinds in KINDS.values())
    plan = Content(wants="A dog", goals=(GoalSaid("", "See Ann", tier=1, kind=kind),))
    assert goals_of(her_edition(plan, Choice(frozenset({part})), NAMES)) == []
    assert goals_of(her_edition(plan, Choice(frozenset({Part.DATES})), NAMES)) == ["See Ann"]


def step_by(who: str, by: str) -> Content:
    return Content(goals=(GoalSaid("", "Hand in", steps=(StepSaid("Post it", who, by),)),))


def test_a_plan_is_what_it_was_after_a_review_and_with_another_worker() -> None:
    assert rules.same(PLAN, replace(PLAN, review_on=date(2027, 3, 1)))
    for who in ("worker", "together"):
        assert rules.same(step_by(who, "Jo Ash"), step_by(who, "Jo Oakes"))
    assert not rules.same(step_by("other", "Kim"), step_by("other", "Dave"))
    assert not rules.same(step_by("her", ""), step_by("worker", ""))


@pytest.mark.parametrize("part", sorted(ALONE))
def test_where_nobody_may_know_of_us_it_does_not_say_that_she_has_a_worker(part: Part) -> None:
    plan = replace(PLAN, goals=(*PLAN.goals, GoalSaid("agencies", "Sort my letters")))
    hers = her_edition(plan, Choice(frozenset({part})), NAMES)
    assert hers.again == "To look at again on 24 December 2026."
    goals = {goal.what: goal for section in hers.sections for goal in section.goals}
    assert goals["Sort my letters"].area == ""
    assert goals["A room"].steps == (("Form", "by 1 December 2026"),)
    assert goals["Hand in"].steps == (("Post it", "Kim"), ("Ask", ""), ("Go", "Me"), ("Odd", ""))
    every = her_edition(plan, Choice(frozenset()), NAMES)
    assert every.again == "We look at it again on 24 December 2026."
    assert her_edition(replace(plan, review_on=None), Choice(frozenset()), NAMES).again == ""


def test_a_mark_changes_with_what_she_wants_and_with_names_that_are_left_out() -> None:
    hidden, shown = Choice(frozenset({Part.HER_NAME})), Choice(frozenset({Part.DATES}))
    assert rules.mark(hidden, ["Anna"]) != rules.mark(hidden, ["Anna", "Bea"])
    assert rules.mark(shown, ["Anna"]) == rules.mark(shown, ["Anna", "Bea"])
    said = [shown, replace(shown, words=("a b",)), replace(shown, no_paper=True), replace(shown, asked=True)]
    assert len({rules.mark(each, []) for each in said}) == len(said)
