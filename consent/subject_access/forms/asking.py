"""What is written down when she asks, and with each step."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from consent.subject_access.actions import Asked
from consent.subject_access.models import SubjectAccessRequest
from consent.subject_access.rules import NEEDS_WORDS, Step
from consent.subject_access.wording import PRESSED
from dussk.staff.models import Agency
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, offer
from dussk.ui.layout import Actions, ConditionalQuestion, ConditionalRadios
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Radios

How, Wants, Way = SubjectAccessRequest.How, SubjectAccessRequest.Wants, SubjectAccessRequest.Way
_YES_NO = [("no", "No"), ("yes", "Yes")]
_NO_WORDS = "Enter what she wants, in her words"


def _wants() -> forms.ChoiceField:
    return forms.ChoiceField(label="What does she want?", choices=Wants.choices, widget=Radios())


def _wanted() -> TextField:
    return TextField(
        label="In her words",
        help_text="Needed where she wants some of it, or an answer to a question.",
        rows=3,
        required=False,
    )


def _identity() -> forms.CharField:
    return forms.CharField(
        label="How do you know that it is she?",
        help_text="Such as: her keyworker knows her well. Ask for papers only where you do not know her.",
        max_length=200,
        required=False,
    )


def _way() -> forms.ChoiceField:
    return forms.ChoiceField(label="How does she want it?", choices=Way.choices, widget=Radios())


def _large() -> forms.ChoiceField:
    return forms.ChoiceField(label="In large type?", choices=_YES_NO, widget=Radios(inline=True))


def _safe() -> TextField:
    return TextField(
        label="How to reach her about it, and give it to her, safely",
        help_text="Who must not see it, and where she can keep it.",
        rows=3,
        required=False,
    )


_MISSING = {
    "wants": "Choose what she wants",
    "way": "Choose how she wants it",
    "large_type": "Choose whether she wants it in large type",
}


class AskForm(Form):
    """She asks to see what is held about her."""

    submit_label = "Save her request"
    required_messages = {"how": "Choose how she asked", **_MISSING}
    how = forms.ChoiceField(
        label="How did she ask?",
        choices=[(each.value, each.label) for each in (How.TOLD, How.WRITTEN, How.FOR_HER)],
        widget=Radios(),
    )
    for_her = forms.CharField(label="Who asked for her?", max_length=100, required=False)
    authority = forms.CharField(
        label="How do you know that she wants it?",
        help_text="Such as: a letter that she signed. A partner or a parent has no right to it by being one.",
        max_length=200,
        required=False,
    )
    asked_on = DateField(
        label="When did she ask?", what="the day she asked", latest=timezone.localdate, initial=timezone.localdate
    )
    wants = _wants()
    wanted = _wanted()
    identity = _identity()
    way = _way()
    large_type = _large()
    safe_way = _safe()

    def layout(self) -> Sequence[Any]:
        """Who asked for her follows that answer."""
        asked = ConditionalRadios(
            "how",
            How.TOLD.label,
            How.WRITTEN.label,
            ConditionalQuestion(str(How.FOR_HER.label), "for_her", "authority"),
        )
        return [asked, "asked_on", "wants", "wanted", "identity", "way", "large_type", "safe_way"]

    def clean(self) -> dict[str, Any]:
        """What some answers ask for besides."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("how") == How.FOR_HER:
            if not data.get("for_her"):
                self.add_error("for_her", "Enter who asked for her")
            if not data.get("authority"):
                self.add_error("authority", "Enter how you know that she wants it")
        else:
            data["for_her"] = data["authority"] = ""
        _say_what(self, data)
        return data

    @property
    def as_said(self) -> Asked:
        """What she asked for."""
        return Asked(**{**self.cleaned_data, "large_type": self.cleaned_data["large_type"] == "yes"})


def _say_what(form: forms.BaseForm, data: dict[str, Any]) -> None:
    if data.get("wants") in (Wants.PARTS, Wants.QUESTION) and not data.get("wanted"):
        form.add_error("wanted", _NO_WORDS)


class RequestForm(EditForm):
    """Puts a request right while it is open."""

    submit_label = "Save"
    required_messages = _MISSING
    keeps_both = ("wanted", "safe_way")
    wants = _wants()
    wanted = _wanted()
    identity = _identity()
    way = _way()
    large_type = _large()
    safe_way = _safe()

    def clean(self) -> dict[str, Any]:
        """What some answers ask for besides."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        _say_what(self, data)
        return data

    @property
    def says(self) -> dict[str, Any]:
        """What it says now."""
        return {**self.cleaned_data, "large_type": self.cleaned_data["large_type"] == "yes"}


#: What is asked with each step; the rest asks nothing.
_ASKED: dict[Step, tuple[str, str]] = {
    Step.CLARIFY: (
        "What do you ask her?",
        "Ask only where you cannot tell what she wants. The clock of the law stops.",
    ),
    Step.CLARIFIED: ("What did she say?", ""),
    Step.EXTEND: (
        "Why does it take longer, and how was she told?",
        "Only where there is a great deal, or it is hard to go through. She is told why, within the first month.",
    ),
    Step.PASS_ON: ("What does she want told to the other agency?", "It begins a request of its own there."),
    Step.REOPEN: ("Why is it prepared again?", ""),
    Step.WITHDRAW: ("What did she say?", "She can ask again whenever she likes."),
    Step.REFUSE: (
        "Why is it refused, and how was she told?",
        "Only where it is clearly unfounded or excessive. She is told why, and how to complain to the regulator.",
    ),
    Step.AGAIN: ("Why is it taken up again?", ""),
    Step.GIVE: ("How did she get it, and what did she say?", "Such as: given to her at the drop-in, in an envelope."),
}
_MISSING_WORDS = "Write down what was said, and why"
_WARNING = frozenset({Step.REFUSE, Step.WITHDRAW})


class StepForm(Form):
    """One step of a request: when, and what was said."""

    required_messages = {"to_agency": "Choose which agency she wants asked"}
    to_agency = forms.ChoiceField(label="Which agency does she want asked?", widget=Radios())
    on = DateField(label="When was that?", what="the day", latest=timezone.localdate, initial=timezone.localdate)
    said = TextField(label="What was said", rows=4, required=False)

    def __init__(self, *args: Any, step: Step, agencies: Sequence[Agency] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        label, hint = _ASKED.get(step, ("What was said", ""))
        self.fields["said"].label, self.fields["said"].help_text = label, hint
        if step is Step.PASS_ON:
            offer(self, "to_agency", [(str(agency.uid), agency.name) for agency in agencies])
        else:
            del self.fields["to_agency"]

    def clean(self) -> dict[str, Any]:
        """Most steps say why they are taken."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.step in NEEDS_WORDS and not data.get("said"):
            self.add_error("said", _MISSING_WORDS)
        return data

    def actions(self) -> Sequence[Any]:
        """Its button says what it does."""
        style = "warning" if self.step in _WARNING else ""
        return [Actions(PRESSED[self.step], cancel_url=self.cancel_url, style=style)]
