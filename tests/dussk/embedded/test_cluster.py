"""A cluster as it is used and abused: shared, killed, started over what a crash left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import psycopg2.errors
import pytest

from dussk.embedded import EmbeddedError
from dussk.embedded.cluster import APP, DATABASE, OWNER, Cluster
from dussk.embedded.clusters import clone_cluster, throwaway_cluster
from dussk.embedded.state import state_folder
from tests.dussk.embedded.probing import LIMIT, answer, kill_server, signed_in

USE_UNTIL_KILLED = """
import sys
from pathlib import Path
from dussk.embedded.cluster import Cluster
with Cluster(Path(sys.argv[1]), durable=True).use():
    print("in use", flush=True)
    sys.stdin.read()
"""


def test_it_is_up_until_the_last_of_two_users_leaves() -> None:
    with throwaway_cluster() as cluster:
        pid = cluster.server_pid()
        with cluster.use():
            assert cluster.server_pid() == pid
        assert cluster.server_pid() == pid
        assert answer(cluster, "SELECT 1") == 1
    assert cluster.server_pid() is None
    assert not cluster.home.exists()


def test_a_clone_finds_its_data_again(clone: Cluster) -> None:
    with clone.use(), signed_in(clone, OWNER) as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert clone.server_pid() is None
    with clone.use():
        assert answer(clone, "SELECT answer FROM kept") == 42


def test_a_killed_user_does_not_hold_it(clone: Cluster) -> None:
    command = [sys.executable, "-c", USE_UNTIL_KILLED, str(clone.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == b"in use\n"
        user.kill()
    assert clone.server_pid() is not None
    with clone.use():
        assert answer(clone, "SELECT 1") == 1
    assert clone.server_pid() is None


def test_a_child_that_outlives_its_user_holds_nobody_up(clone: Cluster) -> None:
    with clone.use() as users:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[users])
    with child, clone.use():
        assert answer(clone, "SELECT 1") == 1
        child.kill()


def test_the_environment_points_to_it(cluster: Cluster, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PGOPTIONS", "-c row_security=off")
    cluster.enter_environment()
    assert os.environ["DATABASE_URL"] == f"postgres://{APP}@:5432/{cluster.home}/{DATABASE}"
    assert os.environ["DATABASE_OWNER_URL"] == f"postgres://{OWNER}@:5432/{cluster.home}/{DATABASE}"
    assert os.environ["DUSSK_EMBEDDED"] == "1"
    assert "PGOPTIONS" not in os.environ
    assert "PostgreSQL" in subprocess.check_output(["psql", "--version"], text=True)


def test_a_killed_server_is_started_again_with_what_was_saved(clone: Cluster) -> None:
    with clone.use():
        with signed_in(clone, OWNER) as cursor:
            cursor.execute("CREATE TABLE saved AS SELECT 42 AS answer")
        kill_server(clone)
        clone.restart_if_killed()
        assert answer(clone, "SELECT answer FROM saved") == 42


def test_a_server_that_runs_is_left_alone(cluster: Cluster) -> None:
    pid = cluster.server_pid()
    cluster.restart_if_killed()
    assert cluster.server_pid() == pid


def test_what_a_killed_server_left_is_waited_for(clone: Cluster) -> None:
    with clone.use(), contextlib.suppress(psycopg2.InterfaceError), signed_in(clone, OWNER) as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        kill_server(clone)
        clone.restart_if_killed()
        assert answer(clone, "SELECT 1") == 1
    assert clone.server_pid() is None


def test_a_part_of_a_killed_server_that_does_not_notice_is_ended(
    clone: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clone.use():
        pass
    (clone.data / "postmaster.pid").touch()
    (tmp_path / "postgres").symlink_to("/bin/cat")  # a process of that name, in that folder
    monkeypatch.setattr("dussk.embedded.cluster._NOTICE", 0.1)
    with (
        subprocess.Popen([tmp_path / "postgres"], stdin=subprocess.PIPE, cwd=clone.data) as deaf,
        subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, cwd=clone.data) as visitor,
        clone.use(),
    ):
        assert deaf.wait(LIMIT) == -signal.SIGKILL
        assert visitor.poll() is None
        visitor.kill()


def test_a_stranger_in_the_pid_file_is_left_in_peace(clone: Cluster) -> None:
    with clone.use():
        whole = (clone.data / "postmaster.pid").read_text().split("\n")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        (clone.data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *whole[1:]]))
        (clone.home / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        assert clone.server_pid() is None
        with clone.use():
            assert answer(clone, "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.parametrize("left_over", ["", "\n", "rubbish\n", "999999999\n"])
def test_a_cut_pid_file(clone: Cluster, left_over: str) -> None:
    with clone.use():
        pass
    (clone.data / "postmaster.pid").write_text(left_over)
    with clone.use():
        assert answer(clone, "SELECT 1") == 1


def test_a_first_start_that_was_cut_short(new_clone: Cluster) -> None:
    (new_clone.home / "new").mkdir()
    (new_clone.home / "new" / "PG_VERSION").write_text("18\n")
    with new_clone.use():
        assert answer(new_clone, "SELECT 1") == 1


def test_what_a_killed_test_run_left_is_removed() -> None:
    cut_short = state_folder() / "test-cut-short"
    spent = state_folder() / "test-spent"
    for folder in (cut_short, spent):
        folder.mkdir(exist_ok=True)
    (spent / "users").touch()
    with throwaway_cluster() as first:
        assert not cut_short.exists()
        assert not spent.exists()
        with throwaway_cluster():
            assert answer(first, "SELECT 1") == 1


def test_data_of_another_version(new_clone: Cluster) -> None:
    new_clone.data.mkdir()
    (new_clone.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL 15.*move it away"), new_clone.use():
        pass
    shutil.rmtree(new_clone.data)


@pytest.mark.parametrize("home", ["/" + "x" * 100, '/a"b', "/a$b", "/a'b"])
def test_a_folder_that_postgresql_cannot_live_in(home: str) -> None:
    with pytest.raises(EmbeddedError, match="DUSSK_STATE"):
        Cluster(Path(home), durable=True)


def test_a_clone_keeps_its_cluster(new_clone: Cluster, tmp_path: Path) -> None:
    assert clone_cluster(tmp_path) == new_clone


def test_a_copy_of_a_clone_has_one_of_its_own(new_clone: Cluster, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / ".local", copy / ".local")
    other = clone_cluster(copy)
    assert other != new_clone
    other.home.rmdir()
