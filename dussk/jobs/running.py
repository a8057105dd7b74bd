"""Doing a job: as whoever asked for it, in one transaction, which its end is part of."""

import hmac
import logging
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError, connection, connections

from dussk.access.asking import Worker, asking, key
from dussk.jobs import rules
from dussk.jobs.models import Job, JobResult
from dussk.jobs.registry import File, Kind, Made, NotDoneError, Work, kind_named
from dussk.jobs.rules import State
from dussk.staff.counting import ALIAS
from dussk.staff.models import Agency, Staff
from dussk.staff.queries import roles_held
from dussk.staff.roles import permissions_of

logger = logging.getLogger(__name__)


class EndedError(Exception):
    """The job has ended meanwhile, or another runner has taken it up: nothing of this try may be saved."""


class ClosedError(Exception):
    """Whoever asked for it has lost her account, her post or the permission since."""


@dataclass(frozen=True)
class Try:
    """One try at a job: which, and whose it is."""

    uid: str
    number: int
    staff: int
    agency: int

    def tell(self, done: int, of: int) -> None:
        """Say how far it has come, past the transaction that does it: on a connection of its own.

        Raises:
            EndedError: somebody cancelled it.
        """
        if not _call("tell_job", self.uid, self.number, done, of, using=ALIAS)[0][0]:
            raise EndedError

    def end(self, how: State, words: str) -> bool:
        """Say that it has ended, where this is still its latest try."""
        return bool(_call("end_job", self.uid, self.number, how.value, words)[0][0])


def proof(pid: int, uid: str) -> str:
    """What only this application can say: on this backend, it does this job."""
    return hmac.new(key(), f"job|{pid}|{uid}".encode(), "sha256").hexdigest()


def _call(function: str, uid: str, *values: int | str, using: str = "default") -> list[tuple[Any, ...]]:
    """Call a function of the wall over a job, with the proof that it is this application that does."""
    with connections[using].cursor() as cursor:
        every = [uid, proof(connections[using].connection.info.backend_pid, uid), *values]
        marks = ", ".join(["%s"] * len(every))
        cursor.execute(f"SELECT * FROM wall.{function}({marks})", every)  # noqa: S608 (names of ours)
        return list(cursor.fetchall())


def do_job(uid: str) -> None:
    """Do one, however it ends. What went wrong is told without detail: an error's words can hold somebody's name.

    Raises:
        django.db.Error: the database is away. The job is taken up once more when a runner is back.
    """
    this = begin(uid)
    if this is None:
        return
    if this.number > rules.MOST_TRIES:
        this.end(State.FAILED, rules.INTERRUPTED)
        return
    try:
        _work(this)
    except EndedError:
        logger.info("job %s ended while it was being done", uid)
    except ClosedError:
        this.end(State.REFUSED, rules.CLOSED_TO_HER)
    except NotDoneError as refused:
        this.end(State.REFUSED, refused.sentence)
    except Exception as fault:  # noqa: BLE001 - whatever it was, whoever asked is told that it ended
        if _is_away(fault):
            raise type(fault)("The database is away") from None  # the queue keeps its words until it is done again
        logger.error("job %s failed: %s", uid, type(fault).__name__)  # noqa: TRY400 - its words can hold anything
        this.end(State.FAILED, rules.WENT_WRONG.format(reference=uid))


def begin(uid: str) -> Try | None:
    """Take a job up; None where it has ended, or is none."""
    for staff, agency, number in _call("begin_job", uid):
        return Try(uid, number, staff, agency)
    return None


def _is_away(fault: Exception) -> bool:
    """Whether the connection is gone, rather than something wrong with what was asked of it."""
    raw = connection.connection
    return isinstance(fault, OperationalError | InterfaceError) and (raw is None or bool(raw.closed))


def _work(this: Try) -> None:
    # Numbers are enough to ask with; who she is, is read behind the wall.
    numbers = Worker(Staff(pk=this.staff), Agency(pk=this.agency))
    with asking(numbers, page="jobs:run", durable=True):
        by = Worker(Staff.objects.get(pk=this.staff), Agency.objects.get(pk=this.agency))
        job = Job.objects.select_related("staff", "agency").filter(uid=this.uid).first()
        if job is None or not by.staff.is_active:  # without a post at this agency she sees not even her own
            raise ClosedError
        kind = kind_named(job.kind)
        if kind is None or not _may(by, kind):
            raise ClosedError
        made = kind.run(Work(job, by, this.tell))
        if not (_is_there(by) and _may(by, kind)):  # once more: it took long
            raise ClosedError
        _finish(this, job, made)


def _is_there(by: Worker) -> bool:
    return Staff.objects.filter(pk=by.staff.pk, is_active=True).exists()


def _may(by: Worker, kind: Kind) -> bool:
    return kind.permission in permissions_of(roles_held(by))


def _finish(this: Try, job: Job, made: Made) -> None:
    """Keep what was made and end the job, in the transaction that made it."""
    if made.file:
        _keep(job, made.file)
    if not this.end(State.DONE, made.said):
        raise EndedError


def _keep(job: Job, file: File) -> None:
    JobResult.objects.create(
        job=job, name=rules.file_name(file.name), content_type=file.content_type, content=file.content
    )
