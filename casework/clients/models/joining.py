"""Two files of one woman made one, and what it takes to undo that."""

from django.db import models
from django.db.models import F, Q

from casework.clients.models.access import ClientShare
from casework.clients.models.file import Client, ClientRow
from dussk.access.categories import Category
from dussk.access.walls import Wall, not_blocked, reads, row_of, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Staff

_EITHER_CLEAR = not_blocked("joined_id")


# Read by the agency that keeps the file alone: a joining that was undone holds what another woman's file said.
# Written only by functions of the database (wall.join_files, wall.undo_joining), which move the rows of every agency.
@walled(
    Wall(select=f"({{t}}.owner_id = {reads(Category.CASEWORK)} AND {not_blocked('client_id')} AND {_EITHER_CLEAR})")
)
@tracked()
class Joining(ClientRow):
    """Two files found to be one woman's. ``client`` is the file that is kept; ``joined`` leads to it until undone."""

    joined = models.ForeignKey(Client, models.PROTECT, related_name="+")
    reason = models.TextField("how it is known that they are one woman")
    before = models.JSONField("what the kept file said where the joining changed it", default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    undo_reason = models.TextField(blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(name="joining_of_two", condition=~Q(joined=F("client"))),
            models.CheckConstraint(name="joining_has_reason", condition=~Q(reason="")),
            models.UniqueConstraint(name="joining_once", fields=["owner", "joined"], condition=Q(undone_at=None)),
            models.CheckConstraint(
                name="joining_undone_by_someone", condition=Q(undone_at__isnull=True) ^ Q(undone_by__isnull=False)
            ),
        )
        indexes = (models.Index(name="joining_of_client", fields=["client"]),)

    def __str__(self) -> str:
        return f"Joining {self.pk}"


@walled(Wall(select=row_of("joining_id", "casework_joining").select))
@tracked()
class JoinedRow(models.Model):
    """A row that a joining moved from the joined file to the kept one, and what of it had to be changed."""

    joining = models.ForeignKey(Joining, models.PROTECT, related_name="rows")
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    was = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(name="joined_row_once", fields=["joining", "table", "row"]),)

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


@walled(Wall(select=row_of("joining_id", "casework_joining").select))
@tracked()
class JoinedShare(models.Model):
    """A share that a joining narrowed: its dates before, and as the joining left them."""

    joining = models.ForeignKey(Joining, models.PROTECT, related_name="shares")
    share = models.ForeignKey(ClientShare, models.PROTECT, related_name="+")
    starts_before = models.DateTimeField()
    ends_before = models.DateTimeField(null=True)
    starts_after = models.DateTimeField()
    ends_after = models.DateTimeField(null=True)
    covers_before = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="joined_share_once", fields=["joining", "share"]),)

    def __str__(self) -> str:
        return f"Share {self.share_id}"
