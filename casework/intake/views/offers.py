"""Offers of the programme to a woman: all of hers, one of them, a new one, and putting one right."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted, her_file, her_page
from casework.contacts.forms import NotHerForm
from casework.intake import actions, onward, queries
from casework.intake.flow import LABELS
from casework.intake.forms import CorrectionForm, OfferForm, UnknownOfferForm
from casework.intake.models import Recruitment
from casework.intake.rules import Stage
from casework.intake.views.showing import BOTH, UNPROCESSABLE, address, found, ours_or_403, shown
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import nothing_saved, once
from dussk.ui.paging import page_of

#: Places from which consent is the next step.
GOES_ON = (Stage.ELIGIBLE, Stage.CONSENTED, Stage.CANNOT_CONSENT)


@requires(Permission.LIST_CLIENTS)
@require_GET
def intake(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything about her and the programme: where she stands, and every offer and screening."""
    her = her_file(request, reference)
    rows = queries.offers(her, request.worker).order_by("-at", "-id")
    place = queries.place_of(her)
    return her_page(
        request,
        her,
        "casework/intake/intake.html",
        page=page_of(rows, request),
        place=LABELS[place.stage] if place else "",
        takes_part=place is not None and place.stage is Stage.CONSENTED,
        may_screen=request.may(Permission.SCREEN),
        links=onward.links_for(request, her) if place and place.stage in GOES_ON else [],
    )


@requires(Permission.SCREEN)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str) -> HttpResponse:
    """Offer it to her."""
    her = her_file(request, reference)
    form = OfferForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("her_intake:intake", args=[her.reference])
    made: list[Recruitment] = []
    if acted(form, lambda: made.append(actions.make_offer(by=request.worker, client=her, said=form.as_said))):
        return _made(request, form, address("screen" if form.screens else "offer", made[0], her))
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, her, "casework/intake/offer_form.html", form=form, status=status)


@requires(Permission.SCREEN)
@require_http_methods(BOTH)
@once
def new_unknown(request: StaffRequest) -> HttpResponse:
    """Offer it to a woman nobody knows."""
    form = UnknownOfferForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("intake:unknown_women")
    made: list[Recruitment] = []

    def make() -> None:
        words = form.cleaned_data["description"]
        made.append(actions.make_offer(by=request.worker, client=None, said=form.as_said, description=words))

    if acted(form, make):
        return _made(request, form, address("screen" if form.screens else "offer", made[0], None))
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, None, "casework/intake/offer_form.html", form=form, status=status)


def _made(request: StaffRequest, form: OfferForm, to: str) -> HttpResponse:
    messages.success(request, "The offer is saved. Now the questions." if form.screens else "The offer is saved.")
    if form.clocks_word:
        messages.warning(request, form.clocks_word)
    return redirect(to)


@requires(Permission.LIST_CLIENTS)
@require_GET
def offer(request: StaffRequest, uid: UUID, reference: str) -> HttpResponse:
    """One offer to her: what came of it, who wrote it, what it said before, and what can be put right."""
    return _offer(request, uid, reference)


@requires(Permission.SCREEN)
@require_GET
def unknown_offer(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The same of an offer to a woman nobody knew. Where it is known by now who she was, hers."""
    try:
        return _offer(request, uid, None)
    except Http404:
        known = get_object_or_404(Recruitment.objects.select_related("client"), uid=uid, agency=request.agency)
        if known.client is None:
            raise
        return redirect("her_intake:offer", known.client.reference, uid)


_ABOUT_ONE = ("correct", "mistake", "put_back", "screen", "decide")


def _offer(request: StaffRequest, uid: UUID, reference: str | None) -> HttpResponse:
    row, her = found(request, uid, reference)
    screening = queries.screening_of(row)
    answers = queries.answers_of(screening) if screening else []
    told = queries.told(screening, answers) if screening else None
    may_screen = request.may(Permission.SCREEN)
    goes_on = screening is not None and told is not None and told.result == "eligible"
    links = her is not None and goes_on and screening is not None and screening.decision != "declined"
    return shown(
        request,
        her,
        "casework/intake/offer.html",
        row=row,
        screening=screening,
        told=told,
        answers=answers,
        earlier=queries.earlier_texts(row),
        taken_off=queries.taken_off(row),
        ours=row.agency_id == request.agency.pk and may_screen,
        may_screen=may_screen,
        links=onward.links_for(request, her) if links and her is not None else [],
        urls={name: address(name, row, her) for name in _ABOUT_ONE},
    )


@requires(Permission.SCREEN)
@require_http_methods(BOTH)
@once
def correct(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Put an offer right."""
    row, her = ours_or_403(request, uid, reference)
    back = address("offer", row, her)
    if row.mistake_at is not None:
        messages.warning(request, "This was entered by mistake. Put it back before you write on it.")
        return nothing_saved(redirect(back))
    form = CorrectionForm(request.POST if request.method == "POST" else None, offer=row)
    form.cancel_url = back
    if acted(form, lambda: actions.correct_offer(by=request.worker, offer=row, said=form.as_said)):
        messages.success(request, "Saved. What stood there before is kept below.")
        if form.clocks_word:
            messages.warning(request, form.clocks_word)
        return redirect(back)
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, her, "casework/intake/offer_correct.html", form=form, row=row, back=back, status=status)


@requires(Permission.SCREEN)
@require_POST
def mistake(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Say that an offer was entered by mistake: it stays with its screening, marked, and counts no more."""
    row, her = ours_or_403(request, uid, reference)
    try:
        actions.mark_mistake(by=request.worker, offer=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It is marked as a mistake and counts no more. You can put it back.")
    return redirect(address("offer", row, her))


@requires(Permission.SCREEN)
@require_POST
def put_back(request: StaffRequest, uid: UUID, reference: str | None = None) -> HttpResponse:
    """Let an offer count again."""
    row, her = ours_or_403(request, uid, reference)
    actions.put_back(by=request.worker, offer=row)
    messages.success(request, "It counts again.")
    return redirect(address("offer", row, her))


@requires(Permission.SCREEN)
@require_http_methods(BOTH)
@once
def not_her(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Take an offer off her file: it was somebody else."""
    row, her = ours_or_403(request, uid, reference)
    form = NotHerForm(request.POST if request.method == "POST" else None, initial={"description": row.description})
    form.cancel_url = address("offer", row, her)
    if acted(form, lambda: actions.not_her(by=request.worker, offer=row, **form.cleaned_data)):
        messages.success(request, "It is off her file, and is with the women nobody knows.")
        return redirect("intake:unknown_offer", uid)
    status = UNPROCESSABLE if form.errors else 200
    return shown(request, her, "casework/intake/offer_not_her.html", form=form, row=row, status=status)
