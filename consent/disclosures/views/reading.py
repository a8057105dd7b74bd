"""A woman's releases, one of them, its paper, and the agency's register."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.clients.views.opening import her_file, her_page, seen
from consent.disclosures import documents, queries, rules, wording
from consent.disclosures.forms import RegisterForm
from consent.disclosures.models import Disclosure
from consent.disclosures.rules import State, Step
from consent.disclosures.views.showing import found
from consent.referrals.queries import begun
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of


@requires(Permission.RELEASE)
@require_GET
def releases(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything about her that was told to somebody outside, was to be told, or was not told."""
    her = her_file(request, reference)
    page = page_of(queries.of_woman(her), request)
    return her_page(request, her, "consent/disclosures/releases.html", page=page)


@requires(Permission.RELEASE)
@require_GET
def release(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One of them: what, to whom, on what ground, what stops it, who decided, what was sent; and what can be done."""
    her, row = found(request, reference, uid)
    ours, refers = row.agency_id == request.agency.pk, request.may(Permission.REFER)
    referring = reverse("her_referrals:new", args=[her.reference])
    matches = queries.open_matches(row)
    context = {
        "release": row,
        "ours": ours,
        "had_a_part": queries.had_a_part(row, request.worker),
        "matches": matches,
        "stopped": any(match.stops for match in matches),
        "in_spite": rules.overrides_list(row.ground),
        "lacks": [wording.MISSING[each] for each in rules.missing(row.facts)] if row.is_open else [],
        "steps": _steps(request, row) if ours else (),
        "approvals": row.approvals.select_related("made_by"),
        "by_consent": row.ground == rules.CONSENT,
        "refers": ours and refers and row.state in (State.APPROVED, State.RELEASED),
        "referral_begun": begun(request.worker, referring) if ours and refers else None,
        "stand_on_it": row.referrals.select_related("service") if refers else (),
    }
    return her_page(request, her, "consent/disclosures/release.html", **context)


def _steps(request: StaffRequest, row: Disclosure) -> set[str]:
    """What this reader can do with it now, by the names of :class:`Step`."""
    steps = {move.step for move in rules.opens(row.state, row.ground)}
    decides = request.may(Permission.DECIDE_RELEASES) and not queries.had_a_part(row, request.worker)
    if not decides:
        steps -= {Step.APPROVE, Step.TURN_DOWN}
    if row.referrals.exists():
        steps -= {Step.TAKE_BACK, Step.DROP}
    return {step.value for step in steps}


@requires(Permission.RELEASE)
@require_GET
def printed(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One of them on paper: what was sent, and on what ground."""
    her, row = found(request, reference, uid)
    seen(request, [her], ViewKind.PRINTED)
    return documents.release(row, her, request=request)


@requires(Permission.DECIDE_RELEASES)
@require_GET
def register(request: StaffRequest) -> HttpResponse:
    """Every release of the agency, the latest first, narrowed by where it stands, ground, recipient and time."""
    form = RegisterForm(request.GET or None)
    narrowed = form.narrowed if form.is_valid() else queries.Narrowed()
    page = page_of([] if form.errors else queries.register(request.agency, narrowed), request, long=True)
    seen(request, [row.client for row in page], ViewKind.LISTED)
    is_narrowed = form.is_bound and narrowed != queries.Narrowed()
    context = {"form": form, "page": page, "narrowed": is_narrowed}
    return render(request, "consent/disclosures/register.html", context)


@requires(Permission.DECIDE_RELEASES)
@require_GET
def to_decide(request: StaffRequest) -> HttpResponse:
    """Releases that wait for a manager, the longest waiting first."""
    page = page_of(queries.to_decide(request.worker), request)
    seen(request, [row.client for row in page], ViewKind.LISTED)
    return render(request, "consent/disclosures/to_decide.html", {"page": page})
