"""What the agency's own lists begin with, and a place that is found or made while a register is opened."""

from django.db import transaction

from casework.clients.actions import begin_status_words
from casework.contacts import rules
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


def place_named(*, by: Worker, name: str) -> Place:
    """The agency's place of this name, however it is written. One that is not on the list yet joins it.

    One that is no longer offered is taken as it is and stays off the list: what is offered is a manager's to say, and
    a register must open tonight all the same.
    """
    places = Place.objects.filter(agency=by.agency)
    found = next((place for place in places if rules.alike(place.name) == rules.alike(name)), None)
    last = max((place.order for place in places), default=0)
    return found or Place.objects.create(agency=by.agency, name=name, order=min(last + 10, _LAST_ORDER))
