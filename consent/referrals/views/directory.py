"""The directory of services: looked up, one of it, and kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted
from consent.agreements.queries import partner_agencies
from consent.referrals import actions, queries
from consent.referrals.forms import DirectoryForm, ServiceChangeForm, ServiceForm
from consent.referrals.models import Service
from consent.referrals.views.showing import BOTH, UNPROCESSABLE, pages
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once
from dussk.ui.paging import page_of

#: After so many days, what the directory says is to be checked again.
OLD_AFTER = 183


@requires(Permission.LOOK_UP_SERVICES)
@require_GET
def directory(request: StaffRequest) -> HttpResponse:
    """What fits, what is open now first, then what is open at night."""
    form = DirectoryForm(request.GET or None)
    asked = form.asked if form.is_valid() else queries.Asked()
    found = [] if form.errors else queries.found(request.agency, asked)
    context = {
        "form": form,
        "page": page_of(found, request),
        "pages": pages(request),
        "now": timezone.now(),
        "keeps": request.may(Permission.KEEP_SERVICES),
        "retired": queries.retired(request.agency) if request.may(Permission.KEEP_SERVICES) else [],
    }
    return render(request, "consent/services/list.html", context)


def _ours(request: StaffRequest, uid: UUID) -> Service:
    return get_object_or_404(queries.services(request.agency), uid=uid)


@requires(Permission.LOOK_UP_SERVICES)
@require_GET
def service(request: StaffRequest, uid: UUID) -> HttpResponse:
    """All that the directory says of one service."""
    row = _ours(request, uid)
    today = timezone.localdate()
    refers = request.may(Permission.REFER)
    context = {
        "row": row,
        "listed": queries.listed(row),
        "keeps": request.may(Permission.KEEP_SERVICES),
        "usual": queries.usual_waits(row, request.agency, today) if refers else None,
        "old": row.checked_on is None or (today - row.checked_on).days > OLD_AFTER,
    }
    return render(request, "consent/services/service.html", context)


@requires(Permission.KEEP_SERVICES)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest) -> HttpResponse:
    """Put one into the directory."""
    form = ServiceForm(request.POST if request.method == "POST" else None, partners=partner_agencies(request.agency))
    form.cancel_url = reverse("services:list")
    made: list[Service] = []

    def add() -> None:
        made.append(actions.add_service(by=request.worker, said=form.said, openings=form.openings))

    if acted(form, add):
        messages.success(request, "It is in the directory.")
        return redirect("services:service", made[0].uid)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "consent/services/form.html", {"form": form}, status=status)


@requires(Permission.KEEP_SERVICES)
@require_http_methods(BOTH)
@once
def change(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Change what the directory says of one."""
    row = _ours(request, uid)
    if request.method == "POST":
        Service.objects.select_for_update(of=("self",)).filter(pk=row.pk).exists()
        row = _ours(request, uid)
    form = ServiceChangeForm(
        request.POST if request.method == "POST" else None, service=row, partners=partner_agencies(request.agency)
    )
    form.cancel_url = reverse("services:service", args=[row.uid])

    def save() -> None:
        actions.change_service(by=request.worker, service=row, said=form.said, openings=form.openings)

    if acted(form, save):
        messages.success(request, "Saved.")
        return redirect("services:service", row.uid)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "consent/services/form.html", {"form": form, "row": row}, status=status)


@requires(Permission.KEEP_SERVICES)
@require_POST
def checked(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Say that all of it is right today."""
    row = _ours(request, uid)
    actions.check_service(by=request.worker, service=row)
    messages.success(request, "It says that you checked it today.")
    return redirect("services:service", row.uid)


@requires(Permission.KEEP_SERVICES)
@require_POST
def retire(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Offer it no longer."""
    row = _ours(request, uid)
    actions.retire_service(by=request.worker, service=row)
    messages.success(request, "It is not offered any longer. Old referrals keep it, and you can bring it back.")
    return redirect("services:service", row.uid)


@requires(Permission.KEEP_SERVICES)
@require_POST
def bring_back(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Offer it again."""
    row = _ours(request, uid)
    try:
        actions.bring_back_service(by=request.worker, service=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It is offered again.")
    return redirect("services:service", row.uid)
