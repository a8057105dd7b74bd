"""A manager with a file, and a way to have what she asks for done as the runner does."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from casework.importing import actions
from casework.importing.models import ImportBatch
from dussk.access.asking import Worker, asking
from dussk.jobs import running
from dussk.jobs.models import Job
from dussk.jobs.running import do_job
from tests.world import World

SignIn = Callable[[Worker], Browser]

HEADER = "Name,Surname,Date of birth,Age,Phone,Call or text,Safe,Language,Status,Keyworker,Notes"
#: Rows of three women, all right.
RUBY = "Ruby,Hartwell,27/03/1990,,07700 900101,text,yes,English,In touch,Keyworker,Prefers mornings"
MIA = "Mia,Ionescu,14/11/1996,,07700 900102,call,no,Romanian,,,"
KAZ = "Kaz,,,34,07700 900104,,,,Lost touch,,"


def a_file(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is, is told on the first connection: the second would not see what a test has not committed."""
    monkeypatch.setattr(running, "ALIAS", "default")


@pytest.fixture
def sam(world: World) -> Worker:
    """The manager."""
    return world.worker("manager")


@pytest.fixture
def browser(signed_in: SignIn, sam: Worker) -> Browser:
    return signed_in(sam)


def uploaded(by: Worker, content: bytes, name: str = "Caseload.csv") -> ImportBatch:
    with asking(by):
        return actions.upload(by=by, name=name, content=content)


def checked(by: Worker, *rows: str) -> ImportBatch:
    batch = uploaded(by, a_file(*rows))
    with asking(by):
        actions.check(by=by, batch=batch)
    return anew(batch)


def brought_in(by: Worker, *rows: str, good_rows: bool = False, doubles: bool = False) -> ImportBatch:
    batch = checked(by, *rows)
    with asking(by):
        actions.bring_in(by=by, batch=batch, good_rows=good_rows, doubles=doubles)
    return anew(batch)


def anew(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.get(pk=batch.pk)


def do_all() -> list[Job]:
    """Have everything done that waits; all jobs, the first asked for first."""
    for job in Job.objects.filter(outcome="").order_by("pk"):
        do_job(str(job.uid))
    return list(Job.objects.order_by("pk"))
