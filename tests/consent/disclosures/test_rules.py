"""How a release moves, on what grounds, and what it must say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.agreements.rules import Ground
from consent.disclosures import rules, wording
from consent.disclosures.rules import Fault, Missing, State, Step
from dussk.settings import BASE_DIR

EVERY_GROUND = ["", rules.CONSENT, *(ground.value for ground in Ground)]


def test_the_table_of_moves() -> None:
    found = {
        (state.value, step.value): after.value
        for state in State
        for step in Step
        if (after := rules.moved(step, state, "A")) is not None
    }
    assert found == {
        ("asked", "put_forward"): "waiting",
        ("asked", "refuse"): "refused",
        ("asked", "drop"): "dropped",
        ("waiting", "approve"): "approved",
        ("waiting", "turn_down"): "refused",
        ("waiting", "take_back"): "asked",
        ("waiting", "drop"): "dropped",
        ("approved", "release"): "released",
        ("approved", "take_back"): "asked",
        ("approved", "drop"): "dropped",
    }


def test_with_her_consent_it_goes_straight_out_and_to_no_manager() -> None:
    assert rules.moved(Step.RELEASE, State.ASKED, rules.CONSENT) is State.RELEASED
    assert not rules.may(Step.PUT_FORWARD, State.ASKED, rules.CONSENT)


@pytest.mark.parametrize("ground", [ground for ground in EVERY_GROUND if ground != rules.CONSENT])
def test_on_no_other_ground_does_it_leave_without_approval(ground: str) -> None:
    assert not rules.may(Step.RELEASE, State.ASKED, ground)
    assert not rules.may(Step.RELEASE, State.WAITING, ground)
    assert rules.may(Step.PUT_FORWARD, State.ASKED, ground) == bool(ground)


@given(st.sampled_from(EVERY_GROUND), st.lists(st.sampled_from(list(Step)), max_size=12))
def test_it_is_released_once_and_only_after_what_it_needs(ground: str, steps: list[Step]) -> None:
    state, approved, left = State.ASKED, False, 0
    for step in steps:
        after = rules.moved(step, state, ground)
        if after is None:
            continue
        approved = after is State.APPROVED or (approved and after is not State.ASKED)
        if after is State.RELEASED:
            left += 1
            assert ground == rules.CONSENT or approved
        state = after
        assert state not in rules.CLOSED or not list(rules.opens(state, ground))
    assert left <= 1


def test_every_state_is_reached_and_left_or_closed() -> None:
    assert {move.after for move in rules.MOVES} | {State.ASKED} == set(State)
    assert {move.before for move in rules.MOVES} | set(rules.CLOSED) == set(State)


def test_the_diagram_has_every_move() -> None:
    drawn = rules.diagram()
    assert all(f"{move.before} --> {move.after}: {move.words}" in drawn for move in rules.MOVES)
    assert drawn in (BASE_DIR / "docs/disclosures.md").read_text()


@pytest.mark.parametrize("ground", EVERY_GROUND)
def test_whose_list_gives_way(ground: str) -> None:
    assert rules.overrides_list(ground) == (ground in ("A", "B", "C", "D", "F", "G"))
    assert rules.needs_approval(ground) == (ground != "consent")


def test_ground_g_is_offered_only_where_her_form_names_it() -> None:
    assert "G" in rules.grounds_offered(with_reputation=True)
    assert rules.grounds_offered(with_reputation=False) == ("consent", "A", "B", "C", "D", "E", "F")


@pytest.mark.parametrize(
    ("ground", "has_yes", "with_reputation", "talked", "fault"),
    [
        ("consent", True, False, False, None),
        ("consent", False, True, True, Fault.NO_YES),
        ("G", True, False, True, Fault.NOT_ON_FORM),
        ("G", False, True, False, None),
        ("E", False, False, False, Fault.NOT_TALKED),
        ("E", False, False, True, None),
        ("A", False, False, False, None),
    ],
)
def test_faults_of_a_ground(
    ground: str, *, has_yes: bool, with_reputation: bool, talked: bool, fault: Fault | None
) -> None:
    found = rules.fault_of_ground(ground, has_yes=has_yes, with_reputation=with_reputation, talked=talked)
    assert found is fault


@pytest.mark.parametrize("ground", EVERY_GROUND)
def test_what_she_took_back_ends_her_own_permission_alone(ground: str) -> None:
    found = rules.fault_of_ground(ground, has_yes=True, with_reputation=True, talked=True, is_over=True)
    assert found is (Fault.TAKEN_BACK if ground == "E" else None)


FULL = rules.Facts("A", ("6-life", "9-none"), "A child", date(2026, 11, 1), "Jo")


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        (FULL, ()),
        (rules.Facts(), (Missing.GROUND, Missing.WHY, Missing.ARTICLE_6, Missing.ARTICLE_9, Missing.TALKED)),
        (rules.Facts("A", ("6-life", "9-public"), "A child", not_talked="urgent"), (Missing.SCHEDULE_1,)),
        (rules.Facts("A", ("6-life", "9-public", "s1-safeguarding"), "A child", not_talked="urgent"), ()),
        (rules.Facts("A", ("6-life", "9-care", "s1-care"), "A child", not_talked="urgent"), ()),
        (rules.Facts("A", ("9-life",), "A child", not_talked="urgent"), (Missing.ARTICLE_6,)),
        (rules.Facts("A", ("6-life", "nothing-known"), "Why", not_talked="urgent"), (Missing.ARTICLE_9,)),
        (rules.Facts("A", ("6-life", "9-none"), "A child", date(2026, 11, 1)), (Missing.TALKED,)),
    ],
)
def test_what_is_missing(facts: rules.Facts, lacks: tuple[Missing, ...]) -> None:
    assert rules.missing(facts) == lacks


def test_that_nothing_is_needed_contradicts_a_condition() -> None:
    assert rules.contradicts(("6-life", "9-none", "9-life"))
    assert not rules.contradicts(("6-life", "9-life", "9-public"))
    assert not rules.contradicts(("9-none",))


def test_what_is_usual_can_be_chosen_and_goes_on() -> None:
    for ground in rules.grounds_offered(with_reputation=True):
        bases = rules.USUAL[ground]
        assert rules.usual_for(ground) == tuple(rules.BASES[code] for code in bases)
        assert not rules.contradicts(bases)
        if ground != "G":
            facts = rules.Facts(ground, bases, "Why", not_talked="urgent")
            assert rules.missing(facts) == ()
    assert rules.usual_for("") == rules.usual_for("G") == ()


def test_the_list_of_the_law_is_of_three_articles() -> None:
    assert [*rules.ARTICLE_6, *rules.ARTICLE_9, *rules.SCHEDULE_1] == list(rules.BASES)


def test_everything_has_words() -> None:
    assert set(wording.MISSING) == set(Missing)
    assert set(wording.FAULT) == set(Fault)
    assert [str(ground) for ground in wording.GROUNDS] == list(rules.grounds_offered(with_reputation=True))
    assert set(rules.NOT_TALKED) == set(rules.Reason)


@pytest.mark.parametrize("how", list(rules.How))
def test_whom_it_resembles_is_said_in_words(how: rules.How) -> None:
    listed = rules.Listed(1, "Gareth", "Stepfather")
    said = wording.in_words(rules.Near(listed, rules.Part.PERSON, "Gaz", how, "gaz", "gareth"))
    assert said.startswith("The person there: ")
    assert "“Gareth” (Stepfather)" in said
    assert "“Gaz”" in said
    nothing_of_hers = rules.Near(rules.Listed(1, "Gaz"), rules.Part.ASKED, "Gaz", rules.How.SAME, "gaz", "gaz")
    assert wording.in_words(nothing_of_hers) == "Who asked: “Gaz” is the same name as “Gaz”"
