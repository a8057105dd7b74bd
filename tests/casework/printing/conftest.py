"""Anna's care plan, with a word of everything in it, and what her paper leaves out."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.care_plans.queries import plan_for_paper
from casework.clients.models import Client, ClientName
from casework.printing import actions
from casework.printing.models import PaperChoice
from casework.printing.rules import Choice, Edition, Part
from dussk.access.asking import Worker, asking
from dussk.jobs import running
from dussk.jobs.models import Job, JobResult
from dussk.jobs.running import do_job
from tests.matrix.base import base
from tests.world import World, woman

SignIn = Callable[[Worker], Browser]


def a_plan(by: Worker, client: Client, **said: Any) -> CarePlan:
    """A plan as it stands, without goals."""
    words = {"wants": "A flat of my own.\nTo see my sister.", "strengths": "I cook for everyone."}
    return CarePlan.objects.create(**base(by, client), **(words | said))


def a_goal(plan: CarePlan, what: str, *steps: dict[str, Any], **said: Any) -> Goal:
    """A goal of it, with steps; set long ago, so that any day will do for what came of them."""
    hers = {name: getattr(plan, name) for name in ("client", "owner", "agency", "made_by")}
    hers["made_at"] = datetime(2026, 1, 1, tzinfo=UTC)
    goal = Goal.objects.create(**hers, plan=plan, what=what, **said)
    for step in steps:
        Step.objects.create(**hers, goal=goal, **({"set_on": date(2026, 1, 1)} | step))
    return goal


def a_version(plan: CarePlan, number: int = 1, **said: Any) -> PlanVersion:
    """What it says now, put to her, and agreed unless ``said`` says otherwise."""
    hers = {name: getattr(plan, name) for name in ("client", "owner", "agency", "made_by")}
    agreed = {"signature": "said", "agreed_on": date(2026, 9, 14), "agreed_at": timezone.now()}
    agreed["taken_up_by"] = plan.made_by
    content = plan_for_paper(plan).to_json()
    return PlanVersion.objects.create(**hers, plan=plan, number=number, content=content, **(agreed | said))


def full_plan(by: Worker, client: Client) -> CarePlan:
    """A plan that has something of everything."""
    plan = a_plan(
        by,
        client,
        crisis_signs="I stop eating.",
        crisis_helps="A walk by the water.",
        crisis_people="My friend Dee.",
        crisis_safe="I ring the drop-in.",
        review_on=date(2026, 12, 3),
    )
    a_goal(
        plan,
        "Move into a place with a lock",
        {"what": "Fill in the form", "who": "together", "worker": by.staff, "due_on": date(2026, 11, 30)},
        {"what": "Ask about the deposit", "who": "worker", "worker": by.staff, "done_on": date(2026, 10, 2)},
        {"what": "View the room", "who": "her", "dropped_on": date(2026, 10, 9), "dropped_why": "It was let"},
        {"what": "Write a letter", "who": "other", "other": "Priya at the council"},
        area="housing",
    )
    a_goal(plan, "Cut down", {"what": "See the nurse", "who": "her"}, area="substances", tier=3, kind="prescribing")
    a_goal(plan, "Swim on Sundays", area="physical", end="reached", ended_on=date(2026, 8, 1))
    return plan


@pytest.fixture
def jo(world: World) -> Worker:
    return world.worker("keyworker")


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def plan(jo: Worker, anna: Client) -> CarePlan:
    return full_plan(jo, anna)


@pytest.fixture
def hers(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


@pytest.fixture
def managers(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("manager"))


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far a job is, is told on the first connection: the second would not see what a test has not committed."""
    monkeypatch.setattr(running, "ALIAS", "default")


def chose(by: Worker, client: Client, *parts: Part, words: tuple[str, ...] = (), no_paper: bool = False) -> PaperChoice:
    """What she wants left out; nothing unless it is said."""
    with asking(by):
        said = Choice(frozenset(parts), words, no_paper, asked=True)
        return actions.choose(by=by, client=client, said=said)


def named(by: Worker, client: Client, name: str, kind: str = "legal") -> None:
    ClientName.objects.create(**base(by, client), kind=kind, name=name)


def reviewed(plan: CarePlan) -> PlanReview:
    hers = {name: getattr(plan, name) for name in ("client", "owner", "agency", "made_by")}
    said = {"on": date(2026, 10, 20), "her_words": "It goes well", "note": "The flat is close", "content": {}}
    return PlanReview.objects.create(**hers, plan=plan, **said)


def read(content: bytes) -> tuple[PdfReader, str]:
    """A PDF and its words, in one line. Beside an emoji, pypdf gives each letter as UTF-16 with a zero before it."""
    reader = PdfReader(BytesIO(content))
    words = " ".join(page.extract_text() for page in reader.pages).replace("\x00", "")
    return reader, " ".join(words.split())


@pytest.fixture
def manager(world: World) -> Worker:
    return world.worker("manager")


@pytest.fixture
def women(jo: Worker) -> list[Client]:
    """Three whose keyworker Jo is, each with a plan; the first has a long one."""
    made = [woman(jo, called, keyworker=jo.staff) for called in ("Ruby", "Mae", "Tess")]
    for number, her in enumerate(made):
        plan = a_plan(
            jo, her, wants=f"What {her.called} wants", review_on=timezone.localdate() + timedelta(days=number)
        )
        for goal in range(30 if not number else 1):
            a_goal(plan, f"Goal {goal} of {her.called}", {"what": "A step", "who": "her"}, area="housing")
    return made


def asked(manager: Worker, jo: Worker, edition: Edition = Edition.FILE) -> Job:
    with asking(manager):
        return actions.ask_for_keyworker(by=manager, keyworker=jo.staff, edition=edition)


def done(job: Job) -> Job:
    do_job(str(job.uid))
    job.refresh_from_db()
    return job


def content(job: Job) -> bytes:
    return bytes(JobResult.objects.get(job=job).content)


def fetched(browser: Browser, job: Job) -> Any:
    return browser.get(reverse("jobs:fetch", args=[job.uid]))
