"""Asking for long work, and taking that back."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from dussk.access.asking import Worker
from dussk.jobs.models import Job
from dussk.jobs.registry import kind_named
from dussk.jobs.tasks import do


@transaction.atomic
def ask(*, by: Worker, kind: str, title: str, about: UUID | None = None, **asked: Any) -> Job:
    """Ask for long work. It waits in the same transaction: where that is rolled back, nothing was asked.

    Args:
        by: who asks. It is done as her, at this agency.
        kind: the name of a registered :class:`dussk.jobs.registry.Kind`.
        title: what it is called on pages, without anybody's name.
        about: the random id of what it is about, so that its page finds it again.
        asked: whatever it needs to know: ids and settings, nothing about anybody.

    Raises:
        KeyError: there is no such kind.
    """
    if kind_named(kind) is None:
        raise KeyError(kind)
    job = Job.objects.create(kind=kind, title=title, staff=by.staff, agency=by.agency, about=about, asked=asked)
    do.enqueue(str(job.uid))
    return job


def cancel(*, by: Worker, job: Job) -> bool:
    """Take it back. What is being done stops at its next step, and nothing of it is saved.

    Returns:
        Whether it was in time: it had not ended.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.cancel_job(%s)", [job.uid])
        return bool(cursor.fetchone()[0])
