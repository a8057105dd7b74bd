"""Pages that others ask for while two batches of care plans are printed, against the same without."""

import contextlib
import http.client
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import reverse

from benchmarks.figures import Bench
from benchmarks.visiting import Visitor
from casework.printing.actions import KIND
from casework.printing.rules import Edition
from dussk.access.asking import Worker, asking
from dussk.embedded import CLONE
from dussk.jobs import actions as jobs
from dussk.jobs.models import Job

_TURNS = 60
_PATIENCE = 120  # seconds
_FAULT = 500


def while_printing(bench: Bench, address: str, environment: dict[str, str]) -> tuple[float, bool]:
    """The 95th percentile of other pages while two batches are printed / without, and whether one answered 5xx."""
    pages = [reverse("today:today"), reverse("clients:list"), bench.register, *bench.women.pages()]
    ask = _Asking(address, bench.keyworker, pages)
    ask.turn(_TURNS // 4)  # plans made, templates loaded
    without = ask.turn(_TURNS)
    with _two_batches(bench, environment):
        during = ask.turn(_TURNS)
    without += ask.turn(_TURNS)
    return _most(during) / _most(without), ask.faults > 0


def _most(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


class _Asking:
    """A browser that asks for pages one after the other, as somebody at work does."""

    def __init__(self, address: str, visitor: Visitor, pages: list[str]) -> None:
        self._host, self._visitor, self._pages = urlsplit(address).netloc, visitor, pages
        self.faults = 0

    def turn(self, times: int) -> list[float]:
        """Ask for each page so often; how long each took (seconds)."""
        took = []
        for _time in range(times):
            for page in self._pages:
                began = time.perf_counter()
                status = self._ask(page)
                took.append(time.perf_counter() - began)
                self.faults += status >= _FAULT
        return took

    def _ask(self, page: str) -> int:
        connection = http.client.HTTPConnection(self._host, timeout=_PATIENCE)
        try:
            connection.request("GET", page, headers={"Cookie": self._visitor.cookies})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()


@contextlib.contextmanager
def _two_batches(bench: Bench, environment: dict[str, str]) -> Iterator[None]:
    """Two runners, each in the middle of a batch of three hundred plans for as long as the block lasts.

    Raises:
        RuntimeError: a batch had ended before the block did, so that nothing was measured.
    """
    manager, plans = bench.plans_on_paper()
    asked = [_ask_for(manager, [str(plan.uid) for plan in plans]) for _time in range(2)]
    runners = [
        subprocess.Popen([sys.executable, "manage.py", "run_jobs"], cwd=CLONE, env=environment) for _time in range(2)
    ]
    try:
        end = time.monotonic() + _PATIENCE
        while not all(begun for begun, _ended in _standing(manager, asked)):
            if time.monotonic() > end:
                raise RuntimeError("The batches never began.")
            time.sleep(0.2)
        yield
        if any(ended for _begun, ended in _standing(manager, asked)):
            raise RuntimeError("A batch ended before the pages were measured.")
    finally:
        with asking(manager, page="bench"):
            for job in asked:
                jobs.cancel(by=manager, job=job)
        for runner in runners:
            runner.terminate()
            runner.wait()


def _ask_for(manager: Worker, plans: list[str]) -> Job:
    with asking(manager, page="bench"):
        return jobs.ask(by=manager, kind=KIND, title="Bench", plans=plans, edition=Edition.FILE.value)


def _standing(manager: Worker, asked: list[Job]) -> list[tuple[bool, bool]]:
    with asking(manager, page="bench"):
        rows = Job.objects.filter(pk__in=[job.pk for job in asked])
        return [(row.done > 0, not row.is_open) for row in rows]
