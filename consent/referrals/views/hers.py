"""A woman's referrals: all of them, one, a new one, what became of one, and putting one right."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_page
from consent.agreements.rules import Outside
from consent.agreements.wording import OUTSIDE
from consent.referrals import actions, queries
from consent.referrals.forms import BEGIN, ReferralChangeForm, ReferralForm, StepForm
from consent.referrals.models import Referral
from consent.referrals.rules import moves, waits
from consent.referrals.rules.moves import Basis
from consent.referrals.views.showing import BOTH, address, found, ours_or_403, shown
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts import actions as drafts
from dussk.drafts.once import nothing_saved, once
from dussk.drafts.rules import Typed, read_uuid, without_key
from dussk.ui.paging import page_of

if TYPE_CHECKING:
    from consent.disclosures.models import Disclosure


@requires(Permission.REFER)
@require_GET
def referrals(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything she was referred for, the latest first."""
    her = her_file(request, reference)
    page = page_of(queries.referrals(her), request)
    return her_page(request, her, "consent/referrals/hers.html", page=page, today=timezone.localdate())


def _bases(request: StaffRequest, her: Client) -> list[Basis]:
    """What a referral by this worker can stand on: what she agreed to, she agreed to with the agency of her file."""
    mine = her.agency_id == request.agency.pk
    return [*([Basis.CONSENT] if mine else []), Basis.SHARE, Basis.HERSELF, Basis.DISCLOSURE]


@requires(Permission.REFER)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str) -> HttpResponse:
    """Refer her; to a service that the address names, or elsewhere than the one that refused her (``?instead=``)."""
    her = her_file(request, reference)
    if BEGIN in request.POST and request.may(Permission.RELEASE):
        return _begin_release(request, her)
    instead = _instead_of(request, her)
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        services=queries.offered(request.agency),
        bases=_bases(request, her),
        releases=queries.releases_for(request.worker, her),
        instead_of=instead,
        reminds=request.may(Permission.FOLLOW_UP),
        begins=request.may(Permission.RELEASE),
        initial={"service": request.GET.get("service", "")}
        | (_carried(instead) if instead else {})
        | _on_release(request, her),
    )
    form.cancel_url = reverse("her_referrals:list", args=[her.reference])
    made: list[Referral] = []
    if acted(form, lambda: made.append(actions.make(by=request.worker, client=her, sent=form.sent))):
        messages.success(request, "The referral is saved. Write here what becomes of it.")
        return redirect(address("referral", her, made[0]))
    return shown(request, her, "new", form=form, instead=instead, agreed=_agreed(her))


def _instead_of(request: StaffRequest, her: Client) -> Referral | None:
    asked = request.POST if request.method == "POST" else request.GET
    uid = read_uuid(asked.get("instead"))
    return queries.referrals(her).filter(uid=uid, agency=request.agency).first() if uid else None


def _carried(before: Referral) -> dict[str, object]:
    """What goes along to another service. Not on what ground: she is asked that for each service anew."""
    same = {"what": before.what, "why": before.why, "wants": before.wants, "urgency": before.urgency}
    return same | {"instead": str(before.uid)}


def _begin_release(request: StaffRequest, her: Client) -> HttpResponse:
    """Keep what was typed of the referral, and go to a new release that takes over what it can."""
    typed = [(name, str(value)) for name, values in request.POST.lists() for value in values if name != BEGIN]
    title = f"Refer her - {her.shown_reference}"
    what = Typed(request.path, f"{ReferralForm.__name__} {request.path}", request.path, without_key(typed), title)
    uid = drafts.keep(by=request.worker, typed=what)
    address = reverse("releases:new", args=[her.reference])
    return nothing_saved(redirect(f"{address}?referral={uid}" if uid else address))


def _on_release(request: StaffRequest, her: Client) -> dict[str, object]:
    """What a referral takes over from the release that the address names (``?release=``), as its draft does."""
    uid = read_uuid(request.GET.get("release"))
    release = queries.releases_for(request.worker, her).filter(uid=uid).first() if uid else None
    if release is None:
        return {}
    draft = queries.begun(request.worker, request.path)
    initial = queries.on_release(request.worker, release, draft)
    if draft is not None:
        fields = {**dict(draft.fields), **{name: value for name, value in initial.items() if isinstance(value, str)}}
        what = Typed(draft.address, draft.form, draft.action, list(fields.items()), draft.title)
        drafts.keep(by=request.worker, typed=what)
    return initial


def _agreed(her: Client) -> list[str]:
    """To whom she agreed that something is told, in words."""
    said = [yes for _choice, yes in queries.standing_answers(her)]
    return [yes.name or OUTSIDE[Outside(yes.kind)] for yes in said]


@requires(Permission.REFER)
@require_GET
def referral(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One referral: where it stands, how long that took, every step, and what can be done now."""
    her, row = found(request, reference, uid)
    steps = queries.steps_of(row)
    counting = [step for step in steps if step.mistake_at is None]
    ours, theirs = row.agency_id == request.agency.pk, row.to_agency_id == request.agency.pk
    today = timezone.localdate()
    service = row.service
    last = counting[-1] if counting else None
    return her_page(
        request,
        her,
        "consent/referrals/referral.html",
        row=row,
        steps=steps,
        waits=waits.waits(queries.as_rules(steps)),
        usual=queries.usual_waits(service, row.agency, today) if service and ours else None,
        late=ours and waits.too_long(row.stands, row.state_on, moves.Urgency(row.urgency), today),
        days=(today - row.state_on).days,
        party=ours or theirs,
        ours=ours,
        follows=bool(moves.MOVES[row.stands]),
        strikes=last if last and last.state != moves.State.SENT and last.agency_id == request.agency.pk else None,
        permitted=theirs or queries.still_permitted(row),
        release=_stands_on(request, her, row),
        begins=ours and row.is_open and request.may(Permission.RELEASE),
        elsewhere=row.elsewhere.select_related("service"),
        again=ours and not row.is_open,
        listed=queries.listed(service) if service and ours else None,
        earlier=queries.earlier_texts(row),
    )


def _stands_on(request: StaffRequest, her: Client, row: Referral) -> "Disclosure | None":
    """The release that a referral stands on, for the agency that made both."""
    if row.disclosure_id is None:
        return None
    return queries.releases_for(request.worker, her).filter(pk=row.disclosure_id).first()


@requires(Permission.REFER)
@require_http_methods(BOTH)
@once
def step(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Write what became of it. The agency that it was sent to answers it here too."""
    her, row = ours_or_403(request, reference, uid)
    following = moves.MOVES[row.stands]
    if not following:
        messages.warning(request, "Nothing can become of this referral any more. Make it elsewhere, if she likes.")
        return nothing_saved(redirect(address("referral", her, row)))
    form = StepForm(
        request.POST if request.method == "POST" else None,
        following=following,
        both_read=row.to_agency_id is not None,
    )
    form.cancel_url = address("referral", her, row)
    if acted(form, lambda: actions.take_step(by=request.worker, referral=row, became=form.became)):
        messages.success(request, "Saved.")
        return redirect(address("referral", her, row))
    return shown(request, her, "step", form=form, row=row)


@requires(Permission.REFER)
@require_POST
def strike(request: StaffRequest, reference: str, uid: UUID, step_uid: UUID) -> HttpResponse:
    """Say that the last step was written by mistake: it stays, marked, and the referral stands as it did before."""
    her, row = ours_or_403(request, reference, uid)
    wrong = get_object_or_404(row.steps.filter(agency=request.agency, mistake_at=None), uid=step_uid)
    try:
        actions.strike_step(by=request.worker, referral=row, step=wrong)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It is marked as a mistake. The referral stands as it did before.")
    return redirect(address("referral", her, row))


@requires(Permission.REFER)
@require_http_methods(BOTH)
@once
def correct(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Put right what it says."""
    her, row = ours_or_403(request, reference, uid, sent_here=False)
    form = ReferralChangeForm(request.POST if request.method == "POST" else None, referral=row)
    form.cancel_url = address("referral", her, row)
    if acted(form, lambda: actions.correct(by=request.worker, referral=row, **form.cleaned_data)):
        messages.success(request, "Saved. What stood there before is kept below.")
        return redirect(address("referral", her, row))
    return shown(request, her, "correct", form=form, row=row)
