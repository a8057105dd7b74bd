"""Asking for a release, changing it, and putting it forward."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import her_file
from consent.agreements.queries import partner_agencies
from consent.disclosures import actions, queries, rules
from consent.disclosures.forms import ChangeForm, ReleaseForm, SaidNoForm
from consent.disclosures.rules import State
from consent.disclosures.views.showing import (
    BOTH,
    acted,
    address,
    form_page,
    found,
    not_any_more,
    stepped,
    to_it,
)
from consent.referrals.queries import for_release
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once
from dussk.drafts.rules import read_uuid

if TYPE_CHECKING:
    from consent.disclosures.models import Disclosure

_NEW = (
    "Telling anybody outside, or a partner agency more than she lets it see, is kept here. Tell as little as is needed,"
    " and talk with her first if that is safe"
)


def _grounds(request: StaffRequest, her: Client) -> tuple[str, ...]:
    return rules.grounds_offered(with_reputation=queries.with_reputation(her, request.agency))


@requires(Permission.RELEASE)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str) -> HttpResponse:
    """Something is to be told to somebody outside."""
    her = her_file(request, reference)
    data = request.POST if request.method == "POST" else None
    came_from = reverse("her_referrals:new", args=[her.reference])
    known = for_release(request.worker, her, read_uuid(request.GET.get("referral")), came_from)
    form = ReleaseForm(data, grounds=_grounds(request, her), agencies=partner_agencies(request.agency), initial=known)
    form.cancel_url = reverse("releases:releases", args=[her.reference])
    made: list[Disclosure] = []
    if acted(form, lambda: made.append(actions.ask(by=request.worker, client=her, said=form.as_said))):
        return to_it(request, her, made[0], "It is written down. Nothing has been told yet.")
    return form_page(request, her, None, form, "Tell somebody outside", said=_NEW)


@requires(Permission.RELEASE)
@require_http_methods(BOTH)
@once
def said_no(request: StaffRequest, reference: str) -> HttpResponse:
    """We were asked and said no."""
    her = her_file(request, reference)
    data = request.POST if request.method == "POST" else None
    form = SaidNoForm(data, agencies=partner_agencies(request.agency))
    form.cancel_url = reverse("releases:releases", args=[her.reference])
    made: list[Disclosure] = []

    def keep() -> None:
        by = request.worker
        made.append(actions.record_refusal(by=by, client=her, said=form.as_said, no=form.no))

    if acted(form, keep):
        return to_it(request, her, made[0], "It is kept that we said no.")
    return form_page(request, her, None, form, "We were asked, and said no")


@requires(Permission.RELEASE)
@require_http_methods(BOTH)
@once
def change(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Change what is said of it, while it is being prepared."""
    her, row = found(request, reference, uid, to_change=True)
    if row.state != State.ASKED:
        return not_any_more(request, her, row, "It was put forward, so nothing of it is changed. Take it back first.")
    data = request.POST if request.method == "POST" else None
    if data is not None:
        try:
            row = actions.held_to_change(by=request.worker, disclosure=row)
        except RefusedError as refusal:
            return not_any_more(request, her, row, refusal.sentence)
    form = ChangeForm(data, release=row, grounds=_grounds(request, her), agencies=partner_agencies(request.agency))
    form.cancel_url = address(row, her)
    if acted(form, lambda: actions.change(by=request.worker, disclosure=row, said=form.as_said)):
        return to_it(request, her, row, "It is saved. Nothing has been told yet.")
    return form_page(request, her, row, form, "Change the release")


@requires(Permission.RELEASE)
@require_POST
@once
def put_forward(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Have a manager decide."""
    her, row = found(request, reference, uid, to_change=True)
    return stepped(
        request,
        her,
        row,
        lambda: actions.put_forward(by=request.worker, disclosure=row),
        "It waits for a manager who had no part in it.",
    )


@requires(Permission.RELEASE)
@require_POST
@once
def take_back(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Go on preparing it."""
    her, row = found(request, reference, uid, to_change=True)
    return stepped(
        request,
        her,
        row,
        lambda: actions.take_back(by=request.worker, disclosure=row),
        "You can go on with it. It has to be put forward again.",
    )
