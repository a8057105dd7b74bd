"""What is left out of whatever is printed for her to take away."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.clients.models import ClientRow
from casework.printing import rules
from dussk.access.categories import Category
from dussk.access.walls import own_file_row, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Staff


@walled(own_file_row(Category.CASEWORK))
@tracked()
class PaperChoice(ClientRow):
    """What a paper that she takes home leaves out. Where files are joined, what either left out is left out."""

    leaves_out = ArrayField(
        models.CharField(max_length=15, choices=[(each.value, each.value) for each in rules.Part]),
        default=list,
        blank=True,
        verbose_name="what is left out",
    )
    words = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, verbose_name="words that never stand on it"
    )
    no_paper = models.BooleanField("she takes no paper home", default=False)
    why = models.TextField("why", blank=True)
    ended_at = models.DateTimeField("until", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="paper_ended_by_someone", condition=Q(ended_at__isnull=True) ^ Q(ended_by__isnull=False)
            ),
        )
        indexes = (models.Index(name="paper_of_client", fields=["client"]),)

    def __str__(self) -> str:
        return f"What is left out {self.pk}"
