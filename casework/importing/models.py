"""A caseload that is brought in: the file as long as it is needed, what was found in it, whose files came of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from casework.clients.models import ClientRow
from casework.importing.columns import FIELDS
from casework.importing.dates import IN_WORDS as ORDERS
from casework.importing.dates import Order
from casework.importing.reading import ENCODINGS, SEPARATORS
from dussk.access.categories import Category
from dussk.access.walls import HER_CLIENT, ME, MY_AGENCY, Wall, not_blocked, reads, walled
from dussk.audit.tracking import tracked
from dussk.staff.models import Agency, Staff

_MANAGES = "(SELECT wall.holds('manager'))"
_OURS = f"({{t}}.agency_id = {MY_AGENCY} AND {_MANAGES})"
_OF_OURS = (
    f"({_MANAGES} AND EXISTS (SELECT FROM casework_importbatch b"
    f" WHERE b.id = {{t}}.batch_id AND b.agency_id = {MY_AGENCY}))"
)


class Stage(models.TextChoices):
    """How far a batch has come."""

    NEW = "new", "To be checked"
    CHECKED = "checked", "Checked"
    BROUGHT_IN = "brought_in", "Brought in"
    UNDONE = "undone", "Taken back"
    GONE = "gone", "Not brought in"


# Managers of the agency alone: until it is brought in, nobody has decided that any of this is to be kept.
@walled(Wall(select=_OURS, insert=f"({_OURS} AND {{t}}.made_by_id = {ME})", update=_OURS))
@tracked(exclude=("content",))
class ImportBatch(models.Model):
    """One file of a caseload. It is gone once it is brought in, and a day after it was chosen at the latest."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", editable=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    name = models.CharField("name of the file", max_length=100)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField("bytes")
    version = models.PositiveSmallIntegerField("how often it was said how to read it", default=1)
    encoding = models.CharField(max_length=20, choices=list(ENCODINGS.items()))
    separator = models.CharField(max_length=1, choices=list(SEPARATORS.items()))
    order = models.CharField("order of dates", max_length=3, choices=[(each.value, ORDERS[each]) for each in Order])
    order_sure = models.BooleanField("the order of dates leaves no doubt, or was chosen", default=False)
    header = models.JSONField("names of the columns", default=list)
    columns = models.JSONField("what each column says", default=list)
    rows = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    good = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    young = models.PositiveIntegerField("under 18, or may be", default=0)
    brought_at = models.DateTimeField(null=True)
    brought_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    brought = models.PositiveIntegerField("files that were started", default=0)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    undone = models.PositiveIntegerField("files that were taken back", default=0)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="import_brought_by_someone", condition=Q(brought_at__isnull=True) ^ Q(brought_by__isnull=False)
            ),
            models.CheckConstraint(
                name="import_undone_by_someone", condition=Q(undone_at__isnull=True) ^ Q(undone_by__isnull=False)
            ),
            models.CheckConstraint(
                name="import_undone_after_it_was_brought_in", condition=Q(undone_at=None) | Q(brought_at__isnull=False)
            ),
            models.CheckConstraint(
                name="import_keeps_no_file_afterwards", condition=Q(content=None) | Q(brought_at=None)
            ),
        ]
        indexes: ClassVar = [models.Index(name="imports_of_agency", fields=["agency", "-made_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.undone_at:
            return Stage.UNDONE
        if self.brought_at:
            return Stage.BROUGHT_IN
        if self.size and not self.held:
            return Stage.GONE
        return Stage.CHECKED if self.checked_at else Stage.NEW

    @property
    def held(self) -> bool:
        """Whether the file is still here. ``queries.batches`` says it without loading the file."""
        said = self.__dict__.get("is_held")
        return self.content is not None if said is None else bool(said)

    @property
    def said_of_columns(self) -> list[tuple[str, str]]:
        """Each column's name and what it says, in words; "" where it is left out."""
        return [
            (name, FIELDS[field].label if field in FIELDS else "")
            for name, field in zip(self.header, self.columns, strict=True)
        ]


# That a row may be a woman with a file tells that she has one: only to whoever sees one of the files that it names.
_SEEN = (
    "({t}.kind <> 'known' OR EXISTS (SELECT FROM casework_client c"
    " WHERE c.reference IN (SELECT jsonb_array_elements_text({t}.references))))"
)


@walled(Wall(select=f"({_OF_OURS} AND {_SEEN})", insert=_OF_OURS))
class ImportFinding(models.Model):
    """A row that cannot be brought in, or may be a woman of another row or file. Gone a day after the file came."""

    class Kind(models.TextChoices):
        BAD = "bad", "Cannot be brought in"
        TWICE = "twice", "May stand in the file twice"
        KNOWN = "known", "May have a file already"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="findings")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    reasons = models.JSONField(default=list)
    cells = models.JSONField("the row as it stands in the file", default=list)
    other_line = models.PositiveIntegerField("the earlier row", null=True)
    other_cells = models.JSONField("the earlier row as it stands in the file", default=list)
    references = models.JSONField("of files that may be hers", default=list)

    class Meta:
        ordering = ("line", "kind")
        constraints: ClassVar = [
            models.UniqueConstraint(name="finding_once_a_row", fields=["batch", "line", "kind"]),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.kind}"


# Read by the agency that keeps the file alone, as it is about how that agency came by it; it is nothing she can share.
@walled(
    Wall(
        select=f"({{t}}.owner_id = {reads(Category.CASEWORK)} AND {not_blocked('client_id')})",
        insert=(
            f"({_OURS} AND {{t}}.owner_id = {{t}}.agency_id AND {{t}}.made_by_id = {ME} AND {HER_CLIENT}"
            f" AND {not_blocked('client_id')})"
        ),
    )
)
@tracked()
class BroughtIn(ClientRow):
    """That a file was started by bringing in a caseload: from which, and from which line of it."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="files")
    line = models.PositiveIntegerField()

    class Meta(ClientRow.Meta):
        abstract = False
        ordering = ("line",)
        constraints = (models.UniqueConstraint(name="brought_in_once", fields=["client"]),)
        indexes = (models.Index(name="brought_in_with", fields=["batch", "line"]),)

    def __str__(self) -> str:
        return f"from line {self.line}"
