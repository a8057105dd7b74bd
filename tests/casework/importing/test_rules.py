"""What a row says, and why one cannot be brought in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.importing import columns, rules
from casework.importing.dates import Order
from casework.importing.reading import Line
from casework.importing.rules import Agency, Bad, Standing, Woman

TODAY = date(2026, 11, 22)
IN_TOUCH = Standing("in_touch", 1)
AGENCY = Agency(
    statuses={"in touch": IN_TOUCH, "moved on": Standing("moved_on", 3)},
    usual=IN_TOUCH,
    keyworkers={"jo ashdown": 7, "jo@example.org": 7, "sam": None, "sam1@example.org": 8},
)
FIELDS = list(columns.FIELDS)
PLACES = {field: at for at, field in enumerate(FIELDS)}


def read(**said: str) -> Woman | Bad:
    cells = tuple(({"called": "Ruby"} | said).get(field, "") for field in FIELDS)
    return rules.row(Line(2, cells), PLACES, len(FIELDS), Order.DMY, AGENCY, TODAY)


def woman(**said: str) -> Woman:
    found = read(**said)
    assert isinstance(found, Woman), found
    return found


def reasons(**said: str) -> str:
    found = read(**said)
    assert isinstance(found, Bad), found
    return " | ".join(found.reasons)


def test_a_name_is_enough() -> None:
    ruby = woman()
    assert (ruby.called, ruby.names(), ruby.standing, ruby.safe) == ("Ruby", [("called", "Ruby")], IN_TOUCH, None)


def test_all_that_a_row_can_say() -> None:
    full = woman(
        surname="Hartwell", working="Scarlet", other="Rubes; R.; ", born="27/3/1990", age="36", phone="07700 900101",
        way="Text", safe="Never", language="English", status="MOVED ON", keyworker="Jo  Ashdown", note="One\nTwo",
    )  # fmt: skip
    assert full == Woman(
        2, "Ruby", "Ruby Hartwell", "Scarlet", ("Rubes", "R."), date(1990, 3, 27), None, "07700 900101", "text", False,  # noqa: FBT003
        "English", Standing("moved_on", 3), 7, "One\nTwo",
    )  # fmt: skip
    assert full.names() == [
        ("called", "Ruby"), ("legal", "Ruby Hartwell"), ("working", "Scarlet"), ("other", "Rubes"), ("other", "R."),
    ]  # fmt: skip


def test_a_name_that_stands_twice_of_a_kind_is_kept_once() -> None:
    assert woman(other="Rubes; RUBES").names() == [("called", "Ruby"), ("other", "Rubes")]


def test_a_legal_name_goes_before_one_put_together() -> None:
    assert woman(surname="Hartwell", legal="Ruby Anne Hartwell").legal == "Ruby Anne Hartwell"


@pytest.mark.parametrize(
    ("said", "years"), [("34", 34), ("about 34", 34), ("34.0", 34), ("34 years old", 34), ("~34", 34)]
)
def test_ages(said: str, years: int) -> None:
    assert woman(age=said).age == years


@pytest.mark.parametrize(
    ("said", "safe"),
    [("yes", True), ("Y", True), ("safe", True), ("no", False), ("never", False), ("not safe", False), ("", None)],
)
def test_whether_a_number_is_safe(said: str, *, safe: bool | None) -> None:
    assert woman(phone="07700 900101", safe=said).safe is safe


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"called": ""}, "It does not say what she wants to be called"),
        ({"called": "---"}, "has no letter"),
        ({"called": "x" * 101}, "too long: 101 characters, and 100"),
        ({"called": "Ru\nby"}, "a quotation mark is probably missing"),
        ({"called": "Ru\x00by"}, "(NUL)"),
        ({"called": "Ru\u202eby"}, "characters that cannot be kept"),
        ({"called": "Zo\udceb"}, "another encoding than the rest"),
        ({"called": "ZoÃ«"}, "It probably says “Zoë”"),
        ({"note": "a\n" * 25}, "a quotation mark is probably missing"),
        ({"other": "Rubes; --"}, "cannot be a name"),
        ({"born": "31/02/1990"}, "cannot be a date of birth in this order"),
        ({"born": "1/1/2030"}, "cannot be a date of birth in this order"),
        ({"born": "32959"}, "spreadsheet’s own number for a date"),
        ({"born": "27/3/1990", "age": "50"}, "does not fit her date of birth: by that she is 36"),
        ({"age": "thirty"}, "is no age between 10 and 110"),
        ({"age": "9"}, "is no age between 10 and 110"),
        ({"phone": "4.47E+11"}, "shortened by a spreadsheet"),
        ({"phone": "0770"}, "too few numbers"),
        ({"phone": "07700 900101", "way": "pigeon"}, "neither call nor text"),
        ({"phone": "07700 900101", "safe": "perhaps"}, "neither yes nor no"),
        ({"status": "Frozen"}, "not on your list of statuses (in touch, moved on)"),
        ({"keyworker": "Nobody"}, "nobody who can be a keyworker"),
        ({"keyworker": "Sam"}, "two people here. Write her e-mail address"),
    ],
    ids=str,
)
def test_why_a_row_cannot_be_brought_in(said: dict[str, str], why: str) -> None:
    assert why in reasons(**said)


def test_every_reason_is_told_at_once() -> None:
    assert reasons(born="x", age="y", phone="1").count(" | ") == 2


def test_a_keyworker_by_her_address() -> None:
    assert woman(keyworker="SAM1@example.org").keyworker == 8


def test_too_many_cells() -> None:
    found = rules.row(Line(2, ("Ruby", "x")), {"called": 0}, 1, Order.DMY, AGENCY, TODAY)
    assert isinstance(found, Bad)
    assert "2 cells, and there are 1 columns" in found.reasons[0]


def test_too_few_cells_say_nothing() -> None:
    assert isinstance(rules.row(Line(2, ("Ruby",)), PLACES, len(FIELDS), Order.DMY, AGENCY, TODAY), Woman)


def test_who_may_be_under_18() -> None:
    women = [woman(born="1/1/2010"), woman(age="20"), woman(age="30"), woman()]
    assert rules.under_18(women, TODAY) == 2


@pytest.mark.parametrize(
    ("text", "kept"),
    [("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("@SUM(A1)", "'@SUM(A1)"), ("-x", "'-x"),
     ("\t=1", "'\t=1"), ("+44 7700 900101", "+44 7700 900101"), ("-5", "-5"), ("Ruby", "Ruby"), ("", "")],
)  # fmt: skip
def test_formulas_are_text(text: str, kept: str) -> None:
    assert rules.kept_as_text(text) == kept
    assert woman(note=text or "x").note == (text.strip() or "x")


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60)))
def test_any_row_is_right_or_says_why(said: dict[str, str]) -> None:
    found = read(**said)
    if isinstance(found, Bad):
        assert all(found.reasons)
    else:
        assert found.called
        assert "\x00" not in repr(found)
        assert all(len(name) <= 100 for _kind, name in found.names())
