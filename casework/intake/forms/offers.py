"""What people type about an offer of the programme."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone

from casework.contacts.forms.moments import AnyDayForm
from casework.contacts.models import Setting
from casework.intake.models import Recruitment
from casework.intake.queries.offers import Said
from dussk.audit.queries import written
from dussk.ui.fields import TextField
from dussk.ui.forms import offer as choices_of
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Div, Fieldset, Size
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Radios

#: She said yes: the questions come next, and until they are answered she has not been screened.
YES = "yes"
_OFFERED, _DECLINED = Recruitment.Answer.OFFERED, Recruitment.Answer.DECLINED
_BROUGHT, _WHY = Recruitment.BroughtBy, Recruitment.Reason


def _columns(name: str) -> Div:
    return Div(name, css_class="contact-columns")


class OfferForm(AnyDayForm):
    """Keeps that the programme was offered to her, and what she said to being screened."""

    submit_label = "Save the offer"
    mark_optional = False
    required_messages = {
        "setting": "Choose where it was offered",
        "brought_by": "Choose what brought her, or “Not known”",
        "answer": "Choose what she said",
    }
    setting = forms.ChoiceField(label="Where was it offered?", choices=Setting, widget=Radios(small=True))
    brought_by = forms.ChoiceField(label="What brought her?", choices=_BROUGHT, widget=Radios(small=True))
    brought_by_words = forms.CharField(
        label="Which agency, or what else?",
        max_length=100,
        required=False,
        help_text="Only for “Another agency” and “Something else”",
    )
    answer = forms.ChoiceField(
        label="What did she say to being screened?",
        choices=[(YES, "Yes: go on to the questions"), (_OFFERED, "She has not decided"), (_DECLINED, "No")],
        widget=Radios(),
    )
    reason = forms.ChoiceField(label="Why?", choices=_WHY, required=False, widget=Radios(small=True))
    reason_words = forms.CharField(
        label="Her other reason", max_length=200, required=False, help_text="Only for “Another reason”"
    )
    note = TextField(label="Note", required=False, rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moment"].label = "When?"

    def layout(self) -> Sequence[Any]:
        """Where and when, what brought her, and last what she said."""
        return [
            _columns("setting"),
            self.when(),
            _columns("brought_by"),
            "brought_by_words",
            *self.answered(),
            "note",
        ]

    def answered(self) -> Sequence[Any]:
        """What she said; why, where she declined."""
        declined = ConditionalQuestion("No", "reason", "reason_words")
        return [ConditionalRadios("answer", *self._before_no(), declined)]

    def _before_no(self) -> Sequence[str]:
        return ["Yes: go on to the questions", "She has not decided"]

    def clean(self) -> dict[str, Any]:
        """Ask for words where an answer needs them; drop what belongs to an answer that was not given."""
        data = super().clean()
        if data.get("brought_by") not in (_BROUGHT.AGENCY, _BROUGHT.OTHER):
            data["brought_by_words"] = ""
        if data.get("answer") != _DECLINED:
            data["reason"] = data["reason_words"] = ""
            return data
        if not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Choose why, or “Gave no reason”")
        if data.get("reason") != _WHY.OTHER:
            data["reason_words"] = ""
        elif not data.get("reason_words") and "reason_words" not in self.errors:
            self.add_error("reason_words", "Enter her other reason")
        return data

    @property
    def screens(self) -> bool:
        """Whether she said yes, so that the questions come next."""
        return bool(self.cleaned_data.get("answer") == YES)

    @property
    def as_said(self) -> Said:
        """What the form says. Of a woman who said yes, that she has not decided: only a screening says more."""
        data = self.cleaned_data
        return Said(
            setting=data["setting"],
            at=data["at"],
            brought_by=data["brought_by"],
            brought_by_words=data["brought_by_words"],
            answer=_DECLINED if data.get("answer") == _DECLINED else _OFFERED,
            reason=data.get("reason", ""),
            reason_words=data.get("reason_words", ""),
            note=data["note"],
        )


class UnknownOfferForm(OfferForm):
    """The same, to a woman nobody knows."""

    required_messages = {
        **OfferForm.required_messages,
        "description": "Describe her in a few words, so that the team knows who is meant",
    }
    description = forms.CharField(
        label="What she looked like, or what she said",
        max_length=200,
        help_text="For example: red coat, came with a friend",
    )

    def layout(self) -> Sequence[Any]:
        """Who is meant comes first."""
        return ["description", *super().layout()]


class CorrectionForm(EditForm, OfferForm):
    """Puts an offer right. Where she was screened, what she said is not asked: the screening says it."""

    submit_label = "Save what is right"
    keeps_both = ("note",)

    def __init__(self, *args: Any, offer: Recruitment, **kwargs: Any) -> None:
        self._at = offer.at.replace(second=0, microsecond=0)
        self._seconds = offer.at
        self._screened = offer.answer == Recruitment.Answer.SCREENED
        super().__init__(*args, standing=_standing(offer), **kwargs)
        self.fields["moment"] = forms.CharField(widget=forms.HiddenInput, required=False)  # it is never now
        if self._screened:
            for name in ("answer", "reason", "reason_words"):
                del self.fields[name]
        else:
            choices_of(self, "answer", [(_OFFERED, "She has not decided"), (_DECLINED, "No")])

    def clean_moment(self) -> str:
        """It was when it was."""
        return "earlier"

    def when(self) -> Fieldset:
        """The day and the time."""
        return Fieldset("day", "clock", *self.which(), legend="When was it offered?", legend_size=Size.SMALL)

    def answered(self) -> Sequence[Any]:
        """Nothing, where she was screened."""
        return [] if self._screened else super().answered()

    def _before_no(self) -> Sequence[str]:
        return ["She has not decided"]

    @property
    def as_said(self) -> Said:
        """What the form says now. A time that nobody touched keeps its seconds."""
        said = super().as_said
        return replace(said, at=self._seconds) if said.at == self._at else said


_OFTEN_CORRECTED = ("setting", "at", "brought_by", "brought_by_words", "answer", "reason", "reason_words", "note")


def _standing(offer: Recruitment) -> Standing:
    local = timezone.localtime(offer.at)
    names = ["setting", "brought_by", "brought_by_words", "note"]
    if offer.answer != Recruitment.Answer.SCREENED:
        names += ["answer", "reason", "reason_words"]
    values = {name: getattr(offer, name) for name in names}
    values |= {"day": local.date(), "clock": local.time().replace(second=0, microsecond=0)}
    return Standing(values, lambda: written(offer, *_OFTEN_CORRECTED))
