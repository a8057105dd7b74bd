"""Reading long work. Behind the wall there is only what she asked for herself, as the agency she works as."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.jobs.models import Job, JobResult
from dussk.jobs.rules import KEEP_HOURS, State

#: The first number of the advisory lock that a runner holds as long as it is there; the second is the runner's own.
PRESENCE = 20490

#: SQL: whether a runner is there; it wants more conditions on ``l``, or none, and a bracket that closes it.
PRESENT = f"""EXISTS (
  SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {PRESENCE} AND l.objsubid = 2
     AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())"""  # noqa: S608 (a number of ours)


def asked_by(by: Worker) -> QuerySet[Job]:
    """Everything she asked for as this agency, the latest first, with whether there is a file (``has_file``)."""
    files = JobResult.objects.filter(job=OuterRef("pk"), made_at__gt=timezone.now() - _kept())
    return Job.objects.filter(staff=by.staff, agency=by.agency).annotate(has_file=Exists(files))


def about(by: Worker, uid: UUID, kinds: Iterable[str]) -> Job | None:
    """The latest she asked for about something, of these kinds; None where there is none."""
    return asked_by(by).filter(about=uid, kind__in=list(kinds)).first()


def to_look_at(by: Worker) -> QuerySet[Job]:
    """For Today: what has not ended, and what has ended in the last day, unless she cancelled it."""
    lately = Q(ended_at__gt=timezone.now() - _kept()) & ~Q(outcome=State.CANCELLED)
    return asked_by(by).filter(Q(outcome="") | lately)


def result_of(job: Job) -> JobResult | None:
    """The file that a job made; None where it made none, or its time is over."""
    return JobResult.objects.filter(job=job, made_at__gt=timezone.now() - _kept()).first()


def runner_is_there() -> bool:
    """Whether any process is there that does long work."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {PRESENT})")
        return bool(cursor.fetchone()[0])


def _kept() -> timedelta:
    return timedelta(hours=KEEP_HOURS)
