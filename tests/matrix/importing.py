"""What addresses of long work and of bringing a caseload in are about."""

import uuid

from django.utils import timezone

from casework.importing.models import BroughtIn, ImportBatch, ImportFinding
from dussk.access.asking import Worker
from dussk.jobs.models import Job, JobResult
from tests.matrix.about import About
from tests.matrix.base import base
from tests.matrix.targets import Target, nobody
from tests.world import World

CSV = b"Name,Date of birth\nRuby,27/03/1990\nRuby,27/03/1990\n,27/03/1990\nKaz,\n"


def batch(by: Worker, **more: object) -> ImportBatch:
    """A file that was chosen."""
    now = timezone.now()
    held: dict[str, object] = {"content": CSV, "size": len(CSV), "encoding": "utf-8", "separator": ",", "order": "dmy"}
    held |= {"header": ["Name", "Date of birth"], "columns": ["called", "born"], "rows": 4, "order_sure": True}
    return ImportBatch.objects.create(
        agency=by.agency, made_by=by.staff, made_at=now, name="Caseload.csv", **(held | more)
    )


def of(world: World) -> dict[About, list[Target]]:
    """A batch to be checked, one that was, one that was brought in, and nobody's; the manager's job, and nobody's."""
    manager = world.worker("manager")
    now = timezone.now()
    checked = batch(manager, checked_at=now, good=2, bad=1, young=1)
    finding = {"batch": checked, "cells": ["Ruby", "27/03/1990"]}
    ImportFinding.objects.create(**finding, line=4, kind="bad", reasons=["It does not say what she wants to be called"])
    ImportFinding.objects.create(**finding, line=3, kind="twice", other_line=2, other_cells=finding["cells"])
    ImportFinding.objects.create(**finding, line=2, kind="known", references=[world.clients["anna"].reference])
    brought = batch(manager, content=None, checked_at=now, brought_at=now, brought_by=manager.staff, brought=1)
    anna = world.clients["anna"]
    BroughtIn.objects.create(**base(manager, anna), batch=brought, line=2)

    def ours(worker: Worker) -> bool:
        manages = worker.staff.posts.filter(agency=worker.agency, role="manager", ended_at=None).exists()
        return manages and worker.agency == world.charity

    batches = [
        Target(name, {"uid": one.uid}, ours, ours)
        for name, one in (("new", batch(manager)), ("checked", checked), ("brought in", brought))
    ]
    job = Job.objects.create(
        kind="import_check", title="Check a caseload", staff=manager.staff, agency=manager.agency, about=checked.uid,
        started_at=now, ended_at=timezone.now(), outcome="done", said="2 rows can be brought in, 1 row cannot", tries=1,
    )  # fmt: skip
    JobResult.objects.create(job=job, name="rows.csv", content_type="text/csv", content=b"Line\n")
    waiting = Job.objects.create(
        kind="import_undo", title="Take it back", staff=manager.staff, agency=manager.agency, about=brought.uid
    )

    def hers(worker: Worker) -> bool:
        return worker.staff == manager.staff

    absent = Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)
    return {
        About.BATCH: [*batches, absent],
        About.JOB: [Target("the manager's", {"uid": job.uid}, hers, hers), absent],
        About.JOB_WAITING: [Target("the manager's", {"uid": waiting.uid}, hers, hers), absent],
    }
