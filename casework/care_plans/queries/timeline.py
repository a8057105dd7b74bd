"""What this room has on a woman's timeline: plans begun and ended, agreed, reviewed, and goals reached."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Model, QuerySet

from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion
from casework.clients import timeline
from casework.clients.models import Client

_OWN, _KIND = "casework/care_plans/_timeline_", "Care plan"


def _loads(model: type[Model], *related: str) -> Callable[[Collection[int]], Iterable[Any]]:
    def load(pks: Collection[int]) -> Iterable[Any]:
        rows = model._default_manager.filter(pk__in=pks).select_related("agency", "made_by", *related)
        return rows.defer("content", "drawn") if model is PlanVersion else rows

    return load


def _plans(client: Client) -> QuerySet[CarePlan]:
    return CarePlan.objects.filter(client=client)


def _ended(client: Client) -> QuerySet[CarePlan]:
    return CarePlan.objects.filter(client=client, ended_at__isnull=False)


def _agreed(client: Client) -> QuerySet[PlanVersion]:
    return PlanVersion.objects.filter(client=client, agreed_at__isnull=False)


def _reviews(client: Client) -> QuerySet[PlanReview]:
    return PlanReview.objects.filter(client=client)


def _reached(client: Client) -> QuerySet[Goal]:
    return Goal.objects.filter(client=client, end=Goal.End.REACHED)


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    for name, rows, at, load, who in (
        ("plan_begun", _plans, "made_at", _loads(CarePlan), "made_by"),
        ("plan_ended", _ended, "ended_at", _loads(CarePlan, "ended_by"), "ended_by"),
        ("plan_agreed", _agreed, "agreed_on", _loads(PlanVersion, "plan"), "made_by"),
        ("plan_reviewed", _reviews, "on", _loads(PlanReview, "plan"), "made_by"),
        ("goal_reached", _reached, "ended_on", _loads(Goal, "plan"), "made_by"),
    ):
        template = f"{_OWN}{name.removeprefix('plan_')}.html"
        timeline.register(timeline.Source(name, _KIND, template, rows, at, load, who))
