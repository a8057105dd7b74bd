"""What is typed where she agrees to a version without the tablet, wants it otherwise, and where a review is held."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.care_plans.actions import Held
from casework.care_plans.forms.plans import MUCH, review_field, standing
from casework.care_plans.models import PlanReview, PlanVersion
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Radios


class AgreeForm(Form):
    """She agreed without the tablet: on paper, by saying so, or by typing her name here."""

    submit_label = "Save that she agreed"
    mark_optional = False
    required_messages = {"signature": "Choose how she agreed"}
    signature = forms.ChoiceField(
        label="How did she agree?",
        choices=[
            (PlanVersion.Signature.SAID, "She said so"),
            (PlanVersion.Signature.PAPER, "She signed it on paper"),
            (PlanVersion.Signature.TYPED, "She typed her name here"),
        ],
    )
    print_name = forms.CharField(label="Her name, as she writes it", max_length=100, required=False)
    agreed_on = DateField(
        label="When did she agree?", what="the day she agreed", latest=timezone.localdate, initial=timezone.localdate
    )

    def layout(self) -> Sequence[Any]:
        """Her name only where it is her signature."""
        said, paper, typed = (words for _value, words in self.fields["signature"].choices)  # type: ignore[attr-defined]
        return [ConditionalRadios("signature", said, paper, ConditionalQuestion(typed, "print_name")), "agreed_on"]

    def clean(self) -> dict[str, Any]:
        """A typed signature is a name; no other way has one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("signature") != PlanVersion.Signature.TYPED:
            data["print_name"] = ""
        elif not data.get("print_name") and "print_name" not in self.errors:
            self.add_error("print_name", "Enter her name, as she writes it")
        return data


class OtherwiseForm(Form):
    """She does not agree to it as it is."""

    submit_label = "Save what she wants otherwise"
    mark_optional = False
    required_messages = {"words": "Write what is to be different"}
    words = TextField(label="What does she want otherwise?", help_text="In her own words", rows=5, max_length=MUCH)


def _her_words() -> TextField:
    return TextField(label="What she says", help_text="In her own words", rows=5, max_length=MUCH, required=False)


def _note() -> TextField:
    return TextField(
        label="How it goes",
        help_text="What went well, what did not, and what is different from now on",
        rows=5,
        max_length=MUCH,
        required=False,
    )


class ReviewForm(Form):
    """Holds a review."""

    submit_label = "Save the review"
    mark_optional = False
    required_messages = {"with_her": "Choose whether she was there"}
    on = DateField(
        label="When was it?", what="the day of the review", latest=timezone.localdate, initial=timezone.localdate
    )
    with_her = forms.ChoiceField(
        label="Was she there?",
        choices=[("yes", "Yes"), ("no", "No, workers went through it without her")],
        widget=Radios(small=True),
    )
    her_words = _her_words()
    note = _note()
    next_on = review_field("When is the next one?")

    @property
    def held(self) -> Held:
        """What it says."""
        data = self.cleaned_data
        return Held(data["on"], data["her_words"], data["note"], data["with_her"] == "yes", data["next_on"])

    def clean(self) -> dict[str, Any]:
        """Something was said."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("her_words") and not data.get("note") and not {"her_words", "note"} & self.errors.keys():
            self.add_error("her_words", "Write what she says, or how it goes")
        return data


class ReviewChangeForm(EditForm):
    """Puts right what was said at a review."""

    submit_label = "Save what is right"
    mark_optional = False
    keeps_both = ("her_words", "note")
    her_words = _her_words()
    note = _note()

    def __init__(self, *args: Any, review: PlanReview, **kwargs: Any) -> None:
        super().__init__(*args, standing=standing(review, "her_words", "note"), **kwargs)
