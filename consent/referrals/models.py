"""The directory of services, referrals, and each step of a referral."""

import uuid
from dataclasses import replace

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from casework.care_plans.rules import treatment
from casework.clients.models import ClientRow
from consent.agreements.models import OutsideChoice
from consent.agreements.rules import Outside
from consent.agreements.wording import OUTSIDE
from consent.disclosures.models import Disclosure
from consent.referrals.rules import moves
from consent.referrals.rules.hours import DAYS, Opening
from dussk.access.categories import Category
from dussk.access.walls import ANYONE, ME, MY_AGENCY, Wall, client_row, not_blocked, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

# It says nothing about anyone: read by all, as the agencies' other lists are; written by those who work with it.
_KEEPS = "((SELECT wall.holds('manager')) OR (SELECT wall.holds('keyworker')))"
_OURS = f"({{t}}.agency_id = {MY_AGENCY} AND {_KEEPS})"


@walled(Wall(select=ANYONE, insert=_OURS, update=_OURS))
@tracked()
class Service(models.Model):
    """A service in the agency's own directory: what it offers, when, and what stands in a woman's way there."""

    class Women(models.TextChoices):
        ONLY = "only", "Women only"
        HOURS = "hours", "Mixed, with hours for women only"
        MIXED = "mixed", "Mixed"
        NOT_KNOWN = "not_known", "Not known"

    class Barrier(models.TextChoices):
        ID = "id", "Asks for ID or papers"
        ABSTINENCE = "abstinence", "Asks for abstinence"
        SCRIPT = "script", "Asks for a prescription or a GP"
        AREA = "area", "Only for its own postcodes"
        FUNDS = "funds", "Not without recourse to public funds"
        APPOINTMENT = "appointment", "By appointment only"
        PHONE = "phone", "Needs a phone or the internet"
        WAIT = "wait", "A long wait"
        STAIRS = "stairs", "Stairs, no lift"
        PETS = "pets", "No pets"
        CHILDREN = "children", "No children"
        PARTNERS = "partners", "No partners or friends"
        COST = "cost", "Costs money"
        MEN = "men", "Men at the door or in the waiting room"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    name = models.CharField(max_length=100)
    tier = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=20)
    offers = models.TextField("what it offers", blank=True)
    phone = models.CharField(max_length=60, blank=True)
    ask_for = models.CharField("whom to ask for", max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    women = models.CharField("who it is for", max_length=10, choices=Women, default=Women.NOT_KNOWN)
    women_when = models.CharField("when it is for women only", max_length=100, blank=True)
    curfew = models.CharField("curfew", max_length=100, blank=True)
    barriers = ArrayField(models.CharField(max_length=15, choices=Barrier), default=list, blank=True)
    barriers_note = models.TextField("what else stands in her way there", blank=True)
    languages = models.CharField(max_length=200, blank=True)
    hours_note = models.CharField("about the hours", max_length=200, blank=True)
    outside = models.CharField(
        "what the consent form calls it",
        max_length=20,
        choices=[(each.value, OUTSIDE[each]) for each in Outside],
        blank=True,
    )
    partner = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField("last checked on", null=True, blank=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint("agency", Lower("name"), name="service_once", condition=Q(retired_at=None)),
            models.CheckConstraint(name="service_says_something", condition=~Q(name="") & ~Q(kind="")),
            models.CheckConstraint(name="service_tier", condition=Q(tier=None) | Q(tier__range=(1, 4))),
            models.CheckConstraint(name="service_partner_is_another", condition=~Q(partner=F("agency"))),
            models.CheckConstraint(
                name="service_checked_by_someone", condition=Q(checked_on__isnull=True) ^ Q(checked_by__isnull=False)
            ),
        )
        indexes = (models.Index(name="services_of_agency", fields=["agency", "name"]),)

    def __str__(self) -> str:
        return self.name

    @property
    def what(self) -> treatment.What:
        """Its tier and kind."""
        return treatment.What(self.tier, self.kind)


@walled(
    Wall(
        select=ANYONE,
        insert=(
            f"({_KEEPS} AND EXISTS (SELECT FROM consent_service s WHERE s.id = {{t}}.service_id"
            f" AND s.agency_id = {MY_AGENCY}))"
        ),
        delete=(
            f"({_KEEPS} AND EXISTS (SELECT FROM consent_service s WHERE s.id = {{t}}.service_id"
            f" AND s.agency_id = {MY_AGENCY}))"
        ),
    )
)
@tracked()
class ServiceHours(models.Model):
    """One stretch in which a service is open; it may reach into the morning of the next day."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="hours")
    day = models.PositiveSmallIntegerField(choices=list(enumerate(DAYS)))
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ("day", "opens")
        constraints = (
            models.UniqueConstraint(name="service_opens_once", fields=["service", "day", "opens"]),
            models.CheckConstraint(name="service_day_of_the_week", condition=Q(day__range=(0, 6))),
        )

    def __str__(self) -> str:
        return f"{DAYS[self.day]}, {self.opening.words}"

    @property
    def opening(self) -> Opening:
        """As the rules take it."""
        return Opening(self.day, self.opens, self.closes)


_ROW = client_row(Category.CASEWORK)
# A partner sees a referral that was sent to it, and of her file that alone, as long as she lets it know who she is.
_SENT_TO_ME = (
    f"({{t}}.to_agency_id = {reads(Category.CASEWORK)}"
    f" AND wall.is_shared('identity', {{t}}.client_id, {{t}}.made_at) AND {not_blocked('client_id')})"
)


@walled(replace(_ROW, select=f"({_ROW.select} OR {_SENT_TO_ME})"))
@tracked()
class Referral(ClientRow):
    """She was referred somewhere. Where it stands follows from its steps: the database writes that."""

    class How(models.TextChoices):
        PHONE = "phone", "By phone"
        TOGETHER = "together", "With her there"
        LETTER = "letter", "By letter or form"
        EMAIL = "email", "By secure e-mail"
        HERE = "here", "Through this service"

    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="referrals")
    named = models.CharField("a service that is not in the directory", max_length=100, blank=True)
    to_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    to_whom = models.CharField("to whom there", max_length=100, blank=True)
    tier = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=20)
    why = models.TextField("why")
    wants = models.TextField("what she wants from it", blank=True)
    urgency = models.CharField("how soon", max_length=10, choices=[(k.value, v) for k, v in moves.URGENCIES.items()])
    how = models.CharField("how it was sent", max_length=10, choices=How)
    basis = models.CharField(max_length=10, choices=[(k.value, v) for k, v in moves.BASES.items()], editable=False)
    choice = models.ForeignKey(
        OutsideChoice, models.PROTECT, null=True, blank=True, related_name="referrals", editable=False
    )
    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, null=True, blank=True, related_name="referrals", editable=False
    )
    instead_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="elsewhere", editable=False
    )
    made_on = models.DateField("made on")
    state = models.CharField(
        max_length=10, choices=[(k.value, v) for k, v in moves.WORDS.items()], default=moves.State.SENT, editable=False
    )
    state_on = models.DateField(editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_on", "-id")
        constraints = (
            models.CheckConstraint(name="referral_to_one_service", condition=Q(service__isnull=True) ^ Q(named="")),
            models.CheckConstraint(name="referral_tier", condition=Q(tier=None) | Q(tier__range=(1, 4))),
            models.CheckConstraint(name="referral_says_why", condition=~Q(why="") & ~Q(kind="")),
            models.CheckConstraint(name="referral_by_consent", condition=Q(basis="consent") ^ Q(choice__isnull=True)),
            models.CheckConstraint(
                name="referral_by_disclosure", condition=Q(basis="disclosure") ^ Q(disclosure__isnull=True)
            ),
            models.CheckConstraint(name="referral_by_share", condition=~Q(basis="share") | Q(to_agency__isnull=False)),
            models.CheckConstraint(
                name="referral_by_herself_tells_nobody", condition=~Q(basis="herself") | Q(to_agency__isnull=True)
            ),
            models.CheckConstraint(name="referral_to_another", condition=~Q(to_agency=F("agency"))),
            models.CheckConstraint(name="referral_moved_after_it_was_made", condition=Q(state_on__gte=F("made_on"))),
        )
        indexes = (
            models.Index(name="referral_of_client", fields=["client", "-made_on"]),
            models.Index(name="referral_of_agency", fields=["agency", "state", "state_on"]),
            models.Index(
                name="referral_to_agency", fields=["to_agency", "state"], condition=Q(to_agency__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"Referral {self.pk}"

    @property
    def where(self) -> str:
        """The service, in words."""
        return self.service.name if self.service is not None else self.named

    @property
    def what(self) -> treatment.What:
        """What for."""
        return treatment.What(self.tier, self.kind)

    @property
    def stands(self) -> moves.State:
        """Where it stands."""
        return moves.State(self.state)

    @property
    def is_open(self) -> bool:
        """Whether anything can still become of it."""
        return self.stands in moves.OPEN


_ON_IT = "EXISTS (SELECT FROM consent_referral r WHERE r.id = {t}.referral_id"
_MAY_STEP = (
    f"({{t}}.agency_id = {reads(Category.CASEWORK)} AND {_ON_IT}"
    f" AND {MY_AGENCY} IN (r.agency_id, r.to_agency_id)"
    " AND EXISTS (SELECT FROM casework_client c WHERE c.id = r.client_id)))"
)


@walled(Wall(select=f"{_ON_IT})", insert=f"({_MAY_STEP} AND {{t}}.made_by_id = {ME})", update=_MAY_STEP))
@tracked()
class ReferralStep(models.Model):
    """Something that became of a referral, on a day. Either side writes it, and both read it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps", editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=[(k.value, v) for k, v in moves.WORDS.items()])
    on = models.DateField()
    reason = models.CharField(max_length=15, choices=[(k.value, v) for k, v in moves.REFUSALS.items()], blank=True)
    outcome = models.CharField(max_length=15, choices=[(k.value, v) for k, v in moves.OUTCOMES.items()], blank=True)
    appointment = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    mistake_at = models.DateTimeField(null=True, blank=True, editable=False)
    mistake_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="step_refused_for_a_reason", condition=Q(state="refused") ^ Q(reason="")),
            models.CheckConstraint(name="step_ended_with_an_outcome", condition=Q(state="ended") ^ Q(outcome="")),
            models.CheckConstraint(
                name="step_other_in_words",
                condition=~Q(words="") | (~Q(reason="other") & ~Q(outcome="other")),
            ),
            models.CheckConstraint(
                name="step_appointment_where_accepted",
                condition=Q(appointment=None) | Q(state__in=["accepted", "waiting", "seen", "missed"]),
            ),
            models.CheckConstraint(
                name="step_mistake_by_someone", condition=Q(mistake_at__isnull=True) ^ Q(mistake_by__isnull=False)
            ),
        )
        indexes = (models.Index(name="steps_of_referral", fields=["referral", "id"]),)

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.on}"

    @property
    def because(self) -> str:
        """Why it was refused, or what it came to."""
        return self.get_reason_display() or self.get_outcome_display()
