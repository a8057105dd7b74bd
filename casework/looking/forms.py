"""What a manager types about an emergency access, and what is shown of who looked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.contacts import rules as periods
from casework.contacts.forms import PeriodForm
from casework.looking.models import EmergencyReview
from casework.looking.rules import Review
from dussk.audit.queries import written
from dussk.ui.fields import DateField, TextField
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Radios

_TOLD = EmergencyReview.Told
_COLUMNS = ("finding", "why", "done", "told", "told_on", "told_by", "told_words")
#: What the second button sends.
CLOSE = "close"


class ReviewForm(EditForm):
    """What she finds; it can be saved unfinished, and closed when everything is said."""

    submit_label = "Save"
    mark_optional = False
    keeps_both = ("why", "done")
    finding = forms.ChoiceField(
        label="What do you find?", choices=EmergencyReview.Finding, widget=Radios(), required=False
    )
    why = TextField(label="Why?", rows=4, required=False, max_length=4_000)
    done = TextField(
        label="What was done about it?", help_text="Also if that is nothing", rows=3, required=False, max_length=4_000
    )
    told = forms.ChoiceField(
        label="Does she know that her file was opened?", choices=_TOLD, widget=Radios(), required=False
    )
    told_on = DateField(
        label="When was she told?", what="the day she was told", latest=timezone.localdate, required=False
    )
    told_by = forms.CharField(label="Who told her?", max_length=100, required=False)
    told_words = TextField(label="Where she was not told: why not?", rows=3, required=False, max_length=2_000)
    closing = forms.ChoiceField(
        label="And now?",
        choices=[("", "Save it, and come back to it"), (CLOSE, "Close the review: that is all")],
        widget=Radios(),
        required=False,
    )

    def __init__(self, *args: Any, review: EmergencyReview | None, **kwargs: Any) -> None:
        blank = {"told_on": None}
        values = {name: getattr(review, name) if review else blank.get(name, "") for name in _COLUMNS}
        who = (lambda: written(review, *_COLUMNS)) if review else (lambda: None)
        super().__init__(*args, standing=Standing(values, who), **kwargs)

    def layout(self) -> Sequence[Any]:
        """When and by whom follow that she was told."""
        told = ConditionalQuestion(_TOLD.TOLD.label, "told_on", "told_by")
        return [
            *("finding", "why", "done"),
            ConditionalRadios("told", told, _TOLD.NOT_YET.label, _TOLD.UNSAFE.label),
            *("told_words", "closing"),
        ]

    def clean(self) -> dict[str, Any]:
        """Who told her and when, where she was told; why not, where it is not safe."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("told") == _TOLD.TOLD:
            if data.get("told_on") is None and "told_on" not in self.errors:
                self.add_error("told_on", "Enter the day she was told")
            if not data.get("told_by") and "told_by" not in self.errors:
                self.add_error("told_by", "Enter who told her")
            data["told_words"] = ""
        else:
            data |= {"told_on": None, "told_by": ""}
        if data.get("told") == _TOLD.UNSAFE and not data.get("told_words") and "told_words" not in self.errors:
            self.add_error("told_words", "Enter why it is not safe to tell her")
        return data

    @property
    def said(self) -> Review:
        """What she finds."""
        data = self.cleaned_data
        return Review(**{name: data[name] for name in _COLUMNS if name != "told_by"})

    @property
    def closes(self) -> bool:
        """Whether that is all."""
        return bool(self.cleaned_data.get("closing") == CLOSE)


class LookedForm(PeriodForm):
    """Of when, and whether also those who only saw her named."""

    what = forms.ChoiceField(
        label="What",
        choices=[("", "Opened, printed or taken out"), ("named", "Also named in a list or a search")],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].initial = str(periods.Period.QUARTER)

    def first(self) -> Sequence[str]:
        """What was seen comes first."""
        return ["what"]

    @property
    def named_too(self) -> bool:
        """Whether those are shown who only saw her named."""
        return bool(self.cleaned_data.get("what"))
