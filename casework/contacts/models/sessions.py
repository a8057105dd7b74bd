"""Sessions, and who is on shift at them."""

import uuid

from django.db import models
from django.db.models import F, Q

from casework.contacts.models.lists import Place
from dussk.access.categories import Category
from dussk.access.walls import ME, MY_AGENCY, Wall, on_my_shifts, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_CASEWORK = reads(Category.CASEWORK)
_ON_IT = f"({{t}}.agency_id = {MY_AGENCY} AND {on_my_shifts('id')})"


@walled(
    Wall(
        select=f"({{t}}.agency_id = {_CASEWORK} OR {_ON_IT})",
        insert=f"({{t}}.agency_id = {_CASEWORK} AND {{t}}.made_by_id = {ME})",
        update=f"{{t}}.agency_id = {_CASEWORK}",
    )
)
@tracked()
class Session(models.Model):
    """A drop-in or an outreach run: one night, one place, one team, one register."""

    class Kind(models.TextChoices):
        DROP_IN = "drop_in", "Drop-in"
        VAN = "van", "Outreach van"
        CENTRE = "centre", "Women's centre, daytime"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    night = models.DateField(editable=False)
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    closing_note = models.TextField(blank=True)
    from_paper = models.BooleanField("typed in from paper", default=False)

    class Meta:
        ordering = ("-started_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="session_ends_after_start", condition=Q(closed_at=None) | Q(closed_at__gte=F("started_at"))
            ),
            models.CheckConstraint(
                name="session_closed_by_someone", condition=Q(closed_at__isnull=True) ^ Q(closed_by__isnull=False)
            ),
            models.UniqueConstraint(
                name="session_open_once",
                fields=["agency", "kind", "place"],
                condition=Q(closed_at=None, from_paper=False),
            ),
            # A night that was on paper is typed in beside the one that is open; the same night is typed in once.
            models.UniqueConstraint(
                name="session_from_paper_once",
                fields=["agency", "kind", "place", "night"],
                condition=Q(from_paper=True),
            ),
        )
        indexes = (models.Index(name="session_latest", fields=["agency", "-started_at"]),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place}"

    @property
    def is_open(self) -> bool:
        """Whether women can still be put on its register."""
        return self.closed_at is None

    @property
    def daytime(self) -> bool:
        """Whether it belongs to its day, and not to a night."""
        return self.kind == self.Kind.CENTRE


@walled(
    Wall(
        select=f"({{t}}.agency_id = {_CASEWORK} OR ({{t}}.agency_id = {MY_AGENCY} AND {on_my_shifts('session_id')}))",
        insert=f"({{t}}.agency_id = {_CASEWORK} AND {{t}}.made_by_id = {ME})",
        update=f"{{t}}.agency_id = {_CASEWORK}",
        delete=f"{{t}}.agency_id = {_CASEWORK}",
    )
)
@tracked()
class Shift(models.Model):
    """A member of staff or volunteer on shift at a session."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="shifts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ("staff__name",)
        constraints = (models.UniqueConstraint(name="shift_once", fields=["session", "staff"]),)
        indexes = (models.Index(name="shift_of_staff", fields=["staff"]),)

    def __str__(self) -> str:
        return str(self.staff)
