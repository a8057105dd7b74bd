"""What was typed and not saved, the author's alone; and which forms were sent, so that none is saved twice."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from dussk.access.walls import ME, MY_AGENCY, Wall, walled
from dussk.drafts.rules import LONGEST_NAME, LONGEST_PATH, LONGEST_TITLE

_MINE = f"({{t}}.staff_id = {ME})"
_MINE_HERE = f"({{t}}.staff_id = {ME} AND {{t}}.agency_id = {MY_AGENCY})"


@walled(Wall(select=_MINE_HERE, insert=_MINE_HERE, update=_MINE_HERE, delete=_MINE_HERE))
class Draft(models.Model):
    """What somebody typed into one form of one page. Nobody else reads it, and it has no history: it is no record."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="+")
    agency = models.ForeignKey("staff.Agency", models.CASCADE, related_name="+")
    address = models.CharField(max_length=LONGEST_PATH)
    form = models.CharField(max_length=LONGEST_NAME)
    action = models.CharField(max_length=LONGEST_PATH)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    key = models.UUIDField(null=True)
    fields = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_draft_a_form", fields=["staff", "agency", "address", "form"])
        ]

    def __str__(self) -> str:
        return f"draft {self.uid} of staff {self.staff_id}"


@walled(Wall(select=_MINE, insert=_MINE, update=_MINE, delete=_MINE))
class Sending(models.Model):
    """One form that was sent and saved: the key it carried, what was in it (a fingerprint), and what was answered."""

    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="+")
    key = models.UUIDField()
    content = models.CharField(max_length=16)
    address = models.CharField(max_length=LONGEST_PATH, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="a_form_is_saved_once", fields=["staff", "key"])]

    def __str__(self) -> str:
        return f"sending {self.key} of staff {self.staff_id}"
