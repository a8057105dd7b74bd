"""What several forms ask: a moment that has passed.

Every time that somebody types goes through :class:`ClockForm`, which knows the two nights the clocks change. Begin a
form with it, with :class:`MomentForm` or with :class:`AnyDayForm`, and never read a time in another way.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from casework.contacts import rules
from dussk.ui.fields import DateField, TimeField
from dussk.ui.forms import Form, offer
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Field
from dussk.ui.when import at, on
from dussk.ui.widgets import Radios

NOW, EARLIER = "now", "earlier"


class Which(StrEnum):
    """Of a time that came twice, the one that is meant."""

    FIRST = "first"
    SECOND = "second"


class _AskedWhich(Field):  # type: ignore[misc]
    """The question which of the two it was. A layout is made before the answers are looked at, so this looks itself."""

    def render(self, form: "ClockForm", *args: Any, **kwargs: Any) -> str:
        """Return the HTML; crispy-forms calls this."""
        return str(super().render(form, *args, **kwargs)) if form.came_twice else ""


class ClockForm(Form):
    """Reads a time of day that was typed. Where it came twice, it asks which of the two is meant.

    In ``clean()``: give what ``rules.moments`` says to :meth:`meant`. In the layout: ``*self.which()`` after the time.
    After saving: show ``clocks_word``, where there is one.
    """

    #: What is wrong with a time that none of the moments can be.
    to_come: ClassVar[str] = "That time is still to come. Enter a time that has passed"

    which_one = forms.ChoiceField(
        label="Which of the two was it?",
        choices=[(Which.FIRST, "The first, before the clocks went back"), (Which.SECOND, "The second, an hour later")],
        required=False,
        widget=Radios(small=True),
    )

    #: The time came twice, and which is meant is asked.
    came_twice = False
    #: What to say about the time once it is saved: the clocks skipped what was typed. Empty on every other night.
    clocks_word = ""

    def which(self) -> list[Any]:
        """The part of the layout that asks which of the two it was. Nothing is seen of it, but where it is asked."""
        return [_AskedWhich("which_one")]

    def meant(self, found: rules.Moments, *, field: str = "clock") -> datetime | None:
        """The one moment that is meant.

        Args:
            found: what the time typed can mean.
            field: where it was typed, for what is wrong with it.

        Returns:
            The moment, in UTC; None where the form now has an error that says what to do.
        """
        if not found.readings:
            self.add_error(field, self.to_come)
            return None
        first, last = found.readings[0], found.readings[-1]
        if found.skipped:
            self.clocks_word = f"The clocks went forward and skipped the time you entered: {at(first)} was saved"
        if first == last:
            return first
        self.came_twice = True
        # On the answer that is drawn, too: it took its label from the field before anybody knew that this is asked.
        asked = f"The clocks went back at 2am and {at(first)} came twice. Which was it?"
        self["which_one"].label = asked
        said = self.cleaned_data.get("which_one")
        if not said and "which_one" not in self.errors:
            self.add_error("which_one", f"Choose which {at(first)} it was: the first or the second")
        return {Which.FIRST: first, Which.SECOND: last}.get(said) if said else None


class _PassedForm(ClockForm):
    """Asks for a moment that has passed: now, or a day and a time.

    Those that begin with it have a ``day`` of their own, which gives a date, and a ``clock`` after it.
    """

    mark_optional = False
    moment = forms.ChoiceField(
        choices=[(NOW, "Now"), (EARLIER, "Earlier")], required=False, initial=NOW, widget=Radios()
    )

    def layout(self) -> Sequence[Any]:
        """Ask for the moment. A form that asks for more says where among it."""
        return [self.when()]

    def when(self) -> Any:
        """The part of the layout that asks."""
        return ConditionalRadios("moment", "Now", ConditionalQuestion("Earlier", "day", "clock", *self.which()))

    def clean(self) -> dict[str, Any]:
        """Put the moment itself into ``at``."""
        data = super().clean() or self.cleaned_data
        now = timezone.now()
        data["at"] = now
        if data.get("moment") == EARLIER and "day" in data and "clock" in data:
            data["at"] = self.said(data["day"], data["clock"], now) or now
        return data

    def said(self, day: date | None, clock: time | None, now: datetime, *, of: str = "") -> datetime | None:
        """The moment that a day and a time typed mean; None where something in them is to be mended.

        Args:
            day: the day, where one was said.
            clock: the time, where one was said.
            now: nothing later is taken.
            of: what the names of the two fields begin with.
        """
        if day is None:
            self.add_error(f"{of}day", "Choose which day it was")
        if clock is None:
            self.add_error(f"{of}clock", "Enter the time, like 9pm or 21:30")
        if day is None or clock is None:
            return None
        return self.meant(self.moments(day, clock, now), field=f"{of}clock")

    def moments(self, day: date, clock: time, now: datetime) -> rules.Moments:
        """What a time on a day can mean. A form with an earliest moment of its own says so here."""
        return rules.moments(day, clock, now)


def _clock() -> TimeField:
    return TimeField(label="What time", what="the time", required=False, help_text="For example, 9pm or 21:30")


class MomentForm(_PassedForm):
    """Asks for a moment that has passed: now, or a time on one of a few days."""

    day = forms.ChoiceField(label="Which day", required=False, widget=Radios(small=True))
    clock = _clock()

    def offer(self, days: Sequence[date]) -> None:
        """Offer these days, the last of them chosen."""
        offer(self, "day", [(day.isoformat(), on(day, weekday=True)) for day in days])
        self.fields["day"].initial = days[-1].isoformat()

    def clean_day(self) -> date | None:
        """The day itself; None where none was chosen."""
        chosen = self.cleaned_data["day"]
        return date.fromisoformat(chosen) if chosen else None


class AnyDayForm(_PassedForm):
    """Asks for a moment that has passed: now, or a time on any day that has been."""

    day = DateField(label="Which day", what="the day", required=False, latest=timezone.localdate)
    clock = _clock()
