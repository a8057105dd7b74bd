"""The charity's own lists: where it works, what it gives out, what women talk to it about."""

from django.db import models

from casework.listed import ListRow, once_on_its_list
from dussk.access.categories import Category
from dussk.access.walls import own_list, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency


# Whoever opens a register somewhere new adds the place; all else of these lists is the managers'.
@walled(own_list(added_by=Category.CASEWORK))
@tracked()
class Place(ListRow):
    """Somewhere the agency works: its premises, a stop of the van. Holds nothing about anyone."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="places")
    name = models.CharField(max_length=100)

    class Meta(ListRow.Meta):
        abstract = False
        constraints = (once_on_its_list("place_once"),)


@walled(own_list())
@tracked()
class Item(ListRow):
    """Something the agency gives out: hot food, condoms, naloxone. The charity's own list."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items")

    class Meta(ListRow.Meta):
        abstract = False
        constraints = (once_on_its_list("item_once"),)


@walled(own_list())
@tracked()
class Topic(ListRow):
    """Something women talk to the agency about: housing, health, a bad customer."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="topics")

    class Meta(ListRow.Meta):
        abstract = False
        constraints = (once_on_its_list("topic_once"),)
