"""``manage.py run_jobs``: does long work, for as long as it runs."""

import logging
import os
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from dussk.access.standing import stand_or_refuse
from dussk.jobs.runner import run
from dussk.staff.stamps import stamp_or_refuse

#: By how much long work gives way to pages that somebody waits for, where both want the same processor.
GIVES_WAY = 10


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class Command(BaseCommand):
    """Do what waits in the queue, each as whoever asked for it."""

    help = "Does long work until it is told to stop (SIGTERM); with --once, until nothing waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be asked for."""
        parser.add_argument("--once", action="store_true", help="end when nothing waits any more")
        parser.add_argument(
            "--while", type=int, dest="beside", metavar="PROCESS", help="end when this process has ended"
        )

    def handle(self, *_args: object, once: bool, beside: int | None, **_options: object) -> None:
        """Do it, as long as the wall stands.

        Raises:
            CommandError: the database is away. Whatever looks after this process starts it again.
        """
        if not once:
            os.nice(GIVES_WAY)
        for library in ("django_tasks", "django_tasks_db"):  # they log ids of tasks, once for each
            logging.getLogger(library).setLevel(logging.WARNING)
        try:
            stand_or_refuse()
            stamp_or_refuse()
            run(once=once, until=lambda: beside is not None and not _runs(beside))
        except Error as fault:
            raise CommandError(f"The database is away: {type(fault).__name__}.") from fault
