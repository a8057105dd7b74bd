"""What people type about a service, and what they look for in the directory."""

from collections.abc import Sequence
from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property

from casework.care_plans.forms.fields import WhatField
from casework.care_plans.rules import treatment
from casework.contacts.forms.layout import Details
from consent.agreements.rules import Outside
from consent.agreements.wording import OUTSIDE
from consent.referrals.models import Service
from consent.referrals.queries import Asked, hours_typed
from consent.referrals.rules import hours
from dussk.audit.queries import written
from dussk.staff.models import Agency
from dussk.ui.fields import TextField
from dussk.ui.forms import Form, offer
from dussk.ui.layout import ConditionalQuestion, ConditionalRadios, Fieldset, Side, Size
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Checkboxes, Radios

_WOMEN = Service.Women
#: Columns that the form fills in by their own names.
_COLUMNS = (
    *("name", "offers", "phone", "ask_for", "address", "women", "women_when", "curfew", "barriers"),
    *("barriers_note", "languages", "hours_note", "outside"),
)
DAY_FIELDS = tuple(day.lower() for day in hours.DAYS)


def _day_field(day: str) -> forms.CharField:
    return forms.CharField(label=day, max_length=100, required=False)


class ServiceForm(Form):
    """Puts a service into the directory."""

    submit_label = "Add to the directory"
    mark_optional = False
    required_messages = {
        "name": "Enter what the service is called",
        "what": "Choose what it is for",
        "women": "Choose who it is for",
    }
    name = forms.CharField(label="What is it called?", max_length=100)
    what = WhatField(label="What is it for?")
    offers = TextField(label="What it offers", rows=3, required=False, max_length=2_000)
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (_day_field(day) for day in hours.DAYS)
    hours_note = forms.CharField(
        label="About the hours", help_text="For example: not on bank holidays", max_length=200, required=False
    )
    phone = forms.CharField(label="Phone", max_length=60, required=False)
    ask_for = forms.CharField(label="Whom to ask for", max_length=100, required=False)
    address = forms.CharField(label="Where it is", max_length=200, required=False)
    women = forms.ChoiceField(label="Who is it for?", choices=_WOMEN, widget=Radios(small=True))
    women_when = forms.CharField(label="When is it for women only?", max_length=100, required=False)
    curfew = forms.CharField(
        label="Curfew", help_text="For example: in by 11pm, or the bed is gone", max_length=100, required=False
    )
    barriers = forms.MultipleChoiceField(
        label="What stands in a woman’s way there?",
        help_text="Also what nobody tells her beforehand",
        choices=Service.Barrier,
        widget=Checkboxes(small=True),
        required=False,
    )
    barriers_note = TextField(label="Anything else that does", rows=2, required=False, max_length=2_000)
    languages = forms.CharField(label="Languages spoken there", max_length=200, required=False)
    outside = forms.ChoiceField(
        label="What does the consent form call it?",
        help_text="A woman who agreed that agencies of this kind are told lets you refer her there",
        choices=[("", "None of these: she agrees to it by its name"), *((one.value, OUTSIDE[one]) for one in Outside)],
        required=False,
    )
    partner = forms.ChoiceField(
        label="Is it a partner agency that works with this service too?",
        help_text="Then it sees and answers your referrals here, as far as she agreed",
        required=False,
    )

    def __init__(self, *args: Any, partners: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = {str(agency.uid): agency for agency in partners}
        offer(self, "partner", [("", "No"), *((uid, agency.name) for uid, agency in self._partners.items())])

    def layout(self) -> Sequence[Any]:
        """What it is; when, nights and all; how to reach it; what stands in her way."""
        women = [
            ConditionalQuestion(_WOMEN.HOURS.label, "women_when") if one is _WOMEN.HOURS else one.label
            for one in _WOMEN
        ]
        when = Fieldset(*DAY_FIELDS, "hours_note", legend="When is it open?", legend_size=Size.MEDIUM)
        return [
            *("name", "what", "offers"),
            Details("When it is open", when, opened=True),
            Side("phone", "ask_for"),
            "address",
            ConditionalRadios("women", *women),
            *("barriers", "curfew", "barriers_note", "languages", "outside", "partner"),
        ]

    def clean(self) -> dict[str, Any]:
        """The hours as one list, and as they read back; when it is for women only, where it is so at some hours."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.openings: list[hours.Opening] = []
        for day, name in enumerate(DAY_FIELDS):
            try:
                read = hours.read_day(day, data.get(name, ""))
            except ValueError as fault:
                self.add_error(name, f"Write “{fault}” like “9am to 5pm, 9pm to 2am”, “24 hours” or “closed”")
            else:
                self.openings += read
                data[name] = hours.typed(read)
        if data.get("women") != _WOMEN.HOURS:
            data["women_when"] = ""
        return data

    @property
    def said(self) -> dict[str, Any]:
        """What it says, as columns of a service."""
        data = self.cleaned_data
        what: treatment.What = data["what"]
        columns = {name: data[name] for name in _COLUMNS}
        return columns | {"tier": what.tier, "kind": what.kind, "partner": self._partners.get(data["partner"])}


class ServiceChangeForm(EditForm, ServiceForm):
    """Changes what the directory says of a service."""

    submit_label = "Save"
    keeps_both = ("offers", "barriers_note")

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        values = {name: getattr(service, name) for name in _COLUMNS}
        values |= {name: hours_typed(service)[day] for day, name in enumerate(DAY_FIELDS)}
        values |= {"what": service.what, "partner": str(service.partner.uid) if service.partner else ""}
        super().__init__(*args, standing=Standing(values, lambda: written(service, *_COLUMNS)), **kwargs)


class DirectoryForm(Form):
    """What is looked for. Sent by GET: it says nothing about anyone."""

    submit_label = "Show"
    submit_style = "secondary"
    mark_optional = False
    keeps_draft = False
    q = forms.CharField(label="Name, place, language or what it offers", max_length=100, required=False)
    what = forms.ChoiceField(label="For", required=False)
    when = forms.ChoiceField(
        label="Open", choices=[("", "At any time"), ("now", "Now"), ("night", "At night")], required=False
    )
    women = forms.BooleanField(label="Only where there is time or space for women only", required=False)
    without = forms.MultipleChoiceField(
        label="Leave out where this stands in her way",
        choices=Service.Barrier,
        widget=Checkboxes(small=True),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers = [(f"{tier or ''}:", words) for tier, words in treatment.TIERS.items()]
        offer(self, "what", [("", "Anything"), ("All of a tier", tiers), *treatment.choices()])  # type: ignore[list-item]  # groups

    @cached_property
    def helper(self) -> FormHelper:
        """It only asks for a page, so it is sent by GET and changes nothing."""
        helper = super().helper
        helper.form_method = "get"
        helper.form_class = "dussk-form contact-filter"
        return helper

    def layout(self) -> Sequence[Any]:
        """The questions beside each other; barriers folded away until they are wanted."""
        chosen = any(self[name].value() for name in ("women", "without"))
        return [Side("q", "what", "when"), Details("What stands in her way", "women", "without", opened=chosen)]

    @property
    def asked(self) -> Asked:
        """What is to be shown."""
        data = self.cleaned_data
        return Asked(data["q"], data["what"], data["when"], women=data["women"], without=tuple(data["without"]))
