"""A care plan goes with all that belongs to it when two files are joined, and when they are made two again."""

from django.db import models
from django.utils import timezone

from casework.assessments.models import Assessment
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.clients.models import Client
from dussk.access.asking import Worker
from tests.casework.clients.joined import join, on, undo, written

TODAY = timezone.localdate()


def grown(by: Worker, client: Client, plan: CarePlan) -> list[models.Model]:
    """Everything that a plan grows."""
    goal = Goal.objects.create(**on(by, client), plan=plan, what="A door that locks")
    return [
        goal,
        Step.objects.create(**on(by, client), goal=goal, what="Ring the council"),
        PlanVersion.objects.create(**on(by, client), plan=plan, number=1, content={}),
        PlanReview.objects.create(**on(by, client), plan=plan, on=TODAY, content={}),
    ]


def files(rows: list[models.Model]) -> set[Client]:
    for row in rows:
        row.refresh_from_db()
    return {row.client for row in rows}  # type: ignore[attr-defined]


def test_nobody_is_asked_whose_a_step_is(jo: Worker, ruby: Client, mae: Client) -> None:
    hers, other = (CarePlan.objects.create(**on(jo, client), wants="A flat") for client in (ruby, mae))
    joining = join(jo, ruby, mae)
    other.refresh_from_db()
    assert other.client == ruby
    of_hers, of_other = grown(jo, ruby, hers), grown(jo, ruby, other)
    assert written(jo, joining) == []
    undo(jo, joining)
    assert files([hers, *of_hers]) == {ruby}
    assert files([other, *of_other]) == {mae}


def test_a_plan_goes_where_the_assessment_goes_that_it_was_made_from(jo: Worker, ruby: Client, mae: Client) -> None:
    assessment = Assessment.objects.create(**on(jo, mae), project="Drop-in")
    joining = join(jo, ruby, mae)
    plan = CarePlan.objects.create(**on(jo, ruby), wants="A flat", assessment=assessment)
    rows = [plan, *grown(jo, ruby, plan)]
    assert written(jo, joining) == []
    undo(jo, joining)
    assert files(rows) == {mae}


def test_a_plan_that_was_begun_since_is_asked_about_and_takes_its_parts_along(
    jo: Worker, ruby: Client, mae: Client
) -> None:
    joining = join(jo, ruby, mae)
    plan = CarePlan.objects.create(**on(jo, ruby), wants="A flat")
    rows = [plan, *grown(jo, ruby, plan)]
    (asked,) = written(jo, joining)
    assert asked.key == f"casework_careplan-{plan.pk}"
    undo(jo, joining, {asked.key: "joined"})
    assert files(rows) == {mae}
