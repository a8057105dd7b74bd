"""What people type at the hatch."""

from typing import Any

from django import forms

from casework.clients.queries import LONGEST_SEARCH
from casework.contacts import queries, rules
from casework.contacts.forms.moments import among
from casework.contacts.models import Item
from dussk.access.asking import Worker
from dussk.ui.fields import TextField
from dussk.ui.forms import Form

_HOW_MANY = f"Enter a number from 0 to {rules.MOST_OF_ONE_THING}"


class FindForm(Form):
    """Looks for a woman: what was typed into the find box."""

    q = forms.CharField(label="What was typed", required=False, max_length=LONGEST_SEARCH)


class CalledForm(Form):
    """Starts the file of a woman at the hatch."""

    required_messages = {"called": "Enter what she wants to be called"}
    called = forms.CharField(label="What she wants to be called", max_length=100)


class UnknownForm(Form):
    """Puts a woman on whom nobody knows."""

    submit_label = "Put her on as unknown"
    required_messages = {"description": "Describe her in a few words, so that the team knows who is meant"}
    description = forms.CharField(
        label="What she looked like, or what she said",
        max_length=200,
        help_text="For example: red coat, came with a friend",
    )


class NoteForm(Form):
    """Writes the note of a line."""

    submit_label = "Save note"
    submit_style = "secondary"
    mark_optional = False
    note = TextField(label="Note", required=False, rows=4)


class NumberForm(Form):
    """Types how many of a thing she was given, where pressing + would take too long."""

    submit_label = "Save the number"
    required_messages = {"item": "Choose what she was given", "count": "Enter how many"}
    item = forms.ModelChoiceField(Item.objects.none(), to_field_name="uid", label="What?", empty_label="Choose one")
    count = forms.IntegerField(
        label="How many in all?",
        min_value=0,
        max_value=rules.MOST_OF_ONE_THING,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        help_text="This takes the place of the number that stands there",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _HOW_MANY),
    )

    def __init__(self, *args: Any, by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "item", queries.items(by.agency))
