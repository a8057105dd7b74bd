"""What the rows of an agency's own lists have in common: those of ``contacts``, and the words of ``clients``."""

import uuid

from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower, Replace


class ListRow(models.Model):
    """One thing on an agency's own list: its name, its place in the list, and since when it is not offered any longer.

    Each list has its own ``agency``, by which an agency knows it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


def once_on_its_list(name: str) -> models.UniqueConstraint:
    """The constraint ``name``: on one list a name stands once, whatever its spaces and capitals (``rules.alike``)."""
    return models.UniqueConstraint("agency", Lower(Replace("name", Value(" "), Value(""))), name=name)
