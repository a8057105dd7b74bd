"""How she and the service stand, who key-works her, and who may or may not see her file."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients import rules
from casework.clients.forms.fields import LONGEST_NAME, StaffChoice, WordChoice, birth_field
from casework.clients.forms.reaching import EndAlertForm
from casework.clients.models import Status, StatusWord
from dussk.staff.models import Staff
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, among
from dussk.ui.layout import Actions, ConditionalQuestion, ConditionalRadios
from dussk.ui.widgets import Radios


class StatusForm(Form):
    """From when she and the service stand differently, in one of the agency's own words."""

    required_messages = {"status": "Choose how she and the service stand"}
    status = WordChoice(label="How do she and the service stand?")
    on = DateField(label="Since when?", what="the day", latest=timezone.localdate, initial=timezone.localdate)
    note = TextField(label="Note", rows=3, required=False)

    def __init__(self, *args: Any, words: QuerySet[StatusWord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("WordChoice", self.fields["status"]).offer(words)

    def clean(self) -> dict[str, Any]:
        """The word, and what it counts as."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if word := data.get("status"):
            data |= {"word": word, "status": Status(word.counts_as)}
        return data


class KeyworkerForm(Form):
    """Who key-works her."""

    mark_optional = False
    keyworker = StaffChoice(label="Keyworker", required=False, empty_label="Nobody for now")

    def __init__(self, *args: Any, people: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "keyworker", people)


class BlockForm(Form):
    """Somebody the woman does not want to see her file."""

    submit_label = "Block this person"
    submit_style = "warning"
    required_messages = {"staff": "Choose who is to be blocked", "reason": "Enter what she said"}
    staff = StaffChoice(label="Who is to be blocked?", empty_label="Choose a person")
    reason = TextField(
        label="What she said", help_text="Seen by caseworkers of her agency, never by the person blocked.", rows=3
    )

    def __init__(self, *args: Any, people: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "staff", people)


class EndBlockForm(EndAlertForm):
    """Why a block is ended."""

    submit_label = "End this block"


class ConflictForm(Form):
    """The worker's own conflict, confirmed before it takes the file away from her."""

    submit_label = "Declare it and close her file to me"
    submit_style = "warning"
    required_messages = {"sure": "Tick the box to say that you know you will lose this file"}
    reason = TextField(
        label="What the conflict is",
        help_text="A few words, such as: she is my cousin. You need not say more than you want to.",
        rows=2,
        required=False,
    )
    sure = forms.BooleanField(label="I know that I will not see this file again unless somebody else ends this")


class EmergencyForm(Form):
    """A file to be opened because somebody is in danger."""

    submit_label = "Open her file"
    submit_style = "warning"
    required_messages = {"how": "Choose what you know", "reason": "Enter what the danger is"}
    how = forms.ChoiceField(
        label="What do you know?",
        choices=[("reference", "Her reference"), ("birth", "Her full name and date of birth")],
        widget=Radios(),
    )
    reference = forms.CharField(label="Reference", max_length=20, required=False)
    name = forms.CharField(label="Her full name", max_length=LONGEST_NAME, required=False)
    born = birth_field(label="Her date of birth", required=False)
    reason = TextField(
        label="What is the danger, and why do you need her file now?",
        help_text="The manager of the agency that keeps her file reads this.",
        rows=4,
        max_length=2_000,
    )
    mark_optional = False

    def layout(self) -> Sequence[Any]:
        """The questions of each answer under it."""
        return [
            ConditionalRadios(
                "how",
                ConditionalQuestion("Her reference", "reference"),
                ConditionalQuestion("Her full name and date of birth", "name", "born"),
            ),
            "reason",
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for what was chosen, and drop what was not."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        how = data.get("how")
        if how == "reference":
            data.update(name="", born=None, reference=rules.read_reference(data.get("reference", "")) or "")
            if not data["reference"]:
                self.add_error("reference", "Enter her reference: eight letters and numbers, like K3F7 90QX")
        if how == "birth":
            data["reference"] = ""
            if not rules.plain(data.get("name", "")):
                self.add_error("name", "Enter her full name")
            if not data.get("born") and "born" not in self.errors:
                self.add_error("born", "Enter her date of birth")
        return data

    def actions(self) -> Sequence[Any]:
        """The button that opens the file."""
        return [Actions(self.submit_label, cancel_url=self.cancel_url, style=self.submit_style)]
