"""Files that nobody works with: why part of one is kept, until when, and having it worked with again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients import actions, queries
from casework.clients.forms import LiftForm, WhyKeptForm
from casework.clients.models import Restriction
from casework.clients.views.opening import acted, seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.audit.queries import written
from dussk.drafts.once import nothing_saved, once
from dussk.ui.meanwhile import Standing
from dussk.ui.paging import page_of


@requires(Permission.DECIDE_STORING)
@require_GET
def restricted(request: StaffRequest) -> HttpResponse:
    """The agency's restricted files, the latest first."""
    page = page_of(queries.restricted_files(request.agency), request)
    seen(request, [row.client for row in page], ViewKind.LISTED)
    return render(request, "casework/clients/restricted.html", {"page": page})


def _restriction(request: StaffRequest, uid: UUID) -> Restriction:
    row = get_object_or_404(queries.restricted_ever(request.agency), uid=uid)
    seen(request, [row.client], ViewKind.OPENED)
    return row


@requires(Permission.DECIDE_STORING)
@require_http_methods(["GET", "POST"])
@once
def restriction(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One of them: why it is restricted, what must be kept of it and why."""
    row = _restriction(request, uid)
    if row.lifted_at is not None:
        return _lifted(request, row)
    says = {"because": row.kept_because, "until": row.kept_until}
    kept = Standing(says, written=lambda: written(row, "kept_because", "kept_until"))
    form = WhyKeptForm(request.POST if request.method == "POST" else None, standing=kept)
    form.cancel_url = reverse("kept:restricted")

    def say() -> None:
        data = form.cleaned_data
        actions.say_why_kept(restriction=row, because=data["because"], until=data["until"])

    if acted(form, say):
        messages.success(request, "Why it is kept is saved.")
        return redirect("kept:restricted")
    return render(request, "casework/clients/restriction.html", {"form": form, "row": row, "client": row.client})


@requires(Permission.DECIDE_STORING)
@require_http_methods(["GET", "POST"])
@once
def lift(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Have the team work with it again."""
    row = _restriction(request, uid)
    if row.lifted_at is not None:
        return _lifted(request, row)
    form = LiftForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("kept:restriction", args=[uid])
    if acted(form, lambda: actions.lift_restriction(restriction=row, because=form.cleaned_data["because"])):
        messages.success(request, "The team can see her file again. Go through consent with her before you write more.")
        return redirect(row.client)
    return render(request, "casework/clients/restriction_lift.html", {"form": form, "row": row, "client": row.client})


def _lifted(request: StaffRequest, row: Restriction) -> HttpResponse:
    messages.warning(request, "This file is not restricted any more: somebody has opened it to the team again.")
    return nothing_saved(redirect(row.client))
