"""Ways of reaching her, and alerts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.clients.forms.fields import oldest_birth
from casework.clients.models import Alert, SafeContact
from casework.clients.queries import Way
from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form, offer
from dussk.ui.layout import Fieldset, Side, Size
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Radios


class SafeContactForm(Form):
    """One way of reaching her."""

    required_messages = {"way": "Choose how she is reached", "is_safe": "Choose whether this is safe to use"}
    way = forms.ChoiceField(label="How", choices=SafeContact.Way, widget=Radios(small=True))
    detail = forms.CharField(label="Number, address, or through whom", required=False)
    is_safe = forms.TypedChoiceField(
        label="Is it safe to use?",
        choices=[("yes", "Yes"), ("no", "No, never use it")],
        coerce=lambda value: value == "yes",
        widget=Radios(small=True),
    )
    message_allowed = forms.BooleanField(label="A message may be left", required=False)
    from_time = TimeField(label="From", what="the time from which it is safe", required=False)
    to_time = TimeField(label="Until", what="the time until which it is safe", required=False)
    when_note = forms.CharField(
        label="Which days, or anything else about when",
        help_text="For example: weekdays only, not when he is home.",
        required=False,
    )
    name_to_use = forms.CharField(
        label="What name to use", help_text="For her, and for ourselves if needed.", max_length=100, required=False
    )
    who_else = TextField(
        label="Who else might see or hear it",
        help_text="For example: her partner answers her phone.",
        rows=2,
        required=False,
    )

    def layout(self) -> Sequence[Any]:
        """Times beside each other, together with the rest of when it is safe."""
        return [
            "way",
            "detail",
            "is_safe",
            "message_allowed",
            Fieldset(Side("from_time", "to_time"), "when_note", legend="When it is safe", legend_size=Size.SMALL),
            "name_to_use",
            "who_else",
        ]

    def clean(self) -> dict[str, Any]:
        """Hold a message, the two times and the safety against each other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_safe") is False and data.get("message_allowed"):
            self.add_error("message_allowed", "A message may only be left where it is safe. Untick this")
        if (data.get("from_time") is None) != (data.get("to_time") is None) and not self.errors:
            missing = "from_time" if data.get("from_time") is None else "to_time"
            self.add_error(missing, "Enter both times, or neither")
        if data.get("way") in (SafeContact.Way.CALL, SafeContact.Way.TEXT, SafeContact.Way.EMAIL) and not data.get(
            "detail"
        ):
            self.add_error("detail", "Enter the number or address")
        return data

    @property
    def as_way(self) -> Way:
        """What the form says now."""
        return Way(**self.cleaned_data)


class WayChangeForm(EditForm, SafeContactForm):
    """Changes a way of reaching her."""

    keeps_both = ("who_else",)


class EndWayForm(Form):
    """Nothing but the button that ends a way of reaching her."""

    submit_label = "End this way of reaching her"


class AlertForm(Form):
    """Something staff must know before they speak to her."""

    submit_label = "Put it on her file"
    required_messages = {
        "text": "Enter what staff need to know",
        "audience": "Choose who needs to know",
    }
    text = forms.CharField(
        label="What staff need to know",
        help_text="Short: it stands at the top of her file. For example: her partner answers her phone.",
        max_length=200,
    )
    audience = forms.ChoiceField(
        label="Who needs to know?",
        choices=Alert.Audience,
        widget=Radios(
            hints={Alert.Audience.IDENTITY: "Also volunteers, and staff of agencies she lets us share with."}
        ),
    )
    reason = TextField(label="Why", rows=3, required=False)
    starts = DateField(label="From", what="the day it begins", earliest=oldest_birth, initial=timezone.localdate)
    ends = DateField(
        label="Last day, if it is only for a time", what="the last day", earliest=timezone.localdate, required=False
    )

    def __init__(self, *args: Any, audiences: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody writes for an audience she is not of: she could not see, or end, what she wrote.
        offer(self, "audience", [choice for choice in Alert.Audience.choices if choice[0] in audiences])

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "The last day must be on or after the day it begins")
        return data


class EndAlertForm(Form):
    """Why an alert is ended."""

    submit_label = "End this alert"
    required_messages = {"reason": "Enter why it is ended"}
    reason = TextField(label="Why?", rows=3)
