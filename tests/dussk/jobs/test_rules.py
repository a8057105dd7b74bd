"""How long work is told, over plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dussk.jobs import rules
from dussk.jobs.rules import State


@pytest.mark.parametrize(
    ("outcome", "begun", "state"),
    [("", False, State.WAITING), ("", True, State.RUNNING), ("done", True, State.DONE),
     ("refused", True, State.REFUSED), ("failed", True, State.FAILED), ("cancelled", False, State.CANCELLED)],
)  # fmt: skip
def test_how_it_stands(outcome: str, state: State, *, begun: bool) -> None:
    assert rules.state(outcome, begun=begun) is state


def test_every_state_has_words() -> None:
    assert set(rules.IN_WORDS) == set(State)
    assert {State.WAITING, State.RUNNING} | set(rules.ENDS) == set(State)


@given(st.integers(-5, 10**9), st.integers(-5, 10**9))
def test_never_all_of_it_before_it_has_ended(done: int, of: int) -> None:
    assert 0 <= rules.percent(done, of) <= 99


@pytest.mark.parametrize(("done", "of", "percent"), [(0, 0, 0), (5, 0, 0), (1, 3, 33), (3, 3, 99), (50, 100, 50)])
def test_percent(done: int, of: int, percent: int) -> None:
    assert rules.percent(done, of) == percent


def so_far(**changed: object) -> str:
    said = {"begun": True, "done": 1200, "of": 20000, "tries": 1, "runner": True} | changed
    return rules.so_far(**said)  # type: ignore[arg-type]  # as a table of cases


def test_so_far() -> None:
    assert so_far() == "1,200 of 20,000 done"
    assert so_far(of=0) == "It has begun"
    assert so_far(tries=2) == "It was interrupted and begun again. 1,200 of 20,000 done"
    assert so_far(begun=False).startswith("Waiting. It begins")
    assert so_far(runner=False) == so_far(runner=False, begun=False) == rules.NO_RUNNER
    assert rules.NO_RUNNER.startswith("Waiting for the runner")


@pytest.mark.parametrize(("seconds", "pause"), [(0, 1), (14, 1), (15, 3), (119, 3), (120, 10), (9999, 10)])
def test_an_open_page_asks_less_often_with_time(seconds: int, pause: int) -> None:
    assert rules.pause(timedelta(seconds=seconds)) == pause


def test_when_what_it_made_is_gone() -> None:
    assert rules.kept_until(datetime(2026, 11, 22, 23, tzinfo=UTC), 24) == datetime(2026, 11, 23, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("women.csv", "women.csv"), ("Ruby’s pack.pdf", "Ruby-s-pack.pdf"), ("../../etc/passwd", "file.etcpa"),
     ("noending", "noending"), ("", "file"), (".csv", "file.csv"), ("a" * 300 + ".csv", "a" * 100 + ".csv"),
     ("x.\r\nSet-Cookie", "x.SetCo"), ("x.…", "x")],
)  # fmt: skip
def test_file_names(wanted: str, name: str) -> None:
    assert rules.file_name(wanted) == name


@given(st.text())
def test_any_name_becomes_one_that_every_system_takes(wanted: str) -> None:
    name = rules.file_name(wanted)
    assert name.isascii()
    assert 1 <= len(name) <= 110
    assert not set(name) & set("/\\:\r\n\"' ")
