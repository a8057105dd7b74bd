"""What people type to start, staff and close a session."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from casework.contacts import queries, rules
from casework.contacts.forms.moments import EARLIER, NOW, MomentForm
from casework.contacts.models import Place, Session
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.staff.models import Staff
from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form, among, offer
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios
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


class _PlaceForm(Form):
    """Asks what kind of session it is, and where."""

    required_messages = {"kind": "Choose what kind of session it is"}
    kind = forms.ChoiceField(label="What is it?", choices=Session.Kind.choices, widget=Radios())
    place = forms.ModelChoiceField(
        Place.objects.none(), to_field_name="uid", required=False, empty_label=None, widget=Radios(), label="Where?"
    )


_PAPER = "paper"


class StartForm(MomentForm, _TeamForm, _PlaceForm):
    """Starts a session, or the typing in of a night that was on paper."""

    submit_label = "Open the register"
    new_place = forms.CharField(
        label="Or somewhere else", required=False, max_length=100, help_text="It is added to your list of places"
    )
    paper_day = DateField(label="Which day", what="the day it began", required=False, latest=timezone.localdate)
    paper_clock = TimeField(
        label="What time it began", what="the time it began", required=False, help_text="For example, 9pm or 21:30"
    )

    def __init__(self, *args: Any, by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.offer([today - timedelta(days=1), today])
        self.offer_staff(by)
        self.initial.setdefault("staff", [by.staff.uid])
        self.fields["moment"].label = "When did it start?"
        on_paper = (_PAPER, "It was on paper, and is typed in now")
        offer(self, "moment", [(NOW, "Now"), (EARLIER, "Earlier"), on_paper])
        among(self, "place", queries.places(by.agency))

    def when(self) -> Any:
        """Ask for any day that has been where it was on paper."""
        on_paper = self.data.get("moment") == _PAPER
        earlier = ConditionalQuestion("Earlier", "day", "clock", *([] if on_paper else self.which()))
        paper = ConditionalQuestion(
            "It was on paper, and is typed in now", "paper_day", "paper_clock", *(self.which() if on_paper else [])
        )
        return ConditionalRadios("moment", "Now", earlier, paper)

    def layout(self) -> Sequence[Any]:
        """Ask for what changes from night to night first."""
        return ["kind", "place", "new_place", self.when(), "staff"]

    def clean(self) -> dict[str, Any]:
        """Ask for one place: a new one goes before the list. Say in ``from_paper`` whether it was on paper."""
        data = super().clean()
        if data.get("new_place"):
            data["place"] = None
        elif data.get("place") is None and not {"place", "new_place"} & self.errors.keys():
            self.add_error("place", "Choose where it is")
        data["from_paper"] = data.get("moment") == _PAPER
        if data["from_paper"] and "paper_day" in data and "paper_clock" in data:
            now = timezone.now()
            data["at"] = self.said(data["paper_day"], data["paper_clock"], now, of="paper_") or now
        return data


class BlankForm(_PlaceForm):
    """Says what stands at the head of a blank register, to be printed."""

    keeps_draft = False
    submit_label = "Print it"
    on = DateField(label="Which day?", what="the day", required=False)

    def __init__(self, *args: Any, by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among(self, "place", queries.places(by.agency))

    def layout(self) -> Sequence[Any]:
        """What is not said here stays open on the paper, to be written in."""
        return ["kind", "place", "on"]


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
        self.session = session
        days = rules.session_days(timezone.localdate(session.started_at), timezone.localdate())
        self.offer(days)
        self.fields["moment"].label = "When did it end?"
        if session.from_paper:  # it ended when the paper says, and not when the typing did
            self.offer(days[:2])
            offer(self, "moment", [(EARLIER, "Earlier")])
            self.fields["moment"].initial = EARLIER
            self.fields["day"].initial = None
            self.fields["day"].label, self.fields["clock"].label = "Which day did it end?", "What time did it end?"

    def layout(self) -> Sequence[Any]:
        """Ask for the end, then the note."""
        if self.session.from_paper:
            return ["day", "clock", *self.which(), "closing_note"]
        return [self.when(), "closing_note"]

    def clean(self) -> dict[str, Any]:
        """Where the server's clock was put back to before the start, a session that ends now ends as it began."""
        if self.session.from_paper:
            self.cleaned_data["moment"] = EARLIER
        data = super().clean()
        data["at"] = max(data["at"], self.session.started_at) if data.get("moment") != EARLIER else data["at"]
        return data

    def moments(self, day: date, clock: time, now: datetime) -> rules.Moments:
        """Of a time that came twice, what was before the start is not meant, and need not be asked about."""
        return rules.moments(day, clock, now, self.session.started_at) or rules.moments(day, clock, now)
