"""The charity's own lists: where it works, what it gives out, what women talk to it about."""

import uuid

from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower, Replace

from dussk.access.categories import Category
from dussk.access.walls import own_list, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency

#: A name without its spaces and capitals: on one list it stands once, however it is written (``rules.alike``).
_PLAINEST = Lower(Replace("name", Value(" "), Value("")))


# Whoever opens a register somewhere new adds the place; all else of these lists is the managers'.
@walled(own_list(added_by=Category.CASEWORK))
@tracked()
class Place(models.Model):
    """Somewhere the agency works: its premises, a stop of the van. Holds nothing about anyone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="places")
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order", "name")
        constraints = (models.UniqueConstraint("agency", _PLAINEST, name="place_once"),)

    def __str__(self) -> str:
        return self.name


@walled(own_list())
@tracked()
class Item(models.Model):
    """Something the agency gives out: hot food, condoms, naloxone. The charity's own list."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items")
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order", "name")
        constraints = (models.UniqueConstraint("agency", _PLAINEST, name="item_once"),)

    def __str__(self) -> str:
        return self.name


@walled(own_list())
@tracked()
class Topic(models.Model):
    """Something women talk to the agency about: housing, health, a bad customer."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="topics")
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order", "name")
        constraints = (models.UniqueConstraint("agency", _PLAINEST, name="topic_once"),)

    def __str__(self) -> str:
        return self.name
