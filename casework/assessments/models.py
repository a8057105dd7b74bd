"""Assessments: when one was gone through and by whom, how each area goes, and what was talked about."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casework.assessments import rules
from casework.clients.models import ClientRow
from dussk.access.categories import Category
from dussk.access.walls import own_file_row, own_file_row_of, walled
from dussk.audit.tracking import tracked

_AREAS = [(area.value, words) for area, words in rules.AREAS.items()]


@walled(own_file_row(Category.CASEWORK))
@tracked()
class Assessment(ClientRow):
    """One assessment. Without ``completed_on`` it is still being gone through, on as many nights as it takes."""

    class CompletedBy(models.TextChoices):
        CLIENT = "client", "Client"
        WORKER = "worker", "Worker"
        BOTH = "both", "Client and worker"

    project = models.CharField("project name", max_length=100)
    started_on = models.DateField("begun", default=timezone.localdate)
    completed_on = models.DateField("completed", null=True, blank=True)
    completed_by = models.CharField("completed by", max_length=10, choices=CompletedBy, blank=True)
    review_on = models.DateField("review date", null=True, blank=True)
    left_at = models.DateTimeField("given up unfinished", null=True, blank=True, editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-started_on", "-id")
        constraints = (
            models.CheckConstraint(
                name="assessment_completed_by_someone", condition=Q(completed_on=None) ^ ~Q(completed_by="")
            ),
            models.CheckConstraint(
                name="assessment_completed_after_begun",
                condition=Q(completed_on=None) | Q(completed_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="assessment_reviewed_after_completed",
                condition=Q(review_on=None) | (Q(completed_on__isnull=False) & Q(review_on__gte=F("completed_on"))),
            ),
            models.CheckConstraint(
                name="assessment_completed_or_given_up", condition=Q(completed_on=None) | Q(left_at=None)
            ),
        )
        indexes = (
            models.Index(name="assessment_of_client", fields=["client", "-started_on"]),
            models.Index(
                name="assessment_for_review", fields=["agency", "review_on"], condition=Q(review_on__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"Assessment {self.pk}"

    @property
    def is_unfinished(self) -> bool:
        """Whether it is still being gone through: neither completed nor left."""
        return self.completed_on is None and self.left_at is None


_OF_AN_ASSESSMENT = own_file_row_of("assessment_id", "casework_assessment")
_ON_THE_SCALE = (rules.LOWEST, rules.HIGHEST)


@walled(_OF_AN_ASSESSMENT)
@tracked()
class Rating(models.Model):
    """How one area goes: as she says, as her worker sees it, both or neither; and what is planned there.

    None is no rating at all, and never a low one.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="ratings", editable=False)
    area = models.CharField(max_length=15, choices=_AREAS, editable=False)
    hers = models.PositiveSmallIntegerField("how she says it goes", null=True, blank=True)
    workers = models.PositiveSmallIntegerField("how her worker sees it", null=True, blank=True)
    her_words = models.TextField("what she says about it", blank=True)
    plan = models.TextField(blank=True)
    review_on = models.DateField("review date", null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="rating_once_an_area", fields=["assessment", "area"]),
            models.CheckConstraint(
                name="rating_hers_on_the_scale", condition=Q(hers=None) | Q(hers__range=_ON_THE_SCALE)
            ),
            models.CheckConstraint(
                name="rating_workers_on_the_scale", condition=Q(workers=None) | Q(workers__range=_ON_THE_SCALE)
            ),
        )
        indexes = (models.Index(name="rating_for_review", fields=["review_on"], condition=Q(review_on__isnull=False)),)

    def __str__(self) -> str:
        return self.get_area_display()


@walled(_OF_AN_ASSESSMENT)
@tracked()
class PromptNote(models.Model):
    """What was said about one of the things that the guidance asks an assessment to cover.

    Empty where what stood there was taken back: nothing of hers is deleted, and history says what it was.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="notes", editable=False)
    prompt = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in rules.Prompt], editable=False
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(name="note_once_a_prompt", fields=["assessment", "prompt"]),)

    def __str__(self) -> str:
        return self.prompt
