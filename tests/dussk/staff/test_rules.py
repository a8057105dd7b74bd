"""The rules of signing in and of giving access."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dussk.staff import rules
from dussk.staff.rules import SessionState, Step, may_approve_as, session_state, step

IDLE, AGE = 1200.0, 43_200.0


@pytest.mark.parametrize(
    ("signed_in_at", "seen_at", "now", "state"),
    [
        (0, 0, 0, SessionState.OPEN),
        (0, 0, IDLE - 1, SessionState.OPEN),
        (0, 0, IDLE, SessionState.LOCKED),
        (0, None, 1, SessionState.LOCKED),
        (0, AGE - 1, AGE - 1, SessionState.OPEN),
        (0, AGE - 1, AGE, SessionState.OVER),
        (0, None, AGE, SessionState.OVER),
        (None, 0, 0, SessionState.OVER),
    ],
)
def test_session_state(signed_in_at: float | None, seen_at: float | None, now: float, state: SessionState) -> None:
    assert session_state(signed_in_at, seen_at, now, idle=IDLE, age=AGE) is state


@given(st.floats(0, 1e9), st.floats(0, 1e5), st.floats(0, 1e5))
def test_no_touch_makes_a_session_live_longer_than_its_age(began: float, touched: float, more: float) -> None:
    state = session_state(began, began + touched, began + touched + more, idle=IDLE, age=AGE)
    if touched + more >= AGE + 1:
        assert state is SessionState.OVER
    elif more >= IDLE + 1:
        assert state is not SessionState.OPEN


@pytest.mark.parametrize(
    ("seen_at", "now", "idle", "due"),
    [(0, 59, 1200, False), (0, 60, 1200, True), (0, 5, 60, False), (0, 6, 60, True)],
)
def test_a_touch_is_written_at_most_once_a_minute(seen_at: float, now: float, idle: float, due: bool) -> None:  # noqa: FBT001
    assert rules.touch_is_due(seen_at, now, idle=idle) is due


@pytest.mark.parametrize(
    ("signed_in", "locked", "second_factor", "at_agency", "expected"),
    [
        (False, True, True, True, Step.SIGN_IN),
        (True, True, False, False, Step.LOCKED),
        (True, True, True, True, Step.LOCKED),
        (True, False, False, True, Step.SECOND_FACTOR),
        (True, False, True, False, Step.AGENCY),
        (True, False, True, True, Step.READY),
    ],
)
def test_steps_come_in_order(
    *, signed_in: bool, locked: bool, second_factor: bool, at_agency: bool, expected: Step
) -> None:
    assert step(signed_in=signed_in, locked=locked, second_factor=second_factor, at_agency=at_agency) is expected


def test_a_code_holds_at_least_eighty_bits() -> None:
    assert math.log2(len(rules.ALPHABET)) * rules.CODE_LENGTH >= 80
    assert len(set(rules.ALPHABET)) == len(rules.ALPHABET)
    assert not set("01OILU") & set(rules.ALPHABET)


CODES = st.text(rules.ALPHABET, min_size=rules.CODE_LENGTH, max_size=rules.CODE_LENGTH)


@given(CODES, st.sampled_from(["", "-", " ", " - ", "\u2013"]), st.booleans())
def test_a_code_is_read_however_it_is_typed(code: str, between: str, small: bool) -> None:  # noqa: FBT001
    typed = between.join(rules.in_groups(code).split("-"))
    assert rules.code_typed(typed.lower() if small else typed) == code


@given(st.text(max_size=60))
def test_nothing_else_is_a_code(typed: str) -> None:
    code = rules.code_typed(typed)
    assert code is None or (len(code) == rules.CODE_LENGTH and set(code) <= set(rules.ALPHABET))


def test_groups_are_of_four() -> None:
    assert rules.in_groups("ABCDEFGHJKMNPQRSTVWX") == "ABCD-EFGH-JKMN-PQRS-TVWX"


BOTH = frozenset({"administrator", "manager"})


@pytest.mark.parametrize(
    ("second_factor", "reads", "needed"),
    [(True, False, BOTH), (False, True, BOTH), (True, True, BOTH), (False, False, frozenset({"administrator"}))],
)
def test_who_has_to_say_yes(*, second_factor: bool, reads: bool, needed: frozenset[str]) -> None:
    assert rules.approvals_needed(second_factor=second_factor, reads=reads) == needed


@pytest.mark.parametrize(
    ("needed", "given", "holds", "her_agency", "had_her_say", "taken_up", "as_what"),
    [
        (BOTH, set(), {"administrator"}, False, False, True, "administrator"),
        (BOTH, set(), {"manager"}, True, False, True, "manager"),
        (BOTH, set(), {"manager"}, False, False, True, None),
        (BOTH, {"manager"}, {"manager"}, True, False, True, None),
        (BOTH, set(), {"administrator", "manager"}, True, False, True, "manager"),
        (BOTH, {"manager"}, {"administrator", "manager"}, True, False, True, "administrator"),
        (BOTH, set(), {"administrator", "manager"}, True, True, True, None),
        (BOTH, set(), {"keyworker"}, True, False, True, None),
        ({"administrator"}, set(), {"manager"}, True, False, True, None),
        ({"administrator"}, set(), {"administrator"}, False, False, True, "administrator"),
        # Nobody is at the account yet
        (BOTH, set(), {"administrator"}, False, False, False, "administrator"),
        (BOTH, {"administrator"}, {"manager"}, True, False, False, None),
        (BOTH, set(), {"manager"}, True, False, False, None),
        (BOTH, {"manager"}, {"administrator"}, False, False, False, None),
        (BOTH, set(), {"administrator", "manager"}, True, False, False, None),
        ({"administrator"}, set(), {"administrator"}, False, False, False, "administrator"),
    ],
)
def test_what_somebody_can_approve_as(
    *,
    needed: set[str],
    given: set[str],
    holds: set[str],
    her_agency: bool,
    had_her_say: bool,
    taken_up: bool,
    as_what: str | None,
) -> None:
    able = may_approve_as(needed, given, holds, her_agency=her_agency, had_her_say=had_her_say, taken_up=taken_up)
    assert able == as_what


@pytest.mark.parametrize(
    ("age", "active", "holds", "counts"),
    [
        (timedelta(days=29), True, {"manager", "keyworker"}, True),
        (timedelta(days=30), True, {"manager"}, False),
        (timedelta(0), False, {"manager"}, False),
        (timedelta(0), True, {"keyworker"}, False),
    ],
)
def test_when_a_yes_counts(*, age: timedelta, active: bool, holds: set[str], counts: bool) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert rules.yes_counts("manager", now - age, now, active=active, holds=holds) is counts
