"""Long work that somebody asked for, and what came of it: hers alone, as the agency she asked as."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dussk.access.walls import ME, MY_AGENCY, Wall, walled
from dussk.jobs import rules
from dussk.jobs.rules import State

_MINE_HERE = f"({{t}}.staff_id = {ME} AND {{t}}.agency_id = {MY_AGENCY})"
_NEW = "{t}.outcome = '' AND {t}.started_at IS NULL AND {t}.tries = 0"
_OF_MINE = (
    f"EXISTS (SELECT FROM jobs_job j WHERE j.id = {{t}}.job_id AND j.staff_id = {ME} AND j.agency_id = {MY_AGENCY}"
)


# How it goes on is written by functions of the database alone (wall.sql), so that nobody by hand, not even by SQL, says
# that work is done that is not.
@walled(Wall(select=_MINE_HERE, insert=f"({_MINE_HERE} AND {_NEW})"))
class Job(models.Model):
    """One piece of long work. It has no history: it is no record of anybody, and is forgotten after a month."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    staff = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    agency = models.ForeignKey("staff.Agency", models.PROTECT, related_name="+")
    about = models.UUIDField("what it is about", null=True)
    asked = models.JSONField("what was asked: ids and settings, nothing else", default=dict)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10, blank=True, choices=[(end.value, rules.IN_WORDS[end]) for end in rules.ENDS]
    )
    said = models.TextField("what came of it, as a sentence", blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(name="job_ended_has_outcome", condition=Q(ended_at__isnull=True) ^ ~Q(outcome="")),
            models.CheckConstraint(
                name="job_ends_after_start",
                condition=Q(ended_at=None) | Q(started_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="jobs_of_staff", fields=["staff", "-made_at"]),
            models.Index(name="jobs_about", fields=["about", "-made_at"], condition=Q(about__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """How it stands."""
        return rules.state(self.outcome, begun=self.started_at is not None)

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return not self.outcome

    @property
    def state_in_words(self) -> str:
        """The same, as a page says it."""
        return rules.IN_WORDS[self.state]

    @property
    def percent(self) -> int:
        """How much is done, of 100."""
        return 100 if self.state is State.DONE else rules.percent(self.done, self.of)

    @property
    def gone_at(self) -> datetime | None:
        """When what it made is gone; None while it has not ended."""
        return rules.kept_until(self.ended_at, rules.KEEP_HOURS) if self.ended_at else None


@walled(Wall(select=f"{_OF_MINE})", insert=f"{_OF_MINE} AND j.outcome = '')"))
class JobResult(models.Model):
    """What a job made: a file to be fetched, in a table of its own so that no list of jobs loads it."""

    job = models.OneToOneField(Job, models.CASCADE, related_name="result")
    name = models.CharField("file name", max_length=110)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
