"""What the pages of this room share."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from casework.care_plans import queries
from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.clients.actions.writing import take_up
from casework.clients.models import Client
from casework.clients.views.opening import her_file, her_page
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.drafts.once import nothing_saved

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


def found(request: StaffRequest, reference: str, uid: UUID, *, to_change: bool = False) -> tuple[Client, CarePlan]:
    """Her file and one of her plans; locked once a form that changes it is sent.

    Raises:
        Http404: there is none, or this reader may not see it.
        PermissionDenied: it is to be changed, and another agency keeps her file.
    """
    her = _file(request, reference, to_change=to_change)
    return her, get_object_or_404(queries.plans_of(her), uid=uid)


def _file(request: StaffRequest, reference: str, *, to_change: bool) -> Client:
    her = her_file(request, reference, to_change=to_change)
    return take_up(her, request.worker) if to_change and request.method == "POST" else her


def goal_to_change(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, Goal]:
    """Her file and one of her goals, as :func:`found`."""
    her = _file(request, reference, to_change=True)
    return her, get_object_or_404(Goal.objects.select_related("plan", "plan__client", "client"), client=her, uid=uid)


def step_to_change(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, Step]:
    """Her file and one of her steps, as :func:`found`."""
    her = _file(request, reference, to_change=True)
    rows = Step.objects.select_related("goal__plan__client", "client", "worker")
    return her, get_object_or_404(rows, client=her, uid=uid)


def version_of(
    request: StaffRequest, reference: str, uid: UUID, *, to_change: bool = False
) -> tuple[Client, PlanVersion]:
    """Her file and one version, as :func:`found`."""
    her = _file(request, reference, to_change=to_change)
    return her, get_object_or_404(queries.versions_of_woman(her), uid=uid)


def review_to_change(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, PlanReview]:
    """Her file and one review, as :func:`found`."""
    her = _file(request, reference, to_change=True)
    return her, get_object_or_404(PlanReview.objects.select_related("plan", "client"), client=her, uid=uid)


def plan_address(her: Client, plan: CarePlan, part: str = "") -> str:
    """Where a plan is: the one that stands where hers always is; any other by its id."""
    address = reverse("her_plan:one", args=[her.reference, plan.uid])
    return f"{address}#{part}" if part else address


def version_address(her: Client, version: PlanVersion) -> str:
    """Where a version is read. Of two plans of joined files, versions may have one number: then the plan says which."""
    address = reverse("her_plan:version", args=[her.reference, version.number])
    return f"{address}?plan={version.plan.uid}"


def shown(request: StaffRequest, her: Client, template: str, **context: Any) -> HttpResponse:
    """A page about her plan; 422 where its form has faults."""
    answer = her_page(request, her, f"casework/care_plans/{template}.html", **context)
    form = context.get("form")
    answer.status_code = UNPROCESSABLE if form is not None and form.errors else 200
    return answer


def form_page(request: StaffRequest, her: Client, form: Any, heading: str, back: str, **context: Any) -> HttpResponse:
    """A page that is one form. ``words`` stand above it; ``about``: which goal or step it is about."""
    form.cancel_url = back
    return shown(request, her, "form", form=form, heading=heading, back=back, **context)


def too_late(request: StaffRequest, sentence: str, to: str) -> HttpResponse:
    """Back, because somebody else ended what this page was to change."""
    messages.warning(request, sentence)
    return nothing_saved(redirect(to))


def may_write(request: StaffRequest, her: Client) -> bool:
    """Whether this reader writes on her plan."""
    return her.agency_id == request.agency.pk and request.may(Permission.PLAN_CARE)


def posted(request: StaffRequest) -> Any:
    """What was sent; None where the page is only opened."""
    return request.POST if request.method == "POST" else None
