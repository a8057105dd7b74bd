"""What a manager fills in about a file that waits for her answer."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django import forms
from django.utils import timezone

from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.widgets import Radios

#: The longest that a file may be let wait at once (days).
LONGEST_WAIT = 92


class Decision(StrEnum):
    """What a manager can decide."""

    WAIT = "wait"
    RESTRICT = "restrict"


def _tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def _latest() -> date:
    return timezone.localdate() + timedelta(days=LONGEST_WAIT)


class WaitingForm(Form):
    """Wait longer, and why; or restrict the file."""

    submit_label = "Save the decision"
    mark_optional = False
    required_messages = {"decision": "Choose whether the file waits longer or is restricted"}
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            (Decision.WAIT, "Wait longer for her answer"),
            (Decision.RESTRICT, "Restrict the file: nobody works with it any more"),
        ],
        widget=Radios(),
    )
    until = DateField(
        label="Until when?", what="the day until which it waits", required=False, earliest=_tomorrow, latest=_latest
    )
    reason = TextField(
        label="Why?", help_text="Such as: she is in hospital, and wants to talk about it after.", rows=3, required=False
    )

    def layout(self) -> Sequence[Any]:
        """What is asked about waiting follows that answer."""
        wait, restrict = (str(label) for _value, label in self.fields["decision"].choices)  # type: ignore[attr-defined]  # a ChoiceField
        return [ConditionalRadios("decision", ConditionalQuestion(wait, "until", "reason"), restrict)]

    def clean(self) -> dict[str, Any]:
        """Waiting needs a day and a reason."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == Decision.WAIT:
            if data.get("until") is None and "until" not in self.errors:
                self.add_error("until", "Enter the day until which it waits")
            if not data.get("reason"):
                self.add_error("reason", "Enter why it waits longer")
        return data
