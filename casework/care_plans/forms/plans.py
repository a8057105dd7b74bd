"""What is typed about a plan as a whole: beginning it, its words, the crisis part, its review date, its end."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from casework.assessments.models import Assessment
from casework.assessments.rules import AREAS
from casework.care_plans.actions import Begun
from casework.care_plans.models import CarePlan
from casework.care_plans.rules.proposing import LONGEST, Proposed
from casework.care_plans.rules.steps import LONGEST as LONGEST_REVIEW
from dussk.audit.queries import written
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import Fieldset, Include, Size
from dussk.ui.meanwhile import EditForm, Standing

#: As long as a box may be.
MUCH = 20_000


def standing(row: Any, *names: str) -> Standing:
    """What a record says now, for the form that changes it."""
    return Standing({name: getattr(row, name) for name in names}, lambda: written(row, *names))


def wants_field() -> TextField:
    """What she wants."""
    return TextField(
        label="What she wants",
        help_text="In her own words. This stands first, on the screen and on paper",
        rows=6,
        max_length=MUCH,
        required=False,
    )


def strengths_field() -> TextField:
    """Her strengths."""
    return TextField(
        label="What she is good at, and what and who helps",
        help_text="For example: she knows whom to trust; her sister; swimming",
        rows=4,
        max_length=MUCH,
        required=False,
    )


def tomorrow() -> Any:
    """The first day that is still to come."""
    return timezone.localdate() + timedelta(days=1)


def latest_review() -> Any:
    """The last day that is taken for a review."""
    return timezone.localdate() + LONGEST_REVIEW


def review_field(label: str, *, earliest: Any = tomorrow) -> DateField:
    """When the plan is gone through again."""
    return DateField(
        label=label,
        what="the day on which the plan is gone through again",
        help_text="Leave it empty if no day is agreed",
        earliest=earliest,
        latest=latest_review,
        required=False,
    )


class BeginForm(Form):
    """Begins a plan. Each area that the assessment proposes is a goal only where the worker ticks it."""

    submit_label = "Begin the plan"
    mark_optional = False
    wants = wants_field()
    strengths = strengths_field()
    review_on = review_field("When is it gone through again?")

    # What it begins from goes with what is typed, also into a draft: the address of a form that is sent has no more.
    assessment = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        proposed: Sequence[Proposed] = (),
        assessment: Assessment | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._proposed, self._assessment = proposed, assessment
        self.initial.setdefault("assessment", str(assessment.uid) if assessment else "")
        for each in proposed:
            self.fields[f"take_{each.area}"] = forms.BooleanField(label="Make this a goal", required=False)
            self.fields[f"what_{each.area}"] = forms.CharField(
                label="The goal", max_length=LONGEST, required=False, initial=each.what
            )

    def layout(self) -> Sequence[Any]:
        """Her words first; then each area that is proposed, with what she said there."""
        areas = [
            Fieldset(
                Include("casework/care_plans/_proposed.html", proposed=each),
                f"take_{each.area}",
                f"what_{each.area}",
                legend=AREAS[each.area],
                legend_size=Size.SMALL,
            )
            for each in self._proposed
        ]
        heading = [Include("casework/care_plans/_proposed_heading.html")] if areas else []
        return ["wants", "strengths", *heading, *areas, "review_on", "assessment"]

    def clean(self) -> dict[str, Any]:
        """What is ticked says what the goal is."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self._proposed:
            name = f"what_{each.area}"
            if data.get(f"take_{each.area}") and not data.get(name) and name not in self.errors:
                self.add_error(name, f"Enter the goal: {AREAS[each.area].lower()}")
        return data

    @property
    def begun(self) -> Begun:
        """What it says."""
        data = self.cleaned_data
        goals = [
            Proposed(each.area, data[f"what_{each.area}"], each.her_words, each.why)
            for each in self._proposed
            if data[f"take_{each.area}"]
        ]
        return Begun(data["wants"], data["strengths"], data["review_on"], self._assessment, goals)


class WordsForm(EditForm):
    """Changes what she wants and her strengths."""

    submit_label = "Save"
    mark_optional = False
    keeps_both = ("wants", "strengths")
    wants = wants_field()
    strengths = strengths_field()

    def __init__(self, *args: Any, plan: CarePlan, **kwargs: Any) -> None:
        super().__init__(*args, standing=standing(plan, "wants", "strengths"), **kwargs)


class CrisisForm(EditForm):
    """Changes the crisis and safety part."""

    submit_label = "Save"
    mark_optional = False
    keeps_both = ("crisis_signs", "crisis_helps", "crisis_people", "crisis_safe")
    crisis_signs = TextField(
        label="How a crisis begins",
        help_text="What she notices first, and what others notice",
        rows=4,
        max_length=MUCH,
        required=False,
    )
    crisis_helps = TextField(
        label="What helps then", help_text="And what makes it worse", rows=4, max_length=MUCH, required=False
    )
    crisis_people = TextField(
        label="Who she can turn to",
        help_text="By day and by night, with how she reaches them",
        rows=4,
        max_length=MUCH,
        required=False,
    )
    crisis_safe = TextField(
        label="How she keeps safe",
        help_text="For example: a place to go, a word with a friend, naloxone with her",
        rows=4,
        max_length=MUCH,
        required=False,
    )

    def __init__(self, *args: Any, plan: CarePlan, **kwargs: Any) -> None:
        super().__init__(*args, standing=standing(plan, *self.keeps_both), **kwargs)


class ReviewDateForm(EditForm):
    """Changes when the plan is gone through again."""

    submit_label = "Save"
    mark_optional = False
    review_on = review_field("When is it gone through again?", earliest=lambda: timezone.localdate().replace(year=2000))

    def __init__(self, *args: Any, plan: CarePlan, **kwargs: Any) -> None:
        super().__init__(*args, standing=standing(plan, "review_on"), **kwargs)


class EndPlanForm(Form):
    """Ends a plan."""

    submit_label = "End this plan"
    mark_optional = False
    required_messages = {"ended_why": "Enter why it ends"}
    ended_why = forms.CharField(
        label="Why does it end?",
        help_text="For example: she wants to begin anew; she has moved away",
        max_length=300,
    )
