"""What somebody who can run SQL as the application's login cannot make of long work."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from dussk.access.asking import Worker, asking
from dussk.jobs.models import Job, JobResult
from dussk.jobs.rules import State
from dussk.jobs.running import EndedError, begin, proof
from tests.dussk.jobs.conftest import anew, asked, done
from tests.world import World

pytestmark = pytest.mark.usefixtures("does")


def run(worker: Worker, sql: str, *values: int | str | UUID) -> list[tuple[object, ...]]:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


def test_it_is_hers_alone_as_that_agency_alone(world: World, jo: Worker) -> None:
    both = world.worker("both")
    jobs = [done(asked(jo)), done(asked(both))]
    at_drugs = Worker(both.staff, world.drugs)
    seen = {
        name: {pk for (pk,) in run(worker, "SELECT id FROM jobs_job")}
        for name, worker in {**world.people, "both at drugs": at_drugs}.items()
    }
    files = {
        name: {pk for (pk,) in run(worker, "SELECT job_id FROM jobs_jobresult")}
        for name, worker in world.people.items()
    }
    nothing: set[object] = set()
    assert seen == dict.fromkeys(seen, nothing) | {"keyworker": {jobs[0].pk}, "both": {jobs[1].pk}}
    assert files == {name: seen[name] for name in files}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE jobs_job SET outcome = 'done', ended_at = now()",
        "UPDATE jobs_job SET staff_id = 1",
        "DELETE FROM jobs_job",
        "UPDATE jobs_jobresult SET content = ''",
        "DELETE FROM jobs_jobresult",
    ],
)
def test_nobody_says_by_hand_how_it_stands(jo: Worker, sql: str) -> None:
    done(asked(jo))
    with pytest.raises(DatabaseError, match="permission denied"):
        run(jo, sql)


_JOB = (
    "INSERT INTO jobs_job (uid, kind, title, staff_id, agency_id, asked, made_at, started_at, outcome, said, tries,"
    " done, \"of\") VALUES (gen_random_uuid(), 'test', 'x', %s, %s, '{}', now(), NULL, %s, '', %s, 0, 0)"
)


def test_nobody_asks_as_somebody_else_or_for_what_is_done_already(world: World, jo: Worker) -> None:
    her = world.staff("manager").pk
    me, here = jo.staff.pk, world.charity.pk
    for values in ((her, here, "", 0), (me, world.drugs.pk, "", 0), (me, here, "", 1)):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(jo, _JOB, *values)
    run(jo, _JOB, jo.staff.pk, world.charity.pk, "", 0)


def test_nobody_puts_a_file_on_another_womans_job_or_on_one_that_has_ended(world: World, jo: Worker) -> None:
    theirs, ended = asked(world.worker("manager")), done(asked(jo))
    JobResult.objects.all().delete()
    add = "INSERT INTO jobs_jobresult (job_id, name, content_type, content, made_at) VALUES (%s, 'x', 'x', 'x', now())"
    for job in (theirs, ended):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(jo, add, job.pk)


def test_nobody_cancels_anothers(world: World, jo: Worker) -> None:
    job = asked(jo)
    for name in ("manager", "blocked"):
        assert run(world.worker(name), "SELECT wall.cancel_job(%s)", job.uid) == [(False,)]
    assert Job.objects.get(pk=job.pk).is_open


@pytest.mark.parametrize("proof", ["", "x", "0" * 64])
@pytest.mark.parametrize(
    "call", ["begin_job(%s, %s)", "tell_job(%s, %s, 1, 5, 9)", "end_job(%s, %s, 1, 'done', 'It is done')"]
)
def test_nobody_says_so_through_the_functions_either(jo: Worker, call: str, proof: str) -> None:
    """The ids of jobs stand in the queue, which is open: what counts is the proof."""
    job = asked(jo)
    begin(str(job.uid))
    with pytest.raises(DatabaseError, match="was not proved"):
        run(jo, f"SELECT * FROM wall.{call}", job.uid, proof)
    assert (anew(job).outcome, anew(job).tries, anew(job).done) == ("", 1, 0)


def test_a_proof_is_for_one_job_on_one_backend(jo: Worker) -> None:
    job, other = asked(jo), asked(jo)
    begin(str(job.uid))
    pid = connection.connection.info.backend_pid
    for held in (proof(pid, str(other.uid)), proof(pid + 1, str(job.uid))):
        with pytest.raises(DatabaseError, match="was not proved"):
            run(jo, "SELECT * FROM wall.begin_job(%s, %s)", job.uid, held)


def test_only_the_latest_try_ends_it(jo: Worker) -> None:
    job = asked(jo)
    first, second = begin(str(job.uid)), begin(str(job.uid))
    assert first is not None
    assert second is not None
    with pytest.raises(EndedError):
        first.tell(5, 9)
    assert not first.end(State.DONE, "x")
    second.tell(5, 9)
    assert second.end(State.DONE, "x")
    assert not second.end(State.FAILED, "y")
    assert (anew(job).outcome, anew(job).said, anew(job).done) == ("done", "x", 5)


def test_a_job_that_ended_without_saying_how_cannot_be_written(jo: Worker) -> None:
    job = asked(jo)
    with pytest.raises(DatabaseError, match="job_ended_has_outcome"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(outcome="done")
