"""A server as in service, on a PostgreSQL that keeps what it acknowledged, for the tests that kill them."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import psutil

from dussk.embedded import CLONE
from dussk.embedded.cluster import Cluster
from dussk.embedded.programs import program_folder
from dussk.embedded.state import private_folder, state_folder

LIMIT = 300  # seconds, for what takes a few on a machine that does nothing else
_LAST_LINES = 40


def until(condition: Callable[[], bool]) -> None:
    """Wait for what other processes do."""
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, "This never happened."
        time.sleep(0.02)


@dataclass
class Server:
    """Gunicorn with two workers, and the cluster behind it."""

    cluster: Cluster
    port: int
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def workers(self) -> list[psutil.Process]:
        """The processes that answer."""
        return psutil.Process(self.process.pid).children()

    def kill_a_worker(self) -> None:
        """As a full machine's kernel would."""
        os.kill(self.workers()[0].pid, signal.SIGKILL)

    def kill_postgresql(self) -> None:
        """As a power cut would, but for the disk."""
        pid = self.cluster.server_pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        until(lambda: self.cluster.server_pid() is None)


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """The demonstration service, on a cluster of its own that fsyncs."""
    home = private_folder(Path(tempfile.mkdtemp(prefix="fault-", dir=state_folder())))
    cluster = Cluster(home, durable=True)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        stack.enter_context(cluster.use())
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DUSSK_", "DATABASE_", "DJANGO_"))
        }
        environment = kept | {
            "DATABASE_URL": cluster.app_url,
            "DATABASE_OWNER_URL": cluster.owner_url,
            "DUSSK_EMBEDDED": "1",
            "DUSSK_DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "tests.served",
            "PATH": f"{program_folder()}:{os.environ.get('PATH', os.defpath)}",
        }
        for command in (("migrate", "--verbosity=0"), ("demonstration", "--if-empty")):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=CLONE, env=environment, check=True, timeout=LIMIT
            )
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        log = stack.enter_context((home / "served.log").open("w+b"))
        stack.callback(_tell, home / "served.log")
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2", "--no-control-socket",
             "--log-level=info", "dussk.wsgi"],
            cwd=CLONE, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        stack.callback(process.wait, LIMIT)
        stack.callback(process.terminate)
        server = Server(cluster, port, process, environment)
        until(lambda: Visitor(server).ask("GET", "/healthz") == http.HTTPStatus.OK)
        yield server


def _tell(log: Path) -> None:
    """Print the end of what the server said, for the report of a test that failed."""
    said = [line for line in log.read_text().splitlines() if "The database is away" not in line]
    sys.stdout.write("\n".join(said[-_LAST_LINES:]))


@dataclass
class Visitor:
    """Somebody's browser, as far as it needs one: cookies, forms, one connection an answer."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    body: str = ""
    content: bytes = b""

    def ask(self, method: str, path: str, form: Mapping[str, str | Sequence[str]] | None = None) -> int:
        """The status of the answer; 0 where the connection broke before there was one, so nothing was acknowledged."""
        data, kind = None, ""
        if method == "POST":
            data = urlencode(
                {**(form or {}), "csrfmiddlewaretoken": self.cookies.get("dussk_csrf", "")}, doseq=True
            ).encode()
            kind = "application/x-www-form-urlencoded"
        return self._ask(method, path, data, kind)

    def send_file(self, path: str, field: str, name: str, content: bytes) -> int:
        """Send a form that holds a file, and nothing else; the status of the answer."""
        edge = "a-line-that-is-in-no-file"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'.encode(),
            self.cookies.get("dussk_csrf", "").encode(),
            f'\r\n--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'.encode(),
            b"Content-Type: text/csv\r\n\r\n",
            content,
            f"\r\n--{edge}--\r\n".encode(),
        ]
        return self._ask("POST", path, b"".join(parts), f"multipart/form-data; boundary={edge}")

    def _ask(self, method: str, path: str, data: bytes | None, kind: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=LIMIT)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, data, headers)
            response = connection.getresponse()
            self.content = response.read()
            self.body = self.content.decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return response.status

    def sign_in(self, name: str) -> None:
        """As a persona of the demonstration."""
        assert self.ask("GET", "/sign-in/") == http.HTTPStatus.OK
        button = re.search(rf'action="(/sign-in/persona/[0-9a-f-]+/)"(?:(?!</form>).)*{name}', self.body, re.DOTALL)
        assert button is not None
        assert self.ask("POST", button[1]) == http.HTTPStatus.FOUND
