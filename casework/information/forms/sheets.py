"""What people type on the sections that are no lists, on a number of hers, and of two sheets."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.clients.forms import SafeContactForm
from casework.clients.forms.fields import oldest_birth
from casework.clients.models import SafeContact
from casework.clients.queries import Way
from casework.information import rules
from casework.information.models import InformationSheet
from casework.information.queries import Line
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, offer
from dussk.ui.layout import Side
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Checkboxes, Radios

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST_ADDRESS = 1000
LONGEST_NOTE = 20_000


def address_field(label: str, help_text: str = "") -> TextField:
    """An address: a few lines."""
    return TextField(label=label, rows=3, required=False, max_length=LONGEST_ADDRESS, help_text=help_text)


def _checked(read: Callable[[str], str], typed: str) -> str:
    try:
        return read(typed)
    except rules.NotOneError as fault:
        raise ValidationError(str(fault)) from None


class SectionForm(EditForm):
    """A section that is no list. Nothing in it has to be asked."""

    gone_through = forms.BooleanField(label="We have gone through all of this section", required=False)

    @property
    def said(self) -> dict[str, Any]:
        """What it says, by column."""
        return {name: value for name, value in self.cleaned_data.items() if name != "gone_through"}


class DetailsForm(SectionForm):
    """Section 1: details. Her names, birth, keyworker and phone are kept elsewhere."""

    submit_label = "Save details"
    sheet_on = DateField(label="Date", what="the date of this sheet", earliest=oldest_birth, latest=timezone.localdate)
    file_opened_on = DateField(
        label="Date file opened",
        what="the date her file was opened",
        earliest=oldest_birth,
        latest=timezone.localdate,
        required=False,
    )
    ethnicity = forms.ChoiceField(
        label="Ethnicity",
        choices=[("", "Not asked"), *InformationSheet.Ethnicity.choices],
        required=False,
        help_text="Ask her. Never guess.",
    )
    ethnicity_words = forms.CharField(label="Ethnicity in her own words", max_length=100, required=False)
    address = address_field("Address", "Where she lives or stays. “No fixed address” is an answer too.")
    ni_number = forms.CharField(
        label="National Insurance number",
        max_length=20,
        required=False,
        help_text="Two letters, six numbers and a letter, like AB 12 34 56 C.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "spellcheck": "false"}),
    )
    prison_number = forms.CharField(
        label="Prison number",
        max_length=20,
        required=False,
        help_text="Like A1234BC.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "spellcheck": "false"}),
    )
    referred_by = forms.CharField(
        label="Referred by", required=False, help_text="A person, an agency, or “herself”.", max_length=200
    )

    def layout(self) -> Sequence[Any]:
        """The form's own order: the two dates beside each other, then who she is, then her numbers."""
        return [
            Side("sheet_on", "file_opened_on"),
            "ethnicity",
            "ethnicity_words",
            "address",
            Side("ni_number", "prison_number"),
            "referred_by",
            "gone_through",
        ]

    def clean_ni_number(self) -> str:
        """As it is kept, or why it cannot be one."""
        return _checked(rules.ni_number, self.cleaned_data["ni_number"])

    def clean_prison_number(self) -> str:
        """As it is kept, or why it cannot be one."""
        return _checked(rules.prison_number, self.cleaned_data["prison_number"])


class GPForm(SectionForm):
    """Section 5: her GP."""

    submit_label = "Save GP"
    gp_registered = forms.ChoiceField(
        label="Is she registered with a GP?",
        choices=[("", "Not asked"), *InformationSheet.Registered.choices],
        required=False,
        widget=Radios(small=True),
    )
    gp_name = forms.CharField(label="Name of the GP or surgery", max_length=100, required=False)
    gp_phone = forms.CharField(
        label="Phone", max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    gp_address = address_field("Address")

    def layout(self) -> Sequence[Any]:
        """As on the form."""
        return ["gp_registered", "gp_name", "gp_phone", "gp_address", "gone_through"]

    def clean(self) -> dict[str, Any]:
        """Refuse a GP of somebody who has none."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        named = any(data.get(name) for name in ("gp_name", "gp_phone", "gp_address"))
        if named and data.get("gp_registered") == InformationSheet.Registered.NO:
            self.add_error("gp_registered", "A GP is named below. Choose that she is registered, or take the GP away")
        return data


class PhoneForm(SafeContactForm):
    """A number of hers: it goes where all ways of reaching her are kept, with what makes it safe."""

    submit_label = "Save her number"
    required_messages = {
        "detail": "Enter her number",
        "ways": "Choose whether she is rung on it, texted, or both",
        "is_safe": "Choose whether this is safe to use",
    }
    way = None  # type: ignore[assignment]  # a number can be rung and texted: ``ways``
    detail = forms.CharField(
        label="Number",
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel", "class": "govuk-input--width-20"}),
    )
    ways = forms.MultipleChoiceField(
        label="How may she be reached on it?",
        choices=[
            (SafeContact.Way.CALL.value, SafeContact.Way.CALL.label),
            (SafeContact.Way.TEXT.value, SafeContact.Way.TEXT.label),
        ],
        widget=Checkboxes(small=True),
    )

    def layout(self) -> Sequence[Any]:
        """The number, and then all that a way of reaching her asks."""
        return ["detail", "ways", *(each for each in super().layout() if each not in ("way", "detail"))]

    def clean_detail(self) -> str:
        """A number somebody can ring."""
        typed: str = self.cleaned_data["detail"]
        if not rules.has_a_number(typed):
            raise ValidationError("Enter her number in figures")
        return typed

    @property
    def as_way(self) -> Way:
        """What the form says, of whichever way."""
        return Way(way="", **{name: value for name, value in self.cleaned_data.items() if name != "ways"})

    @property
    def chosen(self) -> list[str]:
        """Which ways."""
        return list(self.cleaned_data["ways"])


class BesideForm(Form):
    """What is taken over from a sheet that another file brought."""

    submit_label = "Save, and put the other sheet aside"
    fields_taken = forms.MultipleChoiceField(
        label="What is taken over from the other sheet?",
        help_text="Tick what is right there. What you leave stays as it is on the sheet that is shown.",
        required=False,
        widget=Checkboxes(),
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    mark_optional = False

    def __init__(self, *args: Any, lines: Sequence[Line], mark: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": mark}, **kwargs)
        self.mark_seen = self.data.get("seen", "") if self.is_bound else mark
        if self.is_bound and self.mark_seen != mark:
            # The page is shown again: with what both say now, and with what can still be ticked of what she ticked.
            self._look_again(mark, {line.field for line in lines})
        offer(self, "fields_taken", [(line.field, f"{line.label}: {line.other}") for line in lines])
        self.fields["fields_taken"].widget.hints = {line.field: f"Now: {line.words or 'nothing'}" for line in lines}

    def _look_again(self, mark: str, offered: set[str]) -> None:
        again = cast("QueryDict", self.data).copy()
        again["seen"] = mark
        again.setlist("fields_taken", [name for name in again.getlist("fields_taken") if name in offered])
        self.data = again

    @property
    def taken(self) -> list[str]:
        """Which fields."""
        return list(self.cleaned_data["fields_taken"])
