"""What this room has on Today and among a woman's pages."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework.care_plans import queries
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.clients import panels
from casework.clients.views.opening import seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today.registry import Panel, register

#: How many stand on Today; the rest are on their own page.
AT_A_GLANCE = 10


def steps_due(request: StaffRequest) -> dict[str, Any] | None:
    """Steps that are due today or were before, for whoever has them. Where there is none, no panel."""
    today = timezone.localdate()
    rows = list(queries.steps_due(request.worker, today)[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE, "today": today} if rows else None


def nobodys_steps(request: StaffRequest) -> dict[str, Any] | None:
    """How many steps nobody has, for a manager. It names no woman. Where there is none, no panel."""
    count = queries.nobodys(request.worker).count()
    return {"count": count} if count else None


def to_countersign(request: StaffRequest) -> dict[str, Any] | None:
    """Plans that are agreed and wait for a manager. Where there is none, no panel."""
    rows = list(queries.to_countersign(request.worker)[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE} if rows else None


_GOALS = ("goal", "end_goal", "reopen_goal", "new_step")
_STEPS = ("step", "done", "pressed", "drop", "reopen_step")
_VERSIONS = ("agree", "otherwise", "take_back", "countersign")


def _names_open_plans(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the plan, goal, step, version or review it names."""
    room, _, name = page.partition(":")
    if "uid" not in named or room not in ("her_plan", "plan_hers"):
        return True
    model: type[CarePlan | Goal | Step | PlanVersion | PlanReview] = CarePlan
    if room == "plan_hers" or name in _VERSIONS:
        model = PlanVersion
    elif name in _GOALS:
        model = Goal
    elif name in _STEPS:
        model = Step
    elif name == "correct_review":
        model = PlanReview
    return model._default_manager.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    own = "casework/care_plans/"
    register(Panel(22, own + "_today_steps.html", steps_due, Permission.PLAN_CARE))
    register(Panel(23, own + "_today_nobodys.html", nobodys_steps, Permission.COUNTERSIGN))
    register(Panel(42, own + "_today_countersign.html", to_countersign, Permission.COUNTERSIGN))
    panels.register_tab(panels.Tab(22, "Plan", "her_plan:plan", Permission.READ_PLANS))
    queries.put_on_timeline()
    closed.register(_names_open_plans)
