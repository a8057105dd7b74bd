"""Contacts one by one: what one says, the latest of hers, and how often somebody tried since she was last in touch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from casework.clients import queries as clients
from casework.clients.models import Client, SafeContact
from casework.contacts import rules
from casework.contacts.models import Contact, ContactItem, ContactTopic, FollowUp, Item, Outcome, Setting, Topic
from dussk.access.asking import Worker
from dussk.compiled import compiled
from dussk.staff.models import Agency

#: How many of her latest contacts her page shows.
LATEST = 5

#: The way of reaching her that a contact of each kind is, as far as it is one.
WAY: dict[str, str] = {
    Setting.PHONE: SafeContact.Way.CALL,
    Setting.TEXT: SafeContact.Way.TEXT,
    Setting.EMAIL: SafeContact.Way.EMAIL,
    Setting.HOME: SafeContact.Way.VISIT,
}


_EVER = datetime.min.replace(tzinfo=UTC)

_TALKED = Prefetch("topics", ContactTopic.objects.filter(talked=True).select_related("topic"))


@dataclass(frozen=True)
class Said:
    """What one contact outside a session says, as a form gives it. ``topics`` and ``given`` go by primary keys."""

    setting: str
    outcome: str
    at: datetime
    note: str = ""
    worry: bool = False
    topics: frozenset[int] = frozenset()
    given: Mapping[int, int] = field(default_factory=dict)


def with_all(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Contacts with all that is on them: what was given, what was talked about, what is to be done."""
    return rows.select_related("client", "made_by", "agency", "mistake_by", "place", "session__place").prefetch_related(
        Prefetch("items", ContactItem.objects.filter(count__gt=0).select_related("item")),
        _TALKED,
        Prefetch("follow_ups", FollowUp.objects.select_related("assigned_to", "done_by")),
    )


def with_topics(rows: list[Contact]) -> list[Contact]:
    """The same contacts, each with what was talked about."""
    prefetch_related_objects(rows, _TALKED)
    return rows


def contacts(client: Client | None, by: Worker) -> QuerySet[Contact]:
    """Contacts with a woman, whoever made them; or with women nobody knew, of ``by``'s agency."""
    rows = Contact.objects.filter(client=client)
    return with_all(rows if client is not None else rows.filter(agency=by.agency))


def latest_contacts(client: Client) -> list[Contact]:
    """Her latest contacts, the newest first. Each carries ``attempts`` and ``last_engaged``, for :func:`attempts_of`.

    One query: whether anybody is trying in vain is asked on every opening of her page.
    """
    return _latest(client.pk)


@compiled
def _latest(client: int) -> QuerySet[Contact]:
    hers = Contact.objects.counted().filter(client=client).order_by("-at")
    last = Subquery(hers.filter(outcome=Outcome.ENGAGED).values("at")[:1])
    tries = hers.exclude(outcome=Outcome.ENGAGED).order_by()
    since = tries.filter(at__gt=Coalesce(last, Value(_EVER, DateTimeField())))
    counted = since.values("client").annotate(count=Count("pk")).values("count")
    rows = hers.order_by("-at", "-id").select_related("made_by", "agency")
    rows = rows.annotate(attempts=Coalesce(Subquery(counted), 0), last_engaged=last)
    return rows[:LATEST]


def attempts_of(latest: list[Any]) -> rules.Attempts:
    """How often somebody tried since she was last in touch, from :func:`latest_contacts`."""
    return rules.Attempts(latest[0].attempts, latest[0].last_engaged) if latest else rules.Attempts(0, None)


def ways_of(client: Client) -> tuple[list[SafeContact], dict[str, SafeContact]]:
    """Her ways, the safe ones first; and those that are marked never to be used, by the kind of contact.

    Where she has a number that is safe beside one that is not, the kind as a whole is not marked: which of the two it
    was, the way itself says.
    """
    ways = clients.safe_contacts_of(client)
    safe = {way.way for way in ways if way.is_safe}
    never = {way.way: way for way in ways if not way.is_safe and way.way not in safe}
    return ways, {setting: never[way] for setting, way in WAY.items() if way in never}


def topics_of(line: Contact, agency: Agency) -> QuerySet[Topic]:
    """What can be marked as talked about on a line, by the agency's list. Each says whether it is: ``talked``.

    What was taken off the list since is there where it is marked.
    """
    talked = Exists(ContactTopic.objects.filter(contact=line, topic=OuterRef("pk"), talked=True))
    rows = Topic.objects.filter(agency=agency).annotate(talked=talked)
    return rows.filter(Q(retired_at=None) | Q(talked=True))


def choosable_items(agency: Agency, held: Mapping[int, int] | None = None) -> list[Item]:
    """What she can have been given: the agency's list, and what stands on the contact already."""
    return list(Item.objects.filter(Q(retired_at=None) | Q(pk__in=list(held or {})), agency=agency))


def choosable_topics(agency: Agency, held: frozenset[int] = frozenset()) -> QuerySet[Topic]:
    """What can have been talked about: the agency's list, and what stands on the contact already."""
    return Topic.objects.filter(Q(retired_at=None) | Q(pk__in=held), agency=agency)
