"""What a form that changes something does when somebody else changed it first."""

from datetime import date, time
from typing import Any

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.meanwhile import BOTH, CHOICE, EditForm, Standing, in_words
from dussk.ui.text import fingerprint, kept_both

LINES = st.lists(st.sampled_from(["", "She came", "Limping", "Asked for Jo", "  a"]), max_size=6).map("\n".join)


class NoteForm(EditForm):
    """A note and the answer to a question."""

    keeps_both = ("note",)
    note = TextField(label="Note", required=False, max_length=30)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "First"), ("b", "Second")], required=False)


def form(standing: dict[str, Any], **typed: str) -> NoteForm:
    return NoteForm(typed, standing=Standing(standing))


@given(theirs=LINES, mine=LINES)
def test_both_texts_are_whole_in_what_is_kept(theirs: str, mine: str) -> None:
    both = kept_both(theirs, mine)
    assert both.startswith(theirs)
    for line in filter(None, [*theirs.split("\n"), *mine.split("\n")]):
        assert line in both.split("\n")


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        ("", "", ""),
        ("A", "", "A"),
        ("", "B", "B"),
        ("A", "A", "A"),
        ("A", "B", "A\n\nB"),
        ("A\nB", "A\nC", "A\nB\n\nC"),
        ("A\nB", "A", "A\nB"),
        ("A", "A\nB", "A\n\nB"),
    ],
)
def test_the_words_both_began_with_stand_once(theirs: str, mine: str, both: str) -> None:
    assert kept_both(theirs, mine) == both


STOOD = {"note": "Theirs", "kind": "a"}


@pytest.mark.parametrize(
    ("opened_with", "choice", "typed", "saved"),
    [
        (Standing(STOOD).fingerprint, "", {"note": "Mine", "kind": "b"}, {"note": "Mine", "kind": "b"}),
        (Standing(STOOD).fingerprint, BOTH, {"note": "Mine", "kind": "b"}, {"note": "Theirs\n\nMine", "kind": "b"}),
        ("before", "", {"note": "Theirs", "kind": "a"}, {"note": "Theirs", "kind": "a"}),
        ("before", "", {"note": "Mine", "kind": "a"}, None),
        ("before", BOTH, {"note": "Mine", "kind": "a"}, None),
        (Standing(STOOD).fingerprint, BOTH, {"note": "M" * 29, "kind": "a"}, None),
    ],
)
def test_what_is_saved(opened_with: str, choice: str, typed: dict[str, str], saved: dict[str, str] | None) -> None:
    made = form(STOOD, opened_with=opened_with, **{CHOICE: choice}, **typed)
    assert (made.cleaned_data if made.is_valid() else None) == saved


def test_a_mark_of_more_than_the_form_asks_counts() -> None:
    assert Standing({}, mark="more").fingerprint == "more"
    assert Standing({"a": "bc"}).fingerprint != Standing({"ab": "c"}).fingerprint


def test_errors_are_mended_first() -> None:
    made = form(STOOD, opened_with="before", note="Mine", kind="c")
    assert not made.is_valid()
    assert made.meanwhile == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (forms.ChoiceField(choices=[("a", "First")]), "a", "First"),
        (forms.MultipleChoiceField(choices=[("a", "First"), ("b", "Second")]), ["a", "b"], "First, Second"),
        (forms.TypedChoiceField(choices=[("y", "Yes, now")], coerce=lambda key: key == "y"), True, "Yes, now"),
        (forms.BooleanField(), False, "No"),
        (DateField(what="the day"), date(2026, 11, 22), "22 November 2026"),
        (TimeField(what="the time"), time(1, 30), "1:30am"),
        (TextField(), "As it is", "As it is"),
        (forms.IntegerField(), None, ""),
    ],
)
def test_answers_are_shown_as_people_read_them(field: forms.Field, value: object, words: str) -> None:
    assert in_words(field, value) == words


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_a_fingerprint_tells_values_apart(left: list[str], right: list[str]) -> None:
    assert (fingerprint(left) == fingerprint(right)) is (left == right)
