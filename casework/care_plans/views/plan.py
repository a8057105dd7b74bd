"""Her plan: as it stands, beginning one, what it says besides its goals, ending it, and those that were ended."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.assessments.models import Assessment
from casework.care_plans import actions, queries
from casework.care_plans.actions.holding import ENDED
from casework.care_plans.actions.plans import STANDS
from casework.care_plans.forms import BeginForm, CrisisForm, EndPlanForm, ReviewDateForm, WordsForm
from casework.care_plans.models import CarePlan, Goal
from casework.care_plans.rules.steps import stands
from casework.care_plans.views.showing import (
    BOTH,
    form_page,
    found,
    may_write,
    plan_address,
    posted,
    shown,
    too_late,
)
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once
from dussk.drafts.rules import read_uuid
from dussk.ui.paging import page_of

#: How many versions stand on the page of a plan; the rest are on their own.
AT_A_GLANCE = 5


@requires(Permission.READ_PLANS)
@require_GET
def plan(request: StaffRequest, reference: str) -> HttpResponse:
    """The plan that stands; where there is none, the ways to begin one."""
    her = her_file(request, reference)
    one = queries.current(her)
    if one is not None:
        return _shown(request, her, one)
    return shown(
        request,
        her,
        "none",
        may_write=may_write(request, her),
        assessments=queries.assessments_to_begin_from(her)[:3],
        earlier=queries.plans_of(her)[:1],
    )


@requires(Permission.READ_PLANS)
@require_GET
def one(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One of her plans, also one that was ended."""
    her = her_file(request, reference)
    return _shown(request, her, get_object_or_404(queries.whole(queries.plans_of(her)), uid=uid))


def _shown(request: StaffRequest, her: Client, one: CarePlan) -> HttpResponse:
    versions = queries.versions_of(one)
    waiting, agreed = queries.waiting(versions), queries.last_agreed(versions)
    since = waiting or agreed
    today = timezone.localdate()
    return shown(
        request,
        her,
        "plan",
        plan=one,
        said=queries.plan_for_paper(one),
        areas=_by_area(one, today),
        versions=versions[:AT_A_GLANCE],
        more_versions=len(versions) > AT_A_GLANCE,
        waiting=waiting,
        agreed=agreed,
        changed=queries.changed_since(since, one) if since else [],
        reviews=queries.reviews_of(one)[:3],
        overdue=one.is_open and one.review_on is not None and one.review_on < today,
        others=queries.plans_of(her).exclude(pk=one.pk)[:3],
        may_write=may_write(request, her) and one.is_open,
        today=today,
    )


def _by_area(one: CarePlan, today: date) -> list[tuple[str, list[Goal]]]:
    """The goals area by area, those that go on before those that ended; with how each step stands today."""
    areas: dict[str, list[Goal]] = {words: [] for words, _goals in queries.plan_for_paper(one).by_area}
    for goal in queries.goals_of(one):
        steps = list(goal.steps.all())
        for step in steps:
            step.stands = stands(due_on=step.due_on, done_on=step.done_on, dropped_on=step.dropped_on, today=today)
        goal.open_steps = [step for step in steps if step.is_open]
        goal.over_steps = [step for step in steps if not step.is_open]
        areas[goal.get_area_display() if goal.area else ""].append(goal)
    return [(words, sorted(goals, key=lambda goal: bool(goal.end))) for words, goals in areas.items()]


@requires(Permission.READ_PLANS)
@require_GET
def earlier(request: StaffRequest, reference: str) -> HttpResponse:
    """All of her plans, also those that were ended."""
    her = her_file(request, reference)
    return shown(request, her, "earlier", page=page_of(queries.plans_of(her), request))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def begin(request: StaffRequest, reference: str) -> HttpResponse:
    """Begin a plan, from an assessment (``?from=``) or from nothing."""
    her = her_file(request, reference, to_change=True)
    back = reverse("her_plan:plan", args=[her.reference])
    if request.method != "POST" and queries.plans_of(her).filter(ended_at=None).exists():
        return too_late(request, STANDS, back)
    assessment = _assessment(request, her)
    proposed = queries.proposals_of(assessment) if assessment else []
    form = BeginForm(posted(request), proposed=proposed, assessment=assessment)
    made: list[CarePlan] = []
    if acted(form, lambda: made.append(actions.begin(by=request.worker, client=her, begun=form.begun))):
        messages.success(request, "The plan is begun. Add goals and steps with her, as she likes.")
        return redirect(plan_address(her, made[0]))
    form.cancel_url = back
    return shown(request, her, "begin", form=form, assessment=assessment, proposed=proposed, back=back)


def _assessment(request: StaffRequest, her: Client) -> Assessment | None:
    uid = read_uuid(request.POST.get("assessment") if request.method == "POST" else request.GET.get("from"))
    return queries.assessments_to_begin_from(her).filter(uid=uid).first() if uid else None


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def words(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """What she wants, and her strengths."""
    her, which = found(request, reference, uid, to_change=True)
    if not which.is_open:
        return too_late(request, ENDED, plan_address(her, which))
    form = WordsForm(posted(request), plan=which)
    if acted(form, lambda: actions.change_words(by=request.worker, plan=which, **form.cleaned_data)):
        messages.success(request, "Saved.")
        return redirect(plan_address(her, which))
    return form_page(request, her, form, "What she wants", plan_address(her, which))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def crisis(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """The crisis and safety part."""
    her, which = found(request, reference, uid, to_change=True)
    if not which.is_open:
        return too_late(request, ENDED, plan_address(her, which))
    form = CrisisForm(posted(request), plan=which)
    if acted(form, lambda: actions.change_crisis(by=request.worker, plan=which, **form.cleaned_data)):
        messages.success(request, "Saved.")
        return redirect(plan_address(her, which, "crisis"))
    return form_page(request, her, form, "In a crisis, and keeping safe", plan_address(her, which, "crisis"))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def review_date(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """When the plan is gone through again."""
    her, which = found(request, reference, uid, to_change=True)
    if not which.is_open:
        return too_late(request, ENDED, plan_address(her, which))
    form = ReviewDateForm(posted(request), plan=which)
    if acted(form, lambda: actions.change_review_date(by=request.worker, plan=which, **form.cleaned_data)):
        messages.success(request, "Saved.")
        return redirect(plan_address(her, which))
    return form_page(request, her, form, "Review date", plan_address(her, which))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def end(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """End a plan, and say why."""
    her, which = found(request, reference, uid, to_change=True)
    if not which.is_open:
        return too_late(request, ENDED, plan_address(her, which))
    form = EndPlanForm(posted(request))
    if acted(form, lambda: actions.end(by=request.worker, plan=which, why=form.cleaned_data["ended_why"])):
        messages.success(request, "The plan is ended. It can be read for good, and another can be begun.")
        return redirect("her_plan:plan", her.reference)
    told = (
        "It can still be read, with all its versions and reviews. Its steps stand on Today no longer. What she agreed"
        " to is not put to her again; a version that waits is taken back."
    )
    return form_page(request, her, form, "End this plan", plan_address(her, which), words=told)
