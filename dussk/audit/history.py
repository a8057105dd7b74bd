"""The base of every history table."""

from django.db import models
from pghistory.models import Event as PghistoryEvent


class Event(PghistoryEvent):
    """One change of one record.

    ``pgh_context`` says on which page and in which request, as the application told the database. Who made it is
    filled in by the database from the identity that was proved to it, because a setting can be forged by SQL and
    that cannot.
    """

    pgh_staff_id = models.BigIntegerField(null=True, editable=False)
    pgh_agency_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True
