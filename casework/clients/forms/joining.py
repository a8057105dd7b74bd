"""Which of two files holds, and whose is what was written since they were joined."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms

from casework.clients import rules
from casework.clients.queries import Pair, Written
from dussk.ui import when
from dussk.ui.fields import TextField
from dussk.ui.forms import Form, with_values
from dussk.ui.layout import Fieldset, Size
from dussk.ui.widgets import Radios

KEPT, JOINED, BOTH = "kept", "joined", "both"


def _choice(label: str, choices: Sequence[tuple[str, str]], empty: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=Radios(small=True),
        help_text=help_text,
        error_messages={"required": empty},
    )


class JoinForm(Form):
    """Which file holds where the two differ, and how it is known that they are one woman's."""

    submit_label = "Join the two files"
    required_messages = {"reason": "Enter how you know that they are one woman"}
    opened_with = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = TextField(
        label="How do you know that they are one woman?",
        help_text="For example: she told us herself, or both have the same date of birth and tattoo.",
        rows=3,
    )

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, initial={"opened_with": pair.mark}, **kwargs)
        self.pair = pair
        reason = self.fields.pop("reason")
        for name in pair.differing:
            label = rules.FACTS[name]
            choices = [(KEPT, pair.kept.facts[name]), (JOINED, pair.joined.facts[name])]
            if name in rules.KEEPS_BOTH:
                choices.append((BOTH, "Both"))
            self.fields[name] = _choice(label, choices, f"Choose what holds: {rules.in_sentence(label)}")
        self.fields["reason"] = reason

    @property
    def holds(self) -> dict[str, str]:
        """For each fact that has to be settled, which file's holds: what only the joined one says is taken over."""
        chosen = {name: self.cleaned_data[name] for name in self.pair.differing}
        return chosen | dict.fromkeys(self.pair.filled, JOINED)

    def look_again(self) -> None:
        """What is chosen next is chosen knowing what the files say now."""
        if self.is_bound:
            self.data = with_values(self.data, {"opened_with": self.pair.mark})


class UndoJoiningForm(Form):
    """Whose each record is that was written since, and how it is known that they are two women."""

    submit_label = "Make them two files again"
    submit_style = "warning"
    required_messages = {"reason": "Enter how you know that they are two women"}
    reason = TextField(label="How do you know that they are two women?", rows=3)

    def __init__(self, *args: Any, written: Sequence[Written], kept: str, joined: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written = written
        reason = self.fields.pop("reason")
        for row in written:
            on = when.on(row.at, short=True)
            label = row.words or f"A record by {row.agency}, which you may not read"
            choices = [(KEPT, kept), (JOINED, joined)]
            empty = f"Choose whose this is: {label[:60]}"
            self.fields[row.key] = _choice(label, choices, empty, f"{on}, {when.at(row.at)}, by {row.agency}")
        self.fields["reason"] = reason

    def layout(self) -> Sequence[Any]:
        """The records under what they are, then the reason."""
        kinds = groupby(self.written, key=lambda row: row.label)
        asked = [Fieldset(*[row.key for row in rows], legend=label, legend_size=Size.MEDIUM) for label, rows in kinds]
        return [*asked, "reason"]

    @property
    def answers(self) -> dict[str, str]:
        """Whose each record is."""
        return {row.key: self.cleaned_data[row.key] for row in self.written}
