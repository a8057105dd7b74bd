"""Agencies, the people who work for them, and how each came by her access."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dussk.access.walls import ANYONE, Wall, walled
from dussk.audit.tracking import tracked
from dussk.staff.roles import Role

_ME = "(SELECT wall.staff())"
_ADMINISTRATOR = "(SELECT wall.holds('administrator'))"
_APPROVER = f"({_ADMINISTRATOR} OR (SELECT wall.holds('manager')))"
#: Whoever may deal with a row of an agency: any administrator, and the manager of that agency while she works as it.
_HERE = f"({_ADMINISTRATOR} OR ((SELECT wall.holds('manager')) AND {{t}}.agency_id = (SELECT wall.agency())))"
#: A second factor is reset by the manager of an agency she works for; of any agency where she works for none.
_HER_AGENCY = """({t}.kind <> 'second_factor'
    OR EXISTS (SELECT FROM staff_post p
                WHERE p.staff_id = {t}.staff_id AND p.agency_id = {t}.agency_id AND p.ended_at IS NULL)
    OR NOT EXISTS (SELECT FROM staff_post p WHERE p.staff_id = {t}.staff_id AND p.ended_at IS NULL))"""


@walled(Wall(select=ANYONE, insert=_ADMINISTRATOR, update=_ADMINISTRATOR))
@tracked()
class Agency(models.Model):
    """An organisation whose staff work here: the charity, the drug service, the NHS trust."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=30, help_text="Used where space is short.")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Makes accounts. E-mail addresses are kept in lower case, so that one person cannot have two."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Staff":
        staff = self.model(email=email.strip().lower(), **fields)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email=(username or "").strip().lower())


# Signing in happens before anyone is known (staff 0), so it may note the last sign-in and a rehashed password;
# what only an administrator may change is held by a trigger (wall.sql, guard_staff).
@walled(
    Wall(select=ANYONE, insert=_ADMINISTRATOR, update=f"({_ME} = 0 OR {_ME} = {{t}}.id OR {_ADMINISTRATOR})"),
)
@tracked(exclude=("password", "last_login"))
class Staff(AbstractBaseUser):
    """Somebody who signs in. What she may do follows from her posts, never from this row."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[StaffManager] = StaffManager()

    posts_now: "list[Post]"  # StaffBackend brings them along: what she holds as her request begins

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "staff"
        constraints = (
            models.CheckConstraint(
                name="staff_suspended_has_time", condition=Q(is_active=True) ^ Q(suspended_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


@walled(
    Wall(
        select=f"({_HERE} OR {{t}}.staff_id = {_ME})",
        insert=f"""({_HERE} AND {{t}}.asked_by_id = {_ME} AND {{t}}.staff_id <> {_ME} AND {_HER_AGENCY}
            AND {{t}}.done_at IS NULL AND {{t}}.refused_at IS NULL)""",
        update=f"({_HERE} AND {{t}}.staff_id <> {_ME})",
    )
)
@tracked()
class AccessRequest(models.Model):
    """Something that takes two people: a role for somebody, or taking away her lost second factor.

    Each approval is a row of its own (:class:`Approval`), so that the database itself can see who gave it.
    """

    class Kind(models.TextChoices):
        ROLE = "role", "A role"
        SECOND_FACTOR = "second_factor", "Reset of the second factor"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="access_requests")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    reason = models.TextField(blank=True)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    refusal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(name="request_role_where_role", condition=Q(kind="role") ^ Q(role="")),
            models.CheckConstraint(name="request_done_or_refused", condition=Q(done_at=None) | Q(refused_at=None)),
            models.CheckConstraint(
                name="request_refused_by_someone", condition=Q(refused_at__isnull=True) ^ Q(refused_by__isnull=False)
            ),
            models.UniqueConstraint(
                name="request_open_once",
                fields=["staff", "agency", "kind", "role"],
                condition=Q(done_at=None, refused_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.staff}"


# Nobody approves what is for herself, and she approves only as what she is: held here, whatever a view does.
@walled(
    Wall(
        select="EXISTS (SELECT FROM staff_accessrequest r WHERE r.id = {t}.request_id)",
        insert=f"""({{t}}.approver_id = {_ME} AND {{t}}.at <= statement_timestamp() + interval '5 minutes' AND EXISTS (
            SELECT FROM staff_accessrequest r WHERE r.id = {{t}}.request_id AND r.staff_id <> {_ME}
               AND r.done_at IS NULL AND r.refused_at IS NULL
               AND (({{t}}.given_as = 'administrator' AND {_ADMINISTRATOR})
                 OR ({{t}}.given_as = 'manager' AND (SELECT wall.holds('manager'))
                     AND r.agency_id = (SELECT wall.agency())))))""",
    )
)
@tracked()
class Approval(models.Model):
    """One person's yes to a request, given as an administrator or as the agency's manager."""

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="approvals")
    approver = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    given_as = models.CharField(
        max_length=20,
        choices=[(Role.ADMINISTRATOR.value, Role.ADMINISTRATOR.label), (Role.MANAGER.value, Role.MANAGER.label)],
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="approval_once_a_person", fields=["request", "approver"]),
            models.UniqueConstraint(name="approval_once_a_role", fields=["request", "given_as"]),
        )

    def __str__(self) -> str:
        return f"{self.approver} as {self.get_given_as_display()}"


# A post appears only where an open request for exactly it has every approval it needs (wall.approved, wall.sql).
@walled(
    Wall(
        select=ANYONE,
        insert="(wall.approved('role', {t}.staff_id, {t}.agency_id, {t}.role) AND {t}.ended_at IS NULL)",
        update=f"({_HERE} AND {{t}}.staff_id <> {_ME})",
    )
)
@tracked()
class Post(models.Model):
    """A role that somebody holds at one agency, until it is ended."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    starts_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("agency__name", "role")
        constraints = (
            models.UniqueConstraint(name="post_once", fields=["staff", "agency", "role"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="post_ends_after_start", condition=Q(ended_at=None) | Q(ended_at__gte=F("starts_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.agency}"


@walled(Wall(select=ANYONE))
class RoleReads(models.Model):
    """Which category a role reads: the copy of ``roles.ROLES`` that the row policies use."""

    role = models.CharField(max_length=20, choices=Role)
    category = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(name="role_reads_once", fields=["role", "category"]),)

    def __str__(self) -> str:
        return f"{self.role} reads {self.category}"


# Taken up before anyone is signed in, by whoever holds the code; the row keeps only its digest.
@walled(
    Wall(
        select=f"({_ME} = 0 OR {_APPROVER})",
        insert=f"({_ADMINISTRATOR} AND {{t}}.staff_id <> {_ME})",
        update=f"({_ME} = 0 OR {_ADMINISTRATOR})",
    )
)
@tracked(exclude=("code_digest",))
class Invitation(models.Model):
    """A single-use way in for somebody who has no password yet: a link by e-mail, or a code on paper."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="invitations")
    code_digest = models.CharField(max_length=64, unique=True)
    by_email = models.BooleanField(default=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(name="invitation_expires_later", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="invitation_used_or_cancelled", condition=Q(used_at=None) | Q(cancelled_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"Invitation of {self.staff}"


# INSERT ... RETURNING must pass the select policy too: whoever writes one may read it, also before she is anybody.
@walled(
    Wall(
        select=f"({_ADMINISTRATOR} OR {{t}}.staff_id = {_ME} OR {{t}}.by_id = {_ME} OR {_ME} = 0)",
        insert=f"({{t}}.by_id = {_ME} OR ({{t}}.by_id IS NULL AND {_ME} IN (0, {{t}}.staff_id)))",
    )
)
class AccountEvent(models.Model):
    """Something that happened to an account: signed in, locked out, a factor added or taken away."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        REFUSED = "refused", "Sign-in refused"
        LOCKED_OUT = "locked_out", "Locked out after too many tries"
        SIGNED_OUT = "signed_out", "Signed out"
        UNLOCKED = "unlocked", "Opened a locked screen"
        AGENCY_CHOSEN = "agency_chosen", "Chose the agency she works for"
        PASSWORD_CHANGED = "password_changed", "Password changed"
        FACTOR_ADDED = "factor_added", "Second factor added"
        FACTOR_REMOVED = "factor_removed", "Second factor removed"
        INVITED = "invited", "Invited"
        SUSPENDED = "suspended", "Suspended"
        RESTORED = "restored", "Restored"

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="account_events")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(name="account_event_latest", fields=["staff", "-at"]),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.staff}"


class StaffSession(AbstractBaseSession):
    """A signed-in browser, kept under a digest of its key; names its member of staff so that suspension ends it."""

    staff = models.ForeignKey(Staff, models.CASCADE, null=True, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        db_table = "staff_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from dussk.staff.sessions import SessionStore  # noqa: PLC0415  (which names this model)

        return SessionStore

    def get_decoded(self) -> dict[str, Any]:
        """What the session keeps, which is signed for this row; nothing where it was signed for another."""
        decoded: dict[str, Any] = self.get_session_store_class().of_row(self.session_key).decode(self.session_data)
        return decoded


class CacheEntry(models.Model):
    """The table of the cache (``counting.py``), where tries are counted: migrations make it, and the wall knows it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "staff_cache"

    def __str__(self) -> str:
        return self.cache_key
