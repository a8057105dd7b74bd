"""Files about which she has not answered yet, and how long they may wait for her."""

from django.db import models
from django.db.models import Q

from casework.clients.models import ClientRow
from dussk.access.categories import Category
from dussk.access.walls import own_file_row, walled
from dussk.audit.tracking import tracked


@walled(own_file_row(Category.CASEWORK))
@tracked()
class LongerWait(ClientRow):
    """A manager's decision that a provisional file waits longer for her answer, and why."""

    until = models.DateField()
    reason = models.TextField()

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        constraints = (models.CheckConstraint(name="longer_wait_says_why", condition=~Q(reason="")),)
        indexes = (models.Index(name="longer_wait_of_client", fields=["client", "-until"]),)

    def __str__(self) -> str:
        return f"Until {self.until}"
