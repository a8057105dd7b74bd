"""What people type about a referral, about what became of it, and what a list of them is narrowed by."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from casework.care_plans.forms.fields import WhatField
from casework.care_plans.rules import treatment
from casework.contacts.forms.timeline import PeriodForm
from consent.disclosures.models import Disclosure
from consent.disclosures.rules import CONSENT
from consent.referrals.actions import Became, Sent
from consent.referrals.models import Referral, Service
from consent.referrals.queries import Narrowed
from consent.referrals.rules import moves
from consent.referrals.rules.moves import Basis, State
from dussk.access.asking import Worker
from dussk.audit.queries import written
from dussk.ui import when
from dussk.ui.fields import DateField, TextField, TimeField
from dussk.ui.forms import Form, offer
from dussk.ui.layout import Actions, ConditionalQuestion, ConditionalRadios, Fieldset, Side, Size
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.when import local
from dussk.ui.widgets import Radios

_LONGEST_REMINDER = 366  # days

#: The button that leads to a release, and what it says.
BEGIN, BEGIN_WORDS = "begin", "Begin the release it needs"


def _latest_reminder() -> date:
    return timezone.localdate() + timedelta(days=_LONGEST_REMINDER)


def _words(release: Disclosure) -> str:
    ground = "her consent" if release.ground == CONSENT else f"ground {release.ground}"
    return f"To {release.to_whom}: {ground}, {when.on(release.made_at)}"


def _urgency() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="How soon does she need it?",
        choices=[(each.value, words) for each, words in moves.URGENCIES.items()],
        widget=Radios(small=True, inline=True),
    )


class ReferralForm(Form):
    """Refers her to a service."""

    submit_label = "Save the referral"
    mark_optional = False
    required_messages = {
        "why": "Enter why she is referred",
        "urgency": "Choose how soon she needs it",
        "how": "Choose how it was sent",
        "basis": "Choose on what ground they are told about her",
    }
    service = forms.ChoiceField(label="Where to?", required=False)
    named = forms.CharField(label="Or a service that is not in the directory", max_length=100, required=False)
    to_whom = forms.CharField(label="To whom there, if you know", max_length=100, required=False)
    what = WhatField(
        label="What for?", help_text="Where you leave it, what the directory says of the service", required=False
    )
    why = TextField(label="Why", help_text="The service reads this: no more than it needs", rows=4, max_length=4_000)
    wants = TextField(
        label="What she wants from it",
        help_text="In her own words, if she likes",
        rows=3,
        required=False,
        max_length=2_000,
    )
    urgency = _urgency()
    how = forms.ChoiceField(label="How was it sent?", choices=Referral.How, widget=Radios(small=True))
    basis = forms.ChoiceField(label="On what ground are they told about her?", widget=Radios())
    disclosure = forms.ChoiceField(label="Which release?", required=False)
    made_on = DateField(
        label="When was it sent?", what="the day it was sent", latest=timezone.localdate, initial=timezone.localdate
    )
    remind_on = DateField(
        label="Remind me to ask what came of it",
        help_text="Leave it empty for no reminder",
        what="the day to ask what came of it",
        earliest=timezone.localdate,
        latest=_latest_reminder,
        required=False,
    )

    # The one that was refused, where this takes its place: it goes with what is typed, also into a draft.
    instead = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        services: Iterable[Service],
        bases: Sequence[Basis],
        releases: Iterable[Disclosure] = (),
        instead_of: Referral | None = None,
        reminds: bool = True,
        begins: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._services = {str(service.uid): service for service in services}
        self._instead_of, self._begins = instead_of, begins
        self._releases = {str(release.uid): release for release in releases}
        self._bases = [each for each in bases if each is not Basis.DISCLOSURE or self._releases]
        offer(self, "service", [("", "One that is not in the directory"), *self._by_tier()])  # type: ignore[list-item]  # groups
        offer(self, "basis", [(each.value, moves.BASES[each]) for each in self._bases])
        offer(self, "disclosure", [("", "Choose"), *((uid, _words(one)) for uid, one in self._releases.items())])
        if not self._releases:
            del self.fields["disclosure"]
        if not reminds:
            del self.fields["remind_on"]

    def _by_tier(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups = []
        for tier, words in treatment.TIERS.items():
            of_it = [(uid, one.name) for uid, one in self._services.items() if one.tier == tier]
            groups += [(words, of_it)] if of_it else []
        return groups

    def layout(self) -> Sequence[Any]:
        """Where to; what is asked; on what ground; when."""
        bases = [
            ConditionalQuestion(moves.BASES[each], "disclosure") if each is Basis.DISCLOSURE else moves.BASES[each]
            for each in self._bases
        ]
        last = ["remind_on"] if "remind_on" in self.fields else []
        ground = ConditionalRadios("basis", *bases) if Basis.DISCLOSURE in self._bases else "basis"
        return [
            Fieldset("service", "named", "to_whom", legend="The service", legend_size=Size.MEDIUM),
            *("what", "why", "wants", "urgency"),
            ground,
            *("how", "made_on"),
            *last,
        ]

    def actions(self) -> Sequence[Any]:
        """Save it; or keep it for now, and begin the release that it needs with what is known already."""
        begin = Actions(BEGIN_WORDS, style="secondary", name=BEGIN, value="release")
        return [*super().actions(), *([begin] if self._begins else [])]

    def clean(self) -> dict[str, Any]:
        """One service, and what it is for: of one in the directory, what that one is for."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        service = self._services.get(data.get("service", ""))
        if service is None and not data.get("named") and "named" not in self.errors:
            self.add_error("service", "Choose a service, or write the name of one")
        if service is not None and data.get("named"):
            self.add_error("named", "Choose a service above or write a name here, not both")
        if not data.get("what") and "what" not in self.errors:
            if service is None:
                self.add_error("what", "Choose what it is for")
            else:
                data["what"] = service.what
        return data

    @property
    def sent(self) -> Sent:
        """What it says."""
        data = self.cleaned_data
        return Sent(
            what=data["what"],
            why=data["why"],
            urgency=moves.Urgency(data["urgency"]),
            how=data["how"],
            basis=Basis(data["basis"]),
            service=self._services.get(data["service"]),
            named=data["named"],
            wants=data["wants"],
            to_whom=data["to_whom"],
            made_on=data["made_on"],
            disclosure=self._releases.get(data.get("disclosure", "")),
            instead_of=self._instead_of,
            remind_on=data.get("remind_on"),
        )


class ReferralChangeForm(EditForm):
    """Puts right what a referral says."""

    submit_label = "Save what is right"
    mark_optional = False
    keeps_both = ("why", "wants")
    required_messages = {"why": "Enter why she is referred", "urgency": "Choose how soon she needs it"}
    to_whom = forms.CharField(label="To whom there", max_length=100, required=False)
    why = TextField(label="Why", help_text="The service reads this", rows=4, max_length=4_000)
    wants = TextField(label="What she wants from it", rows=3, required=False, max_length=2_000)
    urgency = _urgency()

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        names = ("to_whom", "why", "wants", "urgency")
        values = {name: getattr(referral, name) for name in names}
        super().__init__(*args, standing=Standing(values, lambda: written(referral, *names)), **kwargs)


class StepForm(Form):
    """Writes what became of a referral: one of what can follow from where it stands."""

    submit_label = "Save what became of it"
    mark_optional = False
    required_messages = {"state": "Choose what became of it"}
    state = forms.ChoiceField(label="What became of it?", widget=Radios())
    reason = forms.ChoiceField(
        label="Why did they refuse?",
        choices=[("", "Choose"), *((each.value, words) for each, words in moves.REFUSALS.items())],
        required=False,
    )
    outcome = forms.ChoiceField(
        label="What did it come to?",
        choices=[("", "Choose"), *((each.value, words) for each, words in moves.OUTCOMES.items())],
        required=False,
    )
    on = DateField(label="When was that?", what="the day of it", latest=timezone.localdate, initial=timezone.localdate)
    day = DateField(label="Day", what="the day of the appointment", required=False)
    clock = TimeField(label="Time", what="the time of the appointment", required=False)
    words = TextField(label="In a few words", rows=3, required=False, max_length=2_000)

    def __init__(self, *args: Any, following: Sequence[State], both_read: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._following = following
        offer(self, "state", [(each.value, moves.WORDS[each]) for each in following])
        if both_read:
            self.fields["words"].help_text = "Workers of both agencies read this"

    def layout(self) -> Sequence[Any]:
        """What is asked of a refusal and of an end follows that answer."""
        asked = {State.REFUSED: "reason", State.ENDED: "outcome"}
        states = [
            ConditionalQuestion(moves.WORDS[each], asked[each]) if each in asked else moves.WORDS[each]
            for each in self._following
        ]
        appointment = Fieldset(
            Side("day", "clock"), legend="Her next appointment there, if there is one", legend_size=Size.SMALL
        )
        return [ConditionalRadios("state", *states), "on", appointment, "words"]

    def clean(self) -> dict[str, Any]:
        """A reason for a refusal, an outcome for an end, and words for what is something else."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        state = data.get("state")
        if state == State.REFUSED and not data.get("reason"):
            self.add_error("reason", "Choose why they refused")
        if state == State.ENDED and not data.get("outcome"):
            self.add_error("outcome", "Choose what it came to")
        other = (state == State.REFUSED and data.get("reason") == moves.Refusal.OTHER) or (
            state == State.ENDED and data.get("outcome") == moves.Outcome.OTHER
        )
        if other and not data.get("words"):
            self.add_error("words", "Say in a few words what it was")
        if bool(data.get("day")) != bool(data.get("clock")) and not {"day", "clock"} & self.errors.keys():
            missing = "clock" if data.get("day") else "day"
            self.add_error(missing, "Enter both the day and the time of the appointment, or neither")
        return data

    @property
    def became(self) -> Became:
        """What it says."""
        data = self.cleaned_data
        at = local(data["day"], data["clock"]) if data.get("day") and data.get("clock") else None
        return Became(State(data["state"]), data["on"], data["reason"], data["outcome"], at, data["words"])


class ReferralsForm(PeriodForm):
    """What is shown of an agency's referrals."""

    state = forms.ChoiceField(
        label="Where they stand",
        choices=[("", "All"), ("open", "Still open"), *((each.value, words) for each, words in moves.WORDS.items())],
        required=False,
    )
    service = forms.ChoiceField(label="To", required=False)
    mine = forms.ChoiceField(label="Made by", choices=[("", "Everybody"), ("me", "Me")], required=False)

    def __init__(self, *args: Any, services: Iterable[Service], by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by
        self._services = {str(service.uid): service for service in services}
        offer(self, "service", [("", "Everywhere"), *((uid, one.name) for uid, one in self._services.items())])

    def first(self) -> Sequence[str]:
        """Where they stand, to which service, whose."""
        return ["state", "service", "mine"]

    @property
    def narrowed(self) -> Narrowed:
        """What is to be shown."""
        since, until = self.between
        data = self.cleaned_data
        service = UUID(data["service"]) if data.get("service") else None
        return Narrowed(data.get("state", ""), service, self._by.staff.pk if data.get("mine") else None, since, until)
