"""Marks, assessments and plans that the tests of this room begin with."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from casework.assessments.models import Assessment, Rating
from casework.care_plans.models import CarePlan, Goal, PlanReview, Step
from casework.change import actions
from casework.change.models import JourneyMark
from casework.change.queries import Marked
from casework.change.rules.marks import MARKS
from casework.change.rules.when import When
from casework.clients.models import Client
from dussk.access.asking import Worker, asking
from tests.matrix.base import base
from tests.world import World

SignIn = Callable[[Worker], Browser]


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def said(mark: str, days: int = 30, **more: Any) -> Marked:
    scale = next(scale for scale, of in MARKS.items() if mark in of)
    more.setdefault("when", When(ago(days)))
    return Marked(scale, mark, **more)


def noted(by: Worker, client: Client, mark: str, days: int = 30, **more: Any) -> JourneyMark:
    with asking(by):
        return actions.note_mark(by=by, client=client, said=said(mark, days, **more))


def assessed(
    by: Worker,
    client: Client,
    days: int,
    ratings: dict[str, tuple[int | None, int | None]] | None = None,
    review: int | None = None,
    areas: dict[str, int] | None = None,
) -> Assessment:
    """Completed so many days ago; to be reviewed in so many days, and areas with a date of their own."""
    row = Assessment.objects.create(
        **base(by, client),
        project="Key work",
        started_on=ago(days),
        completed_on=ago(days),
        completed_by="both",
        review_on=None if review is None else ago(-review),
    )
    dates = areas or {}
    for area, (hers, workers) in (ratings or {}).items():
        on = ago(-dates[area]) if area in dates else None
        Rating.objects.create(assessment=row, area=area, hers=hers, workers=workers, review_on=on)
    return row


def planned(by: Worker, client: Client, review: int | None, **more: Any) -> CarePlan:
    """To be reviewed in so many days; one goal with one step, set forty days ago."""
    plan = CarePlan.objects.create(**base(by, client), review_on=None if review is None else ago(-review), **more)
    goal = Goal.objects.create(**base(by, client), plan=plan, area="housing", what="A door that locks")
    Step.objects.create(**base(by, client), goal=goal, what="Ring the council", set_on=ago(40))
    return plan


def reviewed(by: Worker, plan: CarePlan, days: int) -> PlanReview:
    return PlanReview.objects.create(**base(by, plan.client), plan=plan, on=ago(days), content={})


@pytest.fixture
def jo(world: World) -> Worker:
    return world.worker("keyworker")


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def browser(jo: Worker, signed_in: SignIn) -> Browser:
    return signed_in(jo)


@pytest.fixture
def manager(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("manager"))
