"""A job is done as whoever asked, in one transaction, once; and says plainly how it ended."""

import logging
import traceback
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from casework.clients.models import Client
from dussk.access.asking import ACCESS_ROLE, Worker, asking
from dussk.jobs import actions, queries, registry, rules, running
from dussk.jobs.models import Job, JobResult
from dussk.jobs.registry import Made, NotDoneError, Work
from dussk.jobs.rules import State
from dussk.jobs.running import begin, do_job
from tests.dussk.jobs.conftest import Does, anew, asked, done, tickets
from tests.world import World

pytestmark = pytest.mark.usefixtures("does")


def test_asked_and_done(jo: Worker) -> None:
    job = asked(jo, settings=1)
    assert (job.state, tickets()) == (State.WAITING, [str(job.uid)])
    ended = done(job)
    assert (ended.state, ended.said, ended.tries, ended.percent) == (State.DONE, "The list is ready", 1, 100)
    result = JobResult.objects.get(job=job)
    assert (result.name, bytes(result.content)) == ("a-list-Ruby.csv", b"Ruby,\x00\xff")


def test_nothing_is_asked_where_the_request_fails(jo: Worker) -> None:
    with transaction.atomic():
        asked(jo)
        transaction.set_rollback(True)
    assert (tickets(), Job.objects.count()) == ([], 0)


def test_a_kind_that_is_not_there_cannot_be_asked_for(jo: Worker) -> None:
    with asking(jo), pytest.raises(KeyError):
        actions.ask(by=jo, kind="nothing", title="Nothing")


def test_it_sees_what_whoever_asked_sees(world: World, does: Does, jo: Worker) -> None:
    seen: dict[str, set[str]] = {}

    def look(work: Work) -> Made:
        seen[work.by.staff.name] = {her.called for her in Client.objects.all()}
        assert work.by.agency == work.job.agency
        return Made("Looked")

    does(look)
    for name in ("keyworker", "facilitator"):
        assert done(asked(world.worker(name))).state is State.DONE
    assert seen == {"Keyworker": {"Anna", "Bea", "Cass"}, "Facilitator": {"Anna"}}


def test_what_it_wrote_is_there_with_its_end_or_not_at_all(world: World, does: Does, jo: Worker) -> None:
    def breaks(work: Work) -> Made:
        Client.objects.create(agency=work.by.agency, made_by=work.by.staff, called="Half")
        raise RuntimeError("her name is Half")

    does(breaks)
    job = done(asked(jo))
    assert job.state is State.FAILED
    assert str(job.uid) in job.said
    assert "Half" not in job.said
    assert not Client.objects.filter(called="Half").exists()


def test_a_fault_is_logged_without_its_words(does: Does, jo: Worker, caplog: pytest.LogCaptureFixture) -> None:
    def breaks(_work: Work) -> Made:
        raise ValueError("Ruby Hartwell")

    does(breaks)
    with caplog.at_level(logging.INFO):
        job = done(asked(jo))
    assert str(job.uid) in caplog.text
    assert "ValueError" in caplog.text
    assert "Ruby" not in caplog.text


def test_nor_does_the_queue_keep_its_words(does: Does, jo: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database went away, the library writes down what it was told, in a table that is open."""

    def breaks(_work: Work) -> Made:
        raise OperationalError("while it wrote Ruby Hartwell") from ValueError("Ruby Hartwell")

    does(breaks)
    monkeypatch.setattr(running, "_is_away", lambda _fault: True)
    with pytest.raises(OperationalError, match=r"^The database is away$") as told:
        do_job(str(asked(jo).uid))
    assert "Ruby Hartwell" not in "".join(traceback.format_exception(told.value))


def test_a_refusal_says_why(does: Does, jo: Worker) -> None:
    def refuses(_work: Work) -> Made:
        raise NotDoneError("The file is gone")

    does(refuses)
    job = done(asked(jo))
    assert (job.state, job.said) == (State.REFUSED, "The file is gone")


def lose_account(by: Worker) -> None:
    by.staff.is_active, by.staff.suspended_at = False, timezone.now()
    by.staff.save()


def lose_post(by: Worker) -> None:
    by.staff.posts.update(ended_at=timezone.now())


def lose_permission(by: Worker) -> None:
    by.staff.posts.update(role="supervisor")


@pytest.mark.parametrize("lose", [lose_account, lose_post, lose_permission])
def test_whoever_lost_it_meanwhile_gets_nothing(jo: Worker, lose: Callable[[Worker], None]) -> None:
    job = asked(jo)
    lose(jo)
    ended = done(job)
    assert (ended.state, ended.said) == (State.REFUSED, rules.CLOSED_TO_HER)
    assert not JobResult.objects.exists()


@pytest.mark.parametrize("lose", [lose_account, lose_post, lose_permission])
def test_whoever_lost_it_while_it_was_done_writes_nothing(
    does: Does, jo: Worker, lose: Callable[[Worker], None]
) -> None:
    def slow(work: Work) -> Made:
        Client.objects.create(agency=work.by.agency, made_by=work.by.staff, called="Half")
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")  # as somebody else, meanwhile
            lose(jo)
            cursor.execute("SELECT set_config('role', %s, true)", [ACCESS_ROLE])
        return Made("She is here")

    does(slow)
    ended = done(asked(jo))
    # One connection stands for all here, so what she lost is given back with the rest.
    assert (ended.state, ended.said) == (State.REFUSED, rules.CLOSED_TO_HER)
    assert not Client.objects.filter(called="Half").exists()


def test_a_kind_that_is_gone_by_now(jo: Worker) -> None:
    job = asked(jo)
    del registry._kinds["test"]
    assert done(job).state is State.REFUSED


def again(_work: Work) -> Made:
    return Made("Again")


def test_it_is_done_once(does: Does, jo: Worker) -> None:
    job = done(asked(jo))
    does(again)
    assert done(job).said == "The list is ready"
    do_job(str(uuid4()))  # of which nobody knows


def test_begun_once_more_and_no_more(does: Does, jo: Worker) -> None:
    """Whoever did it was killed each time: nothing was written that says so."""
    job = asked(jo)
    Job.objects.filter(pk=job.pk).update(tries=1, started_at=timezone.now())
    assert done(job).state is State.DONE
    other = asked(jo)
    Job.objects.filter(pk=other.pk).update(tries=2, started_at=timezone.now())
    ended = done(other)
    assert (ended.state, ended.said) == (State.FAILED, rules.INTERRUPTED)


def test_how_far_it_is(does: Does, jo: Worker) -> None:
    def counts(work: Work) -> Made:
        for number in (1, 2):
            work.tell(number, 4)
        now = anew(work.job)
        assert (now.done, now.of, now.percent) == (2, 4, 50)
        return Made("Counted")

    does(counts)
    assert done(asked(jo)).state is State.DONE


def test_cancelled_before_it_is_begun(jo: Worker) -> None:
    job = asked(jo)
    with asking(jo):
        assert actions.cancel(by=jo, job=job)
        assert not actions.cancel(by=jo, job=job)
    ended = done(job)
    assert (ended.state, ended.tries) == (State.CANCELLED, 0)


@pytest.mark.parametrize("tells", [True, False])
def test_cancelled_while_it_is_done(does: Does, jo: Worker, *, tells: bool) -> None:
    def cancelled(work: Work) -> Made:
        Client.objects.create(agency=work.by.agency, made_by=work.by.staff, called="Half")
        actions.cancel(by=work.by, job=work.job)
        if tells:
            work.tell(1, 2)
        return Made("Too late")

    does(cancelled)
    # One connection stands for both here, so what was cancelled inside is undone with the rest: that nothing of it is
    # kept is what counts. tests/faults/test_jobs.py cancels from outside.
    done(asked(jo))
    assert not Client.objects.filter(called="Half").exists()


def test_another_runner_has_it_by_now(does: Does, jo: Worker) -> None:
    """One that was thought dead and is not: it may save nothing."""

    def slow(work: Work) -> Made:
        Client.objects.create(agency=work.by.agency, made_by=work.by.staff, called="Half")
        begin(str(work.job.uid))
        return Made("By the first")

    does(slow)
    assert done(asked(jo)).said == ""
    assert not Client.objects.filter(called="Half").exists()


def test_the_one_asked_for_last_about_something(jo: Worker) -> None:
    about = uuid4()
    asked(jo, about=about)
    last = asked(jo, about=about)
    with asking(jo):
        assert queries.about(jo, about, ["test"]) == last
        assert queries.about(jo, about, ["other"]) is None
        assert queries.about(jo, uuid4(), ["test"]) is None
