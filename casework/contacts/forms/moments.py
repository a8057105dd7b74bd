"""What several forms ask: a moment that has passed, and one of a few records."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from casework.contacts import rules
from dussk.ui.fields import TimeField
from dussk.ui.forms import Form
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.when import on
from dussk.ui.widgets import Radios

_NOW, _EARLIER = "now", "earlier"


def among(form: Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a field be answered with one of these records only."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


class MomentForm(Form):
    """Asks for a moment that has passed: now, or a time on one of a few days."""

    mark_optional = False
    moment = forms.ChoiceField(
        choices=[(_NOW, "Now"), (_EARLIER, "Earlier")], required=False, initial=_NOW, widget=Radios()
    )
    day = forms.ChoiceField(label="Which day", required=False, widget=Radios(small=True))
    clock = TimeField(label="What time", what="the time", required=False, help_text="For example, 9pm or 21:30")

    def offer(self, days: Sequence[date]) -> None:
        """Offer these days, the last of them chosen."""
        field = cast("forms.ChoiceField", self.fields["day"])
        field.choices = [(day.isoformat(), on(day, weekday=True)) for day in days]
        field.initial = days[-1].isoformat()

    def when(self) -> ConditionalRadios:
        """The part of the layout that asks."""
        return ConditionalRadios("moment", "Now", ConditionalQuestion("Earlier", "day", "clock"))

    def clean(self) -> dict[str, Any]:
        """Put the moment itself into ``at``."""
        data = super().clean() or self.cleaned_data
        now = timezone.now()
        data["at"] = now
        if data.get("moment") == _EARLIER and "day" in data and "clock" in data:
            data["at"] = self._said(data["day"], data["clock"], now)
        return data

    def _said(self, day: str, clock: time | None, now: datetime) -> datetime:
        if not day:
            self.add_error("day", "Choose which day it was")
        if clock is None:
            self.add_error("clock", "Enter the time, like 9pm or 21:30")
        if not day or clock is None:
            return now
        moment = rules.past_moment(date.fromisoformat(day), clock, now)
        if moment is None:
            self.add_error("clock", "That time is still to come. Enter a time that has passed")
        return moment or now
