"""Reading the agency's own lists and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from casework.clients.models import Client, Status, StatusChange, StatusWord
from casework.contacts.models import Item, Place, Topic
from casework.lists import rules
from dussk.audit.tracking import history_of
from dussk.staff.models import Agency, Staff

Listed = Place | Item | Topic | StatusWord


@dataclass(frozen=True)
class ListKind:
    """One of the lists that every agency keeps.

    Attributes:
        key: its part of the address.
        model: what is on it.
        title: what it is called.
        one: one thing on it, in a sentence.
        about: what it is for, in a sentence.
    """

    key: str
    model: type[Listed]
    title: str
    one: str
    about: str

    @property
    def longest(self) -> int:
        """How long a name may be (characters)."""
        return self.model._meta.get_field("name").max_length or 0

    @property
    def counts(self) -> bool:
        """Whether each of its things counts as a standing."""
        return self.model is StatusWord


LISTS: dict[str, ListKind] = {
    kind.key: kind
    for kind in (
        ListKind("places", Place, "Places", "place", "Where you work. Offered when a register is opened."),
        ListKind("items", Item, "Things given out", "thing to give out", "What the counters at the hatch count."),
        ListKind("topics", Topic, "Topics", "topic", "What women talk to you about. Ticked on a contact."),
        ListKind("statuses", StatusWord, "Statuses", "status", "Your own words for how a woman and the service stand."),
    )
}


def things(kind: ListKind, agency: Agency) -> QuerySet[Any]:
    """All that is or was on an agency's list: what is offered, in its order; then what is offered no longer."""
    rows: QuerySet[Any] = kind.model._default_manager.filter(agency=agency)
    return rows.order_by(F("retired_at").asc(nulls_first=True), "order", "name")


def offered(kind: ListKind, agency: Agency) -> QuerySet[Any]:
    """What is on an agency's list, in its order."""
    return things(kind, agency).filter(retired_at=None)


@dataclass(frozen=True)
class ListCount:
    """A list, with how many things on it are offered, and how many are no longer."""

    kind: ListKind
    offered: int
    retired: int


def counts(agency: Agency) -> list[ListCount]:
    """Every list of an agency."""
    counted = []
    for kind in LISTS.values():
        rows: QuerySet[Any] = kind.model._default_manager.filter(agency=agency).order_by()
        found = rows.aggregate(offered=Count("pk", filter=Q(retired_at=None)), every=Count("pk"))
        counted.append(ListCount(kind, found["offered"], found["every"] - found["offered"]))
    return counted


def earlier_names(kind: ListKind, shown: Iterable[Listed]) -> dict[int, list[str]]:
    """The names that things on a list had before, by their keys; in one query."""
    names: dict[int, list[str]] = {thing.pk: [] for thing in shown}
    events = history_of(kind.model).filter(pgh_obj_id__in=names).order_by("pgh_id")
    for pk, name in events.values_list("pgh_obj_id", "name"):
        names[pk].append(name)
    return {pk: rules.earlier_names(each) for pk, each in names.items()}


def changes(thing: Listed) -> list[rules.Change]:
    """What changed of a thing on a list, by whom and when, the latest first."""
    events = list(history_of(type(thing)).filter(pgh_obj_id=thing.pk).order_by("pgh_id"))
    names = Staff.objects.in_bulk({event.pgh_staff_id for event in events if event.pgh_staff_id})
    labels = dict(Status.choices)
    return rules.changes(
        rules.Version(
            at=event.pgh_created_at,
            by=str(names.get(event.pgh_staff_id, "")),
            name=event.name,
            order=event.order,
            retired=event.retired_at is not None,
            counts_as=labels.get(getattr(event, "counts_as", ""), ""),
        )
        for event in events
    )


def is_used(word: StatusWord) -> bool:
    """Whether a word stands on a file that the reader may see. The database knows of the others."""
    return Client.objects.filter(status_word=word).exists() or StatusChange.objects.filter(word=word).exists()
