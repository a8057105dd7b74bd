"""Screening a woman, and what she says to taking part."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from casework.clients.models import Client
from casework.clients.views.opening import acted
from casework.intake import actions, queries
from casework.intake.actions.offers import STRUCK
from casework.intake.actions.screenings import DECLINED, NOT_ELIGIBLE
from casework.intake.forms import DecisionForm, ScreeningForm
from casework.intake.models import Recruitment
from casework.intake.views.showing import BOTH, UNPROCESSABLE, address, ours_or_403, shown
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import nothing_saved, once
from dussk.drafts.rules import read_uuid

NO_QUESTIONS = "Your agency has not said yet what is asked at a screening. An administrator publishes that."


def _cannot(request: StaffRequest, row: Recruitment, her: Client | None, sentence: str) -> HttpResponse:
    messages.warning(request, sentence)
    return nothing_saved(redirect(address("offer", row, her)))


@requires(Permission.SCREEN)
@require_http_methods(BOTH)
@once
def screen(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Ask her what the version in use asks; or complete and correct what was asked, by the version it was asked by."""
    row, her = ours_or_403(request, uid, reference)
    screening = queries.screening_of(row)
    opened_with = read_uuid(request.POST.get("version")) if request.method == "POST" else None
    criteria = screening.criteria if screening else queries.published_set(request.agency, opened_with)
    if row.mistake_at is not None:
        return _cannot(request, row, her, STRUCK)
    if row.answer == Recruitment.Answer.DECLINED:
        return _cannot(request, row, her, DECLINED)
    if criteria is None:
        return _cannot(request, row, her, NO_QUESTIONS)
    form = ScreeningForm(
        request.POST if request.method == "POST" else None,
        offer=row,
        criteria=criteria,
        questions=list(queries.asked(criteria)),
        screening=screening,
    )
    form.cancel_url = address("offer", row, her)

    def save() -> None:
        data = form.cleaned_data
        actions.screen(
            by=request.worker,
            offer=row,
            criteria=criteria,
            at=data["at"],
            answers=form.answers,
            note=data["note"],
        )

    if acted(form, save):
        messages.success(request, "The answers are saved. What they come to stands below.")
        if form.clocks_word:
            messages.warning(request, form.clocks_word)
        return redirect(address("offer", row, her))
    return shown(
        request,
        her,
        "casework/intake/screening_form.html",
        form=form,
        row=row,
        criteria=criteria,
        screening=screening,
        newer=screening is not None and queries.in_use(request.agency) != criteria,
        back=form.cancel_url,
        status=UNPROCESSABLE if form.errors else 200,
    )


@requires(Permission.SCREEN)
@require_http_methods(BOTH)
@once
def decide(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Write what an eligible woman says to taking part, also when she is asked again."""
    row, her = ours_or_403(request, uid, reference)
    screening = queries.screening_of(row)
    if row.mistake_at is not None:
        return _cannot(request, row, her, STRUCK)
    if screening is None or screening.result != "eligible":
        return _cannot(request, row, her, NOT_ELIGIBLE)
    form = DecisionForm(request.POST if request.method == "POST" else None, screening=screening)
    form.cancel_url = address("offer", row, her)
    if acted(form, lambda: actions.decide(by=request.worker, offer=row, said=form.as_said)):
        messages.success(request, "What she said is saved.")
        return redirect(address("offer", row, her))
    return shown(
        request,
        her,
        "casework/intake/decision_form.html",
        form=form,
        row=row,
        screening=screening,
        back=form.cancel_url,
        status=UNPROCESSABLE if form.errors else 200,
    )
