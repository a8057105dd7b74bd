"""Ways of reaching her, and alerts."""

import uuid
from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from casework.clients import actions, queries
from casework.clients.forms import AlertForm, EndAlertForm, EndWayForm, SafeContactForm, WayChangeForm
from casework.clients.models import Alert, SafeContact
from casework.clients.queries import Way
from casework.clients.views.opening import acted, back_to_her, form_page, her_file, her_file_to_edit, standing, too_late
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def add_way(request: StaffRequest, reference: str) -> HttpResponse:
    """Add a way of reaching her."""
    her = her_file(request, reference, to_change=True)
    form = SafeContactForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.save_safe_contact(by=request.worker, client=her, way=form.as_way)):
        return back_to_her(request, her, "How to reach her is saved.")
    return form_page(request, her, form, "Add a way of reaching her")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def change_way(request: StaffRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    """Change a way of reaching her, or what makes it safe."""
    her = her_file_to_edit(request, reference)
    row = get_object_or_404(SafeContact, client=her, uid=uid)
    if row.ended_at is not None:
        return too_late(request, her, "Somebody else has already ended this way of reaching her.")
    form = WayChangeForm(
        request.POST if request.method == "POST" else None,
        standing=standing(row, asdict(Way.of(row))),
        initial={"is_safe": "yes" if row.is_safe else "no"},
    )
    if acted(form, lambda: actions.save_safe_contact(by=request.worker, client=her, way=form.as_way, instead_of=row)):
        return back_to_her(request, her, "How to reach her is saved.")
    return form_page(request, her, form, "Change a way of reaching her")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def end_way(request: StaffRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    """A way of reaching her no longer holds."""
    her = her_file(request, reference, to_change=True)
    row = get_object_or_404(SafeContact.objects.select_related("client"), client=her, uid=uid)
    form = EndWayForm(request.POST if request.method == "POST" else None)
    if row.ended_at is not None:
        return too_late(request, her, "Somebody else has already ended this way of reaching her.")
    if acted(form, lambda: actions.end_safe_contact(by=request.worker, contact=row)):
        return back_to_her(request, her, "That way of reaching her is ended.")
    facts = [(row.get_way_display(), row.detail or "No number or address")]
    return form_page(request, her, form, "End a way of reaching her", facts=facts)


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def add_alert(request: StaffRequest, reference: str) -> HttpResponse:
    """Put an alert on her file."""
    her = her_file(request, reference, to_change=True)
    form = AlertForm(request.POST if request.method == "POST" else None, audiences=queries.audiences_of(request.worker))
    if acted(form, lambda: actions.add_alert(by=request.worker, client=her, **form.cleaned_data)):
        return back_to_her(request, her, "The alert is on her file.")
    return form_page(request, her, form, "Add an alert")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def end_alert(request: StaffRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    """End an alert, and say why."""
    her = her_file(request, reference, to_change=True)
    row = get_object_or_404(Alert.objects.select_related("client"), client=her, uid=uid)
    if row.ended_by_id is not None:
        return too_late(request, her, "Somebody else has already ended this alert.")
    form = EndAlertForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.end_alert(by=request.worker, alert=row, **form.cleaned_data)):
        return back_to_her(request, her, "The alert is ended.")
    facts = [("Alert", row.text), ("For", row.get_audience_display())]
    return form_page(request, her, form, "End an alert", facts=facts)
