"""Going through consent with her: page by page here, or what she signed on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_page
from consent.agreements import actions, queries, rules
from consent.agreements.forms import (
    AnswerForm,
    BeginForm,
    ChoiceForm,
    OutsideForm,
    PaperForm,
    PartnersForm,
    PeopleForm,
    ReadForm,
    SignForm,
    SureForm,
    standing_of,
)
from consent.agreements.models import Agreement, ConsentForm
from consent.agreements.rules import Part
from consent.agreements.views.showing import BOTH, UNPROCESSABLE, found, her_consent, not_any_more
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once
from dussk.ui.forms import offer

SIGNED = "She has signed. What she agreed to is open from now on, and nothing else is"
_OVER = "This agreement is signed already, or it was given up"


def _show(request: StaffRequest, her: Client, form: Any, template: str, **context: Any) -> HttpResponse:
    answer = her_page(request, her, f"consent/agreements/{template}.html", form=form, **context)
    answer.status_code = UNPROCESSABLE if form.errors else 200
    return answer


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def begin(request: StaffRequest, reference: str) -> HttpResponse:
    """Begin: with which form, and through whom."""
    her = her_file(request, reference, to_change=True)
    if (begun := queries.being_filled_in(her)) is not None and request.method != "POST":
        messages.info(request, actions.BEGUN_ALREADY)
        return redirect("consent:agreement", her.reference, begun.uid)
    form = BeginForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("consent:consent", args=[her.reference])
    versions = _offer_forms(form, request)
    made: list[Agreement] = []

    def start() -> None:
        data = form.cleaned_data | {"form": versions[form.cleaned_data["form"]]}
        made.append(actions.begin(by=request.worker, client=her, **data))

    if acted(form, start):
        return redirect("consent:agreement", her.reference, made[0].uid)
    return _show(request, her, form, "form", heading="Go through consent with her", said=_needs(her))


def _offer_forms(form: BeginForm, request: StaffRequest) -> dict[str, ConsentForm]:
    """Today's version in each language, then older ones for a paper signed before; by their random ids."""
    offered = list(queries.offered_forms(request.agency))
    known = {each.pk for each in offered}
    older = [each for each in queries.paper_forms(request.agency) if each.pk not in known]
    named = [(str(each.uid), str(each)) for each in [*offered, *older]]
    offer(form, "form", named)
    widget: Any = form.fields["form"].widget
    widget.hints = {str(each.uid): "Only where she signed it on paper, before there was a newer one" for each in older}
    offer(form, "interpreter", [(str(value), str(label)) for value, label in Agreement.Language.choices])
    if len(named) == 1:
        form.initial.setdefault("form", named[0][0])
    return {str(each.uid): each for each in [*offered, *older]}


def _needs(her: Client) -> str:
    """What her file says of interpreters, to be read before one is chosen."""
    if her.interpreter in ("not_known", "not_needed"):
        return ""
    never = f" Never through: {her.never_through}" if her.never_through else ""
    language = f", {her.language}" if her.language else ""
    return f"Interpreter: {her.get_interpreter_display().lower()}{language}.{never}"


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def part(request: StaffRequest, reference: str, uid: UUID, part: str) -> HttpResponse:
    """One page of the form, with her beside the worker."""
    her, one = found(request, reference, uid, to_change=True)
    if not _is_open(one):
        return not_any_more(request, her, f"{_OVER}. Nothing was changed")
    pages = {page.part.value: page for page in queries.pages_of(one.form, one)}
    page = pages.get(part)
    if page is None or page.part is Part.SIGNING:
        raise Http404("The form has no such page.")
    form = _form_of(request, one, page)
    form.cancel_url = reverse("consent:agreement", args=[her.reference, one.uid])
    saved: list[Agreement] = []

    def keep() -> None:
        saved.append(actions.answer(by=request.worker, agreement=one, part=page.part, **form.said))

    if acted(form, keep):
        return redirect(_next(her, saved[0], page.part))
    order = list(pages)
    last = queries.before(one)
    context = {
        "agreement": one,
        "page": page,
        "number": order.index(part) + 1,
        "of": len(order),
        "last": last,
        "last_page": _same_page(last, page.part),
        "on_list": queries.not_to_be_told(her).exclude(agreement=one) if page.part is Part.PEOPLE else [],
    }
    return _show(request, her, form, "part", **context)


def _is_open(one: Agreement) -> bool:
    return one.signed_at is None and one.left_at is None


def _form_of(request: StaffRequest, one: Agreement, page: queries.Page) -> AnswerForm:
    sent = request.POST if request.method == "POST" else None
    said = queries.chosen(one, own_people=True)
    agencies = list(queries.partner_agencies(one.owner))
    standing = standing_of(page.part, said, answered=page.answered, agencies=agencies)
    if page.part is Part.OUTSIDE:
        return OutsideForm(sent, standing=standing, labels=page.lines)
    if page.part is Part.PARTNERS:
        return PartnersForm(sent, standing=standing, labels=page.lines, agencies=agencies)
    if page.part is Part.PEOPLE:
        return PeopleForm(sent, standing=standing, rows=len(said.people))
    return (ChoiceForm if page.part in rules.CHOICES else ReadForm)(sent, standing=standing)


def _next(her: Client, one: Agreement, after: Part) -> str:
    """The next page that she has not gone through; once there is none, her signature."""
    left = rules.to_go_through(one.answered, storing=one.storing)
    order = list(Part)
    coming = [each for each in left if order.index(each) > order.index(after)] or list(left)
    if coming:
        return reverse("consent:part", args=[her.reference, one.uid, coming[0].value])
    return reverse("consent:sign", args=[her.reference, one.uid])


def _same_page(last: Agreement | None, part: Part) -> queries.Page | None:
    """What she said on this page when she last signed."""
    if last is None:
        return None
    return next((page for page in queries.pages_of(last.form, last) if page.part is part), None)


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def sign(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """She signs here, once every page is gone through."""
    her, one = found(request, reference, uid, to_change=True)
    if not _is_open(one):
        return not_any_more(request, her, f"{_OVER}. Nothing was signed twice")
    if rules.to_go_through(one.answered, storing=one.storing) and request.method != "POST":
        messages.info(request, "Go through the other pages with her first")
        return redirect("consent:agreement", her.reference, one.uid)
    form = SignForm(request.POST if request.method == "POST" else None, initial={"born": her.born})
    form.cancel_url = reverse("consent:agreement", args=[her.reference, one.uid])
    still_open: list[bool] = []
    if acted(form, lambda: still_open.append(actions.sign(by=request.worker, agreement=one, **form.how))):
        return her_consent(request, her, SIGNED, still_open=still_open[0])
    pages = queries.pages_of(one.form, one)
    context = {"agreement": one, "pages": pages[:-1], "page": pages[-1], "newer": queries.newer_form(one)}
    return _show(request, her, form, "sign", **context)


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def paper(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Everything that she ticked and signed on paper."""
    her, one = found(request, reference, uid, to_change=True)
    if not _is_open(one):
        return not_any_more(request, her, f"{_OVER}. Nothing was signed twice")
    words = {each.part: each for each in queries.pages_of(one.form)}
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        headings={each: words[each].heading for each in words},
        kinds=words[Part.OUTSIDE].lines,
        sharing=words[Part.PARTNERS].lines,
        agencies=list(queries.partner_agencies(one.owner)),
    )
    form.cancel_url = reverse("consent:agreement", args=[her.reference, one.uid])
    still_open: list[bool] = []

    def keep() -> None:
        still_open.append(actions.record_paper(by=request.worker, agreement=one, said=form.said, **form.how))

    if acted(form, keep):
        return her_consent(request, her, SIGNED, still_open=still_open[0])
    return _show(request, her, form, "paper", agreement=one)


@requires(Permission.TAKE_CONSENT)
@require_POST
@once
def anew(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Go on with the version that was published meanwhile."""
    her, one = found(request, reference, uid, to_change=True)
    newer = queries.newer_form(one)
    if newer is None:
        return not_any_more(request, her, "There is no newer version of this form")
    try:
        new = actions.begin_anew(by=request.worker, agreement=one, form=newer)
    except RefusedError as refused:
        return not_any_more(request, her, refused.sentence)
    messages.success(request, "This is the newer version. Go through the pages whose words have changed")
    return redirect("consent:agreement", her.reference, new.uid)


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def leave(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Give up an agreement that was not signed."""
    her, one = found(request, reference, uid, to_change=True)
    if not _is_open(one):
        return not_any_more(request, her, f"{_OVER}. Nothing was changed")
    form = SureForm(request.POST if request.method == "POST" else None, label="Give it up", style="warning")
    form.cancel_url = reverse("consent:agreement", args=[her.reference, one.uid])
    if acted(form, lambda: actions.leave(by=request.worker, agreement=one)):
        return her_consent(request, her, "It is given up. Nothing she said in it counts")
    said = "What she said so far is kept on her file and counts for nothing. What she signed before stays as it is."
    return _show(request, her, form, "form", heading="Give up this agreement", said=said)
