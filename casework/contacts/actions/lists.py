"""The agency's own lists: what it gives out, and where it works."""

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from casework.clients.actions import begin_status_words
from casework.contacts import rules
from casework.contacts.actions.holding import one
from casework.contacts.models import Item, Place, Topic
from dussk.access.asking import Worker
from dussk.staff.models import Agency

_LAST_ORDER = 32_000


@transaction.atomic
def begin_lists(agency: Agency) -> None:
    """Give a new agency what it begins with. Safe to do twice.

    That is the standard items and topics, the standard words for how a woman and the service stand, and its own
    premises as a place.
    """
    items = enumerate(rules.STANDARD_ITEMS, start=1)
    topics = enumerate(rules.STANDARD_TOPICS, start=1)
    Item.objects.bulk_create(
        (Item(agency=agency, name=name, order=order * 10) for order, name in items), ignore_conflicts=True
    )
    Topic.objects.bulk_create(
        (Topic(agency=agency, name=name, order=order * 10) for order, name in topics), ignore_conflicts=True
    )
    if not Place.objects.filter(agency=agency).exists():
        Place.objects.create(agency=agency, name=agency.name, order=10)
    begin_status_words(agency)


def add_item(*, by: Worker, name: str) -> None:
    """Add a thing to what the agency gives out; one that was taken off comes back."""
    _add(Item.objects.filter(agency=by.agency), by, name)


def add_place(*, by: Worker, name: str) -> None:
    """Add a place to where the agency works; one that was taken off comes back."""
    _add(Place.objects.filter(agency=by.agency), by, name)


def _add(rows: QuerySet[Item] | QuerySet[Place], by: Worker, name: str) -> None:
    last = rows.aggregate(last=Max("order"))["last"] or 0
    order = min(last + 10, _LAST_ORDER)
    rows.update_or_create(
        agency=by.agency,
        name=name,
        defaults={"retired_at": None},
        create_defaults={"agency": by.agency, "name": name, "order": order},
    )


def take_off(*, by: Worker, thing: Item | Place) -> None:
    """Offer a thing or a place no more. What was given there and then stays as it is."""
    rows = type(thing).objects.filter(pk=thing.pk, agency=by.agency)
    one(rows.update(retired_at=timezone.now()))
