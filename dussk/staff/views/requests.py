"""Asking for access for somebody, and answering what was asked."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dussk.access.http import StaffRequest
from dussk.staff import queries
from dussk.staff.actions import access
from dussk.staff.forms import AnswerForm, AskForResetForm, AskForRoleForm
from dussk.staff.models import AccessRequest
from dussk.staff.roles import Role
from dussk.staff.views.people import for_staff_keepers, somebody

_WAITS = "It is approved. It waits for the other approval."


@for_staff_keepers
@require_http_methods(["GET", "POST"])
def ask_for_role(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask that somebody may hold a role."""
    staff = somebody(request, uid)
    form = AskForRoleForm(
        request.POST if request.method == "POST" else None, agencies=queries.agencies_to_ask_at(request.worker)
    )
    form.cancel_url = reverse("staff:person", args=[uid])
    if form.is_valid():
        wanted = form.cleaned_data
        try:
            asked = access.ask_for_role(
                by=request.worker,
                staff=staff,
                agency=wanted["agency"],
                role=Role(wanted["role"]),
                reason=wanted["reason"],
            )
        except access.AlreadyAskedError:
            form.add_error("role", "She holds this role already, or it waits for an answer")
        else:
            return _asked(request, asked)
    return render(request, "staff/ask_for_role.html", {"form": form, "person": staff})


@for_staff_keepers
@require_http_methods(["GET", "POST"])
def ask_for_reset(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask that somebody's lost second factor is taken away."""
    staff = somebody(request, uid)
    agencies = queries.agencies_to_ask_at(request.worker)
    if hers := queries.agencies_of(staff):
        agencies = agencies.filter(pk__in=[agency.pk for agency in hers])
    form = AskForResetForm(request.POST if request.method == "POST" else None, agencies=agencies)
    form.cancel_url = reverse("staff:person", args=[uid])
    if form.is_valid():
        wanted = form.cleaned_data
        try:
            asked = access.ask_for_reset(
                by=request.worker, staff=staff, agency=wanted["agency"], reason=wanted["reason"]
            )
        except access.AlreadyAskedError:
            form.add_error(None, "This is asked for already, and waits for an answer")
        else:
            return _asked(request, asked)
    return render(request, "staff/ask_for_reset.html", {"form": form, "person": staff})


def _asked(request: StaffRequest, asked: AccessRequest) -> HttpResponse:
    done = AccessRequest.objects.filter(pk=asked.pk, done_at__isnull=False).exists()
    messages.success(request, "It is done." if done else "It is asked for. Her page says what it waits for.")
    return redirect("staff:person", uid=asked.staff.uid)


@for_staff_keepers
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Say yes or no to a request."""
    wanted = get_object_or_404(queries.requests(), uid=uid)
    somebody(request, wanted.staff.uid)
    (asked,) = queries.standing(request.worker, [wanted])
    is_open = wanted.done_at is None and wanted.refused_at is None
    form = AnswerForm(request.POST if request.method == "POST" else None, may_approve=asked.may_give is not None)
    if form.is_valid() and request.POST.get("answer") == "refuse":
        access.refuse(by=request.worker, request=wanted, reason=form.cleaned_data["reason"])
        messages.success(request, "It is refused.")
        return redirect("staff:person", uid=wanted.staff.uid)
    if form.is_valid() and request.POST.get("answer") == "approve":
        done = access.approve(by=request.worker, request=wanted)
        messages.success(request, "It is approved and done." if done else _WAITS)
        return redirect("staff:person", uid=wanted.staff.uid)
    return render(request, "staff/request.html", {"form": form, "asked": asked, "is_open": is_open})
