"""What the answers of a screening come to, and where a woman stands: as tables, and for anything at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.intake import rules
from casework.intake.rules import FOUND_ELIGIBLE, SCREENED, Asked, Result, Said, Stage, Standing, outcome, stage

YES, NO, NOT_KNOWN = Said
STUDY = tuple(Asked(one.code, one.is_of_age) for one in rules.STANDARD_CRITERIA)
ALL_YES = {one.code: YES for one in STUDY}


@pytest.mark.parametrize(
    ("answers", "result", "failed", "missing", "safeguarding"),
    [
        ({}, Result.ELIGIBLE, (), (), False),
        ({"woman": NO}, Result.NOT_ELIGIBLE, ("woman",), (), False),
        ({"age": NO}, Result.NOT_ELIGIBLE, ("age",), (), True),
        ({"age": NOT_KNOWN}, Result.INCOMPLETE, (), ("age",), True),
        ({"selling": NO}, Result.NOT_ELIGIBLE, ("selling",), (), False),
        ({"using": NO, "selling": NO}, Result.NOT_ELIGIBLE, ("selling", "using"), (), False),
        ({"using": NOT_KNOWN}, Result.INCOMPLETE, (), ("using",), False),
        ({"using": NO, "selling": NOT_KNOWN}, Result.NOT_ELIGIBLE, ("using",), ("selling",), False),
        ({"using": NO, "age": NOT_KNOWN}, Result.NOT_ELIGIBLE, ("using",), ("age",), True),
    ],
)
def test_what_the_studys_criteria_come_to(
    answers: dict[str, Said],
    result: Result,
    failed: tuple[str, ...],
    missing: tuple[str, ...],
    safeguarding: bool,  # noqa: FBT001
) -> None:
    assert outcome(STUDY, ALL_YES | answers) == rules.Outcome(result, failed, missing, safeguarding)


def test_nothing_answered_is_asked_and_never_refused() -> None:
    missing = ("woman", "age", "selling", "using")
    assert outcome(STUDY, {}) == rules.Outcome(Result.INCOMPLETE, (), missing, safeguarding=True)


_CRITERIA = st.lists(
    st.builds(Asked, st.text("abcdef", min_size=1, max_size=3), st.booleans()),
    max_size=8,
    unique_by=lambda one: one.code,
)


@given(_CRITERIA, st.data())
def test_for_any_criteria_and_answers(criteria: list[Asked], data: st.DataObject) -> None:
    codes = [one.code for one in criteria]
    answers = data.draw(st.dictionaries(st.sampled_from(codes or ["none"]), st.sampled_from(Said)))
    found = outcome(criteria, answers)
    assert not set(found.failed) & set(found.missing)
    assert {*found.failed, *found.missing} == {code for code in codes if answers.get(code) is not YES}
    assert (found.result is Result.ELIGIBLE) == (not found.failed and not found.missing)
    assert (found.result is Result.NOT_ELIGIBLE) == bool(found.failed)
    assert found.safeguarding == any(one.is_of_age and answers.get(one.code) is not YES for one in criteria)
    assert not (found.safeguarding and found.result is Result.ELIGIBLE)
    # Not known and not asked are one, and an answer to something else changes nothing.
    known = {code: said for code, said in answers.items() if said is not NOT_KNOWN}
    assert outcome(criteria, {**known, "something else": NO}) == found


@pytest.mark.parametrize(
    ("standing", "where"),
    [
        (Standing(declined=False, result=None), Stage.OFFERED),
        (Standing(declined=True, result=None), Stage.DECLINED_SCREENING),
        (Standing(declined=True, result=Result.ELIGIBLE, decision="consented"), Stage.DECLINED_SCREENING),
        (Standing(declined=False, result=Result.INCOMPLETE), Stage.INCOMPLETE),
        (Standing(declined=False, result=Result.NOT_ELIGIBLE), Stage.NOT_ELIGIBLE),
        (Standing(declined=False, result=Result.ELIGIBLE), Stage.ELIGIBLE),
        (Standing(declined=False, result=Result.ELIGIBLE, decision="consented"), Stage.CONSENTED),
        (Standing(declined=False, result=Result.ELIGIBLE, decision="cannot"), Stage.CANNOT_CONSENT),
        (Standing(declined=False, result=Result.ELIGIBLE, decision="declined"), Stage.DECLINED),
    ],
)
def test_where_she_stands(standing: Standing, where: Stage) -> None:
    assert stage(standing) is where


def test_every_place_is_in_one_part_of_the_flow() -> None:
    assert set(FOUND_ELIGIBLE) < set(SCREENED)
    assert set(Stage) - set(SCREENED) == {Stage.OFFERED, Stage.DECLINED_SCREENING}


@given(st.lists(st.sampled_from(Stage)))
def test_counts_add_up(stages: list[Stage]) -> None:
    counts = rules.counted(stages)
    assert set(counts) == set(Stage)
    assert sum(counts.values()) == len(stages)


@pytest.mark.parametrize(
    ("on", "due"), [(None, False), (date(2026, 11, 21), True), (date(2026, 11, 22), True), (date(2026, 11, 23), False)]
)
def test_when_to_ask_again(on: date | None, due: bool) -> None:  # noqa: FBT001
    assert rules.ask_again_is_due(on, date(2026, 11, 22)) is due
