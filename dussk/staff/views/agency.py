"""Choosing the agency to work for."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dussk.access.http import StaffRequest
from dussk.staff import queries, session_keys
from dussk.staff.actions.accounts import Kind, note
from dussk.staff.forms import AgencyForm
from dussk.staff.models import Agency
from dussk.staff.rules import Step
from dussk.staff.steps import during, next_page, onward, see_other


@during("Whoever has posts at several agencies says for which she works now.", Step.AGENCY)
@require_http_methods(["GET", "POST"])
def choose_agency(request: StaffRequest) -> HttpResponse:
    """Say, or change, which agency she works for. Whoever has no post anywhere is told so."""
    agencies = queries.agencies_of(request.user)
    if not agencies:
        return render(request, "staff/no_post.html")
    if len(agencies) == 1 and request.agency != agencies[0]:
        return _work_for(request, agencies[0])
    form = AgencyForm(
        request.POST if request.method == "POST" else None,
        agencies=agencies,
        initial={"agency": getattr(request.agency, "uid", None)},
    )
    if form.is_valid():
        return _work_for(request, cast("Agency", form.cleaned_data["agency"]))
    form.onward = next_page(request)
    return render(request, "staff/agency.html", {"form": form})


def _work_for(request: StaffRequest, agency: Agency) -> HttpResponse:
    request.session[session_keys.AGENCY] = agency.pk
    note(Kind.AGENCY_CHOSEN, request.user)
    return see_other(onward(request)) if request.method == "POST" else redirect(onward(request))
