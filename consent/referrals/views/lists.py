"""An agency's referrals, those that were sent to it, and how they went."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.clients.views.opening import seen
from casework.contacts.forms import PeriodForm
from consent.referrals import queries
from consent.referrals.forms import ReferralsForm
from consent.referrals.rules import moves
from consent.referrals.views.showing import pages
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of


@requires(Permission.REFER)
@require_GET
def made(request: StaffRequest) -> HttpResponse:
    """What her agency's workers made, narrowed by where it stands, to whom, whose and when."""
    form = ReferralsForm(request.GET or None, services=queries.services(request.agency), by=request.worker)
    narrowed = form.narrowed if form.is_valid() else queries.Narrowed()
    page = page_of([] if form.errors else queries.of_agency(request.agency, narrowed), request)
    seen(request, [row.client for row in page], ViewKind.LISTED)
    context = {"form": form, "page": page, "pages": pages(request), "today": timezone.localdate()}
    return render(request, "consent/referrals/list.html", context)


@requires(Permission.REFER)
@require_GET
def late(request: StaffRequest) -> HttpResponse:
    """What has stood longer than it should, the longest first."""
    page = page_of(queries.waiting_too_long(request.agency, timezone.localdate()), request)
    seen(request, [row.client for row in page], ViewKind.LISTED)
    context = {"page": page, "pages": pages(request), "today": timezone.localdate()}
    return render(request, "consent/referrals/late.html", context)


@requires(Permission.REFER)
@require_GET
def incoming(request: StaffRequest) -> HttpResponse:
    """What other agencies sent here, as far as the women let this agency know who they are."""
    page = page_of(queries.incoming(request.agency), request)
    seen(request, [row.client for row in page], ViewKind.LISTED)
    context = {"page": page, "pages": pages(request), "today": timezone.localdate()}
    return render(request, "consent/referrals/incoming.html", context)


@requires(Permission.SEE_REFERRAL_FIGURES)
@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """How many each service accepted, saw and refused and why, and how long it took."""
    form = PeriodForm(request.GET or None)
    since, until = form.between if form.is_valid() else (None, None)
    went = [] if form.errors else queries.figures(request.agency, since, until)
    rows = [
        (one, [(moves.REFUSALS[moves.Refusal(code)], count) for code, count in sorted(one.refused.items())])
        for one in went
    ]
    context = {"form": form, "rows": rows, "pages": pages(request), "narrowed": bool(since or until)}
    return render(request, "consent/referrals/figures.html", context)
