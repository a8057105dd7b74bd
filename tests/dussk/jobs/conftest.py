"""A kind of long work that tests ask for, and a way to have it done as the runner does."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django_tasks_db.models import DBTaskResult

from dussk.access.asking import Worker, asking
from dussk.access.categories import Permission
from dussk.jobs import actions, registry, running
from dussk.jobs.models import Job
from dussk.jobs.registry import File, Kind, Made, Work
from dussk.jobs.running import do_job
from tests.world import World

KIND = "test"
Run = Callable[[Work], Made]
Does = Callable[[Run], None]


def a_file(_work: Work) -> Made:
    """What most tests have done."""
    return Made("The list is ready", File("a list: Ruby.csv", "text/csv", b"Ruby,\x00\xff"))


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Does:
    """Says what the kind does; without it, it makes a file."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))

    def register(run: Run) -> None:
        registry.register(Kind(KIND, Permission.LIST_CLIENTS, run))

    register(a_file)
    return register


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is, is told on the first connection: the second would not see what a test has not committed.

    tests/faults/test_jobs.py has both.
    """
    monkeypatch.setattr(running, "ALIAS", "default")


@pytest.fixture
def jo(world: World) -> Worker:
    """The keyworker."""
    return world.worker("keyworker")


def asked(by: Worker, about: UUID | None = None, **settings: object) -> Job:
    with asking(by):
        return actions.ask(by=by, kind=KIND, title="A list", about=about, **settings)


def done(job: Job) -> Job:
    """The same after the runner had it in its hands."""
    do_job(str(job.uid))
    return anew(job)


def anew(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def tickets() -> list[str]:
    """Jobs in the library's queue, by their ids."""
    return [ticket.args_kwargs["args"][0] for ticket in DBTaskResult.objects.all()]
