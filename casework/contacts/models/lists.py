"""The charity's own lists: where it works, what it gives out, what women talk to it about."""

import uuid

from django.db import models

from dussk.access.categories import Category
from dussk.access.walls import Wall, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency

_CASEWORK = reads(Category.CASEWORK)
_OWN_LIST = Wall(select="true", insert=f"{{t}}.agency_id = {_CASEWORK}", update=f"{{t}}.agency_id = {_CASEWORK}")


@walled(_OWN_LIST)
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
        constraints = (models.UniqueConstraint(name="place_once", fields=["agency", "name"]),)

    def __str__(self) -> str:
        return self.name


@walled(_OWN_LIST)
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
        constraints = (models.UniqueConstraint(name="item_once", fields=["agency", "name"]),)

    def __str__(self) -> str:
        return self.name


@walled(_OWN_LIST)
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
        constraints = (models.UniqueConstraint(name="topic_once", fields=["agency", "name"]),)

    def __str__(self) -> str:
        return self.name
