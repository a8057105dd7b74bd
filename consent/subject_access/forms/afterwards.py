"""The appointment, and what she says is wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from consent.subject_access.models import Correction
from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form
from dussk.ui.layout import Side
from dussk.ui.when import local
from dussk.ui.widgets import Radios


class AppointmentForm(Form):
    """When and where she looks at it, and who is with her."""

    submit_label = "Make the appointment"
    required_messages = {"where": "Enter where she looks at it", "with_her": "Enter who is with her"}
    day = DateField(label="Which day?", what="the day of the appointment", earliest=timezone.localdate)
    clock = TimeField(label="What time?", what="the time of the appointment")
    where = forms.CharField(label="Where?", help_text="A quiet room, with time for it.", max_length=200)
    with_her = forms.CharField(
        label="Who is with her?", help_text="Her keyworker, and anybody she wants to bring.", max_length=200
    )

    def layout(self) -> Sequence[Any]:
        """Day and time beside each other."""
        return [Side("day", "clock"), "where", "with_her"]

    @property
    def at(self) -> datetime:
        """When it is."""
        return local(self.cleaned_data["day"], self.cleaned_data["clock"])


class HeldForm(Form):
    """Whether she came, and what she said."""

    submit_label = "Save what came of it"
    required_messages = {"came": "Choose whether she came"}
    came = forms.ChoiceField(
        label="Did she come?",
        choices=[("yes", "Yes: she has seen it, or has it now"), ("no", "No: make another appointment")],
        widget=Radios(),
    )
    said = TextField(
        label="What she said", help_text="Where she did not come, what you know of why.", rows=4, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Where she did not come, that is said in words too."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("came") == "no" and not data.get("said"):
            self.add_error("said", "Enter what you know of why she did not come")
        return data


class WrongForm(Form):
    """Something that she says is wrong."""

    submit_label = "Save what she said"
    required_messages = {"wrong": "Enter what she says is wrong"}
    wrong = TextField(label="What does she say is wrong?", help_text="In her words, and where it stands.", rows=4)


class SettleForm(Form):
    """What was done about it."""

    submit_label = "Save what was done"
    required_messages = {"outcome": "Choose what was done", "done": "Enter what was done"}
    outcome = forms.ChoiceField(
        label="What was done?",
        choices=[
            (Correction.Outcome.CORRECTED.value, "It was put right"),
            (Correction.Outcome.BESIDE.value, "We see it differently: her word stands beside it"),
        ],
        widget=Radios(),
    )
    done = TextField(
        label="In words", help_text="What stands there now; or why it stays, and what she wants put beside it.", rows=4
    )
