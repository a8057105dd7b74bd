"""Every contact with a woman, known or not, and what came of it."""

import pgtrigger
from django.db import models
from django.db.models import Q

from casework.clients.models import Client, ClientRow
from casework.contacts.models.lists import Item, Place, Topic
from casework.contacts.models.sessions import Session
from casework.contacts.rules import MOST_OF_ONE_THING
from dussk.access.categories import Category
from dussk.access.walls import register_row, row_of, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff


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


class Outcome(models.TextChoices):
    """Whether she and the worker were in touch. Only that is engagement; an attempt is never a failure."""

    ENGAGED = "engaged", "We were in touch"
    NO_ANSWER = "no_answer", "No answer"
    MESSAGE = "message", "Message left or sent"
    NOT_THERE = "not_there", "She was not there"


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts, and those of them that count."""

    def counted(self) -> "ContactQuerySet":
        """Without lines entered by mistake: what every list, total and date of a last contact is made from."""
        return self.filter(mistake_at=None)


#: The number of the transaction that wrote last on a line or what hangs on it. What a colleague has not seen yet was
#: written in one that had not ended when she last looked; clocks cannot say that.
_NUMBERED = pgtrigger.Trigger(
    name="numbered",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="NEW.changed_in := pg_current_xact_id()::text::bigint; RETURN NEW;",
)
_NUMBERS_ITS_CONTACT = pgtrigger.Trigger(
    name="numbers_its_contact",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=(
        "UPDATE casework_contact SET changed_in = pg_current_xact_id()::text::bigint WHERE id = NEW.contact_id;"
        " RETURN NULL;"
    ),
)


@walled(register_row(Category.CASEWORK))
@tracked(exclude=("changed_in",))
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
    outcome = models.CharField("whether she was reached", max_length=10, choices=Outcome, default=Outcome.ENGAGED)
    worry = models.BooleanField("somebody is worried about her", default=False)
    note = models.TextField(blank=True)
    mistake_at = models.DateTimeField(null=True, blank=True, editable=False)
    mistake_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    second_line = models.BooleanField("a second line of a woman whose files were joined", default=False, editable=False)
    changed_in = models.BigIntegerField(default=0, editable=False)

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
                condition=Q(client__isnull=False, mistake_at__isnull=True, second_line=False),
            ),
            models.CheckConstraint(
                name="contact_on_register_engaged", condition=Q(session__isnull=True) | Q(outcome=Outcome.ENGAGED)
            ),
            models.CheckConstraint(
                name="contact_mistake_by_someone", condition=Q(mistake_at__isnull=True) ^ Q(mistake_by__isnull=False)
            ),
        )
        indexes = (
            models.Index(name="contact_of_client", fields=["client", "-at"]),
            models.Index(name="contact_of_session", fields=["session", "at"]),
            models.Index(name="contact_changed", fields=["session", "changed_in"], condition=Q(session__isnull=False)),
            models.Index(name="contact_of_night", fields=["agency", "-night"]),
            models.Index(name="contact_unknown", fields=["agency", "-at"], condition=Q(client__isnull=True)),
        )
        triggers = (_NUMBERED,)

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
        triggers = (_NUMBERS_ITS_CONTACT,)

    def __str__(self) -> str:
        return f"{self.item} × {self.count}" if self.count > 1 else str(self.item)


@walled(row_of("contact_id", "casework_contact"))
@tracked()
class ContactTopic(models.Model):
    """Something that was talked about. Taking it back leaves the row, which says so."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    talked = models.BooleanField("was talked about", default=True)

    class Meta:
        ordering = ("topic__order", "topic__name")
        constraints = (models.UniqueConstraint(name="contact_topic_once", fields=["contact", "topic"]),)
        triggers = (_NUMBERS_ITS_CONTACT,)

    def __str__(self) -> str:
        return str(self.topic)


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
    passed_why = models.TextField("why it was passed on", blank=True)

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
            models.Index(name="follow_up_of_agency", fields=["agency", "due"], condition=Q(done_at=None)),
            models.Index(name="follow_up_of_contact", fields=["contact"]),
        )
        triggers = (_NUMBERS_ITS_CONTACT,)

    def __str__(self) -> str:
        return self.what
