"""What people type on a night: starting, closing, notes, follow-ups, numbers, lists."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.clients.queries import LONGEST_SEARCH
from casework.contacts import queries, rules
from casework.contacts.models import Item, Place, Session
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.staff.models import Staff
from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form
from dussk.ui.layout import Actions, ConditionalQuestion, ConditionalRadios
from dussk.ui.when import on
from dussk.ui.widgets import Checkboxes, Radios

_HOW_MANY = f"Enter a number from 0 to {rules.MOST_OF_ONE_THING}"
_NOW, _EARLIER = "now", "earlier"


def _among(form: Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a field be answered with one of these records only."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


class _MomentForm(Form):
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


class _TeamForm(Form):
    """Asks who is on shift."""

    staff = forms.ModelMultipleChoiceField(
        Staff.objects.none(),
        to_field_name="uid",
        widget=Checkboxes(),
        label="Who is on shift?",
        error_messages={"required": "Choose who is on shift"},
    )

    def offer_staff(self, by: Worker) -> None:
        """Offer everyone at the agency who may use a register."""
        _among(self, "staff", queries.staff_who_may(by.agency, Permission.USE_REGISTER))


class StartForm(_MomentForm, _TeamForm):
    """Starts a session."""

    submit_label = "Open the register"
    required_messages = {"kind": "Choose what kind of session it is"}
    kind = forms.ChoiceField(label="What is it?", choices=Session.Kind.choices, widget=Radios())
    place = forms.ModelChoiceField(
        Place.objects.none(), to_field_name="uid", required=False, empty_label=None, widget=Radios(), label="Where?"
    )
    new_place = forms.CharField(
        label="Or somewhere else", required=False, max_length=100, help_text="It is added to your list of places"
    )

    def __init__(self, *args: Any, by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.offer([today - timedelta(days=1), today])
        self.offer_staff(by)
        self.initial.setdefault("staff", [by.staff.uid])
        self.fields["moment"].label = "When did it start?"
        _among(self, "place", queries.places(by.agency))

    def layout(self) -> Sequence[Any]:
        """Ask for what changes from night to night first."""
        return ["kind", "place", "new_place", self.when(), "staff"]

    def clean(self) -> dict[str, Any]:
        """Ask for one place: a new one goes before the list."""
        data = super().clean()
        if data.get("new_place"):
            data["place"] = None
        elif data.get("place") is None and not {"place", "new_place"} & self.errors.keys():
            self.add_error("place", "Choose where it is")
        return data


class TeamForm(_TeamForm):
    """Changes who is on shift."""

    submit_label = "Save who is on shift"

    def __init__(self, *args: Any, by: Worker, on_shift: Sequence[Staff] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Somebody who has left since stays on the night she worked.
        may = queries.staff_who_may(by.agency, Permission.USE_REGISTER).values("pk")
        there = Q(pk__in=[one.pk for one in on_shift])
        _among(self, "staff", Staff.objects.filter(Q(pk__in=may) | there))
        self.initial.setdefault("staff", [one.uid for one in on_shift])


class CloseForm(_MomentForm):
    """Closes a register."""

    submit_label = "Close the register"
    submit_style = "warning"
    closing_note = TextField(
        label="Closing note",
        required=False,
        rows=4,
        help_text="How the night was, and what the next team should know. Names of women belong on their own lines.",
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(rules.session_days(timezone.localdate(session.started_at), timezone.localdate()))
        self.fields["moment"].label = "When did it end?"

    def layout(self) -> Sequence[Any]:
        """Ask for the end, then the note."""
        return [self.when(), "closing_note"]


class FindForm(Form):
    """Looks for a woman: what was typed into the find box."""

    q = forms.CharField(label="What was typed", required=False, max_length=LONGEST_SEARCH)


class CalledForm(Form):
    """Starts the file of a woman at the hatch."""

    required_messages = {"called": "Enter what she wants to be called"}
    called = forms.CharField(label="What she wants to be called", max_length=100)


class UnknownForm(Form):
    """Puts a woman on whom nobody knows."""

    submit_label = "Put her on as unknown"
    required_messages = {"description": "Describe her in a few words, so that the team knows who is meant"}
    description = forms.CharField(
        label="What she looked like, or what she said",
        max_length=200,
        help_text="For example: red coat, came with a friend",
    )


class NoteForm(Form):
    """Writes the note of a line."""

    submit_label = "Save note"
    submit_style = "secondary"
    mark_optional = False
    note = TextField(label="Note", required=False, rows=4)


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
    who = forms.ModelChoiceField(
        Staff.objects.none(), to_field_name="uid", label="Who will do it?", empty_label="Choose somebody"
    )

    def __init__(self, *args: Any, by: Worker, who: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _among(self, "who", who)
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


class NumberForm(Form):
    """Types how many of a thing she was given, where pressing + would take too long."""

    submit_label = "Save the number"
    required_messages = {"item": "Choose what she was given", "count": "Enter how many"}
    item = forms.ModelChoiceField(Item.objects.none(), to_field_name="uid", label="What?", empty_label="Choose one")
    count = forms.IntegerField(
        label="How many in all?",
        min_value=0,
        max_value=rules.MOST_OF_ONE_THING,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        help_text="This takes the place of the number that stands there",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _HOW_MANY),
    )

    def __init__(self, *args: Any, by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _among(self, "item", queries.items(by.agency))


class ListForm(Form):
    """Adds to what the agency gives out, or to where it works."""

    required_messages = {"name": "Enter a name"}
    submit_style = "secondary"
    name = forms.CharField(max_length=60)

    def __init__(self, *args: Any, label: str, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = label
        self.button = button

    def actions(self) -> Sequence[Any]:
        """The button says which list it adds to."""
        return [Actions(self.button, style="secondary")]
