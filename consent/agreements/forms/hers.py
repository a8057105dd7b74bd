"""What she answers herself, on a tablet handed to her. Nothing is ticked beforehand, and nothing is kept as a draft."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from casework.clients.forms.fields import birth_field, name_field
from consent.agreements.forms.answers import NO, YES
from consent.agreements.models import Agreement
from consent.agreements.rules import Outside, Sharing, ToPartner
from dussk.handover.rules import LONGEST, cleaned
from dussk.ui.fields import DateField
from dussk.ui.forms import Form

STILL_OPEN = "Some are still open: choose yes or no for each. They are marked"
BEFORE, TODAY = "before", "today"
NAME_OF_ANOTHER = 100


class HerForm(Form):
    """A form on her own screen: its page draws it, in large type."""

    keeps_draft = False
    submit_label = ""
    mark_optional = False

    @property
    def rows(self) -> list[forms.BoundField]:
        """Its many small questions, each with a yes and a no, in the order in which they are asked."""
        return []

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is to be mended, and where. Of small questions still open one line, which leads to the first."""
        still_open = [row for row in self.rows if self.has_error(row.name, "required")]
        found = [(f"{still_open[0].auto_id}_0", STILL_OPEN)] if still_open else []
        passed = {row.name for row in still_open}
        for name, errors in self.errors.items():
            if name not in passed:
                found += [(self._target(name), str(error)) for error in errors]
        return found

    def _target(self, name: str) -> str:
        if name not in self.fields or isinstance(self.fields[name].widget, forms.HiddenInput):
            return ""
        of_parts = isinstance(self.fields[name], DateField | forms.ChoiceField)
        return f"{self[name].auto_id}_0" if of_parts else self[name].auto_id


def _row(label: str) -> forms.ChoiceField:
    """One thing that she says yes or no to, with neither chosen."""
    return forms.ChoiceField(
        label=label,
        choices=[(YES, "Yes"), (NO, "No")],
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose yes or no: {label}", "invalid_choice": f"Choose yes or no: {label}"},
    )


class HerOutsideForm(HerForm):
    """Each outside agency of the form, one by one, and another by its name."""

    another = forms.CharField(label="Another one, by its name", max_length=NAME_OF_ANOTHER, required=False)

    def __init__(self, *args: Any, labels: Sequence[str], names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {f"kind_{kind.value}": kind for kind, _label in zip(Outside, labels, strict=False)}
        self.named = {f"name_{number}": name for number, name in enumerate(names)}
        rows = dict(zip(self.kinds, labels, strict=False)) | self.named
        self.fields = {**{name: _row(label) for name, label in rows.items()}, **self.fields}

    @property
    def rows(self) -> list[forms.BoundField]:
        """The questions, in the order of the form."""
        return [self[name] for name in (*self.kinds, *self.named)]

    @property
    def said(self) -> dict[str, Any]:
        """What ``actions.answer`` takes."""
        data = self.cleaned_data
        names = [name for field, name in self.named.items() if data[field] == YES]
        another = [data["another"]] if data["another"] else []
        return {
            "kinds": [kind.value for field, kind in self.kinds.items() if data[field] == YES],
            "names": names + another,
        }


class HerPartnerForm(HerForm):
    """What one partner agency may see, from when, and until when."""

    since = forms.ChoiceField(
        label="From when?",
        choices=[(BEFORE, "What is there already, and what comes"), (TODAY, "Only what is written from today on")],
        widget=forms.RadioSelect,
        required=False,
    )
    until = DateField(
        label="Until when?",
        what="the last day",
        help_text="Leave it empty if it is to stay so until you change your mind.",
        earliest=timezone.localdate,
        required=False,
    )

    def __init__(self, *args: Any, labels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sees = {f"sees_{each.value}": each for each in Sharing}
        self.fields = {
            **{name: _row(label) for name, label in zip(self.sees, labels, strict=False)},
            **self.fields,
        }

    @property
    def rows(self) -> list[forms.BoundField]:
        """The questions, in the order of the form."""
        return [self[name] for name in self.sees]

    def clean(self) -> dict[str, Any]:
        """Whoever sees anything knows who she is; and it is said from when."""
        data = super().clean() or self.cleaned_data
        agreed = [each for name, each in self.sees.items() if data.get(name) == YES]
        if agreed and data.get("sees_identity") == NO:
            self.add_error(
                "sees_identity", "Whoever sees anything about you knows who you are: say yes here, or no to the rest"
            )
        if agreed and not data.get("since") and "since" not in self.errors:
            self.add_error("since", "Choose from when they may see it")
        return data

    @property
    def said(self) -> ToPartner:
        """What she lets them see."""
        data = self.cleaned_data
        categories = frozenset(each.value for name, each in self.sees.items() if data[name] == YES)
        if not categories:
            return ToPartner()
        return ToPartner(categories, data["since"] == TODAY, data["until"])


class HerPersonForm(HerForm):
    """Somebody who must not hear anything about her."""

    name = name_field("Their name", required=False)
    relationship = forms.CharField(label="Who are they to you?", max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """A relationship needs its name."""
        data = super().clean() or self.cleaned_data
        if data.get("relationship") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", "Write this person’s name")
        return data


class HerSignForm(HerForm):
    """Her name, and her signature: drawn, or her typed name itself. She says which by the button she presses."""

    required_messages: ClassVar = {"print_name": "Write your name", "how": "Choose how you want to sign"}
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    print_name = name_field("Your name")
    born = birth_field(label="Your date of birth", help_text="If you want to say it.", required=False)
    drawn = forms.CharField(max_length=LONGEST, required=False, widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label="How do you sign?",
        choices=[
            (Agreement.Signature.DRAWN, "Sign with what I drew"),
            (Agreement.Signature.TYPED, "Sign with my name"),
        ],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Choose how you want to sign"},
    )

    def clean(self) -> dict[str, Any]:
        """A drawing is lines and nothing else; where she signs with her typed name, none is kept."""
        data = super().clean() or self.cleaned_data
        drawn = cleaned(data.get("drawn") or "")
        if data.get("how") == Agreement.Signature.DRAWN and not drawn:
            self.add_error("drawn", "Draw your name in the box, or sign with your typed name")
        data["drawn"] = drawn if data.get("how") == Agreement.Signature.DRAWN else ""
        return data

    @property
    def signature(self) -> dict[str, Any]:
        """What ``actions.sign`` takes."""
        data = self.cleaned_data
        return {
            "signature": data["how"],
            "print_name": data["print_name"],
            "born": data["born"],
            "drawn": data["drawn"],
        }
