"""Deciding about a release, sending it, saying no, and giving it up."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from consent.disclosures import actions, queries
from consent.disclosures.forms import DecideForm, DismissForm, DropForm, RefuseForm, SendForm
from consent.disclosures.rules import Step
from consent.disclosures.views.showing import (
    BOTH,
    acted,
    address,
    compared,
    form_page,
    found,
    not_any_more,
    to_it,
    too_late,
)
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once


@requires(Permission.DECIDE_RELEASES)
@require_http_methods(BOTH)
@once
def decide(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """A manager who had no part in it approves it, or says no."""
    her, row = found(request, reference, uid, to_change=True)
    if queries.had_a_part(row, request.worker):
        return not_any_more(request, her, row, actions.HER_OWN)
    if late := too_late(request, her, row, Step.APPROVE) or compared(request, her, row):
        return late
    data = request.POST if request.method == "POST" else None
    stopping = [match for match in queries.open_matches(row) if match.stops]
    form = DecideForm(data, matches=stopping, ground=row.ground)
    form.cancel_url = address(row, her)

    def act() -> None:
        said = {"reason": form.cleaned_data["reason"], "answers": form.answers}
        actions.decide(by=request.worker, disclosure=row, approve=form.approves, **said)

    if acted(form, act):
        done = (
            "It is approved, and may be sent." if form.approves else "It is not sent. That is kept, with your reason."
        )
        return to_it(request, her, row, done)
    return form_page(request, her, row, form, "Decide about a release", shows=True)


@requires(Permission.RELEASE)
@require_http_methods(BOTH)
@once
def dismiss(request: StaffRequest, reference: str, uid: UUID, match_uid: UUID) -> HttpResponse:
    """Say that the recipient is not the one on her list."""
    her, row = found(request, reference, uid, to_change=True)
    match = get_object_or_404(row.matches.select_related("disclosure", "disclosure__client"), uid=match_uid)
    if queries.had_a_part(row, request.worker):
        return not_any_more(request, her, row, actions.HER_OWN)
    if not row.is_open or match.gone_at or match.dismissed_at:
        return not_any_more(request, her, row, "This has been answered, or the release is closed.")
    form = DismissForm(request.POST if request.method == "POST" else None)
    form.cancel_url = address(row, her)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    if acted(form, lambda: actions.dismiss(by=request.worker, match=match, because=because)):
        return to_it(request, her, row, "It is kept that this is somebody else.")
    words = next(one.words for one in queries.open_matches(row) if one.row.pk == match.pk)
    return form_page(request, her, row, form, "Is this somebody else?", said=words, shows=True)


@requires(Permission.RELEASE)
@require_http_methods(BOTH)
@once
def send(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """It was told: keep what, word by word, when and how."""
    her, row = found(request, reference, uid, to_change=True)
    if late := too_late(request, her, row, Step.RELEASE) or compared(request, her, row):
        return late
    form = SendForm(request.POST if request.method == "POST" else None, initial={"way": row.way})
    form.cancel_url = address(row, her)

    def act() -> None:
        data = form.cleaned_data
        how = {"at": data["at"] or timezone.now(), "way": data["way"], "note": data["note"]}
        actions.release(by=request.worker, disclosure=row, words=data["sent"], **how)

    if acted(form, act):
        return to_it(request, her, row, "It is kept, word by word.")
    return form_page(request, her, row, form, "What was told", shows=True)


@requires(Permission.RELEASE)
@require_http_methods(BOTH)
@once
def refuse(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """We say no."""
    her, row = found(request, reference, uid, to_change=True)
    if late := too_late(request, her, row, Step.REFUSE):
        return late
    form = RefuseForm(request.POST if request.method == "POST" else None)
    form.cancel_url = address(row, her)
    if acted(form, lambda: actions.refuse(by=request.worker, disclosure=row, no=form.no)):
        return to_it(request, her, row, "It is kept that we said no.")
    return form_page(request, her, row, form, "We say no", shows=True)


@requires(Permission.RELEASE)
@require_http_methods(BOTH)
@once
def drop(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """It is not needed any more."""
    her, row = found(request, reference, uid, to_change=True)
    if late := too_late(request, her, row, Step.DROP):
        return late
    form = DropForm(request.POST if request.method == "POST" else None)
    form.cancel_url = address(row, her)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    if acted(form, lambda: actions.drop(by=request.worker, disclosure=row, because=because)):
        return to_it(request, her, row, "It is given up. Nothing was told.")
    return form_page(request, her, row, form, "It is not needed any more", shows=True)
