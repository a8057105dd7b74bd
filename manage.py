#!/usr/bin/env python3
"""Django's command line. Without DATABASE_URL it has this clone's own PostgreSQL up for the while."""

import contextlib
import os
import signal
import sys
from types import FrameType

from dussk.embedded import EmbeddedError, is_wanted

# What changes the schema, or has to reach every row, signs in as the database's owner (DATABASE_OWNER_URL). All else
# signs in as the web application does and sees what it may see. DUSSK_RUN_AS=owner or =app decides otherwise.
OWNER_COMMANDS = frozenset(
    {
        # the schema
        "migrate",
        "makemigrations",
        "optimizemigration",
        "pgtrigger",
        "showmigrations",
        "sqlflush",
        "sqlmigrate",
        "sqlsequencereset",
        "squashmigrations",
        # all rows
        "add_agency",
        "begin_service",
        "clearsessions",
        "demonstration",
        "dumpdata",
        "flush",
        "generate",
        "loaddata",
    }
)


def end(number: int, _frame: FrameType | None) -> None:
    """Leave in order, so that the embedded PostgreSQL is stopped too."""
    sys.exit(128 + number)


def main() -> None:
    """Run the management command that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dussk.settings")
    if OWNER_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("DUSSK_RUN_AS", "owner")
    with contextlib.ExitStack() as stack:
        if is_wanted():
            # Not at the top: production, where DATABASE_URL is set, has no psutil.
            from dussk.embedded.clusters import clone_cluster  # noqa: PLC0415

            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, end)
            cluster = clone_cluster()
            stack.enter_context(cluster.use())
            cluster.enter_environment()
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except EmbeddedError as error:
        sys.exit(f"\n!!! {error}")
