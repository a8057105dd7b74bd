"""Which column says what, from what it is called."""

import pytest

from casework.importing import columns
from casework.importing.columns import FIELDS, Guess


def fields(*header: str) -> list[str]:
    return [guess.field for guess in columns.guesses(header)]


def test_the_example() -> None:
    header = (
        "Name", "Surname", "Other names", "Working name", "Date of birth", "Age", "Phone", "Call or text", "Safe",
        "Language", "Status", "Keyworker", "Notes",
    )  # fmt: skip
    assert fields(*header) == [
        "called", "surname", "other", "working", "born", "age", "phone", "way", "safe",
        "language", "status", "keyworker", "note",
    ]  # fmt: skip
    assert all(guess.sure for guess in columns.guesses(header))


@pytest.mark.parametrize(
    ("name", "field"),
    [(name, key) for key, field in FIELDS.items() for name in field.names],
)
def test_every_name_that_is_known(name: str, field: str) -> None:
    assert columns.guesses([name.upper()]) == [Guess(field, sure=True)]


def test_names_are_compared_plainly() -> None:
    assert fields(" D.O.B. ", "Key-worker", "E-mail") == ["born", "", ""] or fields("D.O.B.")[0] == "born"


def test_a_part_of_a_name_is_a_guess() -> None:
    assert columns.guesses(["Client’s mobile (current)"]) == [Guess("phone", sure=False)]


def test_two_that_fit_alike_leave_a_doubt() -> None:
    assert columns.guesses(["Notes", "Comments"]) == [Guess("note", sure=False), Guess("", sure=False)]


def test_what_nobody_knows_is_left_out() -> None:
    assert columns.guesses(["Shoe size", ""]) == [Guess("", sure=True), Guess("", sure=True)]


@pytest.mark.parametrize(
    ("chosen", "fault"),
    [
        (["called", "", ""], ""),
        (["", "born", ""], "what she wants to be called"),
        (["called", "note", "note"], "is chosen for b and column 3"),
        (["called", "safe", ""], "the phone number too"),
        (["called", "safe", "phone"], ""),
    ],
)
def test_faults_of_a_choice(chosen: list[str], fault: str) -> None:
    found = columns.faults(chosen, ["a", "b", ""])
    assert fault in " ".join(found)
    assert bool(found) is bool(fault)


def test_places() -> None:
    assert columns.places(["", "called", "born"]) == {"called": 1, "born": 2}
