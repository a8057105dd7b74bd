"""The consent form on her own screen: a page for each part, then all that she chose, then her signature."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted, her_page, seen
from consent.agreements import actions, queries, rules
from consent.agreements.actions import tablet
from consent.agreements.forms.answers import NO, YES
from consent.agreements.forms.hers import (
    BEFORE,
    TODAY,
    HerOutsideForm,
    HerPartnerForm,
    HerPersonForm,
    HerSignForm,
)
from consent.agreements.languages import code_of
from consent.agreements.models import Agreement
from consent.agreements.rules import Part, ToPartner
from consent.agreements.views.keys import answers_of
from consent.agreements.views.showing import BOTH, CLOSED_TO_HER, UNPROCESSABLE, found, not_any_more
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.handover import rules as handover
from dussk.handover.actions import hand_over, when_back
from dussk.handover.marks import on_her_screen
from dussk.handover.queries import handed_over
from dussk.staff.models import Agency

TITLE = "your form"
_SIGNED = "She has signed on her screen. What she agreed to is open from now on, and nothing else is"
_OVER = "This agreement is signed already, or it was given up"
_RETIRED = "This version of the form is offered no longer. Give this agreement up, or go on with a newer version, first"
_INTERPRETS = {
    Agreement.Language.IN_PERSON: "{} interprets",
    Agreement.Language.TELEPHONE: "{} interprets, by telephone",
    Agreement.Language.VIDEO: "{} interprets, by video",
}


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
def hand(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """For the worker: what happens when she hands the tablet over, and doing it."""
    her, one = found(request, reference, uid, to_change=True)
    if one.signed_at is not None or one.left_at is not None:
        return not_any_more(request, her, f"{_OVER}. Nothing was changed")
    if one.form.retired_at is not None:
        return not_any_more(request, her, f"{_RETIRED}. Nothing was changed")
    if request.method != "POST":
        return her_page(request, her, "consent/hers/hand.html", agreement=one)
    to = reverse("consent_hers:start", args=[one.uid])
    hand_over(request, prefix=to, title=TITLE, back=reverse("consent:agreement", args=[her.reference, one.uid]))
    return redirect(to)


View = Callable[..., HttpResponse]


def _hers(view: View) -> View:
    """Give a view her agreement while it is being filled in; what is signed or given up leads to the last page."""

    @wraps(view)
    def shown(request: StaffRequest, uid: UUID, **kwargs: Any) -> HttpResponse:
        one = _agreement(request, uid)
        if handed_over(request) is None:
            return _to_the_worker(one)
        if one.signed_at is not None or one.left_at is not None:
            return redirect("consent_hers:thanks", one.uid)
        seen(request, [one.client], ViewKind.OPENED)
        return view(request, one, **kwargs)

    return on_her_screen(requires(Permission.TAKE_CONSENT)(require_http_methods(BOTH)(shown)))


def _agreement(request: StaffRequest, uid: UUID) -> Agreement:
    among = Agreement.objects.select_related("client", "client__joined_into", "form", "form__agency", "owner")
    one = get_object_or_404(among.prefetch_related("withdrawals"), uid=uid)
    if one.owner_id != request.agency.pk:
        raise PermissionDenied("Another agency keeps this file.")
    return one


def _to_the_worker(one: Agreement) -> HttpResponse:
    """Nobody was handed the screen: the worker's own page of it is meant."""
    her = one.client.joined_into or one.client
    return redirect("consent:agreement", her.reference, one.uid)


def _show(request: StaffRequest, one: Agreement, template: str, *, form: Any = None, **context: Any) -> HttpResponse:
    """A page of hers. ``page``: which part it is, where it is one."""
    pages = context.pop("pages", None) or queries.pages_of(one.form, one)
    page = context.get("page")
    order = [each.part for each in pages]
    frame = {
        "agreement": one,
        "number": order.index(page.part) + 1 if page else 0,
        "of": len(order),
        "form": form,
        "lang": code_of(one.form.language),
        "worker": request.user.name.split()[0],
        "interprets": _INTERPRETS.get(Agreement.Language(one.interpreter), "").format(one.interpreter_name),
    }
    problems = context.setdefault("problems", form.problems if form is not None else [])
    status = UNPROCESSABLE if problems else 200
    return render(request, f"consent/hers/{template}.html", frame | context, status=status)


@_hers
def start(request: StaffRequest, one: Agreement) -> HttpResponse:
    """What this is, before the first page; or where she stopped."""
    return _show(request, one, "start", begun=bool(one.answered), onward=_onward(one))


def _onward(one: Agreement, after: Part | None = None) -> str:
    """The next page that she has not gone through; once there is none, all that she chose."""
    left = rules.to_go_through(one.answered, storing=one.storing)
    order = list(Part)
    coming = [part for part in left if after is None or order.index(part) > order.index(after)] or list(left)
    return reverse("consent_hers:part", args=[one.uid, coming[0].value]) if coming else _look(one)


def _look(one: Agreement) -> str:
    return reverse("consent_hers:look", args=[one.uid])


def _before(one: Agreement, pages: list[queries.Page], part: Part) -> str:
    """The page before one."""
    order = [each.part for each in pages]
    place = order.index(part)
    if place == 0:
        return reverse("consent_hers:start", args=[one.uid])
    return reverse("consent_hers:part", args=[one.uid, order[place - 1].value])


@_hers
def part(request: StaffRequest, one: Agreement, part: str) -> HttpResponse:
    """One page of the form. Pressing an answer keeps it and goes on."""
    pages = queries.pages_of(one.form, one)
    page = next((each for each in pages if each.part.value == part), None)
    if page is None or page.part is Part.SIGNING:
        raise Http404("She is not asked this.")
    if page.part is Part.PARTNERS and (first := queries.partner_agencies(one.owner).first()):
        return redirect("consent_hers:partner", one.uid, first.uid)
    shown = {"pages": pages, "page": page, "back": _before(one, pages, page.part)}
    return _PAGES.get(page.part, _read)(request, one, page, shown)


Shown = dict[str, Any]


def _choose(request: StaffRequest, one: Agreement, page: queries.Page, shown: Shown) -> HttpResponse:
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        agreed = {YES: True, NO: False}.get(request.POST.get("agreed", ""))
        if agreed is not None:
            return _keep(request, one, page.part, agreed=agreed)
        problems = [("", "Choose one of the two answers")]
    return _show(request, one, "choose", answers=answers_of(page), problems=problems, **shown)


def _read(request: StaffRequest, one: Agreement, page: queries.Page, shown: Shown) -> HttpResponse:
    if request.method == "POST":
        return _keep(request, one, page.part)
    return _show(request, one, "read", **shown)


def _outside(request: StaffRequest, one: Agreement, page: queries.Page, shown: Shown) -> HttpResponse:
    if request.method == "POST" and "none" in request.POST:
        return _keep(request, one, page.part, kinds=(), names=())
    said = queries.chosen(one)
    names = [row.name for row in said.outside if row.name]
    initial = {}
    if page.answered:
        rows = {row.kind or row.name: row.agreed for row in said.outside}
        initial = {f"kind_{kind.value}": _word(rows.get(kind.value)) for kind in rules.Outside}
        initial |= {f"name_{number}": _word(rows[name]) for number, name in enumerate(names)}
    form = HerOutsideForm(
        request.POST if request.method == "POST" else None, labels=page.lines, names=names, initial=initial
    )
    kept: list[HttpResponse] = []
    if acted(form, lambda: kept.append(_keep(request, one, page.part, **form.said))):
        if "more" in request.POST and form.cleaned_data["another"]:
            return redirect(f"{reverse('consent_hers:part', args=[one.uid, page.part.value])}#another")
        return kept[0]
    return _show(request, one, "outside", form=form, **shown)


def _people(request: StaffRequest, one: Agreement, page: queries.Page, shown: Shown) -> HttpResponse:
    named = list(queries.chosen(one, own_people=True).people)
    said = [(person.name, person.relationship) for person in named]
    form = HerPersonForm(request.POST if request.method == "POST" else None)
    again = redirect("consent_hers:part", one.uid, page.part.value)
    if request.method == "POST" and (taken_off := request.POST.get("take_off")):
        left = [each for person, each in zip(named, said, strict=True) if str(person.uid) != taken_off]
        if left != said:  # pressed twice, it takes off one
            _keep(request, one, page.part, people=left)
        return again
    kept: list[HttpResponse] = []

    def keep() -> None:
        data = form.cleaned_data
        new = [(data["name"], data["relationship"])] if data["name"] else []
        kept.append(_keep(request, one, page.part, people=[*said, *new]))

    if acted(form, keep):
        return again if "more" in request.POST and form.cleaned_data["name"] else kept[0]
    before = [person for person in page.people if person.agreement_id != one.pk]
    return _show(request, one, "people", form=form, named=named, before=before, **shown)


_PAGES: dict[Part, Callable[[StaffRequest, Agreement, queries.Page, Shown], HttpResponse]] = {
    Part.SERVICE: _choose,
    Part.STORING: _choose,
    Part.OUTSIDE: _outside,
    Part.PEOPLE: _people,
    Part.RESEARCH: _choose,
}


def _word(agreed: bool | None) -> str:  # noqa: FBT001 (an answer)
    return {True: YES, False: NO, None: ""}[agreed]


def _keep(request: StaffRequest, one: Agreement, part: Part, **said: Any) -> HttpResponse:
    """Keep what she said on a page and go on; where it was signed or given up meanwhile, the first page says so."""
    try:
        kept = actions.answer(by=request.worker, agreement=one, part=part, **said)
    except RefusedError:
        return redirect("consent_hers:start", one.uid)
    return redirect(_onward(kept, part))


@_hers
def partner(request: StaffRequest, one: Agreement, agency: UUID) -> HttpResponse:
    """What one partner agency may see."""
    pages = queries.pages_of(one.form, one)
    page = next((each for each in pages if each.part is Part.PARTNERS), None)
    agencies = list(queries.partner_agencies(one.owner))
    place = next((number for number, each in enumerate(agencies) if each.uid == agency), None)
    if page is None or place is None:
        raise Http404("She is not asked this.")
    said = queries.chosen(one).to_partners.get(agencies[place])
    if Part.PARTNERS.value not in one.answered and said == ToPartner():
        said = None  # no to storing said no to all of them for her: of each she is asked herself
    form = HerPartnerForm(request.POST if request.method == "POST" else None, labels=page.lines, initial=_initial(said))
    if request.method == "POST" and "none" in request.POST:
        return _keep_partner(request, one, agencies, place, ToPartner())
    kept: list[HttpResponse] = []
    if acted(form, lambda: kept.append(_keep_partner(request, one, agencies, place, form.said))):
        return kept[0]
    back = _partner(one, agencies[place - 1]) if place else _before(one, pages, Part.PARTNERS)
    context = {"asked": agencies[place], "place": place + 1, "places": len(agencies), "nothing": said == ToPartner()}
    return _show(request, one, "partner", form=form, pages=pages, page=page, back=back, **context)


def _initial(said: ToPartner | None) -> dict[str, Any]:
    """What she said before of one agency; nothing where she was not asked yet."""
    if said is None:
        return {}
    seen_by = {f"sees_{each.value}": _word(each.value in said.categories) for each in rules.Sharing}
    since = (TODAY if said.from_today else BEFORE) if said.categories else ""
    return seen_by | {"since": since, "until": said.until}


def _partner(one: Agreement, agency: Agency) -> str:
    return reverse("consent_hers:partner", args=[one.uid, agency.uid])


def _keep_partner(
    request: StaffRequest, one: Agreement, agencies: list[Agency], place: int, said: ToPartner
) -> HttpResponse:
    """Keep it and go on: to the next agency she was not asked about, and then to the next page."""
    try:
        kept = tablet.answer_partner(by=request.worker, agreement=one, agency=agencies[place], said=said)
    except RefusedError as refusal:
        if refusal.field:
            raise RefusedError(refusal.sentence, "until") from refusal
        return redirect("consent_hers:start", one.uid)
    if Part.PARTNERS.value not in one.answered and place + 1 < len(agencies):
        return redirect(_partner(one, agencies[place + 1]))
    asked = queries.chosen(kept).to_partners
    left = [each for each in (*agencies[place + 1 :], *agencies[:place]) if each not in asked]
    return redirect(_partner(one, left[0]) if left else _onward(kept, Part.PARTNERS))


@_hers
def look(request: StaffRequest, one: Agreement) -> HttpResponse:
    """All that she chose, before she signs; each can be changed from here."""
    if rules.to_go_through(one.answered, storing=one.storing):
        return redirect(_onward(one))
    pages = queries.pages_of(one.form, one)
    return _show(
        request,
        one,
        "look",
        pages=pages,
        page=pages[-1],
        chosen=[page for page in pages if page.choices or page.partners or page.part is Part.PEOPLE],
        as_seen=tablet.as_seen(one),
        back=_before(one, pages, Part.SIGNING),
    )


@_hers
def sign(request: StaffRequest, one: Agreement) -> HttpResponse:
    """Her name and her signature."""
    if rules.to_go_through(one.answered, storing=one.storing):
        return redirect(_onward(one))
    now = tablet.as_seen(one)
    as_seen = request.POST.get("seen", "") if request.method == "POST" else request.GET.get("as", "")
    if as_seen != now:
        return _changed(request, one) if as_seen else redirect(_look(one))
    form = HerSignForm(request.POST if request.method == "POST" else None, initial={"seen": as_seen})
    still_open: list[bool] = []

    def signing() -> None:
        how = form.signature
        still_open.append(tablet.sign_as_seen(by=request.worker, agreement=one, seen=as_seen, **how))

    if acted(form, signing):
        if still_open[0]:
            when_back(request, tell=_SIGNED)
        else:
            when_back(request, tell=f"{_SIGNED}. {CLOSED_TO_HER}", back=reverse("today:today"))
        return redirect("consent_hers:thanks", one.uid)
    pages = queries.pages_of(one.form, one)
    sheet = {"view_box": handover.VIEW_BOX, "width": handover.WIDTH, "height": handover.HEIGHT}
    return _show(request, one, "sign", form=form, pages=pages, page=pages[-1], back=_look(one), **sheet)


def _changed(request: StaffRequest, one: Agreement) -> HttpResponse:
    return redirect(f"{_look(one)}?changed=1")


@_hers
def stop(request: StaffRequest, one: Agreement) -> HttpResponse:
    """She has stopped. What she said is kept, and counts for nothing until she signs."""
    return _show(request, one, "stop")


@on_her_screen
@requires(Permission.TAKE_CONSENT)
@require_safe
def thanks(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The last page, whether her file is still open to the worker or not. It reads nothing but how this ended."""
    one = Agreement.objects.filter(uid=uid).select_related("client", "client__joined_into").first()
    if handed_over(request) is None:
        if one is None:
            raise Http404("There is no such agreement.")
        return _to_the_worker(_agreement(request, uid))
    if one is not None and one.signed_at is None and one.left_at is None:
        return redirect("consent_hers:start", uid)
    context = {
        "worker": request.user.name.split()[0],
        "given_up": one is not None and one.left_at is not None,
        "on_paper": one is not None and one.signature == Agreement.Signature.PAPER,
    }
    return render(request, "consent/hers/thanks.html", context)
