"""A cluster: a data folder, the PostgreSQL server on it, its logins and who is using it."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from dussk.embedded import CLONE, EmbeddedError
from dussk.embedded.programs import program_folder, run, version
from dussk.embedded.state import locked

DATABASE = "dussk"
OWNER = "dussk_owner"
APP = "dussk_app"
ROLES = CLONE / "docs" / "roles.sql"

_PATIENCE = "120"  # seconds for the server to start (it may have a crash to recover from) or to stop
_NOTICE = 10.0  # seconds that a killed server's own processes are given to end by themselves
_SOCKET = ".s.PGSQL.5432"
_LONGEST_SOCKET = 103  # bytes: what macOS allows; Linux allows 107
_UNQUOTABLE = frozenset("\"$`\\'\n")

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "ISO, DMY",
    "default_text_search_config": "pg_catalog.english",
    "jit": "off",
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_size": "0",
    # Statements and the values of keys are clients' data: the log holds neither.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_FORGETFUL_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "logging_collector": "off",
}


@dataclass(frozen=True)
class Cluster:
    """A data folder, the server on it, and its socket in the same folder: no port, no clash, no other user.

    Attributes:
        home: the folder of it all, private to the server's user.
        durable: whether it keeps its data; one that does not is fast, and is gone with its last user.
    """

    home: Path
    durable: bool

    def __post_init__(self) -> None:
        too_long = len(os.fsencode(self.home / _SOCKET)) > _LONGEST_SOCKET
        if too_long or set(str(self.home)) & _UNQUOTABLE:
            raise EmbeddedError(
                f"PostgreSQL cannot live in {self.home}: set DUSSK_STATE to a shorter and plainer folder."
            )

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "data"

    @property
    def app_url(self) -> str:
        """The address that the web and job processes sign in at."""
        return self._url(APP)

    @property
    def owner_url(self) -> str:
        """The address that migrations, housekeeping and tests sign in at."""
        return self._url(OWNER)

    def _url(self, login: str) -> str:
        return (
            f"postgres://{login}@:5432/{quote(str(self.home))}/{DATABASE}"  # as django-environ reads a socket's folder
        )

    @contextlib.contextmanager
    def use(self) -> Iterator[int]:
        """Have the server up until its last user leaves.

        Users share a lock, which the kernel lets go of even after kill -9.

        Yields:
            The lock's file descriptor. A child process that inherits it is a user too, for as long as it lives.
        """
        with (self.home / "users").open("a+") as users:
            with locked(self.home):
                fcntl.flock(users, fcntl.LOCK_SH)
            try:
                with locked(self.home):
                    self._start()
                yield users.fileno()
            finally:
                with locked(self.home):
                    self.stop_if_unused(users.fileno())
                    fcntl.flock(users, fcntl.LOCK_UN)  # for what inherited the file and has outlived its use

    def enter_environment(self) -> None:
        """Point this process and all that it starts at this cluster, whatever else its environment said."""
        for name in [name for name in os.environ if name.startswith("PG")]:
            del os.environ[name]
        path = os.environ.get("PATH", os.defpath)
        os.environ.update(
            DATABASE_URL=self.app_url,
            DATABASE_OWNER_URL=self.owner_url,
            DUSSK_EMBEDDED="1",
            PATH=f"{program_folder()}:{path}",  # psql and pg_dump of the same version
        )

    def server_pid(self) -> int | None:
        """The running server's process id.

        The pid file alone does not tell: after a crash it may be cut short, or name any process.
        """
        with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            return pid if str(self.data) in psutil.Process(pid).cmdline() else None
        return None

    def restart_if_killed(self) -> None:
        """Start the server again if it is gone while it is in use; what was saved is there again."""
        if self.data.exists() and not self.server_pid():
            with locked(self.home):
                self._start()

    def stop_if_unused(self, users: int) -> None:
        """Stop the server if nobody but the holder of ``users`` uses it; one that is not durable is removed."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self.server_pid():
                self._pg_ctl("stop", "-m", "fast")
            if not self.durable:
                shutil.rmtree(self.home, ignore_errors=True)

    def _start(self) -> None:
        if not self.server_pid():
            if not self.data.exists():
                self._make_data_folder()
            self._check_version()
            self._configure()
            self._clear_crash()
            self._pg_ctl("start", "-l", "start.log")
        self._make_roles()

    def _make_data_folder(self) -> None:
        shutil.rmtree(self.home / "new", ignore_errors=True)  # an initdb that was cut short
        run(
            "initdb",
            *("--pgdata=new", f"--username={_operating_system_user()}"),
            *("--auth-local=peer", "--auth-host=reject", "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"),
            *(() if self.durable else ("--no-sync",)),
            folder=self.home,
        )
        (self.home / "new").rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != version().split(".", maxsplit=1)[0]:
            raise EmbeddedError(
                f"{self.data} is of PostgreSQL {made_by}, not {version()}: move it away (it is demonstration data)."
            )

    def _configure(self) -> None:
        """Write PostgreSQL's settings, and whom it lets in: this user, by the socket, as any of the logins."""
        settings = _SETTINGS | ({} if self.durable else _FORGETFUL_SETTINGS)
        settings["unix_socket_directories"] = f'"{self.home}"'
        (self.data / "postgresql.conf").write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
        (self.data / "pg_hba.conf").write_text("local all all peer map=logins\n")
        user = _operating_system_user()
        logins = "".join(f'logins "{user}" "{login}"\n' for login in (user, OWNER, APP))
        (self.data / "pg_ident.conf").write_text(logins)

    def _clear_crash(self) -> None:
        """Put aside what a server that was killed left behind and what would keep the next one from starting."""
        pid_file = self.data / "postmaster.pid"
        if pid_file.exists():
            self._wait_for_orphans()
            # Any live process that is named there would stop PostgreSQL, except its starter. The other lines stay:
            # by them it sees for itself that no old process uses its shared memory.
            other_lines = pid_file.read_text().split("\n")[1:]
            pid_file.write_text("\n".join([str(os.getpid()), *other_lines]))
        for left_over in (_SOCKET, f"{_SOCKET}.lock"):
            (self.home / left_over).unlink(missing_ok=True)

    def _wait_for_orphans(self) -> None:
        """Wait until the killed server's own processes have noticed, and end those that do not."""
        # Not psutil.wait_procs: in a container whose first process reaps nobody, it waits for the dead too.
        orphans = [process for process in psutil.process_iter() if _serves(process, self.data)]
        started = time.monotonic()
        while orphans and time.monotonic() < started + 2 * _NOTICE:
            if time.monotonic() > started + _NOTICE:
                for process in orphans:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        process.kill()
            time.sleep(0.05)
            orphans = [process for process in orphans if _serves(process, self.data)]

    def _make_roles(self) -> None:
        """Make the logins and the database as an administrator would, and let the owner make test databases."""
        made = self.data / "dussk-roles"
        wanted = hashlib.sha256(ROLES.read_bytes()).hexdigest()
        if made.exists() and made.read_text() == wanted:
            return
        run(
            "psql",
            *("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--host={self.home}", "--dbname=postgres"),
            *(f"--username={_operating_system_user()}", f"--file={ROLES}", f"--command=ALTER ROLE {OWNER} CREATEDB"),
            folder=self.home,
            as_caller=True,
        )
        made.write_text(wanted)

    def _pg_ctl(self, action: str, *arguments: str) -> None:
        run("pg_ctl", action, "-D", str(self.data), "-w", "-t", _PATIENCE, "-s", *arguments, folder=self.home)


def _operating_system_user() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _serves(process: psutil.Process, data: Path) -> bool:
    """Whether the process is one of PostgreSQL's on that data folder, and not somebody looking at it."""
    with contextlib.suppress(psutil.Error):
        return process.name() == "postgres" and process.cwd() == str(data)
    return False
