"""A line of a list: a new one, put right, taken off the list, put back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_file_to_edit, standing
from casework.information import actions
from casework.information.forms import FORMS, EndForm, KeptEndForm
from casework.information.queries import Listed
from casework.information.rules import LABELS
from casework.information.views.showing import BOTH, form_shown, listed_or_404, row_or_404, section_address
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import nothing_saved, once

NOT_KEPT = "She does not want that kept, so nothing of it was saved."
NOT_KEPT_AS_CHANGED = "She does not want that kept, so nothing was changed: the line stands as it did."
GONE = "Somebody else has just taken that off the list. It stands under Earlier."


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str, code: str) -> HttpResponse:
    """Add one."""
    listed = listed_or_404(code)
    her = her_file(request, reference, to_change=True)
    form = FORMS[code].new(request.POST if request.method == "POST" else None)
    back = form.cancel_url = section_address(her, listed.section)
    if form.is_bound and form.is_valid() and not getattr(form, "is_wanted", True):
        messages.info(request, NOT_KEPT)  # led on as where it is saved: so no draft of it is kept either
        return redirect(back)
    if acted(form, lambda: actions.add_entry(by=request.worker, client=her, listed=listed, said=form.said)):
        messages.success(request, listed.said)
        return redirect(back)
    return _form(request, her, listed, form, listed.add)


def _form(request: StaffRequest, her: Client, listed: Listed, form: Any, heading: str, **context: Any) -> HttpResponse:
    up = {"up": section_address(her, listed.section), "up_label": LABELS[listed.section]}
    about = {"section": listed.section.value, "listed": listed}
    return form_shown(request, her, form, heading, **about, **up, **context)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def entry(request: StaffRequest, reference: str, code: str, uid: UUID) -> HttpResponse:
    """Put one right."""
    listed = listed_or_404(code)
    her = her_file_to_edit(request, reference)
    row = row_or_404(her, listed, uid)
    back = section_address(her, listed.section)
    if row.ended_at is not None:
        messages.warning(request, GONE)
        return nothing_saved(redirect(back))
    values = {name: getattr(row, name) for name in FORMS[code].asked}
    form: Any = FORMS[code].change(request.POST if request.method == "POST" else None, standing=standing(row, values))
    form.cancel_url = back

    if form.is_bound and form.is_valid() and not getattr(form, "is_wanted", True):
        messages.info(request, NOT_KEPT_AS_CHANGED)  # as where a new line is not wanted: no draft of it is kept
        return redirect(back)

    def save() -> None:
        actions.correct_entry(by=request.worker, client=her, listed=listed, row=row, said=form.said)

    if acted(form, save):
        messages.success(request, "Saved.")
        return redirect(back)
    return _form(request, her, listed, form, listed.correct)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def ended(request: StaffRequest, reference: str, code: str, uid: UUID) -> HttpResponse:
    """One no longer holds."""
    listed = listed_or_404(code)
    her = her_file(request, reference, to_change=True)
    row = row_or_404(her, listed, uid)
    back = section_address(her, listed.section)
    if row.ended_at is not None:
        messages.warning(request, GONE)
        return nothing_saved(redirect(back))
    form = (KeptEndForm if listed.is_wanted else EndForm)(request.POST if request.method == "POST" else None)
    form.cancel_url = back
    if acted(form, lambda: actions.end_entry(by=request.worker, client=her, listed=listed, row=row)):
        messages.success(request, "It is no longer kept." if listed.is_wanted else "It stands under Earlier now.")
        return redirect(back)
    return _form(request, her, listed, form, "Does this no longer hold?", row=row)


@requires(Permission.PLAN_CARE)
@require_POST
@once
def put_back(request: StaffRequest, reference: str, code: str, uid: UUID) -> HttpResponse:
    """One that was taken off the list by mistake stands there again."""
    listed = listed_or_404(code)
    her = her_file(request, reference, to_change=True)
    row = row_or_404(her, listed, uid)
    back = section_address(her, listed.section)
    try:
        actions.put_back(by=request.worker, client=her, listed=listed, row=row)
    except RefusedError as refusal:
        messages.warning(request, refusal.sentence)
        return nothing_saved(redirect(back))
    messages.success(request, "It stands on the list again.")
    return redirect(back)
