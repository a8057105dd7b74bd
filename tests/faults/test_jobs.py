"""Kill -9 of the process that does long work: nothing is lost, nothing is there by half, and it is done once."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from typing import Any

from dussk.embedded import CLONE
from tests.faults.serving import LIMIT, Server, Visitor, until
from tests.faults.test_killed import rows

# Each test has names of its own, which are alike in no other: rows of women who may be here already are left out.

#: Enough of them that there is time to kill whoever brings them in.
ROWS = 4_000


#: How many tasks a runner has in its hands.
AT_WORK = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"


@contextlib.contextmanager
def runner(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "manage.py", "run_jobs"], cwd=CLONE, env=server.environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(LIMIT)


def caseload(mark: str) -> bytes:
    letters = "abcdefghijklmnop"
    names = (f"{mark}{''.join(letters[int(digit, 16)] for digit in f'{number:05x}')}" for number in range(ROWS))
    return "\n".join(["Name,Phone,Safe", *(f"{name},07700 900101,no" for name in names), ""]).encode()


def of_batch(server: Server, mark: str) -> dict[str, int]:
    """How much there is of what a batch starts: of each table, and of its history."""
    counts = {}
    for table in ("client", "clientname", "safecontact", "statuschange", "broughtin"):
        for part, hers in (("", "id" if table == "client" else "client_id"), ("event", "pgh_obj_id")):
            of = f"SELECT c.id FROM casework_client c WHERE c.called LIKE '{mark}%'"
            if part and table != "client":
                of = f"SELECT r.id FROM casework_{table} r WHERE r.client_id IN ({of})"
            counts[table + part] = rows(server, f"SELECT count(*) FROM casework_{table}{part} WHERE {hers} IN ({of})")[
                0
            ]
    return counts


class Manager:
    """Brings a caseload in, as far as it takes no runner."""

    def __init__(self, server: Server, mark: str) -> None:
        self.server, self.mark, self.visitor = server, mark, Visitor(server)
        self.visitor.sign_in("Dilys Maddern")

    def choose(self) -> str:
        """Send the file; the address of its batch."""
        assert self.visitor.ask("GET", "/import/new/") == HTTPStatus.OK
        assert self.visitor.send_file("/import/new/", "file", "caseload.csv", caseload(self.mark)) == HTTPStatus.FOUND
        batch: str = rows(self.server, "SELECT uid::text FROM casework_importbatch ORDER BY id DESC LIMIT 1")[0]
        return f"/import/{batch}/"

    def ask(self, address: str, form: dict[str, str] | None = None) -> str:
        """Send a form that asks for long work; the job's id."""
        assert self.visitor.ask("POST", address, form) == HTTPStatus.FOUND
        return str(self.latest("uid::text"))

    def check(self, batch: str) -> None:
        """Have every row checked, by a runner that is there."""
        self.ask(f"{batch}check/")
        until(self.ended)
        assert self.latest("outcome") == "done"

    def latest(self, column: str) -> Any:
        """Of the job that was asked for last."""
        return rows(self.server, f"SELECT {column} FROM jobs_job ORDER BY id DESC LIMIT 1")[0]

    def is_at(self, number: int) -> bool:
        """Whether somebody is in the middle of this try at it."""
        return bool(self.latest(f"tries = {number} AND done > 0"))

    def ended(self) -> bool:
        return bool(self.latest("outcome"))


def suspend(server: Server, name: str, *, again_at_work: bool = False) -> None:
    """As an administrator does, or takes it back, at this moment."""
    at = "NULL" if again_at_work else "now()"
    rows(
        server,
        f"UPDATE staff_staff SET is_active = {again_at_work}, suspended_at = {at} WHERE name = '{name}' RETURNING id",
    )


def test_killed_while_a_caseload_is_brought_in(server: Server) -> None:
    manager = Manager(server, "Ŵqa")
    batch = manager.choose()
    with runner(server) as process:
        manager.check(batch)
        nothing = of_batch(server, "Ŵqa")
        assert set(nothing.values()) == {0}
        manager.ask(f"{batch}bring-in/")
        until(lambda: manager.latest("done") > 0)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(LIMIT)
    assert manager.latest("outcome") == ""
    assert of_batch(server, "Ŵqa") == nothing  # no half of it
    assert manager.visitor.ask("GET", batch) == HTTPStatus.OK
    with runner(server):  # the next one takes it up by itself
        until(manager.ended)
    assert (manager.latest("outcome"), manager.latest("tries")) == ("done", 2)
    assert set(of_batch(server, "Ŵqa").values()) == {ROWS}  # all of it, once, with its history


def test_killed_twice_it_ends_with_a_clear_word(server: Server) -> None:
    manager = Manager(server, "Ŵqe")
    batch = manager.choose()
    for again in (1, 2):
        with runner(server) as process:
            if again == 1:
                manager.check(batch)
                manager.ask(f"{batch}bring-in/")
            until(partial(manager.is_at, again))
            os.kill(process.pid, signal.SIGKILL)
            process.wait(LIMIT)
    with runner(server):
        until(manager.ended)
        assert manager.latest("outcome") == "failed"
        assert "interrupted twice" in manager.latest("said")
        assert set(of_batch(server, "Ŵqe").values()) == {0}
        assert manager.visitor.ask("GET", f"/jobs/{manager.latest('uid::text')}/") == HTTPStatus.OK
        assert "Ask for it again" in manager.visitor.body
        manager.ask(f"{batch}bring-in/")  # and it is there to be asked for again
        until(manager.ended)
    assert set(of_batch(server, "Ŵqe").values()) == {ROWS}


def test_cancelled_while_it_is_done(server: Server) -> None:
    manager = Manager(server, "Ŵqi")
    batch = manager.choose()
    with runner(server):
        manager.check(batch)
        job = manager.ask(f"{batch}bring-in/")
        until(lambda: manager.latest("done") > 0)
        assert manager.visitor.ask("POST", f"/jobs/{job}/cancel/") == HTTPStatus.FOUND
        until(lambda: rows(server, AT_WORK) == [0])  # it stopped by itself
    assert manager.latest("outcome") == "cancelled"
    assert set(of_batch(server, "Ŵqi").values()) == {0}


def test_the_database_away_in_the_middle(server: Server) -> None:
    """PostgreSQL killed: the runner ends, whatever looks after it starts another, and that one takes the job up."""
    manager = Manager(server, "Ŵqo")
    batch = manager.choose()
    with runner(server) as process:
        manager.check(batch)
        manager.ask(f"{batch}bring-in/")
        until(lambda: manager.latest("done") > 0)
        server.kill_postgresql()
        server.cluster.restart_if_killed()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)  # or it found the database again before it gave up
    with runner(server):
        until(manager.ended)
    assert manager.latest("outcome") == "done"
    assert set(of_batch(server, "Ŵqo").values()) == {ROWS}


def test_its_owner_was_suspended_meanwhile(server: Server) -> None:
    """While it waits, and while it is done: nothing of it is kept, and she is told so when she is back."""
    manager = Manager(server, "Ŵqu")
    batch = manager.choose()
    with runner(server):
        manager.check(batch)
        job = manager.ask(f"{batch}bring-in/")
        until(lambda: manager.latest("done") > 0)
        suspend(server, "Dilys Maddern")
        until(manager.ended)
    assert manager.latest("outcome") == "refused"
    assert set(of_batch(server, "Ŵqu").values()) == {0}
    assert manager.visitor.ask("GET", f"/jobs/{job}/") == HTTPStatus.FOUND  # to sign in, which she cannot
    suspend(server, "Dilys Maddern", again_at_work=True)
    assert manager.visitor.ask("GET", f"/jobs/{job}/") == HTTPStatus.OK
    assert "has changed since you asked, so nothing was done" in manager.visitor.body
    manager.ask(f"{batch}bring-in/")
    suspend(server, "Dilys Maddern")
    with runner(server):
        until(manager.ended)
    assert manager.latest("outcome") == "refused"
    assert set(of_batch(server, "Ŵqu").values()) == {0}
    suspend(server, "Dilys Maddern", again_at_work=True)


def test_a_runner_told_to_stop_finishes_what_it_is_at(server: Server) -> None:
    manager = Manager(server, "Ŵqy")
    batch = manager.choose()
    with runner(server) as process:
        manager.ask(f"{batch}check/")
        until(lambda: bool(manager.latest("started_at")))
        process.terminate()
        assert process.wait(LIMIT) == 0
    assert manager.latest("outcome") == "done"
