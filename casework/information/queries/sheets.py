"""A woman's information sheet: what it says, how far it is, and what another sheet says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from casework.clients.models import Client
from casework.information import rules
from casework.information.models import InformationSheet
from casework.information.queries.lists import LISTED, LISTS, current, lists_of
from casework.information.rules import Moment, Section, State
from dussk.audit.tracking import history_of
from dussk.staff.models import Staff
from dussk.ui import when
from dussk.ui.text import fingerprint

#: What each section that is no list says.
FIELDS: Mapping[Section, tuple[str, ...]] = {
    Section.DETAILS: (
        "sheet_on",
        "file_opened_on",
        "ethnicity",
        "ethnicity_words",
        "address",
        "ni_number",
        "prison_number",
        "referred_by",
    ),
    Section.GP: ("gp_registered", "gp_name", "gp_phone", "gp_address"),
}
ALL_FIELDS = tuple(name for names in FIELDS.values() for name in names)

#: How much of a list the overview shows; the rest is on the section's own page.
AT_A_GLANCE = 10
#: How far back its history is read.
_FAR = 1000


def sheets_of(client: Client) -> QuerySet[InformationSheet]:
    """Every sheet on her file, the one that is shown first: those put aside last, then as they were last written."""
    return InformationSheet.objects.filter(client=client).order_by(
        F("aside_at").asc(nulls_first=True), "-written_at", "-pk"
    )


def sheet_of(client: Client) -> InformationSheet | None:
    """The sheet that is shown; None where nobody has begun one."""
    return sheets_of(client).first()


@dataclass(frozen=True)
class Line:
    """What a sheet says in one field, in words; and what another says in it."""

    field: str
    label: str
    words: str
    other: str = ""


_OWN_WORDS = "Ethnicity in her own words"
#: Under the heading of their section, which says whose they are.
_SHORT: Mapping[str, str] = {
    "gp_registered": "Registered",
    "gp_name": "Name",
    "gp_phone": "Phone",
    "gp_address": "Address",
}


def label_of(name: str, *, short: bool = False) -> str:
    """What a field is called on the page and on paper; ``short`` where its section is named above."""
    if name == "ethnicity_words":
        return _OWN_WORDS
    if short and name in _SHORT:
        return _SHORT[name]
    said = str(getattr(InformationSheet._meta.get_field(name), "verbose_name", name))
    return said[:1].upper() + said[1:]


def words_of(sheet: Any, name: str) -> str:
    """What a sheet, a line of it, or one of their history, says in a field, in words; "" where it says nothing."""
    value = getattr(sheet, name) if sheet else None
    if not value:
        return ""
    if name == "ni_number":
        return rules.spaced_ni_number(value)
    if isinstance(value, date):
        return when.on(value)
    if isinstance(value, time):
        return when.at(value)
    display = getattr(sheet, f"get_{name}_display", None)
    return str(display()) if display else str(value)


def lines(sheet: InformationSheet | None, section: Section) -> list[Line]:
    """What a section that is no list says, every field of it."""
    return [Line(name, label_of(name, short=True), words_of(sheet, name)) for name in FIELDS[section]]


def values_of(sheet: InformationSheet | None, names: Sequence[str]) -> dict[str, Any]:
    """What it says in some fields, as the form gives them."""
    empty = {"sheet_on": None, "file_opened_on": None}
    return {name: getattr(sheet, name) if sheet else empty.get(name, "") for name in names}


def otherwise(shown: InformationSheet, other: InformationSheet) -> list[Line]:
    """What another sheet says otherwise: the field, what the one that is shown says, and what the other does."""
    names = rules.differing(values_of(shown, ALL_FIELDS), values_of(other, ALL_FIELDS))
    return [Line(name, label_of(name), words_of(shown, name), words_of(other, name)) for name in names]


def mark_of_both(shown: InformationSheet, other: InformationSheet) -> str:
    """A short text that differs when either of two sheets says anything else, or another of the two is shown."""
    said = [(sheet.pk, *values_of(sheet, ALL_FIELDS).values()) for sheet in (shown, other)]
    return fingerprint(each for sheet in said for each in sheet)


@dataclass(frozen=True)
class Told:
    """Who did something, and when. ``by``: her name; "" where it is not known."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Part:
    """One section, as the overview shows it.

    Attributes:
        section: which.
        state: how far it is.
        told: who went through it or last wrote on it, and when; None where nobody did.
        lines: what it says, where it is no list.
        lists: each of its lists: which, the first rows of it, and whether there are more.
    """

    section: Section
    state: State
    told: Told | None
    lines: list[Line]
    lists: list[tuple[Any, list[Any], bool]]

    @property
    def label(self) -> str:
        """What it is called."""
        return rules.LABELS[self.section]

    @property
    def state_words(self) -> str:
        """How far it is, in words."""
        return STATES[self.state]

    @property
    def said(self) -> list[Line]:
        """Those of its lines that say something."""
        return [line for line in self.lines if line.words]

    @property
    def not_said(self) -> list[str]:
        """What the others are called, in a sentence."""
        names = [line.label for line in self.lines if not line.words]
        return [
            name if name[:2].isupper() or name.startswith("National") else name[0].lower() + name[1:] for name in names
        ]

    @property
    def is_empty(self) -> bool:
        """Whether it is a list, or two, on which nothing stands."""
        return bool(self.lists) and not any(rows for _list, rows, _more in self.lists)


STATES: Mapping[State, str] = {
    State.GONE_THROUGH: "Gone through",
    State.BEGUN: "Begun",
    State.NOT_YET: "Not yet",
}


def history(sheet: InformationSheet | None) -> list[rules.Past]:
    """What a sheet said, from its beginning. Whoever may read it may read that."""
    if sheet is None:
        return []
    events = history_of(InformationSheet).filter(pgh_obj_id=sheet.pk).order_by("-pgh_created_at", "-pgh_id")
    rows = events.values_list("pgh_staff_id", "pgh_created_at", "finished", *ALL_FIELDS)[:_FAR]
    return [
        rules.Past(Moment(by, at), finished, dict(zip(ALL_FIELDS, said, strict=True)))
        for by, at, finished, *said in reversed(rows)
    ]


def parts(client: Client, sheet: InformationSheet | None, *, whole: bool = False) -> list[Part]:
    """The seven sections of her sheet, in their order.

    Args:
        client: hers.
        sheet: the one that is shown.
        whole: all of every list, for paper.
    """
    today, past = timezone.localdate(), history(sheet)
    ticked = rules.gone_through(past)
    rows = {
        code: list(current(client, one, today).select_related("made_by")[: None if whole else AT_A_GLANCE + 1])
        for code, one in LISTS.items()
    }
    moments: dict[Section, Moment | None] = {}
    for section in Section:
        if section in LISTED:
            on_them = [row for one in lists_of(section) for row in rows[one.code]]
            last = max(on_them, key=lambda row: row.made_at, default=None)
            moments[section] = Moment(last.made_by_id, last.made_at) if last else None
        else:
            moments[section] = rules.last_written(past, _telling(section))
    said = {section: ticked.get(section) or moments[section] for section in Section}
    names = {one.pk: one.name for one in Staff.objects.filter(pk__in={each.by for each in said.values() if each})}

    def told(section: Section) -> Told | None:
        moment = said[section]
        return Told(names.get(moment.by or 0, ""), moment.at) if moment else None

    return [
        Part(
            section,
            rules.state(
                gone_through=sheet is not None and section in sheet.finished,
                anything=moments[section] is not None,
            ),
            told(section),
            lines(sheet, section) if section in FIELDS else [],
            [
                (one, rows[one.code] if whole else rows[one.code][:AT_A_GLANCE], len(rows[one.code]) > AT_A_GLANCE)
                for one in lists_of(section)
            ],
        )
        for section in Section
    ]


def _telling(section: Section) -> list[str]:
    """The fields that say something about her: the date of the sheet is there from the first."""
    return [name for name in FIELDS[section] if name != "sheet_on"]


def beside(client: Client, sheet: InformationSheet | None) -> InformationSheet | None:
    """Another sheet that nobody has looked at since two files were joined; None where there is none."""
    if sheet is None:
        return None
    others = InformationSheet.objects.filter(~Q(pk=sheet.pk), client=client, aside_at=None)
    return others.select_related("made_by").first()
