"""What is typed about a goal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.assessments.rules import AREAS
from casework.care_plans.actions import GoalSet
from casework.care_plans.forms.fields import WhatField
from casework.care_plans.forms.plans import MUCH
from casework.care_plans.models import Goal
from casework.care_plans.rules import treatment
from dussk.audit.queries import written
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.meanwhile import EditForm, Standing

_NO_TREATMENT = "Not a goal of treatment"


def _what() -> forms.CharField:
    return forms.CharField(label="The goal", help_text="What she wants to come to, as she would say it", max_length=300)


def _area() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Which area of her life?",
        choices=[("", "None of the ten areas"), *((area.value, words) for area, words in AREAS.items())],
        required=False,
    )


def _her_words() -> TextField:
    return TextField(label="What she says about it", rows=3, max_length=MUCH, required=False)


def _treatment() -> WhatField:
    field = WhatField(
        label="Treatment",
        help_text="Only where the goal is treatment: its tier and kind",
        required=False,
    )
    field.choices = [("", _NO_TREATMENT), *treatment.choices()]
    return field


class GoalForm(Form):
    """Sets a goal."""

    submit_label = "Save the goal"
    mark_optional = False
    required_messages = {"what": "Enter the goal"}
    what = _what()
    area = _area()
    her_words = _her_words()
    treatment = _treatment()

    @property
    def said(self) -> GoalSet:
        """What it says."""
        data = self.cleaned_data
        return GoalSet(data["what"], data["area"], data["her_words"], data["treatment"])


class GoalChangeForm(EditForm, GoalForm):
    """Corrects a goal."""

    submit_label = "Save what is right"
    keeps_both = ("her_words",)

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        values = {name: getattr(goal, name) for name in ("what", "area", "her_words", "treatment")}
        columns = ("what", "area", "her_words", "tier", "kind")  # of these history is made
        super().__init__(*args, standing=Standing(values, lambda: written(goal, *columns)), **kwargs)


class EndGoalForm(Form):
    """Says that she has reached it, or that it is dropped and why."""

    submit_label = "Save"
    mark_optional = False
    required_messages = {"end": "Choose what came of it"}
    end = forms.ChoiceField(label="What came of it?", choices=Goal.End.choices)
    ended_on = DateField(label="When?", what="the day it ended", latest=timezone.localdate, initial=timezone.localdate)
    ended_why = forms.CharField(label="Why is it dropped?", max_length=300, required=False)

    def layout(self) -> Sequence[Any]:
        """Why is asked only where it is dropped."""
        dropped = ConditionalQuestion(Goal.End.DROPPED.label, "ended_why")
        return [ConditionalRadios("end", Goal.End.REACHED.label, dropped), "ended_on"]

    def clean(self) -> dict[str, Any]:
        """A reason for what is dropped, and none for what is reached."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("end") != Goal.End.DROPPED:
            data["ended_why"] = ""
        elif not data.get("ended_why") and "ended_why" not in self.errors:
            self.add_error("ended_why", "Enter why it is dropped")
        return data
