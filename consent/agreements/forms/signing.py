"""Her signature without the tablet, and everything that she signed on paper, on one page."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from casework.clients.forms.fields import birth_field, name_field
from consent.agreements.actions import Said
from consent.agreements.forms.answers import (
    MORE,
    kinds_field,
    nameless,
    names_field,
    names_in,
    partner_fields,
    partner_layout,
    partners_in,
    people_fields,
    people_in,
    people_layout,
    yes_or_no,
)
from consent.agreements.models import Agreement
from consent.agreements.rules import Part
from dussk.staff.models import Agency
from dussk.ui.fields import DateField
from dussk.ui.forms import Form
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Fieldset, Size

_NAME = "Enter her name, as she writes it"
_ENDS = "Leave it empty if it is to hold until she changes her mind."


def _name() -> forms.CharField:
    return name_field("Her name", "As she writes it herself")


def _ends() -> DateField:
    return DateField(
        label="Last day of the agreement",
        what="the last day of the agreement",
        help_text=_ENDS,
        earliest=timezone.localdate,
        required=False,
    )


def _signed() -> DateField:
    return DateField(label="When did she sign?", what="the day she signed", latest=timezone.localdate, required=False)


def _witness() -> forms.CharField:
    return forms.CharField(label="Who saw her sign?", max_length=100, required=False)


def _paper() -> forms.CharField:
    return forms.CharField(
        label="Where is the paper?", help_text="For example: locked cabinet 2", max_length=200, required=False
    )


def _on_paper(form: forms.BaseForm, data: dict[str, Any]) -> None:
    """What is asked only of a paper."""
    asked = {
        "signed_on": "Enter the day she signed",
        "witness": "Enter who saw her sign",
        "paper_is_at": "Enter where the paper is",
    }
    for name, sentence in asked.items():
        if not data.get(name) and name not in form.errors:
            form.add_error(name, sentence)


class SignForm(Form):
    """She signs here with the worker: by typing her name, or on a paper that was printed."""

    submit_label = "She signs"
    required_messages = {"signature": "Choose how she signs", "print_name": _NAME}
    signature = forms.ChoiceField(
        label="How does she sign?",
        choices=[
            (Agreement.Signature.TYPED, "She types her name"),
            (Agreement.Signature.PAPER, "She has signed on paper"),
        ],
    )
    signed_on = _signed()
    witness = _witness()
    paper_is_at = _paper()
    print_name = _name()
    born = birth_field(label="Her date of birth", help_text="If she wants to give it", required=False)
    ends_on = _ends()

    def layout(self) -> Sequence[Any]:
        """What is asked of a paper, under that choice."""
        paper = ConditionalQuestion("She has signed on paper", "signed_on", "witness", "paper_is_at")
        return [ConditionalRadios("signature", "She types her name", paper), "print_name", "born", "ends_on"]

    def clean(self) -> dict[str, Any]:
        """A paper has a day, a witness and a place; nothing else has."""
        data = super().clean() or self.cleaned_data
        if data.get("signature") == Agreement.Signature.PAPER:
            _on_paper(self, data)
        elif "signature" in data:
            data |= {"signed_on": None, "witness": "", "paper_is_at": ""}
        return data

    @property
    def how(self) -> dict[str, Any]:
        """What ``actions.sign`` takes."""
        return dict(self.cleaned_data)


class PaperForm(Form):
    """Everything that she ticked and signed on paper. What she did not answer cannot be kept."""

    submit_label = "Keep what she signed"
    required_messages = {
        "service": "Choose what she ticked for support",
        "storing": "Choose what she ticked for keeping information",
        "research": "Choose what she ticked for research",
        "print_name": _NAME,
    }
    service = yes_or_no("Support from the service")
    storing = yes_or_no("Keeping information about her")
    names = names_field()
    research = yes_or_no("Taking part in research")
    print_name = _name()
    born = birth_field(label="Her date of birth", required=False)
    signed_on = _signed()
    witness = _witness()
    paper_is_at = _paper()
    ends_on = _ends()
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        headings: dict[Part, str],
        kinds: Sequence[str],
        sharing: Sequence[str],
        agencies: Sequence[Agency],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headings, self.agencies = headings, agencies
        self.fields["kinds"] = kinds_field(kinds)
        self.fields |= partner_fields(agencies, sharing) | people_fields(MORE + 1)
        for part in (Part.SERVICE, Part.STORING, Part.RESEARCH):
            self.fields[part.value].label = headings[part]
        for agency in agencies:  # of a paper from before, a last day may have passed
            cast("DateField", self.fields[f"until_{agency.pk}"]).earliest = None

    def layout(self) -> Sequence[Any]:
        """In the order of the paper."""
        return [
            "service",
            "storing",
            self._group(Part.OUTSIDE, "kinds", "names"),
            self._group(Part.PARTNERS, *partner_layout(self.agencies)),
            self._group(Part.PEOPLE, *people_layout(MORE + 1)),
            "research",
            self._group(Part.SIGNING, "print_name", "born", "signed_on", "witness", "paper_is_at", "ends_on"),
        ]

    def _group(self, part: Part, *inside: Any) -> Fieldset:
        return Fieldset(*inside, legend=self.headings[part], legend_size=Size.MEDIUM)

    def clean(self) -> dict[str, Any]:
        """A paper has a day, a witness and a place, and each person on it a name."""
        data = super().clean() or self.cleaned_data
        _on_paper(self, data)
        nameless(self, data)
        return data

    @property
    def said(self) -> dict[Part, Said]:
        """What she said on each page, as ``actions.record_paper`` takes it."""
        data = self.cleaned_data
        return {
            Part.SERVICE: {"agreed": data["service"]},
            Part.STORING: {"agreed": data["storing"]},
            Part.RESEARCH: {"agreed": data["research"]},
            Part.OUTSIDE: {"kinds": data["kinds"], "names": names_in(data["names"])},
            Part.PARTNERS: {"partners": partners_in(data, self.agencies)},
            Part.PEOPLE: {"people": people_in(data)},
        }

    @property
    def how(self) -> dict[str, Any]:
        """How she signed."""
        names = ("print_name", "born", "signed_on", "witness", "paper_is_at", "ends_on")
        return {"signature": Agreement.Signature.PAPER.value} | {name: self.cleaned_data[name] for name in names}
