"""Her consent on one page, one agreement, its paper, and those to talk through again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.views.opening import acted, her_file, her_page, seen
from consent.agreements import actions, documents, queries, rules
from consent.agreements.forms import PersonForm, SureForm
from consent.agreements.models import Agreement
from consent.agreements.views.showing import BOTH, UNPROCESSABLE, found, her_consent, not_any_more
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once
from dussk.ui.paging import page_of

#: As many withdrawals as stand on the page; the rest are on her timeline.
_MOST = 20


@requires(Permission.TAKE_CONSENT)
@require_GET
def consent(request: StaffRequest, reference: str) -> HttpResponse:
    """What she agreed to, what she took back, who is not to be told, and what was signed before."""
    her = her_file(request, reference)
    if her.agency_id != request.agency.pk:
        return her_page(request, her, "consent/agreements/not_ours.html")
    signed = page_of(queries.agreements_of(her), request)
    holds = queries.agreement_that_holds(her)
    return her_page(
        request,
        her,
        "consent/agreements/consent.html",
        holds=holds,
        pages=_choices(holds) if holds else [],
        standing=queries.standing(holds) if holds else None,
        begun=queries.being_filled_in(her),
        people=queries.not_to_be_told(her),
        withdrawals=queries.in_words(queries.withdrawals_of(her)[:_MOST]),
        signed=signed,
    )


def _choices(agreement: Agreement) -> list[queries.Page]:
    """The pages on which she chose something."""
    pages = queries.pages_of(agreement.form, agreement)
    return [page for page in pages if page.choices or page.partners]


@requires(Permission.TAKE_CONSENT)
@require_GET
def agreement(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One agreement: what is still to be gone through, or what was signed, word by word."""
    her, one = found(request, reference, uid)
    if her.agency_id != request.agency.pk:
        return redirect("consent:consent", her.reference)
    pages = queries.pages_of(one.form, one)
    context = {
        "agreement": one,
        "pages": pages,
        "drawing": queries.drawing(one),
    }
    if one.signed_at is None and one.left_at is None:
        to_go = [page for page in pages if page.part is not rules.Part.SIGNING and not page.answered]
        context |= {"to_go": to_go, "newer": queries.newer_form(one)}
        return her_page(request, her, "consent/agreements/filling.html", **context)
    return her_page(request, her, "consent/agreements/agreement.html", **context)


@requires(Permission.TAKE_CONSENT)
@require_GET
def printed(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """The agreement on paper: signed, or with what is answered so far; ``?large=1`` in large type."""
    her, one = found(request, reference, uid)
    if her.agency_id != request.agency.pk:
        return redirect("consent:consent", her.reference)
    seen(request, [her], ViewKind.PRINTED)
    return documents.signed(one, request=request, large=bool(request.GET.get("large")))


@requires(Permission.TAKE_CONSENT)
@require_GET
def due(request: StaffRequest) -> HttpResponse:
    """Agreements to be talked through again, the longest waiting first."""
    page = page_of(queries.reviews_due(request.worker, timezone.localdate()), request)
    seen(request, [row.client for row in page], ViewKind.LISTED)
    return render(request, "consent/agreements/due.html", {"page": page})


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def add_person(request: StaffRequest, reference: str) -> HttpResponse:
    """Put somebody on the list of those who are told nothing about her."""
    her = her_file(request, reference, to_change=True)
    form = PersonForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("consent:consent", args=[her.reference])
    if acted(form, lambda: actions.add_not_to_be_told(by=request.worker, client=her, **form.cleaned_data)):
        return her_consent(request, her, "This person is on her list from now on")
    heading = "Somebody who is not to be told"
    answer = her_page(request, her, "consent/agreements/form.html", form=form, heading=heading)
    answer.status_code = UNPROCESSABLE if form.errors else 200
    return answer


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def told_again(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Take somebody off that list, because she said so."""
    her = her_file(request, reference, to_change=True)
    person = get_object_or_404(queries.people_of(her), uid=uid)
    if person.ended_at is not None:
        return not_any_more(request, her, "Somebody else has taken this person off her list already")
    form = SureForm(request.POST if request.method == "POST" else None, label="Take off her list", style="warning")
    form.cancel_url = reverse("consent:consent", args=[her.reference])
    if acted(form, lambda: actions.may_be_told_again(by=request.worker, person=person)):
        return her_consent(request, her, "This person is off her list")
    return her_page(
        request,
        her,
        "consent/agreements/form.html",
        form=form,
        heading=f"{person.name} may be told again?",
        said="Only if she said so herself. From then on nothing on her file keeps this person from being told.",
    )
