"""What is kept of offers and screenings, and the versions of what is asked."""

import uuid
from dataclasses import replace

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.clients.models import Client, ClientRow
from casework.contacts.models import Setting
from casework.intake import rules
from dussk.access.categories import Category
from dussk.access.walls import MY_AGENCY, administered, client_row, row_of, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff


@walled(administered())
@tracked()
class CriteriaSet(models.Model):
    """One version of what is asked to see whether a woman is eligible. Once published it is never changed again.

    A trigger (``casework/intake.sql``) holds that; a screening keeps the version it was done by.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    why = models.CharField("why this version", max_length=200)
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(name="criteria_version_once", fields=["agency", "number"]),
            models.UniqueConstraint(name="criteria_one_draft", fields=["agency"], condition=Q(published_at=None)),
            models.CheckConstraint(name="criteria_say_why", condition=~Q(why="")),
        )

    def __str__(self) -> str:
        return f"Version {self.number}"


@walled(administered("set_id", "casework_criteriaset"))
@tracked()
class Criterion(models.Model):
    """One thing that must be so. Its words can be read to her as they stand."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="criteria", editable=False)
    code = models.SlugField(max_length=30, editable=False)
    order = models.PositiveSmallIntegerField(default=100)
    question = models.CharField("what is asked", max_length=200)
    failed = models.CharField("what she is told where the answer is no", max_length=200)
    missing = models.CharField("what she is told where the answer is not known", max_length=200)
    is_of_age = models.BooleanField("it asks whether she is an adult", default=False)
    left_out = models.BooleanField("not asked in this version", default=False)

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(name="criterion_once", fields=["set", "code"]),
            models.UniqueConstraint(name="criterion_in_its_set", fields=["id", "set"]),
            models.CheckConstraint(
                name="criterion_says_something", condition=~Q(question="") & ~Q(failed="") & ~Q(missing="")
            ),
        )

    def __str__(self) -> str:
        return self.question


class _Offer(ClientRow):
    """What an offer and a screening have in common: a woman who may have no file yet, and a time."""

    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="%(class)ss")  # type: ignore[assignment]  # she may have no file
    owner = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", editable=False)  # type: ignore[assignment]
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    mistake_at = models.DateTimeField(null=True, blank=True, editable=False)
    mistake_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = True
        ordering = ("-at", "-id")


@walled(client_row(Category.CASEWORK))
@tracked()
class Recruitment(_Offer):
    """The programme was offered to a woman, and what she said to being screened. None of her answers is a failure."""

    class BroughtBy(models.TextChoices):
        FLYER = "flyer", "A flyer"
        POSTER = "poster", "A poster"
        DROP_IN = "drop_in", "The drop-in"
        VAN = "van", "The outreach van"
        AGENCY = "agency", "Another agency"
        FRIEND = "friend", "A friend"
        WORKER = "worker", "A worker told her"
        OTHER = "other", "Something else"
        NOT_KNOWN = "not_known", "Not known"

    class Answer(models.TextChoices):
        OFFERED = "offered", "She has not decided"
        DECLINED = "declined", "She declined screening"
        SCREENED = "screened", "She was screened"

    class Reason(models.TextChoices):
        TOO_BUSY = "too_busy", "Too busy"
        NOT_INTERESTED = "not_interested", "Not interested"
        NOT_SELLING = "not_selling", "Not selling sex on the street at the moment"
        LEFT = "left", "Left before it could be offered"
        NONE_GIVEN = "none_given", "Gave no reason"
        OTHER = "other", "Another reason"

    setting = models.CharField("where", max_length=10, choices=Setting)
    brought_by = models.CharField("what brought her", max_length=10, choices=BroughtBy)
    brought_by_words = models.CharField("what it was", max_length=100, blank=True)
    answer = models.CharField("what she said", max_length=10, choices=Answer)
    reason = models.CharField("why she declined", max_length=20, choices=Reason, blank=True)
    reason_words = models.CharField("her reason", max_length=200, blank=True)
    description = models.CharField("description of a woman nobody knows", max_length=200, blank=True)

    class Meta(_Offer.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                name="recruitment_owner_with_client", condition=Q(client__isnull=True) ^ Q(owner__isnull=False)
            ),
            models.CheckConstraint(
                name="recruitment_known_or_described", condition=Q(client__isnull=False) | ~Q(description="")
            ),
            models.CheckConstraint(
                name="recruitment_reason_where_declined", condition=Q(answer="declined") ^ Q(reason="")
            ),
            models.CheckConstraint(
                name="recruitment_reason_in_words", condition=Q(reason="other") ^ Q(reason_words="")
            ),
            models.CheckConstraint(
                name="recruitment_brought_in_words",
                condition=Q(brought_by__in=["other", "agency"]) | Q(brought_by_words=""),
            ),
            models.CheckConstraint(
                name="recruitment_mistake_by_someone",
                condition=Q(mistake_at__isnull=True) ^ Q(mistake_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="recruitment_of_client", fields=["client", "-at"]),
            models.Index(name="recruitment_of_agency", fields=["agency", "-at"]),
        )

    def __str__(self) -> str:
        return f"Offer {self.pk}"

    @property
    def whom(self) -> str:
        """What she is called, or how she was described. Of a file that is closed to the reader, neither."""
        if self.client is not None:
            return self.client.called
        return self.description if self.client_id is None else "A woman whose file is not open to you"


_ROW = client_row(Category.CASEWORK)
# The offer it is of is her agency's own: a unique key would tell of somebody else's.
_OF_OUR_OFFER = (
    f"EXISTS (SELECT FROM casework_recruitment r WHERE r.id = {{t}}.recruitment_id AND r.agency_id = {MY_AGENCY})"
)


@walled(replace(_ROW, insert=f"({_ROW.insert} AND {_OF_OUR_OFFER})", update=f"({_ROW.update} AND {_OF_OUR_OFFER})"))
@tracked()
class Screening(_Offer):
    """A screening by one version of the criteria, and what an eligible woman said to taking part."""

    class Decision(models.TextChoices):
        CONSENTED = "consented", "She takes part"
        DECLINED = "declined", "She does not want to take part"
        CANNOT = "cannot", "She cannot consent now"

    class Because(models.TextChoices):
        DISTRESSED = "distressed", "Too distressed"
        HEALTH = "health", "Her health"
        INTOXICATED = "intoxicated", "Intoxicated"
        OTHER = "other", "Something else"

    recruitment = models.OneToOneField(Recruitment, models.PROTECT, related_name="screening", editable=False)
    criteria = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="+", editable=False)
    result = models.CharField(
        max_length=15, choices=[(each.value, each.value) for each in rules.Result], editable=False
    )
    safeguarding = models.BooleanField("she is, or may be, under 18", default=False, editable=False)
    decision = models.CharField("what she said", max_length=10, choices=Decision, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    because = models.CharField("why she cannot consent now", max_length=15, choices=Because, blank=True)
    because_words = models.CharField("what it is", max_length=200, blank=True)
    ask_again_on = models.DateField("ask her again on", null=True, blank=True)

    class Meta(_Offer.Meta):
        abstract = False
        constraints = (
            models.CheckConstraint(
                name="screening_owner_with_client", condition=Q(client__isnull=True) ^ Q(owner__isnull=False)
            ),
            models.CheckConstraint(
                name="screening_decided_by_the_eligible", condition=Q(decision="") | Q(result="eligible")
            ),
            models.CheckConstraint(
                name="screening_decided_on_a_day", condition=Q(decision="") ^ Q(decided_on__isnull=False)
            ),
            models.CheckConstraint(name="screening_cannot_because", condition=Q(decision="cannot") ^ Q(because="")),
            models.CheckConstraint(
                name="screening_because_in_words", condition=Q(because="other") ^ Q(because_words="")
            ),
            models.CheckConstraint(
                name="screening_asked_again_later",
                condition=(Q(decision="cannot") ^ Q(ask_again_on__isnull=True))
                & (Q(ask_again_on=None) | Q(ask_again_on__gte=F("decided_on"))),
            ),
            models.CheckConstraint(
                name="screening_young_is_not_eligible", condition=Q(safeguarding=False) | ~Q(result="eligible")
            ),
            models.CheckConstraint(
                name="screening_mistake_by_someone", condition=Q(mistake_at__isnull=True) ^ Q(mistake_by__isnull=False)
            ),
        )
        indexes = (
            models.Index(name="screening_of_client", fields=["client", "-at"]),
            models.Index(name="screening_of_agency", fields=["agency", "-at"]),
            models.Index(
                name="screening_ask_again",
                fields=["agency", "ask_again_on"],
                condition=Q(ask_again_on__isnull=False, mistake_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"Screening {self.pk}"


@walled(row_of("screening_id", "casework_screening"))
@tracked()
class ScreeningAnswer(models.Model):
    """What was answered to one criterion."""

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    said = models.CharField(
        max_length=10,
        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("criterion__order", "criterion_id")
        constraints = (models.UniqueConstraint(name="answer_once", fields=["screening", "criterion"]),)

    def __str__(self) -> str:
        return self.get_said_display()
