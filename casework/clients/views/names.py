"""Her names: what she is called, what else, and what no longer."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from casework.clients import actions
from casework.clients.forms import CalledForm, GiveUpNameForm, NameCorrectionForm, NameForm
from casework.clients.models import Client, ClientName
from casework.clients.views.opening import acted, back_to_her, form_page, her_file, her_file_to_edit, standing, too_late
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once

_GIVEN_UP = "Somebody else has already recorded that she no longer uses this name."


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def called(request: StaffRequest, reference: str) -> HttpResponse:
    """Change what she wants to be called."""
    her = her_file(request, reference, to_change=True)
    form = CalledForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.call_her(by=request.worker, client=her, **form.cleaned_data)):
        return back_to_her(request, her, "The name she wants is saved.")
    return form_page(request, her, form, "Change what she is called")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def add(request: StaffRequest, reference: str) -> HttpResponse:
    """Add a legal, working or other name."""
    her = her_file(request, reference, to_change=True)
    form = NameForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.add_name(by=request.worker, client=her, **form.cleaned_data)):
        return back_to_her(request, her, "The name is saved.")
    return form_page(request, her, form, "Add a name")


def _name(client: Client, uid: uuid.UUID) -> ClientName:
    """One of her names that this page may change: what she is called has a page of its own."""
    others = ClientName.objects.select_related("client__agency").exclude(kind=ClientName.Kind.CALLED)
    return get_object_or_404(others, client=client, uid=uid)


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def correct(request: StaffRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    """Put right how a name is written."""
    her = her_file_to_edit(request, reference)
    row = _name(her, uid)
    if row.ends is not None:
        return too_late(request, her, _GIVEN_UP)
    now = standing(row, {"name": row.name, "starts": row.starts})
    form = NameCorrectionForm(request.POST if request.method == "POST" else None, standing=now)
    if acted(form, lambda: actions.correct_name(by=request.worker, row=row, **form.cleaned_data)):
        return back_to_her(request, her, "The name is saved.")
    return form_page(request, her, form, f"Correct her {row.get_kind_display().lower()}")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def give_up(request: StaffRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    """Record that she no longer uses a name."""
    her = her_file(request, reference, to_change=True)
    row = _name(her, uid)
    if row.ends is not None:
        return too_late(request, her, _GIVEN_UP)
    form = GiveUpNameForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.give_up_name(by=request.worker, row=row, **form.cleaned_data)):
        return back_to_her(request, her, "She no longer uses that name. It is not shown any more.")
    facts = [(row.get_kind_display(), row.name)]
    warning = (
        ""
        if row.kind == ClientName.Kind.LEGAL
        else ("It will never be shown as her name again. Search still finds her by it, without showing it.")
    )
    return form_page(request, her, form, "She no longer uses this name", facts=facts, warning=warning)
