"""What people type at the hatch."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients.queries import LONGEST_SEARCH
from casework.contacts import queries, rules
from casework.contacts.forms.moments import ClockForm
from casework.contacts.models import Contact, Item, Session
from dussk.access.asking import Worker
from dussk.ui.fields import TextField, TimeField
from dussk.ui.forms import Form, among
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Radios

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


class NoteForm(EditForm):
    """Writes the note of a line."""

    submit_label = "Save note"
    submit_style = "secondary"
    mark_optional = False
    keeps_both = ("note",)
    note = TextField(label="Note", required=False, rows=4)


class CameAtForm(ClockForm):
    """Says when she came, where the time that stands on her line is not the true one."""

    to_come = "She cannot have come then: enter a time at which the register was open"
    submit_label = "Save the time"
    submit_style = "secondary"
    mark_optional = False
    required_messages = {"clock": "Enter the time, like 9pm or 21:30"}
    clock = TimeField(label="Came at", what="the time she came", help_text="For example, 9pm or 21:30")

    def __init__(self, *args: Any, line: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        self.initial.setdefault("clock", timezone.localtime(line.at).time())

    def layout(self) -> Sequence[Any]:
        """Ask which of the two it was only where the time came twice."""
        return ["clock", *self.which()]

    def clean(self) -> dict[str, Any]:
        """Put the moment itself into ``at``."""
        data = super().clean() or self.cleaned_data
        began = self.line.session.started_at if self.line.session else self.line.at
        if data.get("clock") is not None:
            data["at"] = self.meant(rules.moments_on_register(data["clock"], started_at=began, now=timezone.now()))
        return data


class MoveForm(Form):
    """Moves a line to another register that is open."""

    submit_label = "Move her"
    required_messages = {"to": "Choose the register she belongs on"}
    to = forms.ModelChoiceField(
        Session.objects.none(), to_field_name="uid", empty_label=None, label="Which register?", widget=Radios()
    )

    def __init__(self, *args: Any, registers: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "to", registers)


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
