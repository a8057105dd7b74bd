"""Steps towards a goal: set, corrected, done, dropped, taken up again; and done from Today in one press."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from casework.care_plans import actions, queries
from casework.care_plans.actions.holding import ENDED, GOAL_ENDED
from casework.care_plans.actions.steps import OVER
from casework.care_plans.forms import DoneForm, DropForm, StepChangeForm, StepForm
from casework.care_plans.models import Goal, Step
from casework.care_plans.views.goals import at
from casework.care_plans.views.showing import (
    BOTH,
    form_page,
    goal_to_change,
    posted,
    step_to_change,
    too_late,
)
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once


def _ended(goal: Goal) -> str:
    if not goal.plan.is_open:
        return ENDED
    return GOAL_ENDED if goal.end else ""


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Set a step."""
    her, goal = goal_to_change(request, reference, uid)
    if over := _ended(goal):
        return too_late(request, over, at(her, goal))
    form = StepForm(posted(request), workers=queries.can_do_steps(request.agency, her))
    if acted(form, lambda: actions.set_step(by=request.worker, goal=goal, said=form.said)):
        messages.success(request, "The step is saved.")
        return redirect(at(her, goal))
    return form_page(request, her, form, "Add a step", at(her, goal), about=goal.what)


def _open_step(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, Step, str]:
    """Her file, one of her steps, and why nothing can be written on it any more; "" where it can."""
    her, step = step_to_change(request, reference, uid)
    return her, step, _ended(step.goal) or ("" if step.is_open else OVER)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def correct(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Put right what a step says."""
    her, step, over = _open_step(request, reference, uid)
    if over:
        return too_late(request, over, at(her, step.goal))
    workers = queries.can_do_steps(request.agency, her)
    if step.worker_id is not None:
        workers = queries.or_this(workers, step.worker_id)
    form = StepChangeForm(posted(request), step=step, workers=workers)
    if acted(form, lambda: actions.correct_step(by=request.worker, step=step, said=form.said)):
        messages.success(request, "Saved.")
        return redirect(at(her, step.goal))
    return form_page(request, her, form, "Correct a step", at(her, step.goal), about=step.goal.what)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def done(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """It is done, and what came of it."""
    her, step, over = _open_step(request, reference, uid)
    if over:
        return too_late(request, over, at(her, step.goal))
    form = DoneForm(posted(request))
    if acted(form, lambda: actions.finish_step(by=request.worker, step=step, **form.cleaned_data)):
        messages.success(request, "The step is done.")
        return redirect(at(her, step.goal))
    return form_page(request, her, form, "A step is done", at(her, step.goal), about=step.what)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def drop(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """It is not done, and why."""
    her, step, over = _open_step(request, reference, uid)
    if over:
        return too_late(request, over, at(her, step.goal))
    form = DropForm(posted(request))

    def dropping() -> None:
        data = form.cleaned_data
        actions.drop_step(by=request.worker, step=step, dropped_on=data["dropped_on"], why=data["dropped_why"])

    if acted(form, dropping):
        messages.success(request, "The step is dropped. It stays in the plan, with why.")
        return redirect(at(her, step.goal))
    return form_page(request, her, form, "Drop a step", at(her, step.goal), about=step.what)


@requires(Permission.PLAN_CARE)
@require_POST
def reopen(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Take a step up again."""
    her, step = step_to_change(request, reference, uid)
    try:
        actions.reopen_step(by=request.worker, step=step)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "The step is to be done again.")
    return redirect(at(her, step.goal))


@requires(Permission.PLAN_CARE)
@require_POST
def pressed(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Done today, in one press from a list; what came of it can be written after."""
    _her, step = step_to_change(request, reference, uid)
    try:
        actions.finish_step(by=request.worker, step=step)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "The step is done.")
    return redirect("care_plans:steps" if request.POST.get("list") else "today:today")
