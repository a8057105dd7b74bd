"""Forms of consent and their versions, what she agreed to, and what she took back."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.clients.models import ClientRow, ClientShare
from consent.agreements import rules
from dussk.access.categories import Category
from dussk.access.walls import administered, own_file_row, row_of, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_IN_WORDS = 200


@walled(administered())
@tracked()
class ConsentForm(models.Model):
    """One version, in one language, of the form she is asked to sign.

    Once published its words are never changed again (``consent/wall.sql``), so a signed agreement keeps its own text.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    language = models.CharField("language", max_length=60)
    number = models.PositiveSmallIntegerField(editable=False)
    why = models.CharField("why this version", max_length=_IN_WORDS)
    with_reputation = models.BooleanField("it names ground G", default=False)
    review_months = models.PositiveSmallIntegerField("months until it is talked through again", default=6)
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    retired_at = models.DateTimeField("not offered since", null=True, blank=True, editable=False)

    class Meta:
        ordering = ("language", "-number")
        constraints = (
            models.UniqueConstraint(name="form_version_once", fields=["agency", "language", "number"]),
            models.UniqueConstraint(
                name="form_one_draft", fields=["agency", "language"], condition=Q(published_at=None)
            ),
            models.CheckConstraint(name="form_says_why", condition=~Q(why="") & ~Q(language="")),
            models.CheckConstraint(name="form_reviewed_within_two_years", condition=Q(review_months__range=(1, 24))),
        )

    def __str__(self) -> str:
        return f"{self.language}, version {self.number}"


@walled(administered("form_id", "consent_consentform"))
@tracked()
class FormPart(models.Model):
    """One page of a form: its heading, its words, and what a yes and a no mean."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(ConsentForm, models.PROTECT, related_name="parts", editable=False)
    part = models.CharField(max_length=10, choices=[(each.value, each.value) for each in rules.Part], editable=False)
    heading = models.CharField(max_length=100)
    words = models.TextField()
    explained = models.TextField("what it means", blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="part_once_a_form", fields=["form", "part"]),
            models.CheckConstraint(name="part_says_something", condition=~Q(heading="") & ~Q(words="")),
        )

    def __str__(self) -> str:
        return self.heading


@walled(own_file_row(Category.CASEWORK))
@tracked()
class Agreement(ClientRow):
    """What she said, page by page. Without ``signed_at`` it is still being filled in, and opens nothing.

    It is signed, and what it opens is opened, by the database's own function (``consent/wall.sql``); after that
    nothing she said in it is ever changed.
    """

    class Signature(models.TextChoices):
        DRAWN = "drawn", "Drawn on the screen"
        TYPED = "typed", "Her name, typed"
        PAPER = "paper", "On paper"

    class Language(models.TextChoices):
        NONE = "none", "No interpreter"
        IN_PERSON = "in_person", "An interpreter, in person"
        TELEPHONE = "telephone", "An interpreter, by telephone"
        VIDEO = "video", "An interpreter, by video"

    form = models.ForeignKey(ConsentForm, models.PROTECT, related_name="+", editable=False)
    service = models.BooleanField("support from the service", null=True)
    storing = models.BooleanField("information about her is stored", null=True)
    research = models.BooleanField("taking part in research", null=True)
    answered = ArrayField(models.CharField(max_length=10), default=list, editable=False)
    ends_on = models.DateField("until", null=True, blank=True)
    review_on = models.DateField("talked through again on", null=True, blank=True)
    interpreter = models.CharField(max_length=10, choices=Language, default=Language.NONE)
    interpreter_name = models.CharField("the interpreter's name", max_length=100, blank=True)
    signature = models.CharField("how it was signed", max_length=10, choices=Signature, blank=True)
    drawn = models.TextField("the lines she drew", blank=True, editable=False)
    print_name = models.CharField("her name", max_length=100, blank=True)
    born = models.DateField("date of birth", null=True, blank=True)
    witness = models.CharField("who saw her sign", max_length=100, blank=True)
    paper_is_at = models.CharField("where the paper is", max_length=_IN_WORDS, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField("taken up", null=True, blank=True, editable=False)
    replaced_at = models.DateTimeField("another was signed", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_at = models.DateTimeField("given up unsigned", null=True, blank=True, editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="agreement_one_being_filled_in", fields=["client"], condition=Q(signed_at=None, left_at=None)
            ),
            models.UniqueConstraint(
                name="agreement_one_that_holds",
                fields=["client"],
                condition=Q(signed_at__isnull=False, replaced_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="agreement_signed_with_choices",
                condition=Q(signed_at=None)
                | Q(service__isnull=False, storing__isnull=False, research__isnull=False, signed_on__isnull=False)
                & Q(review_on__isnull=False)
                & ~Q(signature="")
                & ~Q(print_name=""),
            ),
            models.CheckConstraint(
                name="agreement_drawn_or_on_paper",
                condition=(Q(signature="drawn") ^ Q(drawn=""))
                & (Q(signature="paper") | Q(paper_is_at=""))
                & (~Q(signature="paper") | Q(signed_at=None) | (~Q(paper_is_at="") & ~Q(witness=""))),
            ),
            models.CheckConstraint(
                name="agreement_through_somebody", condition=Q(interpreter="none") ^ ~Q(interpreter_name="")
            ),
            models.CheckConstraint(
                name="agreement_ends_after_signing",
                condition=Q(ends_on=None) | Q(signed_on=None) | Q(ends_on__gte=F("signed_on")),
            ),
            models.CheckConstraint(
                name="agreement_over_only_when_signed",
                condition=Q(signed_at__isnull=False) | Q(replaced_at=None, withdrawn_at=None),
            ),
        )
        indexes = (
            models.Index(name="agreement_of_client", fields=["client", "-made_at"]),
            models.Index(
                name="agreement_for_review",
                fields=["agency", "review_on"],
                condition=Q(signed_at__isnull=False, replaced_at=None, withdrawn_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"Agreement {self.pk}"

    @property
    def holds(self) -> bool:
        """Signed, and neither taken back nor replaced by another."""
        return self.signed_at is not None and self.replaced_at is None and self.withdrawn_at is None


_ON_AN_AGREEMENT = row_of("agreement_id", "consent_agreement")


@walled(_ON_AN_AGREEMENT)
@tracked()
class OutsideChoice(models.Model):
    """An outside agency to which relevant information may be released, one release at a time (clause 2)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="outside")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in rules.Outside], blank=True)
    name = models.CharField("another agency, by name", max_length=100, blank=True)
    agreed = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="outside_kind_or_name", condition=Q(kind="") ^ Q(name="")),
            models.UniqueConstraint(name="outside_once", fields=["agreement", "kind", "name"]),
        )

    def __str__(self) -> str:
        return self.name or self.kind


@walled(_ON_AN_AGREEMENT)
@tracked()
class PartnerChoice(models.Model):
    """A part of her file that a partner agency may see, from her signature on. ``share`` is what it opened."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="partners")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    category = models.CharField(max_length=10, choices=[(each.value, each.value) for each in rules.Sharing])
    agreed = models.BooleanField(default=False)
    from_today = models.BooleanField("only what is written from now on", default=False)
    until = models.DateField("until", null=True, blank=True)
    share = models.OneToOneField(
        ClientShare, models.PROTECT, null=True, blank=True, related_name="choice", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("agency__name", "id")
        constraints = (models.UniqueConstraint(name="partner_once", fields=["agreement", "agency", "category"]),)

    def __str__(self) -> str:
        return f"{self.category} to {self.agency}"


@walled(own_file_row(Category.CASEWORK))
@tracked()
class NotToBeTold(ClientRow):
    """Somebody to whom nothing about her may be released (clause 3), until she says otherwise."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="people")
    name = models.CharField(max_length=100)
    relationship = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(name="not_told_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="not_told_ended_by_someone", condition=Q(ended_at__isnull=True) ^ Q(ended_by__isnull=False)
            ),
        )
        indexes = (models.Index(name="not_told_of_client", fields=["client"]),)

    def __str__(self) -> str:
        return self.name


@walled(own_file_row(Category.CASEWORK).read_only())
@tracked()
class Withdrawal(ClientRow):
    """She took something back, by telling a worker. Written, and carried out at once, by the database's function."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="withdrawals")
    told_on = models.DateField()
    everything = models.BooleanField(default=False)
    service = models.BooleanField(default=False)
    storing = models.BooleanField(default=False)
    research = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    in_words: str = ""  # queries.in_words says it: what she took back

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        indexes = (models.Index(name="withdrawal_of_client", fields=["client", "-made_at"]),)

    def __str__(self) -> str:
        return f"Withdrawal {self.pk}"
