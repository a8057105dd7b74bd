"""Sessions, their registers, and every contact with a woman, known or not."""

import uuid

from django.db import models
from django.db.models import F, Q

from casework.clients.models import Client, ClientRow
from casework.contacts.rules import MOST_OF_ONE_THING
from dussk.access.categories import Category
from dussk.access.walls import ME, MY_AGENCY, Wall, on_my_shifts, reads, register_row, row_of, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_CASEWORK = reads(Category.CASEWORK)
_OWN_LIST = Wall(select="true", insert=f"{{t}}.agency_id = {_CASEWORK}", update=f"{{t}}.agency_id = {_CASEWORK}")


class Setting(models.TextChoices):
    """Where a contact happens."""

    DROP_IN = "drop_in", "Drop-in"
    VAN = "van", "Outreach van"
    CENTRE = "centre", "Women's centre, daytime"
    PRISON = "prison", "Prison"
    COURT = "court", "Court"
    GATE = "gate", "Through the gate"
    HOSPITAL = "hospital", "Hospital"
    HOME = "home", "Home visit"
    PHONE = "phone", "Phone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"


@walled(_OWN_LIST)
@tracked()
class Place(models.Model):
    """Somewhere the agency works: its premises, a stop of the van. Holds nothing about anyone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="places")
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order", "name")
        constraints = (models.UniqueConstraint(name="place_once", fields=["agency", "name"]),)

    def __str__(self) -> str:
        return self.name


@walled(_OWN_LIST)
@tracked()
class Item(models.Model):
    """Something the agency gives out: hot food, condoms, naloxone. The charity's own list."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items")
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order", "name")
        constraints = (models.UniqueConstraint(name="item_once", fields=["agency", "name"]),)

    def __str__(self) -> str:
        return self.name


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
                name="session_open_once", fields=["agency", "kind", "place"], condition=Q(closed_at=None)
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


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts, and those of them that count."""

    def counted(self) -> "ContactQuerySet":
        """Without lines entered by mistake: what every list, total and date of a last contact is made from."""
        return self.filter(mistake_at=None)


@walled(register_row(Category.CASEWORK))
@tracked()
class Contact(ClientRow):
    """Somebody met a woman, or a woman nobody knew. On a register, it is her line of that night.

    A line entered by mistake is never taken away: it is marked so, by whom and when, and counts no more.
    """

    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="contacts")  # type: ignore[assignment]  # an unknown woman has no file
    owner = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", editable=False)  # type: ignore[assignment]
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="contacts")
    setting = models.CharField("where", max_length=10, choices=Setting)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    night = models.DateField(editable=False)
    description = models.CharField("description of a woman nobody knows", max_length=200, blank=True)
    worry = models.BooleanField("somebody is worried about her", default=False)
    note = models.TextField(blank=True)
    mistake_at = models.DateTimeField(null=True, blank=True, editable=False)
    mistake_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    first_time: bool  # queries.lines says it: nobody has met her before

    objects = ContactQuerySet.as_manager()

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="contact_owner_with_client", condition=Q(client__isnull=True) ^ Q(owner__isnull=False)
            ),
            models.CheckConstraint(
                name="contact_known_or_described", condition=Q(client__isnull=False) | ~Q(description="")
            ),
            models.UniqueConstraint(
                name="contact_once_a_register",
                fields=["session", "client"],
                condition=Q(client__isnull=False, mistake_at__isnull=True),
            ),
            models.CheckConstraint(
                name="contact_mistake_by_someone", condition=Q(mistake_at__isnull=True) ^ Q(mistake_by__isnull=False)
            ),
        )
        indexes = (
            models.Index(name="contact_of_client", fields=["client", "-at"]),
            models.Index(name="contact_of_session", fields=["session", "at"]),
            models.Index(name="contact_of_night", fields=["agency", "-night"]),
        )

    def __str__(self) -> str:
        return f"Contact {self.pk}"

    @property
    def known(self) -> bool:
        """Whether she has a file, also where the reader may not see it."""
        return self.client_id is not None

    @property
    def whom(self) -> str:
        """What she is called on a register."""
        if self.client is not None:
            return self.client.called
        return "A woman whose file is not open to you" if self.known else self.description

    @property
    def to_do(self) -> list["FollowUp"]:
        """Follow-ups from this contact that are still open."""
        return [follow_up for follow_up in self.follow_ups.all() if follow_up.done_at is None]


@walled(row_of("contact_id", "casework_contact"))
@tracked()
class ContactItem(models.Model):
    """How many of one thing she was given. Taking it back makes it none; the history keeps what was there."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="items")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("item__order", "item__name")
        constraints = (
            models.UniqueConstraint(name="contact_item_once", fields=["contact", "item"]),
            models.CheckConstraint(name="contact_item_at_most", condition=Q(count__lte=MOST_OF_ONE_THING)),
        )

    def __str__(self) -> str:
        return f"{self.item} × {self.count}" if self.count > 1 else str(self.item)


@walled(register_row(Category.CASEWORK))
@tracked()
class FollowUp(ClientRow):
    """Something to do after a contact, by whoever took it."""

    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="follow_ups")  # type: ignore[assignment]  # an unknown woman has no file
    owner = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", editable=False)  # type: ignore[assignment]
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    what = models.CharField("what needs doing", max_length=300)
    due = models.DateField("by when")
    assigned_to = models.ForeignKey(Staff, models.PROTECT, related_name="follow_ups", verbose_name="who will do it")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField("what came of it", blank=True)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(name="follow_up_says_something", condition=~Q(what="")),
            models.CheckConstraint(
                name="follow_up_owner_with_client", condition=Q(client__isnull=True) ^ Q(owner__isnull=False)
            ),
            models.CheckConstraint(
                name="follow_up_done_by_someone", condition=Q(done_at__isnull=True) ^ Q(done_by__isnull=False)
            ),
        )
        indexes = (
            models.Index(name="follow_up_open", fields=["assigned_to", "due"], condition=Q(done_at=None)),
            models.Index(name="follow_up_of_client", fields=["client", "due"]),
            models.Index(name="follow_up_of_contact", fields=["contact"]),
        )

    def __str__(self) -> str:
        return self.what
