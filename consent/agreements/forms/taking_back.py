"""What she takes back, and people to whom nothing about her is told."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.clients.forms.fields import name_field
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, offer, with_values
from dussk.ui.layout import Actions, Include
from dussk.ui.text import fingerprint
from dussk.ui.widgets import Checkboxes

EVERYTHING = "everything"


class WithdrawForm(Form):
    """What she takes back. The first time it is sent, the page says what will stop; only the second does it."""

    required_messages = {"what": "Choose what she takes back"}
    what = forms.MultipleChoiceField(label="What does she take back?", widget=Checkboxes(small=True))
    told_on = DateField(
        label="When did she say so?", what="the day she told you", latest=timezone.localdate, initial=timezone.localdate
    )
    note = TextField(label="What she said", rows=3, required=False)
    knows = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "what", choices)
        self.stops: Sequence[str] = ()

    @property
    def chosen(self) -> Collection[str]:
        """What she takes back: everything covers the rest."""
        what = self.cleaned_data["what"]
        return [EVERYTHING] if EVERYTHING in what else what

    @property
    def is_warned(self) -> bool:
        """Whether the worker has seen what will stop, for what is chosen now."""
        return bool(self.cleaned_data.get("knows") == fingerprint(self.chosen))

    def warn(self, stops: Sequence[str]) -> None:
        """Have the page say what will stop."""
        self.stops = stops
        self.data = with_values(self.data, {self.add_prefix("knows"): fingerprint(self.chosen)})

    def actions(self) -> Sequence[Any]:
        """First on to what will stop; then the button that does it."""
        if not self.stops:
            return [Actions("Show what will stop", cancel_url=self.cancel_url)]
        return [
            Include("consent/agreements/_stops.html", stops=self.stops),
            Actions("She takes it back", cancel_url=self.cancel_url, style="warning"),
        ]


class PersonForm(Form):
    """Somebody who is not to be told anything about her."""

    submit_label = "Put on her list"
    required_messages = {"name": "Enter this person’s name"}
    name = name_field("Name")
    relationship = forms.CharField(
        label="Who this is to her", help_text="For example: ex-partner, dealer, sister", max_length=100, required=False
    )


class SureForm(Form):
    """A page with a button and nothing to fill in."""

    def __init__(self, *args: Any, label: str, style: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label, self.style = label, style

    def actions(self) -> Sequence[Any]:
        """Its button."""
        return [Actions(self.label, cancel_url=self.cancel_url, style=self.style)]
