"""What is typed about a step."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from casework.care_plans.actions import StepSet
from casework.care_plans.forms.plans import MUCH, latest_review
from casework.care_plans.models import Step
from casework.clients.forms.fields import StaffChoice
from dussk.audit.queries import written
from dussk.staff.models import Staff
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, among
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.meanwhile import EditForm, Standing


class StepForm(Form):
    """Sets a step: what, who, by when."""

    submit_label = "Save the step"
    mark_optional = False
    required_messages = {"what": "Enter what is to be done", "who": "Choose who does it"}
    what = forms.CharField(label="What is to be done?", max_length=300)
    who = forms.ChoiceField(label="Who does it?", choices=Step.Who.choices)
    worker = StaffChoice(label="Which worker?", empty_label="Her keyworker, whoever that is", required=False)
    beside_her = StaffChoice(
        label="Which worker, with her?", empty_label="Her keyworker, whoever that is", required=False
    )
    other = forms.CharField(label="Who?", max_length=100, required=False)
    due_on = DateField(
        label="By when?",
        what="the day by which it is done",
        help_text="On that day it stands on Today. Leave it empty if there is no day",
        latest=latest_review,
        required=False,
    )
    set_on = DateField(
        label="When was it set?",
        what="the day on which it was set",
        latest=timezone.localdate,
        initial=timezone.localdate,
    )

    def __init__(self, *args: Any, workers: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "worker", workers)
        among(self, "beside_her", workers)

    def layout(self) -> Sequence[Any]:
        """Who is named follows who does it."""
        who = ConditionalRadios(
            "who",
            Step.Who.HER.label,
            ConditionalQuestion(Step.Who.WORKER.label, "worker"),
            ConditionalQuestion(Step.Who.TOGETHER.label, "beside_her"),
            ConditionalQuestion(Step.Who.OTHER.label, "other"),
        )
        return ["what", who, "due_on", "set_on"]

    def clean(self) -> dict[str, Any]:
        """Nobody is named who does not do it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        who = data.get("who")
        if who != Step.Who.WORKER:
            data["worker"] = None
        if who != Step.Who.TOGETHER:
            data["beside_her"] = None
        if who != Step.Who.OTHER:
            data["other"] = ""
        elif not data.get("other") and "other" not in self.errors:
            self.add_error("other", "Enter who does it")
        due, since = data.get("due_on"), data.get("set_on")
        if due and since and due < since:
            self.add_error("due_on", "Enter a day that is not before the one on which the step was set, or none")
        return data

    @property
    def said(self) -> StepSet:
        """What it says."""
        data = self.cleaned_data
        worker = data["worker"] or data["beside_her"]
        return StepSet(data["what"], data["who"], worker, data["other"], data["due_on"], data["set_on"])


class StepChangeForm(EditForm, StepForm):
    """Corrects a step."""

    submit_label = "Save what is right"

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        names = ("what", "who", "other", "due_on", "set_on")
        values = {name: getattr(step, name) for name in names}
        values |= {
            "worker": step.worker if step.who == Step.Who.WORKER else None,
            "beside_her": step.worker if step.who == Step.Who.TOGETHER else None,
        }
        super().__init__(*args, standing=Standing(values, lambda: written(step, *names, "worker")), **kwargs)


class DoneForm(Form):
    """Says that a step is done, and what came of it."""

    submit_label = "It is done"
    mark_optional = False
    done_on = DateField(
        label="When was it done?", what="the day it was done", latest=timezone.localdate, initial=timezone.localdate
    )
    outcome = TextField(label="What came of it?", rows=3, max_length=MUCH, required=False)


class DropForm(Form):
    """Says that a step is dropped, and why."""

    submit_label = "Drop the step"
    mark_optional = False
    required_messages = {"dropped_why": "Enter why it is dropped"}
    dropped_why = forms.CharField(
        label="Why is it dropped?", help_text="For example: she does not want it any more", max_length=300
    )
    dropped_on = DateField(
        label="When?", what="the day it was dropped", latest=timezone.localdate, initial=timezone.localdate
    )
