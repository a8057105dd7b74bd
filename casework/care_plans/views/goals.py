"""Goals of her plan: set, corrected, ended, taken up again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from casework.care_plans import actions
from casework.care_plans.actions.holding import ENDED, GOAL_ENDED
from casework.care_plans.forms import EndGoalForm, GoalChangeForm, GoalForm
from casework.care_plans.models import Goal
from casework.care_plans.views.showing import (
    BOTH,
    form_page,
    found,
    goal_to_change,
    plan_address,
    posted,
    too_late,
)
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once


def at(her: Client, goal: Goal) -> str:
    """Where a goal stands on the page of its plan."""
    return plan_address(her, goal.plan, f"goal-{goal.uid}")


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Set a goal."""
    her, plan = found(request, reference, uid, to_change=True)
    if not plan.is_open:
        return too_late(request, ENDED, plan_address(her, plan))
    form = GoalForm(posted(request))
    made: list[Goal] = []
    if acted(form, lambda: made.append(actions.set_goal(by=request.worker, plan=plan, said=form.said))):
        messages.success(request, "The goal is saved. Its first step comes next, if there is one already.")
        return redirect("her_plan:new_step", her.reference, made[0].uid)
    return form_page(request, her, form, "Add a goal", plan_address(her, plan))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def correct(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Put right what a goal says."""
    her, goal = goal_to_change(request, reference, uid)
    if not goal.plan.is_open:
        return too_late(request, ENDED, at(her, goal))
    form = GoalChangeForm(posted(request), goal=goal)
    if acted(form, lambda: actions.correct_goal(by=request.worker, goal=goal, said=form.said)):
        messages.success(request, "Saved.")
        return redirect(at(her, goal))
    return form_page(request, her, form, "Correct a goal", at(her, goal))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def end(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """She has reached it, or it is dropped."""
    her, goal = goal_to_change(request, reference, uid)
    if goal.end or not goal.plan.is_open:
        return too_late(request, GOAL_ENDED if goal.end else ENDED, at(her, goal))
    form = EndGoalForm(posted(request))

    def ending() -> None:
        data = form.cleaned_data
        why = data["ended_why"]
        actions.end_goal(by=request.worker, goal=goal, end=data["end"], ended_on=data["ended_on"], why=why)

    if acted(form, ending):
        messages.success(request, "Saved. The goal stays in the plan, as ended, and can be taken up again.")
        return redirect(at(her, goal))
    return form_page(request, her, form, "Reached, or dropped", at(her, goal), about=goal.what)


@requires(Permission.PLAN_CARE)
@require_POST
def reopen(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Take a goal up again."""
    her, goal = goal_to_change(request, reference, uid)
    try:
        actions.reopen_goal(by=request.worker, goal=goal)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "The goal goes on again, with the steps that were still open.")
    return redirect(at(her, goal))
