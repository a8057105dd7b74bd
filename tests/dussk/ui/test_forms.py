"""What every form promises: own words, limits, safe text."""

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict

from dussk.ui.fields import TextField
from dussk.ui.forms import Form
from dussk.ui.text import LONG_TEXT, SHORT_TEXT
from tests.dussk.ui.sample import GOOD, Contact


class Note(Form):
    required_messages = {"text": "Write the note"}
    title = forms.CharField(label="Title", required=False)
    text = TextField(label="Note")


def test_a_good_form_is_taken() -> None:
    form = Contact(GOOD)
    assert form.is_valid(), form.errors


def test_a_required_field_without_own_words_is_refused() -> None:
    class Careless(Form):
        name = forms.CharField(label="Name")

    with pytest.raises(ImproperlyConfigured, match="Careless: name: say in required_messages"):
        Careless()


@pytest.mark.parametrize("field", [forms.DateField, forms.TimeField, forms.DateTimeField, forms.SplitDateTimeField])
def test_stock_dates_and_times_are_refused(field: type[forms.Field]) -> None:
    careless = type("Careless", (Form,), {"when": field(required=False)})
    with pytest.raises(ImproperlyConfigured, match=r"when: use .*dussk\.ui\.fields"):
        careless()


def test_a_required_field_added_later_is_refused_when_the_form_is_checked() -> None:
    form = Note({"text": "a"})
    form.fields["late"] = forms.CharField()
    with pytest.raises(ImproperlyConfigured, match="late"):
        form.is_valid()


@pytest.mark.parametrize("typed", ["a\x00b", "\u202egpj", "a\x08b"])
def test_forbidden_characters_are_refused_and_the_field_named(typed: str) -> None:
    message = "{} holds characters that cannot be kept. Type the words again instead of pasting them"
    errors = Note({"title": typed, "text": typed}).errors
    assert message.format("Title") in errors["title"]
    assert message.format("Note") in errors["text"]


def test_every_text_has_a_limit_and_says_so() -> None:
    form = Note({"title": "a" * (SHORT_TEXT + 1), "text": "b" * (LONG_TEXT + 1)})
    assert form.errors == {
        "title": ["Title must be 200 characters or fewer. It has 201"],
        "text": ["Note must be 10,000 characters or fewer. It has 10001"],
    }
    assert "maxlength" not in str(form["text"]) + str(form["title"])  # the browser would cut a pasted note in silence


def test_line_ends_count_once() -> None:
    form = Note(QueryDict(mutable=True) | {"text": "\r\n".join("a" * (LONG_TEXT // 2))})
    assert form.is_valid(), form.errors


def test_text_is_tidied_and_shown_tidied() -> None:
    form = Note({"title": " Zoe\u0308 \t A ", "text": "x"})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Zo\u00eb A"
    assert form["title"].value() == "Zo\u00eb A"


def test_what_the_request_holds_is_left_alone() -> None:
    sent = QueryDict("title=++a++&text=x&text=y")
    form = Note(sent)
    assert form.is_valid()
    assert sent["title"] == "  a  "
    assert isinstance(form.data, QueryDict)
    assert form.data.getlist("text") == ["x", "y"]


def test_a_password_stays_as_typed() -> None:
    form = Contact({**GOOD, "password": "Zoe\u0308  x"})
    assert form.is_valid()
    assert form.cleaned_data["password"] == "Zoe\u0308  x"


@pytest.mark.parametrize(
    ("field", "sent", "message"),
    [
        ("count", "three", "How many? must be a whole number, like 3"),
        ("count", "-1", "How many? must be 0 or more"),
        ("count", "1000", "How many? must be 99 or less"),
        ("kind", "forged", "Choose from the answers given for “Where was it?”"),
        ("given", "forged", "Choose from the answers given for “What was she given?”"),
        ("link", "no", "Enter a web address in full, like https://www.example.org"),
    ],
)
def test_other_errors_are_in_plain_words(field: str, sent: str, message: str) -> None:
    assert Contact({**GOOD, field: sent if field != "given" else [sent]}).errors == {field: [message]}


def test_hidden_ids_are_not_rewritten() -> None:
    class Hidden(Form):
        key = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
        uid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    form = Hidden({"key": "a  b", "uid": "6f1c1e0e-5d1a-4f43-9a4b-1d7c7c2f2a11"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["key"] == "a  b"
