"""The process that does long work: what it takes up, what it leaves, and what it forgets."""

import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dussk.access.asking import Worker, asking
from dussk.jobs import queries, registry, runner
from dussk.jobs.models import Job, JobResult
from dussk.jobs.rules import State
from dussk.jobs.runner import Presence, Runner
from dussk.jobs.running import begin
from tests.dussk.jobs.conftest import anew, asked, done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("does")]

#: The library's worker closes its connection between two tasks, and sees only what was committed.
on_committed_rows = pytest.mark.django_db(transaction=True)


def wait_until_gone() -> None:
    """PostgreSQL lets a lock go soon after its connection has ended, not at once."""
    until = time.monotonic() + 20
    while queries.runner_is_there():
        assert time.monotonic() < until
        time.sleep(0.02)


@on_committed_rows
def test_it_does_all_that_waits(jo: Worker) -> None:
    jobs = [asked(jo) for _ in range(3)]
    runner.run(once=True)
    assert {anew(job).state for job in jobs} == {State.DONE}
    assert {ticket.status for ticket in DBTaskResult.objects.all()} == {TaskResultStatus.SUCCESSFUL}


def test_whether_one_is_there() -> None:
    assert not queries.runner_is_there()
    presence = Presence()
    presence.hold()
    assert queries.runner_is_there()
    presence.hold()  # held already: taken once
    presence.let_go()
    wait_until_gone()


def test_a_presence_whose_connection_broke_is_taken_anew() -> None:
    presence = Presence()
    presence.hold()
    presence._login.close()
    wait_until_gone()
    presence.hold()
    assert queries.runner_is_there()
    presence.let_go()


def taken(job: Job, by: int) -> None:
    """A worker has it in its hands."""
    ticket = DBTaskResult.objects.get(args_kwargs__args=[str(job.uid)])
    ticket.claim(str(by))


@on_committed_rows
def test_what_a_killed_runner_left_is_taken_up_by_the_next(jo: Worker) -> None:
    job = asked(jo)
    taken(job, by=77)
    begin(str(job.uid))
    runner.run(once=True)
    assert (anew(job).state, anew(job).tries) == (State.DONE, 2)


def test_what_a_living_runner_does_is_left_to_it(jo: Worker) -> None:
    job = asked(jo)
    presence = Presence()
    presence.hold()
    taken(job, by=presence.number)
    assert runner.take_up_what_was_left() == 0
    presence.let_go()
    wait_until_gone()
    assert runner.take_up_what_was_left() == 1


@on_committed_rows
def test_killed_twice(jo: Worker) -> None:
    job = asked(jo)
    for _ in range(2):
        DBTaskResult.objects.update(status=TaskResultStatus.READY)
        taken(job, by=78)
        begin(str(job.uid))
    runner.run(once=True)
    assert (anew(job).state, anew(job).said.split(",")[0]) == (State.FAILED, "It was interrupted twice")


def test_a_task_that_failed_waits_again(jo: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where the database went away in the middle: otherwise a task of ours never fails."""
    monkeypatch.setattr(runner, "INTERVAL", 0)
    asked(jo)
    presence = Presence()
    presence.hold()
    one = Runner(presence)
    monkeypatch.setattr("dussk.jobs.running.do_job", lambda _uid: 1 / 0)
    ticket = DBTaskResult.objects.get()
    ticket.claim(one.worker_id)
    one.run_task(ticket)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.traceback) == (TaskResultStatus.READY, "")
    presence.let_go()


@on_committed_rows
def test_it_stops_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "INTERVAL", 0)
    monkeypatch.setattr(Runner, "configure_signals", lambda _self: None)
    looks = iter([False, False, True])
    runner.run(until=lambda: next(looks))
    wait_until_gone()


def test_what_jobs_made_is_gone_after_a_day(jo: Worker) -> None:
    old, new = done(asked(jo)), done(asked(jo))
    JobResult.objects.filter(job=old).update(made_at=timezone.now() - timedelta(hours=25))
    with asking(jo):
        assert queries.result_of(old) is None  # already, whatever the runner has forgotten
        assert queries.result_of(new) is not None
        assert [job.has_file for job in queries.asked_by(jo)] == [True, False]  # type: ignore[attr-defined]
    runner.forget()
    assert [result.job for result in JobResult.objects.all()] == [new]


def test_that_there_was_one_is_forgotten_after_a_month(jo: Worker) -> None:
    old, new = done(asked(jo)), asked(jo)
    long_ago = timezone.now() - timedelta(days=31)
    Job.objects.filter(pk=old.pk).update(made_at=long_ago, started_at=long_ago, ended_at=long_ago)
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=long_ago)
    runner.forget()
    assert list(Job.objects.all()) == [new]
    assert not DBTaskResult.objects.exists()


def test_rooms_forget_on_its_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_rounds", [])
    calls: list[int] = []

    def forget() -> None:
        calls.append(1)

    registry.on_rounds(forget)
    registry.on_rounds(forget)
    runner.forget()
    assert calls == [1]


@on_committed_rows
def test_the_command(jo: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    command = "dussk.jobs.management.commands.run_jobs"
    checks: list[str] = []
    monkeypatch.setattr(f"{command}.stand_or_refuse", lambda: checks.append("wall"))
    monkeypatch.setattr(f"{command}.stamp_or_refuse", lambda: checks.append("stamp"))
    job = asked(jo)
    call_command("run_jobs", "--once")
    assert anew(job).state is State.DONE
    assert checks == ["wall", "stamp"]


def test_the_command_ends_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    command = "dussk.jobs.management.commands.run_jobs"
    for name in ("stand_or_refuse", "stamp_or_refuse"):
        monkeypatch.setattr(f"{command}.{name}", lambda: None)
    monkeypatch.setattr(Runner, "configure_signals", lambda _self: None)
    gone = 2**22 + 1  # more than there are
    call_command("run_jobs", "--while", str(gone))


def test_the_command_says_that_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError  # noqa: PLC0415

    def away() -> None:
        raise OperationalError("host=secret")

    monkeypatch.setattr("dussk.jobs.management.commands.run_jobs.stand_or_refuse", away)
    with pytest.raises(CommandError, match=r"^The database is away: OperationalError\.$"):
        call_command("run_jobs")
