"""The lists of the sheet that grow: which there are, and what stands on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from casework.clients.models import Client, ClientName
from casework.clients.rules import plain
from casework.information.models import Child, ImportantDate, KeptFact, OtherAgency, SignificantOther
from casework.information.rules import Section


@dataclass(frozen=True)
class Listed:
    """A list of the sheet.

    Attributes:
        code: stands for it in an address: "child".
        section: where it stands.
        model: whose rows.
        add: words of the link that adds one.
        correct: heading of the page that puts one right.
        end: words of the link, and of the button, that says that one no longer holds.
        said: what is said once one was added.
        fixed: what all its rows say.
        once: the columns by which one is known for the same.
    """

    code: str
    section: Section
    model: type[models.Model]
    add: str
    correct: str
    end: str
    said: str
    once: tuple[str, ...] = ("name",)
    fixed: Mapping[str, str] | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether it is kept only where she wants it kept."""
        return self.section is Section.KEPT


_KIND = SignificantOther.Kind
LISTS: Mapping[str, Listed] = {
    one.code: one
    for one in (
        Listed(
            "child",
            Section.CHILDREN,
            Child,
            "Add a child",
            "Correct what is said of a child",
            "Take off the list",
            "The child is on the sheet.",
            ("name", "born"),
        ),
        Listed(
            "other",
            Section.OTHERS,
            SignificantOther,
            "Add somebody who matters to her",
            "Correct what is said of somebody who matters to her",
            "No longer",
            "That person is on the sheet.",
            fixed={"kind": _KIND.OTHER},
        ),
        Listed(
            "emergency",
            Section.EMERGENCY,
            SignificantOther,
            "Add somebody to ring in an emergency",
            "Correct what is said of somebody to ring in an emergency",
            "No longer",
            "That person is on the sheet.",
            fixed={"kind": _KIND.EMERGENCY},
        ),
        Listed(
            "agency",
            Section.AGENCIES,
            OtherAgency,
            "Add an agency",
            "Correct what is said of an agency",
            "No longer",
            "The agency is on the sheet.",
            ("name", "worker"),
        ),
        Listed(
            "fact",
            Section.KEPT,
            KeptFact,
            "Add something she wants kept",
            "Correct something she wants kept",
            "No longer kept",
            "It is kept, as she wants it.",
            ("topic", "words"),
        ),
        Listed(
            "date",
            Section.KEPT,
            ImportantDate,
            "Add a date",
            "Correct a date",
            "No longer kept",
            "The date is kept, as she wants it.",
            ("kind", "on", "at"),
        ),
    )
}

#: The sections that are lists.
LISTED: frozenset[Section] = frozenset(one.section for one in LISTS.values())


def lists_of(section: Section) -> list[Listed]:
    """The lists that a section is made of."""
    return [one for one in LISTS.values() if one.section is section]


def entries(client: Client, listed: Listed) -> QuerySet[Any]:
    """All that ever stood on a list of hers."""
    return listed.model._default_manager.filter(client=client, **(listed.fixed or {}))


def current(client: Client, listed: Listed, today: date) -> QuerySet[Any]:
    """What stands on a list of hers: neither ended nor, of a date, past."""
    rows = entries(client, listed).filter(ended_at=None)
    return rows.filter(on__gte=today) if listed.model is ImportantDate else rows


def earlier(client: Client, listed: Listed, today: date) -> QuerySet[Any]:
    """What stood on it before: the latest first."""
    over = Q(ended_at__isnull=False)
    if listed.model is ImportantDate:
        over |= Q(on__lt=today)
    return entries(client, listed).filter(over).select_related("ended_by").order_by("-ended_at", "-pk")


def people_named(files: Sequence[int]) -> list[str]:
    """Everybody who was ever named on the sheets of a woman's files: whole names, and each part that is not her own.

    Args:
        files: the numbers of hers: the one that is kept, and those that were joined into it.
    """
    named = [list(model.objects.filter(client__in=files).values_list("name", flat=True)) for model in _PEOPLE]
    own = {part for name in ClientName.objects.filter(client__in=files) for part in name.plain.split()}
    found = dict.fromkeys(name for names in named for name in names)
    found |= dict.fromkeys(part for name in list(found) for part in name.split() if plain(part) not in own)
    return list(found)


_PEOPLE = (Child, SignificantOther)
