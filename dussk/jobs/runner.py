"""The process that does long work: the library's worker, with what it lacks.

The library leaves a task RUNNING for ever whose worker was killed (django-tasks-db, issue 46). A runner holds an
advisory lock for as long as it is there, which PostgreSQL lets go with its connection, whatever ended it. So the next
runner can tell what nobody does any more, and takes it up.
"""

import logging
import os
import secrets
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

from django.db import connection
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from dussk.jobs.queries import PRESENCE, PRESENT
from dussk.jobs.registry import rounds
from dussk.jobs.rules import KEEP_HOURS

logger = logging.getLogger(__name__)

#: How long the runner waits before it looks for work again (seconds).
INTERVAL = 1.0
#: How often it forgets what is over, and looks for what others have left (seconds).
ROUND = 60.0

_LARGEST = 2**31 - 1


class Presence:
    """That a runner is there: a lock on a connection of its own, gone with the process."""

    def __init__(self) -> None:
        self.number = secrets.randbelow(_LARGEST) + 1
        self._login = connection.copy()

    def hold(self) -> None:
        """Take the lock, or see that it is still held; a connection that broke is made anew."""
        held = False
        if self._login.connection is not None and self._login.is_usable():
            with self._login.cursor() as cursor:
                cursor.execute(f"SELECT {PRESENT} AND l.pid = pg_backend_pid())")
                held = bool(cursor.fetchone()[0])
        if not held:
            self._login.close()
            self._login.connect()
            with self._login.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s, %s)", [PRESENCE, self.number])

    def let_go(self) -> None:
        """Leave."""
        self._login.close()


class Runner(Worker):
    """Does what waits, until nothing does. The first signal lets it finish what it is at; the second ends it at once.

    What is ended so is undone by PostgreSQL, and taken up by the next runner, as after kill -9.
    """

    def __init__(self, presence: Presence) -> None:
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=INTERVAL,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=str(presence.number),
            excluded_queue_names=[],
        )

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """What a signal does."""
        if not self.running:
            os.kill(os.getpid(), signal.SIGKILL)
        super().shutdown(signum, frame)

    def run_task(self, db_task_result: "DBTaskResult[Any, Any]") -> None:
        """Do one. A task of ours fails only where the database went away in the middle of it: then it waits again."""
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            again = {"status": TaskResultStatus.READY, "traceback": "", "exception_class_path": ""}
            DBTaskResult.objects.filter(pk=db_task_result.pk).update(**again)
            time.sleep(INTERVAL)


def take_up_what_was_left() -> int:
    """Put back into the queue what a runner had taken up that is not there any more; how many."""
    table = DBTaskResult._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET status = %s WHERE t.status = %s"  # noqa: S608 (the table's own name)
            f" AND NOT {PRESENT} AND l.objid::text = t.worker_ids ->> -1)",
            [TaskResultStatus.READY, TaskResultStatus.RUNNING],
        )
        return int(cursor.rowcount)


def forget() -> None:
    """Let go of what is over: what jobs made, the queue's own rows, and whatever other rooms keep for a time only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.forget_jobs()")
    over = timezone.now() - timedelta(hours=KEEP_HOURS)
    DBTaskResult.objects.finished().filter(finished_at__lt=over).delete()
    for each in rounds():
        each()


def run(*, once: bool = False, until: Callable[[], bool] = lambda: False) -> None:
    """Do long work until told to stop.

    Args:
        once: end when nothing waits any more.
        until: asked between two looks; ends it where it says so.
    """
    presence = Presence()
    runner = Runner(presence)
    if not once:
        runner.configure_signals()
    looked = float("-inf")
    try:
        while runner.running and not until():
            presence.hold()
            if time.monotonic() - looked >= ROUND:
                if left := take_up_what_was_left():
                    logger.warning("%d jobs were left by a runner that is gone", left)
                forget()
                looked = time.monotonic()
            runner.run()
            if once:
                return
            if runner.running:
                time.sleep(INTERVAL)
    finally:
        presence.let_go()
