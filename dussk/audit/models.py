"""The view log: who saw which woman's name or file, and when."""

import uuid

from django.db import models
from django.utils import timezone

from dussk.access.categories import Category
from dussk.access.walls import ME, MY_AGENCY, Wall, not_blocked, reads, walled


class ViewKind(models.TextChoices):
    """How she was seen."""

    OPENED = "opened", "File opened"
    LISTED = "listed", "Named in a list"
    FOUND = "found", "Named in a search result"
    PRINTED = "printed", "Printed"
    EXPORTED = "exported", "Exported"


# Whoever writes a row may read it back (INSERT ... RETURNING); beyond that it is for the manager of the agency that
# owns the file.
_OURS = f"({{t}}.owner_id = {reads(Category.VIEW_LOG)} AND {not_blocked('client_id')})"


@walled(
    Wall(
        select=f"({{t}}.staff_id = {ME} OR {_OURS})",
        insert=f"({{t}}.staff_id = {ME} AND {{t}}.agency_id = {MY_AGENCY})",
    )
)
class ViewLog(models.Model):
    """One woman, seen once, by one member of staff. Ids only: nothing here can be read as a sentence about her.

    Plain numbers and no foreign keys: the log outlives what it is about, and must cost next to nothing to write.
    """

    client_id = models.BigIntegerField()
    owner_id = models.BigIntegerField()
    staff_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=ViewKind)
    page = models.CharField(max_length=60)
    request_id = models.UUIDField(default=uuid.uuid4)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (
            models.Index(name="view_log_of_client", fields=["client_id", "-at"]),
            models.Index(name="view_log_of_owner", fields=["owner_id", "-at"]),
        )

    def __str__(self) -> str:
        return f"client {self.client_id} {self.kind} by staff {self.staff_id}"
