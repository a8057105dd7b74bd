"""Commands that run with the embedded PostgreSQL up."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import manage
from dussk import embedded
from dussk.embedded import EmbeddedError, is_wanted
from dussk.embedded.__main__ import main
from dussk.embedded.cluster import APP, DATABASE, Cluster
from dussk.embedded.state import state_folder
from tests.dussk.embedded.probing import LIMIT, home_of

MODULE = (sys.executable, "-m", "dussk.embedded")


@pytest.fixture
def in_clone(environment: pytest.MonkeyPatch, clone: Cluster) -> Cluster:
    """No PostgreSQL is named; that of a clone is the one to bring up."""
    environment.setattr("dussk.embedded.clusters.clone_cluster", lambda: clone)
    environment.setattr(embedded, "CLONE", clone.home)  # no .env there
    os.environ.pop("DATABASE_URL", None)
    return clone


@pytest.mark.parametrize(
    ("variable", "file", "wanted"),
    [
        (None, None, True),
        ("", None, True),
        ("postgres://elsewhere/dussk", None, False),
        (None, "DATABASE_URL=postgres://elsewhere/dussk\n", False),
        (None, "SECRET_KEY=x\n", True),
    ],
)
def test_only_where_no_other_is_named(
    environment: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    variable: str | None,
    file: str | None,
    wanted: bool,
) -> None:
    environment.setattr(embedded, "CLONE", tmp_path)
    os.environ.pop("DATABASE_URL", None)
    if variable is not None:
        os.environ["DATABASE_URL"] = variable
    if file is not None:
        (tmp_path / ".env").write_text(file)
    assert is_wanted() is wanted


@pytest.mark.usefixtures("environment")
def test_runs_with_a_cluster_of_its_own(tmp_path: Path) -> None:
    assert main(["--throwaway", "sh", "-c", f"echo $DATABASE_URL >{tmp_path}/said; exit 7"]) == 7
    home = home_of((tmp_path / "said").read_text())
    assert home.parent == state_folder()
    assert not home.exists()


@pytest.mark.usefixtures("in_clone")
def test_a_command_that_a_signal_ended() -> None:
    assert main(["sh", "-c", "kill -TERM $$"]) == 128 + signal.SIGTERM


def test_another_postgresql_is_used_as_it_is() -> None:
    variables = {**os.environ, "DATABASE_URL": "postgres://elsewhere/dussk"}
    command = [*MODULE, "sh", "-c", "echo $DATABASE_URL $PPID"]
    said = subprocess.check_output(command, env=variables, text=True)
    assert said == f"postgres://elsewhere/dussk {os.getpid()}\n"


@pytest.mark.parametrize("arguments", [[], ["--throwaway"], ["--help"]])
def test_says_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_command_and_the_server(in_clone: Cluster, number: signal.Signals) -> None:
    assert main(["sh", "-c", f"kill -{number} {os.getpid()}; exec tail -f /dev/null"]) == 128 + signal.SIGTERM
    assert in_clone.server_pid() is None


def test_a_signal_while_the_server_starts(environment: pytest.MonkeyPatch) -> None:
    environment.setattr("dussk.embedded.clusters.throwaway_cluster", lambda: signal.raise_signal(signal.SIGTERM))
    with pytest.raises(SystemExit) as end:
        main(["--throwaway", "true"])
    assert end.value.code == 128 + signal.SIGTERM


@pytest.mark.usefixtures("in_clone")
def test_a_signal_while_the_command_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    launch = subprocess.Popen

    def launch_late(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        if command[0] == "tail":
            signal.raise_signal(signal.SIGTERM)
        return launch(command, **options)

    monkeypatch.setattr(subprocess, "Popen", launch_late)
    assert main(["tail", "-f", "/dev/null"]) == 128 + signal.SIGTERM


def test_a_server_that_is_killed_meanwhile_is_started_again(in_clone: Cluster) -> None:
    pid_file = in_clone.data / "postmaster.pid"
    command = f"""
        old=$(head -1 {pid_file})
        kill -9 "$old"
        until [ "$(head -1 {pid_file})" != "$old" ] && psql -Xh {in_clone.home} -U {APP} -c "SELECT 1" {DATABASE}
        do sleep 0.1; done >/dev/null 2>&1
    """
    assert main(["timeout", str(LIMIT), "sh", "-c", command]) == 0


@pytest.mark.usefixtures("in_clone")
def test_a_server_that_cannot_be_started_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Cluster) -> None:
        (tmp_path / "failed").touch()
        raise EmbeddedError("The disk is full.")

    monkeypatch.setattr("dussk.embedded.__main__._WATCH", 0.05)
    monkeypatch.setattr(Cluster, "restart_if_killed", fail)
    command = f"until [ -e {tmp_path}/failed ]; do sleep 0.1; done"
    assert main(["timeout", str(LIMIT), "sh", "-c", command]) == 0
    assert "The disk is full." in capsys.readouterr().err


@pytest.mark.parametrize(("command", "login"), [("migrate", "owner"), ("demonstration", "owner"), ("shell", None)])
def test_who_signs_in(environment: pytest.MonkeyPatch, command: str, login: str | None) -> None:
    ran: list[list[str]] = []
    environment.setattr("django.core.management.execute_from_command_line", ran.append)
    environment.setattr(sys, "argv", ["manage.py", command])
    os.environ.pop("DUSSK_RUN_AS", None)
    os.environ["DATABASE_URL"] = "postgres://elsewhere/dussk"
    manage.main()
    assert ran == [["manage.py", command]]
    assert os.environ.get("DUSSK_RUN_AS") == login


def test_the_clones_cluster_is_up_meanwhile(in_clone: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int | None] = []
    monkeypatch.setattr(
        "django.core.management.execute_from_command_line", lambda _: seen.append(in_clone.server_pid())
    )
    manage.main()
    assert seen[0] is not None
    assert in_clone.server_pid() is None
    assert os.environ["DATABASE_URL"] == in_clone.app_url
