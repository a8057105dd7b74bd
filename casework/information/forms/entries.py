"""What people type on the lists of the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from casework.clients.forms.fields import oldest_birth
from casework.information.forms.sheets import LONGEST_NOTE, address_field
from casework.information.models import Child, ImportantDate, KeptFact, SignificantOther
from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form
from dussk.ui.layout import Side
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Radios

_NOT_KNOWN = ("", "Not known")
WANTS, NOT = "yes", "no"


def _phone(label: str = "Phone") -> forms.CharField:
    return forms.CharField(label=label, max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"}))


class EntryForm(Form):
    """One line of a list."""

    submit_label = "Save"

    @property
    def said(self) -> dict[str, Any]:
        """What it says, by column."""
        return dict(self.cleaned_data)


class ChildForm(EntryForm):
    """Section 2: one of her children."""

    required_messages = {"name": "Enter the child’s name, or what she calls the child"}
    name = forms.CharField(label="Name", max_length=100)
    born = DateField(
        label="Date of birth",
        what="the child’s date of birth",
        earliest=oldest_birth,
        latest=timezone.localdate,
        required=False,
    )
    sex = forms.ChoiceField(
        label="Girl or boy", choices=[*Child.Sex.choices, _NOT_KNOWN], required=False, widget=Radios(inline=True)
    )
    lives = forms.ChoiceField(label="Who they live with", choices=[_NOT_KNOWN, *Child.Lives.choices], required=False)
    location = forms.CharField(label="Where", max_length=200, required=False)
    proceedings = TextField(
        label="Courts, social services and contact",
        help_text="Orders, who the social worker is, when she sees or hears from them.",
        rows=5,
        required=False,
        max_length=LONGEST_NOTE,
    )


class PersonForm(EntryForm):
    """Sections 3 and 4: somebody who matters to her, or whom to ring in an emergency."""

    required_messages = {"name": "Enter their name, or what she calls them"}
    name = forms.CharField(label="Name", max_length=100)
    relationship = forms.CharField(
        label="Relationship", max_length=100, required=False, help_text="For example: sister, best friend, foster mum."
    )
    phone = _phone()
    may_contact = forms.ChoiceField(
        label="May we ring or write to them?",
        choices=[*SignificantOther.May.choices, ("", "Not asked")],
        required=False,
        widget=Radios(small=True, hints={SignificantOther.May.EMERGENCY: "Where her life, or a child, is in danger."}),
    )
    knows = forms.CharField(
        label="What do they know about her coming here?",
        help_text="For example: everything; nothing; that she comes for hot food. Nobody is told more than this.",
        max_length=200,
        required=False,
    )
    address = address_field("Address")

    def clean(self) -> dict[str, Any]:
        """Ask whether a number may be rung."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("phone") and not data.get("may_contact") and "may_contact" not in self.errors:
            self.add_error("may_contact", "Choose whether we may ring them, or “No, never” until she has said")
        return data


class EmergencyForm(PersonForm):
    """Section 4: a number is what it is for."""

    required_messages = {**PersonForm.required_messages, "phone": "Enter the number to ring"}
    phone = forms.CharField(label="Phone", max_length=40, widget=forms.TextInput({"inputmode": "tel"}))


class AgencyForm(EntryForm):
    """Section 6: another organisation that works with her."""

    required_messages = {"name": "Enter the name of the organisation"}
    name = forms.CharField(label="Organisation", max_length=100)
    worker = forms.CharField(label="Who she sees there", max_length=100, required=False)
    phone = _phone()
    address = address_field("Address")
    about = forms.CharField(label="What for", max_length=200, required=False)


class _Wanted(EntryForm):
    """Something that is kept only where she wants it kept."""

    required_messages = {"wants": "Ask her, and choose what she says"}
    wants = forms.ChoiceField(
        label="Does she want this kept?",
        help_text="Ask her first. She can change her mind at any time.",
        choices=[(WANTS, "Yes"), (NOT, "No")],
        widget=Radios(inline=True),
    )

    def clean(self) -> dict[str, Any]:
        """Where she does not, nothing else counts."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("wants") == NOT:
            for name in list(self.errors):
                del self.errors[name]
        return data

    @property
    def is_wanted(self) -> bool:
        """Whether she wants it kept."""
        return bool(self.cleaned_data.get("wants") == WANTS)

    @property
    def said(self) -> dict[str, Any]:
        """What it says, by column, and that she said so today."""
        return super().said | {"wanted_on": timezone.localdate()}


_FACT = {"topic": "Choose what it is about", "words": "Enter what it is"}
_DATE = {"kind": "Choose what is on that day"}


class _FactFields(EntryForm):
    required_messages = _FACT
    topic = forms.ChoiceField(label="What about?", choices=KeptFact.Topic, widget=Radios(small=True))
    words = TextField(label="What is it?", rows=5, max_length=LONGEST_NOTE)


class _DateFields(EntryForm):
    required_messages = _DATE
    kind = forms.ChoiceField(label="What is on that day?", choices=ImportantDate.Kind, widget=Radios(small=True))
    on = DateField(label="Date", what="the date", earliest=timezone.localdate)
    at = TimeField(label="Time", what="the time", required=False)
    where = forms.CharField(label="Where", max_length=200, required=False)
    note = TextField(label="Note", rows=3, required=False, max_length=LONGEST_NOTE)

    def layout(self) -> Sequence[Any]:
        """The day and the time beside each other."""
        asks = ["wants"] if "wants" in self.fields else []
        return [*asks, "kind", Side("on", "at"), "where", "note"]


class FactForm(_Wanted, _FactFields):
    """Section 7: something she wants kept."""

    required_messages = {**_Wanted.required_messages, **_FACT}
    field_order = ("wants", "topic", "words")

    @property
    def said(self) -> dict[str, Any]:
        """Without the question."""
        return {name: value for name, value in super().said.items() if name != "wants"}


class DateForm(_Wanted, _DateFields):
    """Section 7: a day that matters."""

    required_messages = {**_Wanted.required_messages, **_DATE}
    field_order = ("wants", "kind", "on", "at", "where", "note")

    @property
    def said(self) -> dict[str, Any]:
        """Without the question."""
        return {name: value for name, value in super().said.items() if name != "wants"}


class ChildChangeForm(EditForm, ChildForm):
    """Puts what is said of a child right."""

    keeps_both = ("proceedings",)


class PersonChangeForm(EditForm, PersonForm):
    """Puts what is said of somebody right."""


class EmergencyChangeForm(EditForm, EmergencyForm):
    """Puts what is said of somebody to ring right."""


class AgencyChangeForm(EditForm, AgencyForm):
    """Puts what is said of an organisation right."""


class FactChangeForm(EditForm, _FactFields):
    """Puts something she wants kept right. That she wanted one thing kept is no yes to another: she is asked anew."""

    required_messages = _FACT
    keeps_both = ("words",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_another = self.is_bound and self.data.get("topic") not in (None, "", self.standing.values["topic"])
        if self.is_another:
            self.fields["wants"] = forms.ChoiceField(
                label="Does she want this kept?",
                help_text="It is about something else than before. Ask her.",
                choices=[(WANTS, "Yes"), (NOT, "No")],
                widget=Radios(inline=True),
                error_messages={"required": "Ask her, and choose what she says"},
            )

    @property
    def is_wanted(self) -> bool:
        """Whether she wants it kept as it reads now."""
        return self.cleaned_data.get("wants") != NOT

    @property
    def said(self) -> dict[str, Any]:
        """What it says, by column; of another topic, that she said so today."""
        said = {name: value for name, value in super().said.items() if name != "wants"}
        return said | {"wanted_on": timezone.localdate()} if self.is_another else said


class DateChangeForm(EditForm, _DateFields):
    """Puts a date right. One that has passed may stay as it is."""

    required_messages = _DATE
    keeps_both = ("note",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].earliest = oldest_birth  # type: ignore[attr-defined]  # it is a DateField


class EndForm(Form):
    """Nothing but the button that takes a line off a list."""

    submit_label = "Take it off the list"


class KeptEndForm(Form):
    """The same, of what she wanted kept."""

    submit_label = "It is no longer kept"


@dataclass(frozen=True)
class Forms:
    """The forms of one list: for a new line, and for putting one right."""

    new: type[EntryForm]
    change: type[EditForm]

    @property
    def asked(self) -> list[str]:
        """The columns that are asked, as the second form names them."""
        return [name for name in self.change.base_fields if name != "opened_with"]


FORMS: Mapping[str, Forms] = {
    "child": Forms(ChildForm, ChildChangeForm),
    "other": Forms(PersonForm, PersonChangeForm),
    "emergency": Forms(EmergencyForm, EmergencyChangeForm),
    "agency": Forms(AgencyForm, AgencyChangeForm),
    "fact": Forms(FactForm, FactChangeForm),
    "date": Forms(DateForm, DateChangeForm),
}
