"""What a list of the past is narrowed by. Sent by GET: it holds no name, and a worker by her random id."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from casework.clients.timeline import Narrowed
from casework.contacts import rules
from casework.contacts.forms.layout import Details
from dussk.staff.models import Staff
from dussk.ui.fields import DateField
from dussk.ui.forms import Form
from dussk.ui.layout import Side


class PeriodForm(Form):
    """A stretch of time: all of it, up to today from some way back, or between two days."""

    submit_label = "Show"
    submit_style = "secondary"
    mark_optional = False
    keeps_draft = False
    period = forms.ChoiceField(
        label="When",
        choices=[
            ("", "All of it"),
            (rules.Period.MONTH, "The last month"),
            (rules.Period.QUARTER, "The last three months"),
            (rules.Period.YEAR, "The last year"),
        ],
        required=False,
    )
    since = DateField(label="From", what="the first day", required=False, latest=timezone.localdate)
    until = DateField(label="To", what="the last day", required=False, latest=timezone.localdate)

    @cached_property
    def helper(self) -> FormHelper:
        """It only asks for a page, so it is sent by GET and changes nothing."""
        helper = super().helper
        helper.form_method = "get"
        helper.form_class = "dussk-form contact-filter"
        return helper

    def layout(self) -> Sequence[Any]:
        """The questions beside each other; two days folded away until they are wanted."""
        days = any(self[name].errors or any(self[name].value() or []) for name in ("since", "until"))
        return [Side(*self.first(), "period"), Details("Between two days", Side("since", "until"), opened=days)]

    def first(self) -> Sequence[str]:
        """What is asked before the period."""
        return []

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first. Days that are said go before a period."""
        data = super().clean() or self.cleaned_data
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "The last day must be on or after the first")
        if data.get("period") and not data.get("since"):
            data["since"] = rules.period_begins(rules.Period(data["period"]), timezone.localdate())
        return data

    @property
    def between(self) -> tuple[date | None, date | None]:
        """The first and the last day meant, as far as they were said."""
        data = self.cleaned_data
        return data.get("since"), data.get("until")


class TimelineForm(PeriodForm):
    """What is shown of a timeline: which kind, whose, and when."""

    kind = forms.ChoiceField(label="What", required=False)
    worker = forms.ChoiceField(label="By whom", required=False)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], workers: Sequence[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", "Everything"), *kinds]
        people = [(str(one.uid), one.name) for one in workers]
        cast("forms.ChoiceField", self.fields["worker"]).choices = [("", "Everybody"), *people]
        self._workers = {str(one.uid): one.uid for one in workers}

    def first(self) -> Sequence[str]:
        """What, then whose."""
        return ["kind", "worker"]

    @property
    def narrowed(self) -> Narrowed:
        """What is to be shown."""
        since, until = self.between
        data = self.cleaned_data
        return Narrowed(data.get("kind", ""), self._workers.get(data.get("worker", "")), since, until)
