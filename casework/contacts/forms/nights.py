"""What people type to start, staff and close a session."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from casework.contacts import queries, rules
from casework.contacts.forms.moments import MomentForm, among
from casework.contacts.models import Place, Session
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.staff.models import Staff
from dussk.ui.fields import TextField
from dussk.ui.forms import Form
from dussk.ui.widgets import Checkboxes, Radios


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
        among(self, "staff", queries.staff_who_may(by.agency, Permission.USE_REGISTER))


class StartForm(MomentForm, _TeamForm):
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
        among(self, "place", queries.places(by.agency))

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
        among(self, "staff", Staff.objects.filter(Q(pk__in=may) | there))
        self.initial.setdefault("staff", [one.uid for one in on_shift])


class CloseForm(MomentForm):
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
