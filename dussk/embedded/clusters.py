"""Which clusters there are: this clone's own, and throwaway ones for tests."""

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dussk.embedded import CLONE
from dussk.embedded.cluster import Cluster
from dussk.embedded.state import locked, private_folder, state_folder


def clone_cluster(clone: Path = CLONE) -> Cluster:
    """The clone's own cluster, with its demonstration data.

    A new clone, and a copy of a clone, gets a new one: the mark in ``.local`` is known by its inode too.
    """
    mark = clone / ".local" / "instance"
    mark.parent.mkdir(exist_ok=True)
    state = state_folder()
    with locked(state):
        if not mark.exists():
            mark.write_text(secrets.token_hex(4))
        return Cluster(private_folder(state / f"{mark.read_text()}-{mark.stat().st_ino:x}"), durable=True)


@contextlib.contextmanager
def throwaway_cluster() -> Iterator[Cluster]:
    """A new, empty, fast and forgetful cluster for one run of the tests, gone after it.

    Also removes those of test runs that were killed.
    """
    state = state_folder()
    with contextlib.ExitStack() as stack:
        with locked(state):
            for old in state.glob("test-*"):
                _remove_if_unused(old)
            home = private_folder(Path(tempfile.mkdtemp(prefix="test-", dir=state)))
            cluster = Cluster(home, durable=False)
            stack.enter_context(cluster.use())
        yield cluster


def _remove_if_unused(home: Path) -> None:
    users = home / "users"
    if not users.exists():  # its maker was killed at once: the state folder's lock is held until that file is there
        shutil.rmtree(home, ignore_errors=True)
        return
    with contextlib.suppress(FileNotFoundError), users.open("r+") as file:  # its last user has just left
        Cluster(home, durable=False).stop_if_unused(file.fileno())
