"""What is typed into an assessment: by a worker beside her, and by her on her own screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils import timezone

from casework.assessments import rules
from casework.assessments.actions import LONGEST, OFF_THE_SCALE, Said
from casework.assessments.models import Assessment, PromptNote, Rating
from casework.assessments.rules import Area, Rated
from dussk.audit.queries import written
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import Actions, Div, Include
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Radios

#: What the button is sent under that saves and goes on.
THEN, NEXT = "then", "next"

_POINTS = [("", rules.NOT_RATED), *((str(point), words) for point, words in rules.SCALE.items())]
_NOT_SAID = "I would rather not say"


def _standing(row: Model, *names: str) -> Standing:
    return Standing({name: getattr(row, name) for name in names}, lambda: written(row, *names))


def _point(value: str) -> int | None:
    return int(value) if value else None


def _point_field(label: str, *, blank: str = rules.NOT_RATED) -> forms.TypedChoiceField:
    """A point of the scale, or none."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", blank), *_POINTS[1:]],
        coerce=_point,
        empty_value=None,
        required=False,
        widget=Radios(inline=True, small=True),
        error_messages={"invalid_choice": OFF_THE_SCALE},
    )


class BeginForm(Form):
    """Begins one: under which name, when, and with what."""

    submit_label = "Begin"
    required_messages: ClassVar = {"project": "Enter the name of the project"}
    project = forms.CharField(label="Project name", max_length=100, help_text="As it stands at the top of the form.")
    started_on = DateField(label="Begun", what="the day it is begun", latest=timezone.localdate)
    carry_over = forms.ChoiceField(
        label="What does it begin with?",
        choices=[("", "Nothing: a new start"), ("plans", "The plans of the last one, to go on from")],
        required=False,
        widget=Radios(hints={"plans": "How it goes is asked anew, whatever was said last time."}),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What ``actions.begin`` takes."""
        return {**self.cleaned_data, "carry_over": self.cleaned_data.get("carry_over") == "plans"}


class DetailsForm(EditForm):
    """Puts the details of an assessment right; of a completed one, its days and who completed it too."""

    submit_label = "Save the details"
    required_messages: ClassVar = {
        "project": "Enter the name of the project",
        "completed_by": "Choose who completed it",
    }
    project = forms.CharField(label="Project name", max_length=100)
    started_on = DateField(label="Begun", what="the day it was begun", latest=timezone.localdate)
    completed_on = DateField(label="Completed", what="the day it was completed", latest=timezone.localdate)
    completed_by = forms.ChoiceField(label="Completed by", choices=Assessment.CompletedBy, widget=Radios(small=True))
    review_on = DateField(label="Review date", what="the review date", required=False)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        names = ["project", "started_on"]
        if assessment.completed_on is not None:
            names += ["completed_on", "completed_by", "review_on"]
        super().__init__(*args, standing=_standing(assessment, *names), **kwargs)
        for name in set(DetailsForm.base_fields) - set(names) - {"opened_with"}:
            del self.fields[name]


class CompleteForm(Form):
    """Says that it is completed. Nothing has to be rated for that."""

    submit_label = "Complete it"
    required_messages: ClassVar = {"completed_by": "Choose who completed it"}
    completed_on = DateField(label="Completed", what="the day it was completed", latest=timezone.localdate)
    completed_by = forms.ChoiceField(label="Completed by", choices=Assessment.CompletedBy, widget=Radios(small=True))
    review_on = DateField(
        label="Review date",
        what="the review date",
        required=False,
        help_text="When you look at it again together. Many do so after about three months.",
    )


class AreaForm(EditForm):
    """One area: how it goes as she says, and as her worker sees it; her words; what is planned, and its review."""

    keeps_both = ("her_words", "plan")
    mark_optional = False
    hers = _point_field("How does she say it goes?")
    workers = _point_field("How do you see it?")
    her_words = TextField(label="What she says about it, in her words", required=False, rows=3, max_length=LONGEST)
    plan = TextField(label="Plan", required=False, rows=4, max_length=LONGEST)
    review_on = DateField(
        label="Review date of this plan", what="the review date", required=False, help_text="If it has one of its own."
    )

    def __init__(self, *args: Any, row: Rating | None, following: str, **kwargs: Any) -> None:
        self.following = following
        stands = _standing(row, *Said._fields) if row is not None else Standing(Said()._asdict())
        super().__init__(*args, standing=stands, **kwargs)

    def layout(self) -> Sequence[Any]:
        """Both views under the same scale, then the texts."""
        points = [self["hers"], self["workers"]]
        scales = Include("casework/assessments/_two_scales.html", points=points, scale=_POINTS[1:])
        return [scales, "her_words", "plan", "review_on"]

    def actions(self) -> Sequence[Any]:
        """Save and go on to the next area, or save and look at all of it."""
        if self.meanwhile:
            return super().actions()
        whole = Actions("Save", cancel_url=self.cancel_url, style="secondary" if self.following else "")
        if not self.following:
            return [whole]
        onward = Actions(f"Save, then {self.following}", name=THEN, value=NEXT)
        return [Div(onward, whole, css_class="assessment-saves")]

    @property
    def said(self) -> Said:
        """What the form says."""
        return Said(**{name: self.cleaned_data[name] for name in Said._fields})


@dataclass(frozen=True)
class BothViews:
    """The two fields of one area on the page of all ratings."""

    label: str
    hers: forms.BoundField
    workers: forms.BoundField


class RatingsForm(EditForm):
    """The ten areas on one page: her view and her worker's, and nothing else."""

    submit_label = "Save the ratings"
    mark_optional = False

    def __init__(self, *args: Any, rated: Mapping[Area, Rated], **kwargs: Any) -> None:
        values: dict[str, int | None] = {}
        for area in Area:
            each = rated.get(area, rules.NOTHING_SAID)
            values |= {f"hers_{area}": each.hers, f"workers_{area}": each.workers}
        super().__init__(*args, standing=Standing(values), **kwargs)
        for area in Area:
            self.fields[f"hers_{area}"] = _point_field(f"{rules.AREAS[area]}: how she says it goes")
            self.fields[f"workers_{area}"] = _point_field(f"{rules.AREAS[area]}: how you see it")

    def layout(self) -> Sequence[Any]:
        """Area by area."""
        return [Include("casework/assessments/_all_scales.html", scale=_POINTS[1:])]

    @property
    def rows(self) -> list[BothViews]:
        """What the page shows, in the order of the form."""
        return [BothViews(rules.AREAS[area], self[f"hers_{area}"], self[f"workers_{area}"]) for area in Area]

    @property
    def said(self) -> dict[Area, Rated]:
        """Both views of every area."""
        data = self.cleaned_data
        return {area: Rated(data[f"hers_{area}"], data[f"workers_{area}"]) for area in Area}


class NoteForm(EditForm):
    """What is noted of one prompt."""

    keeps_both = ("note",)
    note = TextField(label="Note", required=False, rows=10, max_length=LONGEST)

    def __init__(self, *args: Any, row: PromptNote | None, following: str, **kwargs: Any) -> None:
        self.following = following
        stands = _standing(row, "note") if row is not None else Standing({"note": ""})
        super().__init__(*args, standing=stands, **kwargs)

    actions = AreaForm.actions  # the same two buttons


class HerAreaForm(Form):
    """One area on her own screen: her point and her words. Nothing is kept as a draft."""

    keeps_draft = False
    submit_label = ""
    mark_optional = False
    hers = _point_field("How is it going?", blank=_NOT_SAID)
    her_words = TextField(
        label="Do you want to say something about it?",
        help_text="You do not have to.",
        required=False,
        rows=4,
        max_length=LONGEST,
        error_messages={"max_length": "That is too long to keep. Please write less"},
    )
    mark = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is to be mended, and where."""
        ids = {"hers": f"{self['hers'].auto_id}_1", "her_words": self["her_words"].auto_id}
        return [(ids.get(name, ""), str(error)) for name, errors in self.errors.items() for error in errors]
