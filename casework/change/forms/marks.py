"""What a worker notes of her way: one form for each of the models, for noting and for putting right."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from casework.change.forms.fields import WhenField
from casework.change.models import JourneyMark
from casework.change.queries import Marked
from casework.change.rules import cues
from casework.change.rules.marks import IN_WORDS_ONLY, MARKS, TRIGGERS, Scale
from dussk.audit.queries import written
from dussk.ui.fields import TextField
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Include
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Checkboxes, Radios

_CUES = "cues_"
_STAGES = MARKS[Scale.CYCLE]


def _choices(scale: Scale) -> list[tuple[str, str]]:
    return list(MARKS[scale].items())


class MarkForm(EditForm):
    """What all of them ask: which, when, and a note. With ``mark=None`` it notes a new one."""

    scale: ClassVar[Scale]
    submit_label = "Save"
    mark_optional = False
    keeps_both = ("note",)
    required_messages: ClassVar[Mapping[str, str]] = {"mark": "Choose which it was"}
    mark = forms.ChoiceField(label="Which?", choices=[], widget=Radios())
    when = WhenField(
        label="When was it?",
        what="when it was",
        help_text="Leave the day empty, or the day and the month, where nobody knows them",
        latest=timezone.localdate,
    )
    note = TextField(label="Note", help_text="In her own words, if she likes", rows=4, required=False)

    def __init__(self, *args: Any, mark: JourneyMark | None, **kwargs: Any) -> None:
        columns = ("mark", "on", "exactness", "cues", "note")
        who = (lambda: written(mark, *columns)) if mark else (lambda: None)
        super().__init__(*args, standing=Standing(self.standing_values(mark), who), **kwargs)

    def standing_values(self, mark: JourneyMark | None) -> dict[str, Any]:
        """What stands there now, by the names of the fields."""
        if mark is None:
            return {"mark": "", "when": None, "note": ""}
        return {"mark": mark.mark, "when": mark.when, "note": mark.note}

    @property
    def said(self) -> Marked:
        """What is to be noted."""
        data = self.cleaned_data
        return Marked(self.scale, data["mark"], data["when"], self.ticked(), data["note"])

    def ticked(self) -> tuple[str, ...]:
        """What was seen."""
        return ()


class CycleForm(MarkForm):
    """A stage of the cycle of change, with what was seen; what helps there stands beside it."""

    scale = Scale.CYCLE
    required_messages: ClassVar[Mapping[str, str]] = {"mark": "Choose the stage"}
    mark = forms.ChoiceField(label="Where does she stand?", choices=_choices(Scale.CYCLE), widget=Radios())

    def __init__(self, *args: Any, mark: JourneyMark | None, **kwargs: Any) -> None:
        super().__init__(*args, mark=mark, **kwargs)
        for stage, seen in cues.CUES.items():
            self.fields[_CUES + stage] = forms.MultipleChoiceField(
                label="What do you see?", choices=list(seen.items()), widget=Checkboxes(small=True), required=False
            )

    def standing_values(self, mark: JourneyMark | None) -> dict[str, Any]:
        """What was ticked stands with its stage."""
        ticked = set(mark.cues) if mark else set()
        seen = {_CUES + stage: [code for code in codes if code in ticked] for stage, codes in cues.CUES.items()}
        return super().standing_values(mark) | seen

    def layout(self) -> Sequence[Any]:
        """Each stage opens what is seen there, and what helps."""
        stages = [
            ConditionalQuestion(
                words,
                _CUES + stage,
                Include("casework/change/_helps.html", stage=words, helps=cues.HELPS[stage]),
            )
            for stage, words in _STAGES.items()
        ]
        return [ConditionalRadios("mark", *stages), "when", "note"]

    def clean(self) -> dict[str, Any]:
        """What is ticked at another stage is not meant."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for stage in cues.CUES:
            if stage != data.get("mark"):
                data[_CUES + stage] = []
        return data

    def ticked(self) -> tuple[str, ...]:
        """What was seen at the stage that was chosen."""
        data = self.cleaned_data
        return tuple(data.get(_CUES + data["mark"], ()))


class PhaseForm(MarkForm):
    """A phase, after Hester and Westmarland."""

    scale = Scale.PHASE
    required_messages: ClassVar[Mapping[str, str]] = {"mark": "Choose the phase"}
    mark = forms.ChoiceField(label="Which phase?", choices=_choices(Scale.PHASE), widget=Radios())


class TurningForm(MarkForm):
    """A turning point, after Hester and Westmarland."""

    scale = Scale.TURNING
    required_messages: ClassVar[Mapping[str, str]] = {"mark": "Choose what happened"}
    mark = forms.ChoiceField(label="What happened?", choices=_choices(Scale.TURNING), widget=Radios())

    def clean(self) -> dict[str, Any]:
        """Something else is said in the note."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("mark") in IN_WORDS_ONLY and not data.get("note") and "note" not in self.errors:
            self.add_error("note", "Enter what it was")
        return data


class TransitionForm(MarkForm):
    """A kind of transition, after Sanders; what set it off for others stands under each."""

    scale = Scale.TRANSITION
    required_messages: ClassVar[Mapping[str, str]] = {"mark": "Choose the kind of transition"}
    mark = forms.ChoiceField(
        label="How is she moving on?", choices=_choices(Scale.TRANSITION), widget=Radios(hints=TRIGGERS)
    )


#: The form for each of the models.
FORMS: dict[Scale, type[MarkForm]] = {form.scale: form for form in (CycleForm, PhaseForm, TurningForm, TransitionForm)}
