"""What an agency keeps for itself of a woman, and files that are kept from everybody but a manager."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from casework.clients.models.file import ClientRow
from dussk.access.categories import Category
from dussk.access.walls import HER_CLIENT, ME, Wall, not_blocked, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Staff

_MINE = f"{{t}}.agency_id = {reads(Category.IDENTITY)}"
_CLEAR = not_blocked("client_id")


# Never the owner's, and not shared: what the agency knew of her itself is all that stays with it when a share ends. So
# it is read, and corrected, without the file being visible; only to begin one, it has to be.
@walled(
    Wall(
        select=f"({_MINE} AND {_CLEAR})",
        insert=(
            f"({_MINE} AND {{t}}.made_by_id = {ME} AND {{t}}.owner_id <> {{t}}.agency_id AND {HER_CLIENT} AND {_CLEAR})"
        ),
        update=f"({_MINE} AND {_CLEAR})",
    )
)
@tracked()
class OwnRecord(ClientRow):
    """What an agency that does not keep her file knows of her itself: who she is to it, and how it reaches her."""

    called = models.CharField("what she wants to be called", max_length=100)
    born = models.DateField("date of birth", null=True, blank=True)
    contact = models.TextField("how we reach her", blank=True)
    risk = models.TextField("risk, as we knew it", blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("called", "id")
        constraints = (
            models.UniqueConstraint(name="own_record_once", fields=["client", "agency"]),
            models.CheckConstraint(name="own_record_is_called_something", condition=~Q(called="")),
        )
        indexes = (models.Index(name="own_records_of_agency", fields=["agency", "called"]),)

    def __str__(self) -> str:
        return self.called


# Written only by the database's own functions (casework/wall.sql): whoever restricts a file does not see it any more.
# Read by the managers of the agency that keeps it.
@walled(Wall(select=f"({{t}}.owner_id = {reads(Category.VIEW_LOG)} AND {_CLEAR})"))
@tracked()
class Restriction(ClientRow):
    """A file that nobody works with: she does not want it stored, and the law asks that part of it is kept."""

    class Why(models.TextChoices):
        REFUSED = "refused", "She does not want information stored"
        WITHDRAWN = "withdrawn", "She took back her agreement to storing"
        NEVER_ASKED = "never_asked", "She could never be asked"

    why = models.CharField(max_length=15, choices=Why)
    kept_because = models.TextField("what must be kept, and by which law", blank=True)
    kept_until = models.DateField("kept until", null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_because = models.TextField(blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(name="restricted_once", fields=["client"], condition=Q(lifted_at=None)),
            models.CheckConstraint(
                name="restriction_lifted_by_someone",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_because="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because="")),
            ),
        )
        indexes = (models.Index(name="restricted_files", fields=["owner"], condition=Q(lifted_at=None)),)

    def __str__(self) -> str:
        return self.get_why_display()

    @property
    def is_over(self) -> bool:
        """Whether the day has passed until which part of it had to be kept."""
        return self.kept_until is not None and self.kept_until < timezone.localdate()
