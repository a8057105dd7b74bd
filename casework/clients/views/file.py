"""Her page, her details, her keyworker and how she and the service stand."""

from typing import cast

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients import actions, panels, queries
from casework.clients.actions import RefusedError
from casework.clients.forms import DetailsForm, KeyworkerForm, StatusForm
from casework.clients.queries import Details
from casework.clients.views.opening import acted, back_to_her, form_page, her_file, her_page
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires


@requires(Permission.VIEW_CLIENT)
@require_GET
def client(request: StaffRequest, reference: str) -> HttpResponse:
    """Her page: how to reach her safely first, then what the reader may know of her."""
    her = her_file(request, reference)
    return her_page(request, her, "casework/clients/client.html", panels=panels.panels_for(request, her))


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
def details(request: StaffRequest, reference: str) -> HttpResponse:
    """Change her age, languages and what makes things easier."""
    her = her_file(request, reference, to_change=True)
    now = Details.of(her)
    initial = {name: getattr(now, name) for name in Details.__dataclass_fields__} | {"opened_with": now.mark}
    typed = request.POST.copy() if request.method == "POST" else None
    form = DetailsForm(typed, initial=initial)
    meanwhile: list[tuple[str, str]] = []

    def change() -> None:
        opened_with = form.cleaned_data["opened_with"]
        try:
            actions.change_details(by=request.worker, client=her, opened_with=opened_with, details=form.details)
        except RefusedError:
            # She is shown what the other saved; sent once more, what she wrote takes its place.
            meanwhile.extend(form.differing(now))
            cast("QueryDict", form.data)["opened_with"] = now.mark
            raise

    if acted(form, change):
        return back_to_her(request, her, "Her details are saved.")
    return form_page(request, her, form, "Change her details", facts=meanwhile, facts_title="On her file now")


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(["GET", "POST"])
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
def status(request: StaffRequest, reference: str) -> HttpResponse:
    """Record how she and the service stand, and since when."""
    her = her_file(request, reference, to_change=True)
    form = StatusForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.change_status(by=request.worker, client=her, **form.cleaned_data)):
        return back_to_her(request, her, "Her status is saved.")
    return form_page(request, her, form, "Change her status")
