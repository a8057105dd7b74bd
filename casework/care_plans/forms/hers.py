"""What she answers herself, on a tablet handed to her: that she agrees, or what she wants otherwise."""

from typing import Any, ClassVar

from django import forms

from casework.care_plans.models import PlanVersion
from casework.clients.forms.fields import name_field
from dussk.handover.rules import LONGEST, cleaned
from dussk.ui.fields import TextField
from dussk.ui.forms import Form


class HerForm(Form):
    """A form on her own screen: its page draws it, in large type. Nothing of it is kept as a draft."""

    keeps_draft = False
    submit_label = ""
    mark_optional = False

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is to be mended, and where."""
        return [
            (self[name].auto_id if name in self.fields and not self[name].is_hidden else "", str(error))
            for name, errors in self.errors.items()
            for error in errors
        ]


class HerSignForm(HerForm):
    """Her name, and her signature: drawn, or her typed name itself. She says which by the button she presses."""

    required_messages: ClassVar = {"print_name": "Write your name", "how": "Choose how you want to sign"}
    print_name = name_field("Your name")
    drawn = forms.CharField(max_length=LONGEST, required=False, widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label="How do you sign?",
        choices=[
            (PlanVersion.Signature.DRAWN, "Sign with what I drew"),
            (PlanVersion.Signature.TYPED, "Sign with my name"),
        ],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Choose how you want to sign"},
    )

    def clean(self) -> dict[str, Any]:
        """A drawing is lines and nothing else; where she signs with her typed name, none is kept."""
        data = super().clean() or self.cleaned_data
        drawn = cleaned(data.get("drawn") or "")
        if data.get("how") == PlanVersion.Signature.DRAWN and not drawn:
            self.add_error("drawn", "Draw your name in the box, or sign with your typed name")
        data["drawn"] = drawn if data.get("how") == PlanVersion.Signature.DRAWN else ""
        return data

    @property
    def signature(self) -> dict[str, Any]:
        """What ``actions.agree`` takes."""
        data = self.cleaned_data
        return {"signature": data["how"], "print_name": data["print_name"], "drawn": data["drawn"]}


class HerOtherwiseForm(HerForm):
    """What she wants to be different."""

    required_messages: ClassVar = {"words": "Write what you want to be different, or go back"}
    words = TextField(label="What do you want to be different?", rows=6, max_length=5_000)
