"""What is asked about paper: what hers leaves out, and which plans a batch holds."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from casework.printing import actions, rules
from casework.printing.queries import Keyworker
from casework.printing.rules import MEANS, PARTS, Choice, Edition, Part
from dussk.access.asking import Worker
from dussk.jobs.models import Job
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.meanwhile import EditForm
from dussk.ui.widgets import Checkboxes, Radios

_MOST_WORDS, _LONGEST_WORD, _SHORTEST_WORD = 50, 100, 2
_KEYWORKER, _DUE, _NOBODY, _EVERY = "keyworker", "due", "nobody", "every"
#: How far ahead a review counts as due where nobody says otherwise (days).
AHEAD = 28


class ChoiceForm(EditForm):
    """What her paper leaves out."""

    submit_label = "Save what she said"
    mark_optional = False
    keeps_both = ("why",)
    required_messages = {"no_paper": "Choose whether she takes paper home"}
    no_paper = forms.ChoiceField(
        label="Does she take paper home?",
        choices=[("no", "Yes"), ("yes", "No, nothing is printed for her to take away")],
        widget=Radios(),
    )
    leaves_out = forms.MultipleChoiceField(
        label="What does her paper leave out?",
        choices=[(part.value, words) for part, words in PARTS.items()],
        widget=Checkboxes(hints={part.value: words for part, words in MEANS.items()}),
        required=False,
    )
    words = TextField(
        label="Words that never stand on it",
        help_text="One on each line: a name, a place, a word that somebody at home would ask about. Every line that "
        "holds one is left out, however it is written there.",
        rows=4,
        required=False,
        max_length=_MOST_WORDS * (_LONGEST_WORD + 1),
    )
    why = TextField(
        label="What should whoever prints for her know?",
        help_text="Such as: who could find it, and where she keeps it. This never stands on it.",
        rows=3,
        required=False,
        max_length=2_000,
    )

    def clean_words(self) -> str:
        """Each on a line of its own, each once, and none of which the paper cannot be free."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()]
        listed = list(dict.fromkeys(filter(None, lines)))
        if len(listed) > _MOST_WORDS:
            raise forms.ValidationError(f"Enter {_MOST_WORDS} words at most")
        for word in listed:
            _check(word)
        return "\n".join(listed)

    @property
    def choice(self) -> Choice:
        """What she wants."""
        data = self.cleaned_data
        parts = frozenset(Part(each) for each in data["leaves_out"])
        return Choice(parts, tuple(data["words"].splitlines()), data["no_paper"] == "yes", asked=True)

    @staticmethod
    def values(choice: Choice, why: str) -> dict[str, Any]:
        """What stands there, as the fields say it."""
        return {
            "no_paper": ("yes" if choice.no_paper else "no") if choice.asked else "",
            "leaves_out": [part.value for part in PARTS if part in choice.parts],
            "words": "\n".join(choice.words),
            "why": why,
        }


def _check(word: str) -> None:
    if len(word) > _LONGEST_WORD:
        raise forms.ValidationError(f"“{word[:20]}…” is longer than {_LONGEST_WORD} characters. Shorten it")
    if sum(letter.isalnum() for letter in word) < _SHORTEST_WORD:
        raise forms.ValidationError(f"“{word}” is too short: enter two letters or digits at least")
    if rules.clashes(word):
        raise forms.ValidationError(
            f"“{word}” stands in the paper’s own headings. Enter another, or choose that she takes no paper home"
        )


class BatchForm(Form):
    """Which plans a batch holds, and for whom they are."""

    submit_label = "Have them printed"
    mark_optional = False
    required_messages = {
        "which": "Choose which plans",
        "edition": "Choose for whom they are",
    }
    which = forms.ChoiceField(
        label="Which plans?",
        choices=[
            (_KEYWORKER, "All of one keyworker"),
            (_DUE, "All that are due for review"),
            (_NOBODY, "All of women without a keyworker"),
            (_EVERY, "Every plan"),
        ],
        widget=Radios(),
    )
    keyworker = forms.ChoiceField(label="Whose?", required=False)
    until = DateField(label="Due by when?", what="the day by which they are due", required=False)
    edition = forms.ChoiceField(
        label="For whom are they?",
        choices=[(Edition.FILE.value, "For the file"), (Edition.HERS.value, "For the women themselves")],
        widget=Radios(
            hints={
                Edition.FILE.value: "Everything, with versions and reviews.",
                Edition.HERS.value: "In large type, each without what she leaves out. Whoever takes no paper home is "
                "left out of the batch.",
            }
        ),
    )

    def __init__(self, *args: Any, keyworkers: Sequence[Keyworker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._staff = {str(one.staff.uid): one.staff for one in keyworkers if one.staff}
        self.fields["keyworker"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Choose a keyworker"),
            *((uid, staff.name) for uid, staff in self._staff.items()),
        ]
        self.fields["until"].initial = timezone.localdate() + timedelta(days=AHEAD)

    def layout(self) -> Sequence[Any]:
        """Whose, or by when, follows from which."""
        return [
            ConditionalRadios(
                "which",
                ConditionalQuestion("All of one keyworker", "keyworker"),
                ConditionalQuestion("All that are due for review", "until"),
                "All of women without a keyworker",
                "Every plan",
            ),
            "edition",
        ]

    def clean(self) -> dict[str, Any]:
        """Whose or by when has to be said, whichever it is about."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("which") == _KEYWORKER and not data.get("keyworker") and "keyworker" not in self.errors:
            self.add_error("keyworker", "Choose a keyworker")
        if data.get("which") == _DUE and not data.get("until") and "until" not in self.errors:
            self.add_error("until", "Enter the day by which they are due")
        return data

    def ask(self, by: Worker) -> Job:
        """Have those printed that were chosen.

        Raises:
            RefusedError: there are none, or more than one batch holds.
        """
        data, edition = self.cleaned_data, Edition(self.cleaned_data["edition"])
        if data["which"] == _KEYWORKER:
            return actions.ask_for_keyworker(by=by, keyworker=self._staff[data["keyworker"]], edition=edition)
        if data["which"] == _DUE:
            return actions.ask_for_review(by=by, until=data["until"], edition=edition)
        if data["which"] == _NOBODY:
            return actions.ask_for_nobodys(by=by, edition=edition)
        return actions.ask_for_every(by=by, edition=edition)
