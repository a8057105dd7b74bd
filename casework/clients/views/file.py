"""Her page, her details, her keyworker and how she and the service stand."""

from dataclasses import asdict

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients import actions, panels, queries
from casework.clients.forms import DetailsForm, KeyworkerForm, StatusForm
from casework.clients.queries import Details
from casework.clients.views.opening import acted, back_to_her, form_page, her_file, her_file_to_edit, her_page, standing
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once


@requires(Permission.VIEW_CLIENT)
@require_GET
def client(request: StaffRequest, reference: str) -> HttpResponse:
    """Her page: how to reach her safely first, then what the reader may know of her."""
    her = her_file(request, reference)
    return her_page(request, her, "casework/clients/client.html", panels=panels.panels_for(request, her))


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def details(request: StaffRequest, reference: str) -> HttpResponse:
    """Change her age, languages and what makes things easier."""
    her = her_file_to_edit(request, reference)
    form = DetailsForm(
        request.POST if request.method == "POST" else None, standing=standing(her, asdict(Details.of(her)))
    )
    if acted(form, lambda: actions.change_details(by=request.worker, client=her, details=form.details)):
        return back_to_her(request, her, "Her details are saved.")
    return form_page(request, her, form, "Change her details")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def keyworker(request: StaffRequest, reference: str) -> HttpResponse:
    """Choose who key-works her."""
    her = her_file(request, reference, to_change=True)
    form = KeyworkerForm(
        request.POST if request.method == "POST" else None,
        people=queries.keyworkers_for(her),
        initial={"keyworker": her.keyworker.uid if her.keyworker else None},
    )
    if acted(form, lambda: actions.choose_keyworker(by=request.worker, client=her, **form.cleaned_data)):
        return back_to_her(request, her, "Her keyworker is saved.")
    return form_page(request, her, form, "Choose her keyworker")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def status(request: StaffRequest, reference: str) -> HttpResponse:
    """Record how she and the service stand, and since when."""
    her = her_file(request, reference, to_change=True)
    form = StatusForm(
        request.POST if request.method == "POST" else None,
        words=queries.status_words(her.agency),
        initial={"status": her.status_word.uid if her.status_word else None},
    )
    if acted(form, lambda: actions.change_status(by=request.worker, client=her, **form.cleaned_data)):
        return back_to_her(request, her, "Her status is saved.")
    return form_page(request, her, form, "Change her status")
