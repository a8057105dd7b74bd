"""What a care plan on paper costs, beside WeasyPrint alone; what memory many take, and whether they take longer."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import psutil
from django.db import transaction
from django.urls import reverse
from weasyprint import CSS, HTML

from benchmarks.visiting import Visitor
from casework.care_plans.models import CarePlan, Goal, PlanVersion, Step
from casework.care_plans.queries import plan_for_paper
from casework.clients.models import Client
from casework.printing import doing
from casework.printing.actions import KIND
from casework.printing.models import PaperChoice
from casework.printing.rules import Edition
from dussk.access.asking import Worker, asking
from dussk.jobs.models import Job
from dussk.jobs.registry import Work
from dussk.ui import documents
from dussk.ui.documents import STATIC_SCHEME, OurFilesOnly

PLANS = 300
_MARK = "A place of my own, with a door that locks"
_AREAS = ("housing", "substances", "physical", "mental", "family", "living")
_ROUNDS = 3
_MEGABYTE = 1_000_000


def plans_of(by: Worker) -> list[CarePlan]:
    """Three hundred plans, of women in the order of their files: six goals with four steps each. Made once.

    Whoever calls it is the owner: rows of a bench lie past the wall.
    """
    mine = CarePlan.objects.filter(agency=by.agency, wants__startswith=_MARK).select_related("client").order_by("pk")
    if mine.count() < PLANS:
        with transaction.atomic():
            _make(by)
    return list(mine[:PLANS])


def _make(by: Worker) -> None:
    women = Client.objects.filter(agency=by.agency, joined_into=None, status="in_touch").order_by("pk")[:PLANS]
    today = date.today()  # noqa: DTZ011 (any day will do)
    for number, her in enumerate(women):
        base = {"client": her, "owner": her.agency, "agency": by.agency, "made_by": by.staff}
        plan = CarePlan.objects.create(
            **base,
            wants=f"{_MARK}.\nTo sleep at night, and to see my sister again at Christmas.",
            strengths="I keep going. I look out for the others, and I am never late for what matters.",
            crisis_signs="I stop eating and do not answer.",
            crisis_helps="A walk, and somebody who does not ask.",
            crisis_people="Dee, and whoever is on at the drop-in.",
            crisis_safe="I text before I go out and when I am back.",
            review_on=today + timedelta(days=number % 90 - 30),
        )
        goals = Goal.objects.bulk_create(
            Goal(**base, plan=plan, what=f"Something to come to, the {area} one", area=area) for area in _AREAS
        )
        Step.objects.bulk_create(
            Step(
                **base,
                goal=goal,
                what=f"What is done first about it, and what comes after that ({turn})",
                worker=by.staff,
                set_on=today - timedelta(days=60),
                due_on=today + timedelta(days=7 * turn),
                done_on=today - timedelta(days=turn) if turn == 1 else None,
            )
            for goal in goals
            for turn in range(1, 5)
        )
        kept = plan_for_paper(plan).to_json()
        agreed = {"signature": "said", "agreed_on": today, "agreed_at": plan.made_at, "taken_up_by": plan.made_by}
        PlanVersion.objects.create(**base, plan=plan, number=1, content=kept, **agreed)
        PaperChoice.objects.create(**base, leaves_out=["service", "dates"], words=["Marco"])


@contextmanager
def seen_html() -> Iterator[list[str]]:
    """The pages that go to WeasyPrint while the block lasts, as they are in the end."""
    seen: list[str] = []
    made = documents.render_to_string  # type: ignore[attr-defined]  # what it calls it

    def render(*args: Any, **named: Any) -> Any:
        seen.append(made(*args, **named))
        return seen[-1]

    documents.render_to_string = render  # type: ignore[attr-defined]
    try:
        yield seen
    finally:
        documents.render_to_string = made  # type: ignore[attr-defined]


def against_weasyprint(keyworker: Visitor, plan: CarePlan, ratio: Callable[[list[Any], int], float]) -> float:
    """The request for each of the two editions / WeasyPrint on the same HTML."""
    pairs = []
    for edition in Edition:
        ask = partial(keyworker.get, reverse("her_paper:print", args=[plan.client.reference, edition]))
        with seen_html() as seen:
            ask()
        pairs.append((ask, partial(_theirs, seen[-1])))
    return ratio(pairs, 2)


def _theirs(html: str) -> object:
    fetcher = OurFilesOnly()
    style = CSS(f"{STATIC_SCHEME}dussk/document.css", url_fetcher=fetcher)
    page = HTML(string=html, base_url=STATIC_SCHEME, url_fetcher=fetcher)
    return page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")


def _batch(by: Worker, plans: list[UUID], tell: Callable[[int, int], None]) -> int:
    """Print them as the runner does, and keep nothing of it; how large the PDF is."""
    asked = {"plans": [str(uid) for uid in plans], "edition": Edition.FILE.value}
    job = Job(kind=KIND, title="Bench", staff=by.staff, agency=by.agency, asked=asked)
    with asking(by, page="bench"):
        made = doing.run(Work(job, by, tell))
        transaction.set_rollback(True)
    return len(made.file.content) if made.file else 0


def _untold(_done: int, _of: int) -> None:
    """How far it is, where nobody asks."""


def memory(by: Worker, plans: list[UUID]) -> float:
    """By how much this process grows at most while it prints all of them as one batch (MB)."""
    process = psutil.Process()
    _batch(by, plans[:10], _untold)  # fonts found, templates loaded
    gc.collect()
    before = process.memory_info().rss
    most = [before]
    size = _batch(by, plans, lambda _done, _of: most.append(process.memory_info().rss))
    most.append(process.memory_info().rss)
    if not size:
        raise RuntimeError("Nothing was printed.")
    return (max(most) - before) / _MEGABYTE


def linear(by: Worker, plans: list[UUID]) -> float:
    """What a plan takes in a batch of a hundred / in ten batches of ten of the same plans."""
    hundred, ratios = plans[:100], []
    _batch(by, hundred[:10], _untold)
    for _round in range(_ROUNDS):
        at_once = _took(partial(_batch, by, hundred, _untold))
        by_tens = sum(_took(partial(_batch, by, hundred[at : at + 10], _untold)) for at in range(0, 100, 10))
        ratios.append(at_once / by_tens)
    return statistics.median(ratios)


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
