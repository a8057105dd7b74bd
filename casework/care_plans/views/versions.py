"""What was put to her: a version read, put forward, agreed to without the tablet, wanted otherwise, countersigned."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.care_plans import actions, queries
from casework.care_plans.actions.holding import ENDED
from casework.care_plans.actions.versions import OTHERWISE, OVER
from casework.care_plans.forms import AgreeForm, OtherwiseForm
from casework.care_plans.models import PlanVersion
from casework.care_plans.rules.changes import changes
from casework.care_plans.rules.versions import State, may_countersign
from casework.care_plans.views.showing import (
    BOTH,
    form_page,
    found,
    may_write,
    plan_address,
    posted,
    shown,
    too_late,
    version_address,
    version_of,
)
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once
from dussk.drafts.rules import read_uuid
from dussk.handover.rules import VIEW_BOX
from dussk.ui.paging import page_of


@requires(Permission.READ_PLANS)
@require_GET
def version(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """What was put to her with this number, how that stands, and what changed since the one before and since then."""
    her = her_file(request, reference)
    rows = queries.versions_of_woman(her).defer(None).filter(number=number)
    plan = read_uuid(request.GET.get("plan"))
    one = rows.filter(plan__uid=plan).first() if plan else None
    row = one or rows.first() or get_object_or_404(rows)
    before = queries.version_before(row)
    said = queries.plan_for_paper(row)
    mine = may_write(request, her)
    return shown(
        request,
        her,
        "version",
        version=row,
        said=said,
        before=before,
        changed=changes(queries.plan_for_paper(before), said) if before else [],
        now=queries.changed_since(row, row.plan) if row.plan.is_open else [],
        may_write=mine and row.plan.is_open,
        waits=row.state is State.WAITING,
        otherwise=row.state is State.OTHERWISE,
        may_countersign=request.may(Permission.COUNTERSIGN)
        and row.agency_id == request.agency.pk
        and may_countersign(
            stands=row.state,
            countersigned=row.countersigned_at is not None,
            superseded=queries.is_superseded(row),
            made_by=row.made_by_id,
            taken_up_by=row.taken_up_by_id,
            by=request.worker.staff.pk,
        ),
        view_box=VIEW_BOX,
    )


@requires(Permission.READ_PLANS)
@require_GET
def versions(request: StaffRequest, reference: str) -> HttpResponse:
    """All that was ever put to her."""
    her = her_file(request, reference)
    return shown(request, her, "versions", page=page_of(queries.versions_of_woman(her), request))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def put(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Put the plan to her as it is now: what she would agree to, and then the version."""
    her, plan = found(request, reference, uid, to_change=True)
    if not plan.is_open:
        return too_late(request, ENDED, plan_address(her, plan))
    if request.method == "POST":
        try:
            made = actions.put_to_her(by=request.worker, plan=plan)
        except RefusedError as refused:
            return too_late(request, refused.sentence, plan_address(her, plan))
        messages.success(request, "Kept as it is now. She can agree to it here, on paper, or by saying so.")
        return redirect(version_address(her, made))
    earlier = queries.versions_of(plan)
    agreed = queries.last_agreed(earlier)
    return shown(
        request,
        her,
        "put",
        plan=plan,
        said=queries.plan_for_paper(plan),
        waiting=queries.waiting(earlier),
        agreed=agreed,
        changed=queries.changed_since(agreed, plan) if agreed else [],
        back=plan_address(her, plan),
    )


def _waits(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, PlanVersion, str]:
    """Her file, a version, and why she cannot answer it any more; "" where she can."""
    her, row = version_of(request, reference, uid, to_change=True)
    if row.state is State.WAITING:
        return her, row, ""
    return her, row, OTHERWISE if row.state is State.OTHERWISE else OVER


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def agree(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """She agreed: on paper, by saying so, or by typing her name here."""
    her, row, over = _waits(request, reference, uid)
    back = version_address(her, row)
    if over:
        return too_late(request, over, back)
    form = AgreeForm(posted(request))
    if acted(form, lambda: actions.agree(by=request.worker, version=row, **form.cleaned_data)):
        messages.success(request, "She has agreed. What it says is kept as it is, for good.")
        return redirect(back)
    return form_page(request, her, form, f"She agrees to version {row.number}", back, words=_AS_IT_IS)


_AS_IT_IS = "She agrees to what stands in this version, word by word. Read it to her if she wants that."


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def otherwise(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """She wants it otherwise, and what."""
    her, row, over = _waits(request, reference, uid)
    back = version_address(her, row)
    if over:
        return too_late(request, over, back)
    form = OtherwiseForm(posted(request))
    if acted(form, lambda: actions.want_otherwise(by=request.worker, version=row, **form.cleaned_data)):
        messages.success(request, "Kept. Change the plan, and put it to her anew.")
        return redirect(plan_address(her, row.plan))
    return form_page(request, her, form, "She wants it otherwise", back)


@requires(Permission.PLAN_CARE)
@require_POST
def take_back(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Put a version aside that she has not agreed to."""
    her, row = version_of(request, reference, uid, to_change=True)
    try:
        actions.take_back(by=request.worker, version=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "Taken back. It stays to be read, as not agreed.")
    return redirect(plan_address(her, row.plan))


@requires(Permission.COUNTERSIGN)
@require_POST
def countersign(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """A manager puts her name beside it."""
    her, row = version_of(request, reference, uid, to_change=True)
    try:
        actions.countersign(by=request.worker, version=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "Countersigned.")
    return redirect(version_address(her, row))
