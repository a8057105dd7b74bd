"""The figures that need a server of gunicorn's and a real browser: the register, as two workers use it."""

import contextlib
import gzip
import os
import shutil
import socket
import subprocess
import sys
import time
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from benchmarks.figures import Bench
from benchmarks.printing import while_printing
from benchmarks.services import Service
from benchmarks.visiting import Visitor
from dussk.embedded import CLONE
from dussk.staff.roles import Role

_PHONE = {"width": 390, "height": 844}
_ROUNDS = 5
_PATIENCE = 20_000  # milliseconds
#: Kinds of what a page loads that its weight is made of.
_WEIGHED = ("document", "stylesheet", "script")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"]

#: A woman who is likely tonight, as she stands on the open register; and that another line has come to it.
_CHIP = "#find-results .register-chip"
_MORE_LINES = "before => document.querySelectorAll('#lines > li').length > before"


def _lines(page: Page) -> int:
    return page.locator("#lines > li").count()


class Served:
    """The large database behind gunicorn with two workers, and Chromium in front of it."""

    def __init__(self, large: Service, bench: Bench) -> None:
        self._large, self._bench = large, bench
        self._stack = contextlib.ExitStack()
        self._address = ""
        self._browser: Browser | None = None
        self._environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._address = f"http://127.0.0.1:{port}"
        environment = self._large.environment() | {"STATIC_ROOT": str(self._large.static)}
        environment["DJANGO_SETTINGS_MODULE"] = "dussk.settings"
        environment.pop("DATABASE_OWNER_URL")  # as in service: the web processes are never the owner
        self._environment = environment
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2", "--no-control-socket",
             "--log-level=error", "dussk.wsgi"],
            cwd=CLONE, env=environment,
        )  # fmt: skip
        self._stack.callback(server.wait)
        self._stack.callback(server.terminate)
        _wait_until_well(port, server)
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
        playwright = self._stack.enter_context(sync_playwright())
        names = ("chromium", "chromium-browser", "google-chrome")
        path = next((path for name in names if (path := shutil.which(name))), None)
        self._browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        self._stack.callback(self._browser.close)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def register_two_workers_lag_s(self) -> float:
        """From a press of one worker until it stands on the other's open register, in seconds: the longest of some."""
        first, second = self._register(Role.KEYWORKER), self._register(Role.MANAGER)
        lags = []
        for _ in range(_ROUNDS):
            before = _lines(second)
            pressed = time.monotonic()
            first.locator(_CHIP).first.click()
            second.wait_for_function(_MORE_LINES, arg=before)
            lags.append(time.monotonic() - pressed)
            first.goto(self._address + self._bench.register)
        return max(lags)

    def page_weight_kb(self) -> float:
        """HTML, style sheets and scripts that the register page loads on a phone, each gzipped, in kB (1,000 bytes)."""
        page = self._worker(Role.KEYWORKER)
        loaded: list[Response] = []
        page.on("response", lambda one: loaded.append(one))  # noqa: PLW0108 - Playwright marks what it is given
        page.goto(self._address + self._bench.register, wait_until="networkidle")
        weighed = {one.url: one.body() for one in loaded if one.request.resource_type in _WEIGHED}
        return sum(len(gzip.compress(body, 6)) for body in weighed.values()) / 1000

    def presses_to_register(self) -> float:
        """Presses from the open register until a woman the team knows is on it: the most that some women took."""
        counts = []
        for _ in range(_ROUNDS):
            page = self._register(Role.KEYWORKER)
            page.evaluate("window.presses = 0; addEventListener('click', () => { window.presses += 1 }, true)")
            before = _lines(page)
            page.locator(_CHIP).first.click()
            page.wait_for_function(_MORE_LINES, arg=before)
            counts.append(page.evaluate("window.presses"))
        return float(max(counts))

    def pages_while_printing(self) -> tuple[float, bool]:
        """What most pages stay below while two batches are printed / without, and whether one answered 5xx."""
        return while_printing(self._bench, self._address, self._environment)

    def _register(self, role: str) -> Page:
        page = self._worker(role)
        page.goto(self._address + self._bench.register)
        page.locator(_CHIP).first.wait_for()
        return page

    def _worker(self, role: str) -> Page:
        """A page of somebody signed in, on a phone."""
        assert self._browser is not None  # noqa: S101 - entered above
        visitor = Visitor.of(role)
        context: BrowserContext = self._browser.new_context(viewport=_PHONE)  # type: ignore[arg-type]  # a dict will do
        context.set_default_timeout(_PATIENCE)
        cookie: Any = {"name": "dussk_session", "value": visitor.session, "url": self._address}
        context.add_cookies([cookie])
        return context.new_page()


def _wait_until_well(port: int, server: "subprocess.Popen[bytes]") -> None:
    waiting = [sys.executable, "script/wait_until_healthy.py", str(port), "127.0.0.1", str(server.pid)]
    subprocess.run(waiting, cwd=CLONE, check=True)
