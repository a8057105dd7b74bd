"""The charity's own lists."""

from django.db.models import QuerySet

from casework.contacts.models import Item, Place, Topic
from dussk.staff.models import Agency


def places(agency: Agency) -> QuerySet[Place]:
    """Where the agency works."""
    return Place.objects.filter(agency=agency, retired_at=None)


def items(agency: Agency) -> QuerySet[Item]:
    """What the agency gives out, in the order of its own list."""
    return Item.objects.filter(agency=agency, retired_at=None)


def topics(agency: Agency) -> QuerySet[Topic]:
    """What women talk to the agency about, in the order of its own list."""
    return Topic.objects.filter(agency=agency, retired_at=None)
