"""Runs a command with the embedded PostgreSQL up: ``python -m dussk.embedded [--throwaway] COMMAND...``.

The command finds ``DATABASE_URL`` and ``DATABASE_OWNER_URL`` set, to this clone's cluster or with ``--throwaway`` to an
empty one of its own. Where ``DATABASE_URL`` names another PostgreSQL already, it is used as it is and nothing is
started. It ends with the command's exit status, and ends the command when it is told to end itself.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from dussk.embedded import EmbeddedError, is_wanted

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_WATCH = 1.0  # seconds between looks at whether the server still runs
_KILLED = 128  # a shell's exit status for a command that a signal ended is this and the signal's number


class _Launcher:
    """Runs a command, and knows at every moment what a signal to end has to end."""

    def __init__(self) -> None:
        self._ended_by: int | None = None
        self._launching = False
        self._child: subprocess.Popen[bytes] | None = None
        for number in _ENDING:
            signal.signal(number, self._end)

    def run(self, command: Sequence[str], users: int, restart_if_killed: Callable[[], None]) -> int:
        """Run ``command`` with the file ``users`` open; its exit status, as a shell puts it."""
        self._launching = True  # from here on a signal no longer raises: a child that nobody knows would live on
        self._child = subprocess.Popen(command, pass_fds=[users])
        if self._ended_by is not None:
            self._child.terminate()
        while True:
            try:
                status = self._child.wait(_WATCH)
            except subprocess.TimeoutExpired:
                _report_errors(restart_if_killed)
            else:
                return status if status >= 0 else _KILLED - status

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self._ended_by = number
        if self._child is not None:
            self._child.terminate()  # always TERM: gunicorn takes a HUP for 'reload'
        elif not self._launching:
            raise SystemExit(_KILLED + number)


def _report_errors(action: Callable[[], None]) -> None:
    try:
        action()
    except EmbeddedError as error:
        sys.stderr.write(f"\n!!! {error}\n")


def main(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` name; its exit status."""
    throwaway = list(arguments[:1]) == ["--throwaway"]
    command = arguments[1:] if throwaway else arguments
    if not command or command[0].startswith("-"):
        sys.stderr.write(f"{__doc__}")
        return 2
    if not throwaway and not is_wanted():
        os.execvp(command[0], list(command))  # noqa: S606 - no shell is the point
    return _run_embedded(command, throwaway=throwaway)


def _run_embedded(command: Sequence[str], *, throwaway: bool) -> int:
    # Not at the top: production, where DATABASE_URL is set, has no psutil.
    from dussk.embedded.clusters import clone_cluster, throwaway_cluster  # noqa: PLC0415

    launcher = _Launcher()
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(throwaway_cluster()) if throwaway else clone_cluster()
        users = stack.enter_context(cluster.use())
        cluster.enter_environment()
        return launcher.run(command, users, cluster.restart_if_killed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (EmbeddedError, FileNotFoundError) as error:
        sys.exit(f"\n!!! {error}")
