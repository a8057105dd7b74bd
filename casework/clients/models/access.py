"""Who may see a woman's file besides her own agency, who may not, and who opened it in an emergency."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.clients.models.file import Client, ClientRow
from dussk.access.categories import Category
from dussk.access.walls import HER_CLIENT, ME, MY_AGENCY, Wall, not_blocked, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_IDENTITY = reads(Category.IDENTITY)
_CASEWORK = reads(Category.CASEWORK)
_BLOCK_READERS = f"({{t}}.agency_id = {_CASEWORK} OR {{t}}.owner_id = {_CASEWORK} OR {{t}}.made_by_id = {ME})"
_BLOCK_CLEAR = not_blocked("client_id")


# Why somebody is blocked is for the caseworkers of the two agencies it concerns, never for a share or an emergency. A
# volunteer may block herself alone. An agency that does not keep the file may block its own staff and nobody else's: it
# must not lock the charity out, or hide an emergency opening from the charity's manager.
_THEIR_OWN = (
    f"({{t}}.owner_id = {MY_AGENCY} OR EXISTS (SELECT FROM staff_post p WHERE p.staff_id = {{t}}.blocked_id"
    f" AND p.agency_id = {MY_AGENCY} AND p.ended_at IS NULL))"
)


@walled(
    Wall(
        select=f"({_BLOCK_READERS} AND {_BLOCK_CLEAR})",
        insert=(
            f"({{t}}.agency_id = {_IDENTITY} AND {{t}}.made_by_id = {ME} AND {HER_CLIENT} AND {_BLOCK_CLEAR}"
            f" AND ({{t}}.agency_id = {_CASEWORK} OR {{t}}.blocked_id = {ME}) AND {_THEIR_OWN})"
        ),
        update=(
            f"(({{t}}.agency_id = {_CASEWORK} OR {{t}}.owner_id = {_CASEWORK}) AND {{t}}.blocked_id <> {ME}"
            f" AND {HER_CLIENT} AND {_BLOCK_CLEAR})"
        ),
    )
)
@tracked()
class Block(ClientRow):
    """A member of staff who sees nothing of this file, by no way: her wish, or the worker's own declared conflict."""

    class Kind(models.TextChoices):
        HER_WISH = "her_wish", "She asked for it"
        CONFLICT = "conflict", "The worker declared a conflict"

    blocked = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="member of staff")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField(blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(name="block_once", fields=["client", "blocked"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="block_ended_by_another",
                condition=Q(ended_at=None, ended_by=None)
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_by=F("blocked"))),
            ),
        )
        indexes = (models.Index(name="block_of_staff", fields=["blocked"], condition=Q(ended_at=None)),)

    def __str__(self) -> str:
        return f"{self.blocked} is blocked"


@walled(
    Wall(
        select=f"(({{t}}.agency_id = {_IDENTITY} OR {{t}}.owner_id = {_IDENTITY}) AND {not_blocked('client_id')})",
    )
)
@tracked()
class ClientShare(models.Model):
    """One category of her file, open to one other agency for a time.

    Only what she signed makes one, and only the database's own functions write it (``consent/wall.sql``).
    ``covers_from``: what was written before stays closed; where there is none, the share covers all of the category.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="shares")
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    category = models.CharField(max_length=20)
    starts = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True, blank=True)
    covers_from = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("agency", "category", "starts")
        constraints = (
            models.CheckConstraint(
                name="share_category",
                condition=Q(category__in=["identity", "casework", "pathway", "clinical", "safety"]),
            ),
            models.CheckConstraint(name="share_with_another_agency", condition=~Q(agency=F("owner"))),
            models.CheckConstraint(name="share_ends_after_start", condition=Q(ends=None) | Q(ends__gte=F("starts"))),
        )
        indexes = (
            models.Index(name="share_lookup", fields=["client", "category", "agency"]),
            models.Index(name="share_by_agency", fields=["agency", "client"]),
        )

    def __str__(self) -> str:
        return f"{self.category} to {self.agency}"


# Written only by the database's own function (wall.open_emergency), which asks for a reason, counts and logs.
@walled(
    Wall(
        select=(
            f"(({{t}}.made_by_id = {ME} OR {{t}}.owner_id = {reads(Category.VIEW_LOG)}) AND {not_blocked('client_id')})"
        )
    )
)
@tracked()
class EmergencyAccess(ClientRow):
    """A file opened for four hours by somebody who had no share, because somebody was in danger."""

    reason = models.TextField()
    starts = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField()

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-starts",)
        constraints = (
            models.CheckConstraint(
                name="emergency_at_most_four_hours",
                condition=Q(ends__gt=F("starts")) & Q(ends__lte=F("starts") + timedelta(hours=4)),
            ),
            models.CheckConstraint(name="emergency_has_reason", condition=~Q(reason="")),
        )
        indexes = (models.Index(name="emergency_of_staff", fields=["made_by", "-ends"]),)

    def __str__(self) -> str:
        return f"Emergency access by {self.made_by}"


# Not even a block hides an attempt from the manager it is told to: the row names no woman to who may not see her.
@walled(
    Wall(
        select=(
            f"({{t}}.staff_id = {ME} OR ((SELECT wall.reads('view_log')) IS NOT NULL AND"
            f" ({{t}}.owner_id IS NULL OR {{t}}.owner_id = {reads(Category.VIEW_LOG)})))"
        )
    )
)
class EmergencyAttempt(models.Model):
    """Each time somebody asked for emergency access, whether or not anyone was found. Read by managers."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by_reference = models.BooleanField()
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(name="emergency_attempts_of_staff", fields=["staff", "-at"]),)

    def __str__(self) -> str:
        return f"Attempt by {self.staff}"
