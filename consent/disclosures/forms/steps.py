"""What somebody types who decides about a release, sends it, refuses it or gives it up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from casework.contacts.forms.moments import AnyDayForm
from consent.disclosures import rules
from consent.disclosures.actions import Answer, No
from consent.disclosures.forms.preparing import NO, REFUSALS, YES
from consent.disclosures.models import Disclosure
from consent.disclosures.queries import Match
from dussk.ui.fields import TextField
from dussk.ui.forms import Form, offer
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.widgets import Radios

ELSE, IN_SPITE = "somebody_else", "in_spite"
_ELSE = "This is somebody else"
_IN_SPITE = "It is, or may be, this person: it is released all the same, on this ground"


class DecideForm(Form):
    """A manager approves a release, or says no, and answers to each name on her list that the recipient resembles."""

    submit_label = "Save the decision"
    mark_optional = False
    required_messages = {"decision": "Choose whether you approve it", "reason": "Enter why"}
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[(YES, "I approve it: it may be sent"), (NO, "No: it is not sent")],
        widget=Radios(),
    )
    reason = TextField(label="Why?", rows=3)

    def __init__(self, *args: Any, matches: Sequence[Match], ground: str, **kwargs: Any) -> None:
        self._matches = matches
        super().__init__(*args, **kwargs)
        choices = [(ELSE, _ELSE)] + ([(IN_SPITE, _IN_SPITE)] if rules.overrides_list(ground) else [])
        for match in matches:
            said, because = self._names(match)
            self.fields[said] = forms.ChoiceField(
                label=match.words, choices=choices, widget=Radios(small=True), required=False
            )
            self.fields[because] = TextField(label="How do you know?", rows=2, required=False)

    @staticmethod
    def _names(match: Match) -> tuple[str, str]:
        return f"said_{match.row.uid}", f"because_{match.row.uid}"

    def layout(self) -> Sequence[Any]:
        """First what her list stops, then the decision."""
        return [*(self._asked(match) for match in self._matches), "decision", "reason"]

    def _asked(self, match: Match) -> ConditionalRadios:
        said, because = self._names(match)
        labels = [str(label) for _value, label in self.fields[said].choices]  # type: ignore[attr-defined]  # a ChoiceField
        return ConditionalRadios(said, ConditionalQuestion(labels[0], because), *labels[1:])

    def clean(self) -> dict[str, Any]:
        """What is approved needs an answer to everybody on her list whom the recipient resembles."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") != YES:
            return data
        for match in self._matches:
            said, because = self._names(match)
            if not data.get(said) and said not in self.errors:
                self.add_error(said, "Choose whether this is somebody else")
            elif data.get(said) == ELSE and not data.get(because) and because not in self.errors:
                self.add_error(because, "Say how you know that this is somebody else")
        return data

    @property
    def approves(self) -> bool:
        """Whether she says yes."""
        return bool(self.cleaned_data["decision"] == YES)

    @property
    def answers(self) -> Mapping[int, Answer]:
        """What she says to each name on her list."""
        found = {}
        for match in self._matches:
            said, because = (self.cleaned_data[name] for name in self._names(match))
            found[match.row.pk] = Answer(because if said == ELSE else "", said == IN_SPITE)
        return found


class DismissForm(Form):
    """Somebody who did not ask for it says that the recipient is not the one on her list."""

    submit_label = "This is somebody else"
    required_messages = {"because": "Say how you know that this is somebody else"}
    because = TextField(
        label="How do you know?", help_text="Such as: he is 60, and she says that she has never met him.", rows=3
    )


class SendForm(AnyDayForm):
    """It was told: what, word by word, when and how."""

    submit_label = "It was told: keep it"
    submit_style = "warning"
    mark_optional = False
    required_messages = {"sent": "Enter what was told, word by word", "way": "Choose how it was told"}
    sent = TextField(
        label="What was told, word by word?",
        help_text="The whole text of what was sent, or what was said as closely as you can write it.",
        rows=8,
    )
    way = forms.ChoiceField(label="How?", choices=Disclosure.Way, widget=Radios(small=True))
    note = forms.CharField(
        label="To whom exactly, and how?",
        help_text="Such as: read out to the duty worker, who gave her name as Ms Hale.",
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moment"].label = "When?"

    def layout(self) -> Sequence[Any]:
        """The words first, then when and how."""
        return ["sent", self.when(), "way", "note"]


class RefuseForm(Form):
    """We say no."""

    submit_label = "We say no"
    submit_style = "warning"
    mark_optional = False
    required_messages = {"refusal": "Choose why we say no"}
    refusal = forms.ChoiceField(label="Why?", widget=Radios(small=True))
    words = TextField(label="In a few words", rows=3, required=False)
    told_them = forms.CharField(
        label="How were they told?", help_text="Such as: by phone, on the same day.", max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "refusal", REFUSALS)

    @property
    def no(self) -> No:
        """What the form says."""
        return No(*(self.cleaned_data[name] for name in ("refusal", "words", "told_them")))


class DropForm(Form):
    """It is not needed any more."""

    submit_label = "It is not needed any more"
    submit_style = "warning"
    required_messages = {"because": "Say why it is not needed any more"}
    because = TextField(label="Why?", rows=3)
