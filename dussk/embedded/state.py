"""The folder where the embedded PostgreSQL lives, and the system user that runs it for root."""

import contextlib
import fcntl
import os
import pwd
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dussk.embedded import EmbeddedError

SERVICE_USER = "dussk-postgres"


@dataclass(frozen=True)
class Identity:
    """A user and group of this machine, by number."""

    user: int
    group: int


def is_root() -> bool:
    """Whether this process is root's. PostgreSQL refuses to run as root, so a system user of its own runs it."""
    return os.geteuid() == 0


def state_folder() -> Path:
    """The folder that holds servers and data, made where it is missing.

    Outside the clone, because PostgreSQL needs a short and plain path and the system user cannot look into a clone
    under ``/root``. ``DUSSK_STATE`` names another one.

    Raises:
        EmbeddedError: the folder cannot be made, or the system user cannot reach it.
    """
    usual = f"/var/lib/{SERVICE_USER}" if is_root() else Path.home() / ".local" / "state" / "dussk"
    folder = Path(os.environ.get("DUSSK_STATE") or usual).absolute()
    try:
        folder.mkdir(mode=0o755 if is_root() else 0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"{error}: set DUSSK_STATE to a folder of yours.") from error
    if is_root():
        for part in (folder, *folder.parents):
            if not part.stat().st_mode & stat.S_IXOTH:
                raise EmbeddedError(
                    f"The user {SERVICE_USER}, who runs PostgreSQL for root, may not enter {part}: "
                    "set DUSSK_STATE to a folder outside it."
                )
    return folder


def private_folder(path: Path) -> Path:
    """Make ``path``, where it is missing, as a folder that only the server's user may enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    if is_root():
        service = service_user()
        os.chown(path, service.user, service.group)
    return path


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Have ``folder`` alone for a moment; others wait. The kernel lets go of the lock even after kill -9."""
    with (folder / "lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def service_user() -> Identity:
    """The system user that runs PostgreSQL for root, made where it is missing."""
    try:
        entry = pwd.getpwnam(SERVICE_USER)
    except KeyError:
        _make_service_user()
        entry = pwd.getpwnam(SERVICE_USER)
    return Identity(entry.pw_uid, entry.pw_gid)


def _make_service_user() -> None:
    options = (
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
    )
    try:
        subprocess.run(["useradd", *options, SERVICE_USER], check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise EmbeddedError(f"There is no useradd here: add a system user named {SERVICE_USER}.") from error
    except subprocess.CalledProcessError as error:
        raise EmbeddedError(f"Could not add the system user {SERVICE_USER}: {error.stderr.strip()}") from error
