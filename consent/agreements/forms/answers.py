"""What she says on each page, as the worker who is with her puts it in. Nothing is ticked beforehand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from consent.agreements import rules
from consent.agreements.queries import Chosen
from consent.agreements.rules import Outside, Part, Sharing, ToPartner
from dussk.staff.models import Agency
from dussk.ui.fields import DateField, TextField
from dussk.ui.forms import Form
from dussk.ui.layout import Fieldset, Side, Size
from dussk.ui.meanwhile import EditForm, Standing
from dussk.ui.widgets import Checkboxes, Radios

YES, NO = "yes", "no"
#: As many more people or names as one page takes; there is room for the same number again on the next.
MORE = 3
_LONGEST_LIST = 2_000


def yes_or_no(label: str) -> forms.TypedChoiceField:
    """A yes or a no, with neither chosen."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(YES, "Yes"), (NO, "No")],
        coerce=lambda value: value == YES,
        empty_value=None,
        widget=Radios(inline=True),
    )


def kinds_field(labels: Sequence[str]) -> forms.MultipleChoiceField:
    """The kinds of outside agency, each in the words of the form."""
    return forms.MultipleChoiceField(
        label="She says yes to",
        help_text="What is not ticked is a no.",
        choices=list(zip((each.value for each in Outside), labels, strict=True)),
        widget=Checkboxes(small=True),
        required=False,
    )


def names_field() -> TextField:
    """Outside agencies that the form does not name."""
    return TextField(
        label="Others, by name", help_text="One on each line", rows=3, max_length=_LONGEST_LIST, required=False
    )


def names_in(typed: str) -> list[str]:
    """The names in what was typed, each once."""
    return list(dict.fromkeys(row.strip()[:100] for row in typed.splitlines() if row.strip()))


def partner_fields(agencies: Sequence[Agency], labels: Sequence[str]) -> dict[str, forms.Field]:
    """For each partner agency: what it may see, from when, until when."""
    choices = list(zip((each.value for each in Sharing), labels, strict=True))
    fields: dict[str, forms.Field] = {}
    for agency in agencies:
        fields[f"sees_{agency.pk}"] = forms.MultipleChoiceField(
            label=f"{agency.short_name} may see",
            help_text="What is not ticked is a no.",
            choices=choices,
            widget=Checkboxes(small=True),
            required=False,
        )
        fields[f"from_today_{agency.pk}"] = forms.BooleanField(
            label="Only what is written from today on", required=False
        )
        fields[f"until_{agency.pk}"] = DateField(
            label="Last day",
            what=f"the last day for {agency.short_name}",
            help_text="Leave it empty if it is to stay open until she changes her mind.",
            earliest=timezone.localdate,
            required=False,
        )
    return fields


def partner_layout(agencies: Sequence[Agency]) -> list[Fieldset]:
    """A group for each partner agency."""
    return [
        Fieldset(
            f"sees_{agency.pk}",
            f"from_today_{agency.pk}",
            f"until_{agency.pk}",
            legend=agency.name,
            legend_size=Size.MEDIUM,
        )
        for agency in agencies
    ]


def partners_in(data: Mapping[str, Any], agencies: Sequence[Agency]) -> dict[Agency, ToPartner]:
    """What she lets each partner agency see."""
    return {
        agency: ToPartner(
            frozenset(data.get(f"sees_{agency.pk}") or ()),
            bool(data.get(f"from_today_{agency.pk}")),
            data.get(f"until_{agency.pk}"),
        )
        for agency in agencies
    }


def people_fields(rows: int) -> dict[str, forms.Field]:
    """Names and who each is to her."""
    fields: dict[str, forms.Field] = {}
    for row in range(1, rows + 1):
        fields[f"name_{row}"] = forms.CharField(label=f"Name {row}", max_length=100, required=False)
        fields[f"relationship_{row}"] = forms.CharField(label=f"Who {row} is to her", max_length=100, required=False)
    return fields


def people_layout(rows: int) -> list[Side]:
    """Each name beside who that is."""
    return [Side(f"name_{row}", f"relationship_{row}") for row in range(1, rows + 1)]


def people_in(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The people who were named."""
    return list(_named(data))


def _named(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    rows = [name.removeprefix("name_") for name in data if name.startswith("name_")]
    for row in rows:
        if data.get(f"name_{row}"):
            yield data[f"name_{row}"], data.get(f"relationship_{row}") or ""


def nameless(form: forms.BaseForm, data: Mapping[str, Any]) -> None:
    """Ask for the name where only the relationship was typed."""
    for name in [name for name in form.fields if name.startswith("relationship_")]:
        row = name.removeprefix("relationship_")
        if data.get(name) and not data.get(f"name_{row}"):
            form.add_error(f"name_{row}", "Enter this person’s name")


class AnswerForm(EditForm):
    """What she says on one page."""

    submit_label = "Save and go on"
    mark_optional = False

    @property
    def said(self) -> dict[str, Any]:
        """What ``actions.answer`` takes."""
        return {}


class ChoiceForm(AnswerForm):
    """A yes or a no."""

    required_messages = {"agreed": "Choose yes or no"}
    agreed = yes_or_no("What does she say?")

    @property
    def said(self) -> dict[str, Any]:
        """Her yes or no."""
        return {"agreed": self.cleaned_data["agreed"]}


class OutsideForm(AnswerForm):
    """Which outside agencies may be told what they need."""

    names = names_field()

    def __init__(self, *args: Any, labels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"kinds": kinds_field(labels), **self.fields}

    @property
    def said(self) -> dict[str, Any]:
        """The kinds and the names."""
        return {"kinds": self.cleaned_data["kinds"], "names": names_in(self.cleaned_data["names"])}


class PartnersForm(AnswerForm):
    """What each partner agency may see."""

    def __init__(self, *args: Any, labels: Sequence[str], agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        self.fields |= partner_fields(agencies, labels)

    def layout(self) -> Sequence[Any]:
        """A group for each agency."""
        return partner_layout(self.agencies)

    @property
    def said(self) -> dict[str, Any]:
        """What each may see."""
        return {"partners": partners_in(self.cleaned_data, self.agencies)}


class PeopleForm(AnswerForm):
    """Who is not to be told. ``rows``: how many names there are already."""

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows + MORE
        self.fields |= people_fields(self.rows)

    def layout(self) -> Sequence[Any]:
        """Each name beside who that is."""
        return people_layout(self.rows)

    def clean(self) -> dict[str, Any]:
        """A relationship needs its name."""
        data = super().clean() or self.cleaned_data
        nameless(self, data)
        return data

    @property
    def said(self) -> dict[str, Any]:
        """The people."""
        return {"people": people_in(self.cleaned_data)}


class ReadForm(AnswerForm):
    """A page that she is only taken through."""

    submit_label = "She knows this: go on"


def standing_of(part: Part, chosen: Chosen, *, answered: bool, agencies: Sequence[Agency]) -> Standing:
    """What she has said on a page so far, as the form of that page gives it. ``chosen.people``: those named here."""
    values: dict[str, Any] = {}
    if part in rules.CHOICES:
        values = {"agreed": getattr(chosen, part.value)}
    elif part is Part.OUTSIDE:
        order = [each.value for each in Outside]
        values = {"kinds": sorted(chosen.kinds, key=order.index), "names": "\n".join(chosen.names)}
    elif part is Part.PARTNERS:
        for agency in agencies:
            said = chosen.to_partners.get(agency, ToPartner())
            values |= {
                f"sees_{agency.pk}": rules.categories_in_order(said.categories),
                f"from_today_{agency.pk}": said.from_today,
                f"until_{agency.pk}": said.until,
            }
    elif part is Part.PEOPLE:
        for row, person in enumerate(chosen.people, start=1):
            values |= {f"name_{row}": person.name, f"relationship_{row}": person.relationship}
    return Standing(values if answered or part is Part.PEOPLE else dict.fromkeys(values))


class BeginForm(Form):
    """Begins to go through consent: with which form, and through whom."""

    submit_label = "Begin"
    required_messages = {"form": "Choose the form", "interpreter": "Choose whether there is an interpreter"}
    form = forms.ChoiceField(label="Which form?", widget=Radios())
    interpreter = forms.ChoiceField(label="Is there an interpreter?", widget=Radios())
    interpreter_name = forms.CharField(label="The interpreter’s name", max_length=100, required=False)
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        """A name where there is an interpreter, and none where there is not."""
        data = super().clean() or self.cleaned_data
        if data.get("interpreter") == "none":
            data["interpreter_name"] = ""
        elif data.get("interpreter") and not data.get("interpreter_name"):
            self.add_error("interpreter_name", "Enter the interpreter’s name")
        return data
