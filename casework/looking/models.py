"""What a manager finds about an emergency access."""

from django.db import models
from django.db.models import Q

from casework.clients.models import ClientRow, EmergencyAccess
from casework.looking import rules
from dussk.access.categories import Category
from dussk.access.walls import HER_CLIENT, ME, Wall, not_blocked, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Staff

_MANAGERS = f"{{t}}.owner_id = {reads(Category.VIEW_LOG)}"
_CLEAR = not_blocked("client_id")
# Of an access to this woman's file, and never of one's own.
_ANOTHERS = (
    "EXISTS (SELECT FROM casework_emergencyaccess e WHERE e.id = {t}.access_id AND e.client_id = {t}.client_id"
    f" AND e.made_by_id <> {ME})"
)
_WRITTEN = f"({_MANAGERS} AND {{t}}.agency_id = {{t}}.owner_id AND {_ANOTHERS} AND {HER_CLIENT} AND {_CLEAR})"


@walled(
    Wall(
        select=f"({_MANAGERS} AND {_CLEAR})",
        insert=f"({_WRITTEN} AND {{t}}.made_by_id = {ME})",
        update=_WRITTEN,
    )
)
@tracked()
class EmergencyReview(ClientRow):
    """A manager of the agency that keeps the file looks at why somebody opened it in an emergency.

    It is open until everything is said; a trigger (``casework/looking.sql``) lets nobody change it afterwards.
    """

    class Finding(models.TextChoices):
        RIGHT = "right", "It was right"
        AVOIDABLE = "avoidable", "It was right, but could have been avoided"
        NOT_JUSTIFIED = "not_justified", "It was not justified"

    class Told(models.TextChoices):
        TOLD = rules.Told.TOLD.value, "She was told"
        NOT_YET = rules.Told.NOT_YET.value, "Not yet"
        UNSAFE = rules.Told.UNSAFE.value, "It is not safe to tell her"

    access = models.OneToOneField(EmergencyAccess, models.PROTECT, related_name="review", editable=False)
    finding = models.CharField(max_length=15, choices=Finding, blank=True)
    why = models.TextField(blank=True)
    done = models.TextField("what was done", blank=True)
    told = models.CharField("whether she was told", max_length=10, choices=Told, blank=True)
    told_on = models.DateField("when she was told", null=True, blank=True)
    told_by = models.CharField("who told her", max_length=100, blank=True)
    told_words = models.TextField("why she was not told", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="review_told_by_someone_on_a_day",
                condition=(Q(told="told") & Q(told_on__isnull=False) & ~Q(told_by=""))
                | (~Q(told="told") & Q(told_on=None, told_by="")),
            ),
            models.CheckConstraint(
                name="review_closed_by_someone", condition=Q(closed_at__isnull=True) ^ Q(closed_by__isnull=False)
            ),
            models.CheckConstraint(
                name="review_closed_when_all_is_said",
                condition=Q(closed_at=None)
                | (
                    ~Q(finding="")
                    & ~Q(why="")
                    & ~Q(done="")
                    & (Q(told="told") | (Q(told="unsafe") & ~Q(told_words="")))
                ),
            ),
        )
        indexes = (models.Index(name="review_of_owner", fields=["owner", "closed_at"]),)

    def __str__(self) -> str:
        return f"Review of emergency access {self.access_id}"
