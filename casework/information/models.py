"""The information sheet: what is on it once, and its lists that grow.

Rows of two files that are joined stand on one file afterwards, so nothing here is unique for a woman: of two sheets the
one that was written last is shown, and the other beside it (``queries``).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from casework.clients.models import ClientRow
from casework.clients.rules import Age, age
from casework.information import rules
from dussk.access.categories import Category
from dussk.access.walls import own_file_row, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Staff

_KEPT = own_file_row(Category.CASEWORK)
_NAME, _LINE = 100, 200


@walled(_KEPT)
@tracked()
class InformationSheet(ClientRow):
    """What the sheet says once: details, and her GP. Her names, birth and ways to reach her are her file's own.

    ``aside_at``: of two sheets on files that were joined, somebody looked at what this one says otherwise.
    """

    class Ethnicity(models.TextChoices):
        """The groups of the 2021 census of England and Wales, as the Office for National Statistics recommends them."""

        ASIAN_INDIAN = "asian_indian", "Asian or Asian British: Indian"
        ASIAN_PAKISTANI = "asian_pakistani", "Asian or Asian British: Pakistani"
        ASIAN_BANGLADESHI = "asian_bangladeshi", "Asian or Asian British: Bangladeshi"
        ASIAN_CHINESE = "asian_chinese", "Asian or Asian British: Chinese"
        ASIAN_OTHER = "asian_other", "Asian or Asian British: another background"
        BLACK_AFRICAN = "black_african", "Black, Black British, Caribbean or African: African"
        BLACK_CARIBBEAN = "black_caribbean", "Black, Black British, Caribbean or African: Caribbean"
        BLACK_OTHER = "black_other", "Black, Black British, Caribbean or African: another background"
        MIXED_CARIBBEAN = "mixed_caribbean", "Mixed: White and Black Caribbean"
        MIXED_AFRICAN = "mixed_african", "Mixed: White and Black African"
        MIXED_ASIAN = "mixed_asian", "Mixed: White and Asian"
        MIXED_OTHER = "mixed_other", "Mixed: another background"
        WHITE_BRITISH = "white_british", "White: English, Welsh, Scottish, Northern Irish or British"
        WHITE_IRISH = "white_irish", "White: Irish"
        WHITE_TRAVELLER = "white_traveller", "White: Gypsy or Irish Traveller"
        WHITE_ROMA = "white_roma", "White: Roma"
        WHITE_OTHER = "white_other", "White: another background"
        ARAB = "arab", "Arab"
        OTHER = "other", "Another ethnic group"
        NOT_SAID = "not_said", "She would rather not say"

    class Registered(models.TextChoices):
        YES = "yes", "Registered with a GP"
        NO = "no", "Not registered with a GP"

    sheet_on = models.DateField("date", default=timezone.localdate)
    file_opened_on = models.DateField("date file opened", null=True, blank=True)
    ethnicity = models.CharField(max_length=20, choices=Ethnicity, blank=True)
    ethnicity_words = models.CharField("in her own words", max_length=_NAME, blank=True)
    address = models.TextField(blank=True)
    ni_number = models.CharField("National Insurance number", max_length=9, blank=True)
    prison_number = models.CharField("prison number", max_length=10, blank=True)
    referred_by = models.CharField("referred by", max_length=_LINE, blank=True)
    gp_registered = models.CharField("whether she has a GP", max_length=5, choices=Registered, blank=True)
    gp_name = models.CharField("GP", max_length=_NAME, blank=True)
    gp_phone = models.CharField("GP's phone", max_length=40, blank=True)
    gp_address = models.TextField("GP's address", blank=True)
    finished = ArrayField(
        models.CharField(max_length=10, choices=[(each.value, each.value) for each in rules.Section]),
        default=list,
        blank=True,
        verbose_name="sections gone through",
    )
    written_at = models.DateTimeField("last written", default=timezone.now, editable=False)
    aside_at = models.DateTimeField("put aside", null=True, blank=True, editable=False)
    aside_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-written_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="sheet_aside_by_someone", condition=Q(aside_at__isnull=True) ^ Q(aside_by__isnull=False)
            ),
            models.CheckConstraint(
                name="sheet_ni_number_has_its_form",
                condition=Q(ni_number="") | Q(ni_number__regex=rules.NI_NUMBER),
            ),
            models.CheckConstraint(
                name="sheet_prison_number_has_its_form",
                condition=Q(prison_number="") | Q(prison_number__regex=rules.PRISON_NUMBER),
            ),
        )
        indexes = (models.Index(name="sheet_of_client", fields=["client", "-written_at"]),)

    def __str__(self) -> str:
        return f"Information sheet {self.pk}"


class _Entry(ClientRow):
    """One line of a list that grows. A line that no longer holds is ended, never taken away."""

    ended_at = models.DateTimeField("until", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = True


def _ended(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{table}_ended_by_someone", condition=Q(ended_at__isnull=True) ^ Q(ended_by__isnull=False)
    )


@walled(_KEPT)
@tracked()
class Child(_Entry):
    """One of her children."""

    class Sex(models.TextChoices):
        FEMALE = "female", "Girl"
        MALE = "male", "Boy"

    class Lives(models.TextChoices):
        WITH_HER = "with_her", "With her"
        FAMILY = "family", "With family or friends"
        FATHER = "father", "With the father"
        FOSTER = "foster", "In foster care"
        HOME = "home", "In a children's home"
        ADOPTED = "adopted", "Adopted"
        OWN = "own", "Grown up, lives on their own"
        DIED = "died", "Died"
        ELSEWHERE = "elsewhere", "Somewhere else"

    name = models.CharField(max_length=_NAME)
    born = models.DateField("date of birth", null=True, blank=True)
    sex = models.CharField("girl or boy", max_length=10, choices=Sex, blank=True)
    lives = models.CharField("who they live with", max_length=10, choices=Lives, blank=True)
    location = models.CharField("where", max_length=_LINE, blank=True)
    proceedings = models.TextField("courts, social services and contact", blank=True)

    class Meta(_Entry.Meta):
        abstract = False
        ordering = ("born", "id")
        constraints = (_ended("child"), models.CheckConstraint(name="child_has_a_name", condition=~Q(name="")))
        indexes = (models.Index(name="child_of_client", fields=["client"]),)

    def __str__(self) -> str:
        return self.name

    @property
    def age(self) -> Age | None:
        """How old the child is today; None where no date of birth is known."""
        return age(born=self.born, estimated=None, estimated_on=None, today=timezone.localdate())


@walled(_KEPT)
@tracked()
class SignificantOther(_Entry):
    """Somebody who matters to her, or whom to ring in an emergency."""

    class Kind(models.TextChoices):
        OTHER = "other", "Somebody who matters to her"
        EMERGENCY = "emergency", "To ring in an emergency"

    class May(models.TextChoices):
        """Whether workers may get in touch with them."""

        YES = "yes", "Yes"
        EMERGENCY = "emergency", "Only in an emergency"
        NO = "no", "No, never"

    kind = models.CharField("why they are here", max_length=10, choices=Kind)
    name = models.CharField(max_length=_NAME)
    relationship = models.CharField(max_length=_NAME, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    may_contact = models.CharField("whether we may get in touch with them", max_length=10, choices=May, blank=True)
    knows = models.CharField("what they know about her coming here", max_length=_LINE, blank=True)

    class Meta(_Entry.Meta):
        abstract = False
        ordering = ("name", "id")
        constraints = (_ended("other"), models.CheckConstraint(name="other_has_a_name", condition=~Q(name="")))
        indexes = (models.Index(name="other_of_client", fields=["client", "kind"]),)

    def __str__(self) -> str:
        return self.name


@walled(_KEPT)
@tracked()
class OtherAgency(_Entry):
    """Another organisation that works with her."""

    name = models.CharField("organisation", max_length=_NAME)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    worker = models.CharField("who she sees there", max_length=_NAME, blank=True)
    about = models.CharField("what for", max_length=_LINE, blank=True)

    class Meta(_Entry.Meta):
        abstract = False
        ordering = ("name", "id")
        constraints = (_ended("agency"), models.CheckConstraint(name="agency_has_a_name", condition=~Q(name="")))
        indexes = (models.Index(name="agency_of_client", fields=["client"]),)

    def __str__(self) -> str:
        return self.name


@walled(_KEPT)
@tracked()
class KeptFact(_Entry):
    """Something that is kept only where she wants it kept. Without that there is no row."""

    class Topic(models.TextChoices):
        IMMIGRATION = "immigration", "Immigration status"
        PUBLIC_FUNDS = "public_funds", "Recourse to public funds"
        BENEFITS = "benefits", "Benefits"
        DEBTS = "debts", "Debts"
        TENANCY = "tenancy", "Tenancy"
        ARREARS = "arrears", "Rent arrears"
        OTHER = "other", "Something else"

    topic = models.CharField(max_length=15, choices=Topic)
    words = models.TextField("what it is")
    wanted_on = models.DateField("when she said that she wants it kept", default=timezone.localdate)

    class Meta(_Entry.Meta):
        abstract = False
        ordering = ("topic", "id")
        constraints = (_ended("kept"), models.CheckConstraint(name="kept_says_something", condition=~Q(words="")))
        indexes = (models.Index(name="kept_of_client", fields=["client"]),)

    def __str__(self) -> str:
        return self.get_topic_display()


@walled(_KEPT)
@tracked()
class ImportantDate(_Entry):
    """A day that matters: kept only where she wants it kept."""

    class Kind(models.TextChoices):
        RELEASE = "release", "Release from prison"
        BAIL = "bail", "Bail"
        COURT = "court", "Court"
        MARAC = "marac", "MARAC"
        NRM = "nrm", "Trafficking referral (NRM)"
        OTHER = "other", "Another date"

    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField("date")
    at = models.TimeField("time", null=True, blank=True)
    where = models.CharField(max_length=_LINE, blank=True)
    note = models.TextField(blank=True)
    wanted_on = models.DateField("when she said that she wants it kept", default=timezone.localdate)

    class Meta(_Entry.Meta):
        abstract = False
        ordering = ("on", "at", "id")
        constraints = (_ended("important"),)
        indexes = (
            models.Index(name="important_of_client", fields=["client", "on"]),
            models.Index(name="important_coming", fields=["agency", "on"], condition=Q(ended_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
