"""Who looked at a woman's file, and the review of one emergency access."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.views.opening import acted, her_file, her_page, seen
from casework.contacts.rules import Period, period_begins
from casework.looking import actions, documents, queries
from casework.looking.forms import LookedForm, ReviewForm
from casework.looking.models import EmergencyReview
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once
from dussk.ui.paging import page_of

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


def _asked(form: LookedForm) -> tuple[date | None, date | None, bool]:
    """The first and last day, and whether those count who only saw her named. Unasked: three months."""
    if not form.is_bound:
        return period_begins(Period.QUARTER, timezone.localdate()), None, False
    if not form.is_valid():
        return None, None, False
    return (*form.between, form.named_too)


@requires(Permission.SEE_WHO_LOOKED)
@require_GET
def looked(request: StaffRequest, reference: str) -> HttpResponse:
    """Who saw what of her file, day by day, what is unusual first."""
    her = her_file(request, reference, to_change=True)
    form = LookedForm(request.GET or None)
    since, until, named_too = _asked(form)
    rows = [] if form.errors else queries.looked(her, since=since, until=until, named_too=named_too)
    asked = request.GET.copy()
    asked.pop("page", None)
    return her_page(
        request,
        her,
        "casework/looking/looked.html",
        form=form,
        page=page_of(rows, request),
        asked=asked,
        unusual=sum(bool(row.unusual) for row in rows),
    )


@requires(Permission.SEE_WHO_LOOKED)
@require_GET
def printed(request: StaffRequest, reference: str) -> HttpResponse:
    """The same for her to take away: workers by what they do; ``?names=1`` by name, where the manager decides so."""
    her = her_file(request, reference, to_change=True)
    asked = request.GET.copy()
    names = bool("".join(asked.pop("names", [])))
    form = LookedForm(asked or None)
    since, until, _named = _asked(form)
    seen(request, [her], ViewKind.PRINTED)
    rows = queries.looked(her, since=since, until=until)
    return documents.for_her(her, rows, request=request, names=names, since=since, until=until)


@requires(Permission.REVIEW_EMERGENCY)
@require_http_methods(BOTH)
@once
def review(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Why somebody opened a file in an emergency, what she looked at, and what a manager finds."""
    access = get_object_or_404(queries.accesses(request.agency), uid=uid)
    her = access.client.joined_into or access.client
    seen(request, [her], ViewKind.OPENED)
    if request.method == "POST":
        EmergencyReview.objects.select_for_update(of=("self",)).filter(access=access).exists()
    row = queries.review_of(access)
    form = ReviewForm(request.POST if request.method == "POST" else None, review=row)
    form.cancel_url = reverse("clients:emergencies")

    def save() -> None:
        told_by = form.cleaned_data["told_by"]
        actions.save_review(by=request.worker, access=access, said=form.said, told_by=told_by, close=form.closes)

    if acted(form, save):
        messages.success(
            request, "The review is closed." if form.closes else "Saved. It stays open until it is closed."
        )
        return redirect("clients:emergencies")
    answer = her_page(
        request,
        her,
        "casework/looking/review.html",
        access=access,
        row=row,
        form=form,
        looked_at=queries.seen_during(access),
        own=access.made_by_id == request.user.pk,
    )
    answer.status_code = UNPROCESSABLE if form.errors else 200
    return answer
