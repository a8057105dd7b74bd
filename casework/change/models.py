"""Marks on her way: where she stood on one of the models of change on a day, and what was seen."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.change.rules import cues, when
from casework.change.rules import marks as rules
from casework.clients.models import ClientRow
from dussk.access.categories import Category
from dussk.access.walls import own_file_row, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Staff

_WORDS = [(value, words) for marks in rules.MARKS.values() for value, words in marks.items()]


def _of_its_scale() -> Q:
    known = Q()
    for scale, marks in rules.MARKS.items():
        known |= Q(scale=scale.value, mark__in=list(marks))
    return known


@walled(own_file_row(Category.CASEWORK))
@tracked()
class JourneyMark(ClientRow):
    """Where she stood on a day: a stage of the cycle of change, a phase, a turning point, or a kind of transition."""

    class Exactness(models.TextChoices):
        DAY = when.Exactness.DAY.value, "On that day"
        MONTH = when.Exactness.MONTH.value, "In that month"
        YEAR = when.Exactness.YEAR.value, "In that year"

    scale = models.CharField(max_length=10, choices=[(each.value, each.value) for each in rules.Scale], editable=False)
    mark = models.CharField("which", max_length=20, choices=_WORDS)
    on = models.DateField("when")
    exactness = models.CharField("how exactly that is known", max_length=5, choices=Exactness, default=Exactness.DAY)
    cues = ArrayField(models.CharField(max_length=30), default=list, blank=True, verbose_name="what was seen")
    note = models.TextField(blank=True)
    mistake_at = models.DateTimeField("found to be a mistake", null=True, blank=True, editable=False)
    mistake_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(name="mark_of_its_scale", condition=_of_its_scale()),
            models.CheckConstraint(
                name="mark_as_exact_as_known",
                condition=Q(exactness="day") | Q(exactness="month", on__day=1) | Q(on__day=1, on__month=1),
            ),
            models.CheckConstraint(
                name="mark_in_words", condition=~Q(mark__in=sorted(rules.IN_WORDS_ONLY)) | ~Q(note="")
            ),
            models.CheckConstraint(
                name="mark_mistake_by_someone", condition=Q(mistake_at__isnull=True) ^ Q(mistake_by__isnull=False)
            ),
        )
        indexes = (models.Index(name="mark_of_client", fields=["client", "on"]),)

    def __str__(self) -> str:
        return self.get_mark_display()

    @property
    def of(self) -> rules.Scale:
        """Of which model it is."""
        return rules.Scale(self.scale)

    @property
    def when(self) -> when.When:
        """When it was, as exactly as that is known."""
        return when.When(self.on, when.Exactness(self.exactness))

    @property
    def seen(self) -> list[str]:
        """What was seen, in words."""
        return cues.in_words(self.cues)
