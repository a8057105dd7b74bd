"""A woman's file: who she is and how to reach her safely."""

import functools
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from casework.clients import rules
from casework.listed import ListRow, once_on_its_list
from dussk.access.categories import Category
from dussk.access.walls import (
    ME,
    Wall,
    addressed_row,
    emergency,
    known_by_share,
    not_blocked,
    own_file_row,
    own_list,
    reads,
    walled,
)
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_IDENTITY = reads(Category.IDENTITY)
_ANY = rules.REFERENCE_ALPHABET[0] * rules.REFERENCE_LENGTH


@functools.cache
def _any_page() -> str:
    """The page of a woman whose reference is ``_ANY``: a list names fifty, and looking each address up takes time."""
    return reverse("clients:client", args=[_ANY])


_CLEAR = not_blocked("id")


class Status(models.TextChoices):
    """Where she and the service stand with each other. None of these is a failure."""

    IN_TOUCH = "in_touch", "In touch"
    LOST_TOUCH = "lost_touch", "Lost touch"
    MOVED_ON = "moved_on", "Moved on"
    CLOSED = "closed", "Closed"
    DIED = "died", "Died"


class Interpreter(models.TextChoices):
    """Whether she needs an interpreter, and how she prefers one."""

    NOT_KNOWN = "not_known", "Not known"
    NOT_NEEDED = "not_needed", "Not needed"
    FACE_TO_FACE = "face_to_face", "Needed, face to face"
    TELEPHONE = "telephone", "Needed, by telephone"
    VIDEO = "video", "Needed, by video"


class Adjustment(models.TextChoices):
    """What makes it harder for her to read, hear, see, follow or sit through something."""

    READING = "reading", "Reading"
    HEARING = "hearing", "Hearing"
    SIGHT = "sight", "Sight"
    LEARNING = "learning", "Learning or memory"
    PAIN = "pain", "Pain or moving about"


@walled(own_list())
@tracked()
class StatusWord(ListRow):
    """A word of the agency's own for how a woman and the service stand, and which :class:`Status` it counts as.

    Every rule goes by the status; the word is what people read. Composite keys (migration ``0007``) keep the two the
    same on each file, and so what a word in use counts as cannot be changed.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="status_words")
    counts_as = models.CharField(max_length=20, choices=Status)

    class Meta(ListRow.Meta):
        abstract = False
        constraints = (
            once_on_its_list("status_word_once"),
            models.UniqueConstraint(name="status_word_counts_as", fields=["id", "counts_as", "agency"]),
            models.CheckConstraint(name="status_word_says_something", condition=~Q(name="")),
        )


@walled(
    Wall(
        select=(
            f"(({{t}}.agency_id = {_IDENTITY} OR {emergency(Category.IDENTITY, 'id')}"
            f" OR {known_by_share('id')}) AND {_CLEAR})"
        ),
        insert=f"({{t}}.agency_id = {_IDENTITY} AND {{t}}.made_by_id = {ME})",
        update=f"({{t}}.agency_id = {reads(Category.CASEWORK)} AND {_CLEAR})",
    )
)
@tracked()
class Client(models.Model):
    """A woman the service knows. Her file can start with nothing but what she wants to be called."""

    reference = models.CharField(
        max_length=rules.REFERENCE_LENGTH, default=rules.new_reference, unique=True, editable=False
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="agency that owns the file")
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    called = models.CharField("what she wants to be called", max_length=100)
    sort_key = models.CharField(max_length=100, editable=False)
    born = models.DateField("date of birth", null=True, blank=True)
    estimated_age = models.PositiveSmallIntegerField(null=True, blank=True)
    estimated_on = models.DateField(null=True, blank=True)
    language = models.CharField("language she prefers", max_length=60, blank=True)
    interpreter = models.CharField(max_length=20, choices=Interpreter, default=Interpreter.NOT_KNOWN)
    never_through = models.TextField("never interpreted by", blank=True)
    adjustments = ArrayField(models.CharField(max_length=20, choices=Adjustment), default=list, blank=True)
    adjustments_note = models.TextField(blank=True)
    what_helps = models.TextField(blank=True)
    what_to_avoid = models.TextField(blank=True)
    keyworker = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="key_clients")
    status = models.CharField(max_length=20, choices=Status, default=Status.IN_TOUCH)
    status_on = models.DateField(default=timezone.localdate)
    status_word = models.ForeignKey(StatusWord, models.PROTECT, null=True, blank=True, related_name="+")
    joined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined_files", editable=False
    )

    alerted: bool  # queries.visible_clients and mark_alerted say it: there is an alert on her file for the reader
    alerts_held: "list[Alert] | None" = None  # queries.alerts_of keeps them for the rest of the page

    class Meta:
        ordering = ("sort_key", "id")
        constraints = (
            models.UniqueConstraint(name="client_with_owner", fields=["id", "agency"]),
            models.CheckConstraint(name="client_is_called_something", condition=~Q(called="")),
            models.CheckConstraint(
                name="client_estimate_has_date", condition=Q(estimated_age__isnull=True) ^ Q(estimated_on__isnull=False)
            ),
            models.CheckConstraint(
                name="client_born_or_estimated", condition=Q(born__isnull=True) | Q(estimated_age__isnull=True)
            ),
            models.CheckConstraint(
                name="client_estimate_in_range",
                condition=Q(estimated_age__isnull=True) | Q(estimated_age__range=(rules.YOUNGEST, rules.OLDEST)),
            ),
            models.CheckConstraint(
                name="client_not_joined_into_itself", condition=Q(joined_into=None) | ~Q(joined_into=F("id"))
            ),
        )
        indexes = (
            models.Index(name="client_in_order", fields=["agency", "sort_key", "id"]),
            models.Index(name="client_by_birth", fields=["born"]),
            models.Index(name="client_by_keyworker", fields=["keyworker", "sort_key"]),
            models.Index(name="client_joined", fields=["joined_into"], condition=Q(joined_into__isnull=False)),
        )

    def __str__(self) -> str:
        return self.called

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = rules.plain(self.called)[:100]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Her page."""
        return _any_page().replace(_ANY, self.reference)

    @property
    def shown_reference(self) -> str:
        """Her reference as people read it out."""
        return rules.spaced_reference(self.reference)

    @property
    def status_in_words(self) -> str:
        """How she and the service stand, in the agency's own word. Load it with her: ``status_word``."""
        return self.status_word.name if self.status_word else self.get_status_display()

    @property
    def status_aside(self) -> str:
        """The same to stand beside her name; empty where she is simply in touch, which needs no saying."""
        usual = self.status == Status.IN_TOUCH and self.status_in_words == Status.IN_TOUCH.label
        return "" if usual else rules.in_sentence(self.status_in_words)

    @property
    def age(self) -> rules.Age | None:
        """How old she is today, or may be; None where nobody has said or guessed."""
        return rules.age(
            born=self.born,
            estimated=self.estimated_age,
            estimated_on=self.estimated_on,
            today=timezone.localdate(),
        )


class ClientRow(models.Model):
    """What every row about a client carries: whose file it is in, which agency and who made it."""

    client = models.ForeignKey(Client, models.PROTECT)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


@walled(own_file_row(Category.IDENTITY))
@tracked()
class ClientName(ClientRow):
    """One of her names. A working name she has given up is kept for searching and never shown as hers."""

    class Kind(models.TextChoices):
        CALLED = "called", "What she wants to be called"
        LEGAL = "legal", "Legal name"
        WORKING = "working", "Working name"
        OTHER = "other", "Other name"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=100)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    plain = models.CharField(max_length=100, editable=False)
    sounds = ArrayField(models.TextField(), default=list, editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("kind", "starts", "id")
        constraints = (
            models.CheckConstraint(name="name_is_not_empty", condition=~Q(name="")),
            models.CheckConstraint(
                name="name_ends_after_start", condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts"))
            ),
            models.UniqueConstraint(name="name_called_once", fields=["client"], condition=Q(kind="called", ends=None)),
            models.UniqueConstraint(
                name="name_once_a_kind", fields=["client", "kind", "plain"], condition=Q(ends=None)
            ),
        )
        indexes = (
            models.Index(name="name_of_client", fields=["client"]),
            GinIndex(OpClass("plain", "gin_trgm_ops"), name="name_looks_like"),
            GinIndex(fields=["sounds"], name="name_sounds_like"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.plain = rules.plain(self.name)[:100]
        self.sounds = rules.sounds(self.name)
        super().save(*args, **kwargs)


@walled(own_file_row(Category.IDENTITY))
@tracked()
class SafeContact(ClientRow):
    """One way of reaching her, and what makes it safe or not."""

    class Way(models.TextChoices):
        CALL = "call", "Phone call"
        TEXT = "text", "Text message"
        EMAIL = "email", "Email"
        POST = "post", "Letter"
        VISIT = "visit", "Visit"
        THROUGH = "through", "Through somebody else"

    way = models.CharField(max_length=10, choices=Way)
    detail = models.CharField("number or address", max_length=200, blank=True)
    is_safe = models.BooleanField("safe to use")
    from_time = models.TimeField(null=True, blank=True)
    to_time = models.TimeField(null=True, blank=True)
    when_note = models.CharField(max_length=200, blank=True)
    message_allowed = models.BooleanField("a message may be left", default=False)
    name_to_use = models.CharField(max_length=100, blank=True)
    who_else = models.TextField("who else might see or hear", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-is_safe", "way", "id")
        constraints = (
            models.CheckConstraint(
                name="safe_contact_both_times", condition=Q(from_time__isnull=True) ^ Q(to_time__isnull=False)
            ),
            models.CheckConstraint(
                name="safe_contact_message_only_where_safe", condition=Q(is_safe=True) | Q(message_allowed=False)
            ),
        )
        indexes = (models.Index(name="safe_contact_of_client", fields=["client"]),)

    def __str__(self) -> str:
        return self.get_way_display()


AUDIENCES = (Category.IDENTITY, Category.CASEWORK, Category.SAFETY, Category.CLINICAL)


@walled(addressed_row("audience", AUDIENCES))
@tracked()
class Alert(ClientRow):
    """Something staff must know before they speak to her. It names who it is for."""

    class Audience(models.TextChoices):
        IDENTITY = "identity", "Everyone who may see her name"
        CASEWORK = "casework", "Staff who do casework with her"
        SAFETY = "safety", "Staff who may read about risk and safety"
        CLINICAL = "clinical", "Clinical staff"

    audience = models.CharField(max_length=10, choices=Audience)
    text = models.CharField("what staff need to know", max_length=200)
    reason = models.TextField("why", blank=True)
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-starts", "-id")
        constraints = (
            models.CheckConstraint(name="alert_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="alert_ends_after_start", condition=Q(ends=None) | Q(ends__gte=F("starts"))),
            models.CheckConstraint(
                name="alert_ended_by_someone", condition=Q(ended_by=None, end_reason="") | Q(ends__isnull=False)
            ),
        )
        indexes = (models.Index(name="alert_of_client", fields=["client", "-starts"]),)

    def __str__(self) -> str:
        return self.text


# Why she lost touch, say, is casework. Whoever starts a file writes its first row, and reads back what she wrote.
_STANDING = own_file_row(Category.CASEWORK)


@walled(
    Wall(
        select=f"({_STANDING.select} OR ({{t}}.made_by_id = {ME} AND {not_blocked('client_id')}))",
        insert=own_file_row(Category.IDENTITY).insert,
        update=_STANDING.update,
    )
)
@tracked()
class StatusChange(ClientRow):
    """When the service came to stand differently with her, and why."""

    status = models.CharField(max_length=20, choices=Status)
    word = models.ForeignKey(StatusWord, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(default=timezone.localdate)
    note = models.TextField(blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-on", "-id")
        indexes = (models.Index(name="status_of_client", fields=["client", "-on"]),)

    def __str__(self) -> str:
        return self.status_in_words

    @property
    def status_in_words(self) -> str:
        """How they came to stand, in the agency's own word. Load it with the change: ``word``."""
        return self.word.name if self.word else self.get_status_display()
