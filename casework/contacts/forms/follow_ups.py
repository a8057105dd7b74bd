"""What people type about what is still to do."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from casework.clients.forms.fields import StaffChoice
from casework.contacts import queries, rules
from dussk.access.asking import Worker
from dussk.staff.models import Staff
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form, among
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
from dussk.ui.widgets import Radios


class WhoField(StaffChoice):
    """Who will do it. Somebody who cannot, any more, is named, so that whoever chose her knows why."""

    def to_python(self, value: Any) -> Staff | None:
        """The member of staff, or why she cannot be chosen."""
        try:
            staff: Staff | None = super().to_python(value)
        except ValidationError:
            staff = queries.somebody(str(value))
            if staff is None:
                raise
            raise ValidationError(queries.cannot_take(staff), code="cannot") from None
        return staff


class FollowUpForm(Form):
    """Notes something to do after a contact."""

    mark_optional = False
    submit_label = "Save follow-up"
    submit_style = "secondary"
    required_messages = {
        "what": "Enter what needs doing",
        "when": "Choose by when",
        "who": "Choose who will do it",
    }
    what = forms.CharField(label="What needs doing?", max_length=300)
    when = forms.ChoiceField(
        label="By when?",
        choices=[(rules.When.TOMORROW, "Tomorrow"), (rules.When.WEEK, "In a week"), (rules.When.DAY, "Another day")],
        widget=Radios(small=True),
        initial=rules.When.TOMORROW,
    )
    day = DateField(label="Which day?", what="the day", required=False, earliest=timezone.localdate)
    who = WhoField(label="Who will do it?", empty_label="Choose somebody")

    def __init__(self, *args: Any, by: Worker, who: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "who", who)
        self.initial.setdefault("who", by.staff.uid)

    def layout(self) -> Sequence[Any]:
        """Ask for a date only where another day is meant."""
        return [
            "what",
            ConditionalRadios("when", "Tomorrow", "In a week", ConditionalQuestion("Another day", "day")),
            "who",
        ]

    def clean(self) -> dict[str, Any]:
        """Put the date meant into ``due``."""
        data = super().clean() or self.cleaned_data
        if "when" in data:
            data["due"] = rules.due_on(rules.When(data["when"]), timezone.localdate(), data.get("day"))
            if data["due"] is None and "day" not in self.errors:
                self.add_error("day", "Enter the day")
        return data


class FinishForm(Form):
    """Finishes a follow-up."""

    submit_label = "It is done"
    required_messages = {"outcome": "Enter what came of it, also if that is nothing yet"}
    outcome = TextField(label="What came of it?", rows=4)


class PassOnForm(Form):
    """Gives a follow-up to somebody else."""

    submit_label = "Pass it on"
    required_messages = {"who": "Choose who will do it", "why": "Enter why it is passed on"}
    who = WhoField(label="Who will do it?", empty_label="Choose somebody")
    why = forms.CharField(label="Why?", max_length=300, help_text="For example: on leave until Monday")

    def __init__(self, *args: Any, who: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "who", who)
