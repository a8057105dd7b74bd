"""One way to make a row of every table of care plans."""

from datetime import timedelta

from django.utils import timezone

from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.care_plans.queries import plan_for_paper
from casework.clients.models import Client
from dussk.access.asking import Worker
from tests.matrix.base import base


def a_plan(by: Worker, client: Client) -> CarePlan:
    """With all its parts written."""
    said = {"wants": "My own front door", "strengths": "Her mother", "crisis_signs": "Sleeping in the day"}
    return CarePlan.objects.create(**base(by, client), **said, review_on=timezone.localdate() + timedelta(days=30))


def a_goal(by: Worker, client: Client, plan: CarePlan | None = None) -> Goal:
    """Of treatment."""
    said = {"area": "substances", "what": "A script that holds", "tier": 3, "kind": "prescribing"}
    return Goal.objects.create(**base(by, client), plan=plan or a_plan(by, client), **said)


def a_plan_step(by: Worker, client: Client, goal: Goal | None = None) -> Step:
    """Due today, of whoever made it."""
    said = {"what": "Ring Harbour", "who": "worker", "worker": by.staff, "due_on": timezone.localdate()}
    return Step.objects.create(**base(by, client), goal=goal or a_goal(by, client), **said)


def a_version(by: Worker, client: Client, plan: CarePlan | None = None, **changed: object) -> PlanVersion:
    """It waits for her."""
    of_plan = plan or a_plan(by, client)
    number = PlanVersion.objects.filter(client=client).count() + 1
    content = plan_for_paper(of_plan).to_json()
    return PlanVersion.objects.create(**base(by, client), plan=of_plan, number=number, content=content, **changed)


def a_review(by: Worker, client: Client, plan: CarePlan | None = None) -> PlanReview:
    """Held today."""
    of_plan = plan or a_plan(by, client)
    content = plan_for_paper(of_plan).to_json()
    return PlanReview.objects.create(**base(by, client), plan=of_plan, her_words="It is going", content=content)


def agreed(by: Worker) -> dict[str, object]:
    """What a version that she agreed to says besides."""
    now = timezone.now()
    said = {"signature": "typed", "print_name": "Her", "agreed_on": timezone.localdate(now), "agreed_at": now}
    return said | {"taken_up_by": by.staff}
