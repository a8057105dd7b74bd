"""The folder that the embedded PostgreSQL lives in, its programs there, and the system user that runs them for root."""

import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dussk.embedded import EmbeddedError
from dussk.embedded.cluster import Cluster
from dussk.embedded.programs import program_folder, run
from dussk.embedded.state import service_user, state_folder


def test_a_state_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DUSSK_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(EmbeddedError, match="DUSSK_STATE"):
        state_folder()


def test_a_state_folder_that_the_system_user_cannot_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    monkeypatch.setenv("DUSSK_STATE", str(tmp_path / "closed" / "state"))
    monkeypatch.setattr("dussk.embedded.state.is_root", lambda: True)
    with pytest.raises(EmbeddedError, match="may not enter"):
        state_folder()


def test_a_program_that_fails_says_why(cluster: Cluster) -> None:
    with pytest.raises(EmbeddedError, match=r"pg_ctl: .*nonexistent"):
        run("pg_ctl", "status", "-D", "/nonexistent", folder=cluster.home)


@pytest.fixture
def new_state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A new state folder, which the system user can reach (unlike ``tmp_path``)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setenv("DUSSK_STATE", folder)
        yield Path(folder)


def test_the_programs_are_copied_for_every_user_to_run(new_state: Path) -> None:
    folder = program_folder()
    assert folder.is_relative_to(new_state)
    assert {"initdb", "pg_ctl", "postgres", "psql", "pg_dump"} <= {program.name for program in folder.iterdir()}
    run("initdb", "--version", folder=new_state)
    everyone = stat.S_IROTH | stat.S_IXOTH
    assert all(part.stat().st_mode & everyone == everyone for part in (folder, folder / "postgres"))


def test_the_programs_cannot_be_copied_where_they_are_not_installed(
    new_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(EmbeddedError, match="script/setup"):
        program_folder()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the only one in which programs are looked for; there is no system user yet."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("dussk.embedded.state.SERVICE_USER", "dussk-nobody")
    return tmp_path


def test_a_system_that_cannot_add_users(path: Path) -> None:
    with pytest.raises(EmbeddedError, match="no useradd here"):
        service_user()


def test_a_system_user_that_cannot_be_added(path: Path) -> None:
    (path / "useradd").write_text("#!/bin/sh\necho the file is locked >&2\nexit 1\n")
    (path / "useradd").chmod(0o755)
    with pytest.raises(EmbeddedError, match="dussk-nobody: the file is locked"):
        service_user()
