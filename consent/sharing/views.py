"""Who sees what of a file, the page for her, and files that wait for her answer."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.kinds import kind_named
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_page, seen
from consent.sharing import actions, documents, queries, rules
from consent.sharing.forms import Decision, WaitingForm
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once
from dussk.staff.models import Agency
from dussk.ui.paging import page_of


@requires(Permission.TAKE_CONSENT)
@require_GET
def as_agency(request: StaffRequest, reference: str, agency_uid: UUID) -> HttpResponse:
    """Her file as another agency sees it: how much of each kind, and of one kind each row."""
    her = her_file(request, reference, to_change=True)
    agency = get_object_or_404(Agency.objects.exclude(pk=her.agency_id), uid=agency_uid)
    as_seen = queries.AsSeen(her, agency, timezone.now())
    asked = request.GET.get("kind", "")
    kind = kind_named(asked)
    if asked and kind is None:
        raise Http404
    page, shown = None, []
    if kind is not None:
        of_kind = next(one for one in as_seen.kinds if one.kind is kind)
        page = page_of(of_kind.seen, request)
        shown = [(kind.dated(row), kind.words(row), row.agency) for row in page]
    context = {"agency": agency, "as_seen": as_seen, "kind": kind, "page": page, "shown": shown}
    return her_page(request, her, "consent/sharing/as_agency.html", **context)


@requires(Permission.TAKE_CONSENT)
@require_GET
def for_her(request: StaffRequest, reference: str) -> HttpResponse:
    """What is held about her and who sees it, in words to read with her."""
    her = her_file(request, reference, to_change=True)
    context = {"held": queries.held(her), "hers": queries.for_her(her)}
    return her_page(request, her, "consent/sharing/for_her.html", **context)


@requires(Permission.TAKE_CONSENT)
@require_GET
def for_her_printed(request: StaffRequest, reference: str) -> HttpResponse:
    """The same for her to take away, on request in large type."""
    her = her_file(request, reference, to_change=True)
    seen(request, [her], ViewKind.PRINTED)
    return documents.for_her(her, request=request, large="large" in request.GET)


@requires(Permission.DECIDE_STORING)
@require_GET
def provisional(request: StaffRequest) -> HttpResponse:
    """Files that have waited for her answer too long, the longest waiting first."""
    page = page_of(queries.waiting_too_long(request.agency, timezone.localdate()), request, long=True)
    seen(request, list(page), ViewKind.LISTED)
    return render(
        request, "consent/sharing/provisional.html", {"page": page, "days": settings.CONSENT_PROVISIONAL_DAYS}
    )


@requires(Permission.DECIDE_STORING)
@require_http_methods(["GET", "POST"])
@once
def waiting(request: StaffRequest, reference: str) -> HttpResponse:
    """A manager decides about one of them: it waits longer, or nobody works with it any more."""
    her = her_file(request, reference, to_change=True)
    if queries.has_answered(her):
        messages.warning(request, "She has answered already, so there is nothing to decide here.")
        return nothing_saved(redirect(her))
    form = WaitingForm(request.POST if request.method == "POST" else None)
    form.cancel_url = her.get_absolute_url()
    if acted(form, lambda: _decide(request, her, form)):
        restricted = form.cleaned_data["decision"] == Decision.RESTRICT
        messages.success(request, "The file is restricted." if restricted else "The file waits longer for her answer.")
        return redirect(reverse("kept:restricted") if restricted else reverse("provisional:list"))
    longer, days = queries.longest_wait(her), settings.CONSENT_PROVISIONAL_DAYS
    until = rules.last_day_of_waiting(timezone.localdate(her.made_at), longer.until if longer else None, days)
    context = {"form": form, "longer": longer, "days": days, "until": until, "today": timezone.localdate()}
    return her_page(request, her, "consent/sharing/waiting.html", **context)


def _decide(request: StaffRequest, her: Client, form: WaitingForm) -> None:
    data = form.cleaned_data
    if data["decision"] == Decision.RESTRICT:
        actions.give_up_asking(by=request.worker, client=her)
    else:
        actions.wait_longer(by=request.worker, client=her, until=data["until"], reason=data["reason"])
