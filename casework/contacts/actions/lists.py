"""The agency's own lists: what it gives out, and where it works."""

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from casework.contacts import rules
from casework.contacts.actions.holding import one
from casework.contacts.models import Item, Place
from dussk.access.asking import Worker
from dussk.staff.models import Agency

_LAST_ORDER = 32_000


@transaction.atomic
def begin_lists(agency: Agency) -> None:
    """Give a new agency what it begins with: the standard items, and its own premises as a place. Safe to do twice."""
    for order, name in enumerate(rules.STANDARD_ITEMS, start=1):
        Item.objects.get_or_create(agency=agency, name=name, defaults={"order": order * 10})
    if not Place.objects.filter(agency=agency).exists():
        Place.objects.create(agency=agency, name=agency.name)


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
