"""Her way over years: drawn and read, a mark noted, put right, and said to be a mistake; and her areas over time."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.change import actions, queries
from casework.change.forms import FORMS, MarkForm
from casework.change.models import JourneyMark
from casework.change.rules import cues
from casework.change.rules.marks import SCALES, SOURCES, Scale
from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_page
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import nothing_saved, once
from dussk.ui.paging import page_of

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422
_WROTE = "Another agency wrote this."


@requires(Permission.READ_PLANS)
@require_GET
def journey(request: StaffRequest, reference: str) -> HttpResponse:
    """Her way: drawn over years, and the same beneath, line by line."""
    her = her_file(request, reference)
    way = queries.way_of(her, timezone.localdate())
    return her_page(
        request,
        her,
        "casework/change/journey.html",
        way=way,
        page=page_of(way.entries, request),
        helps=cues.HELPS[way.stage.mark] if way.stage else (),
        source=SOURCES[Scale.CYCLE],
        scales=[(scale.value, *said) for scale, said in SCALES.items()],
        may_plan=_may_plan(request, her),
    )


@requires(Permission.READ_PLANS)
@require_GET
def areas(request: StaffRequest, reference: str) -> HttpResponse:
    """Each of the ten areas over all her completed assessments, hers and the worker's."""
    her = her_file(request, reference)
    return her_page(request, her, "casework/change/areas.html", areas=queries.areas_over_time(her))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str, scale: str) -> HttpResponse:
    """Note a mark of one of the models."""
    her = her_file(request, reference, to_change=True)
    of = _scale(scale)
    form = FORMS[of](request.POST if request.method == "POST" else None, mark=None)
    form.cancel_url = _journey(her)
    if acted(form, lambda: actions.note_mark(by=request.worker, client=her, said=form.said)):
        messages.success(request, "It is on her journey.")
        return redirect(_journey(her))
    return _form_page(request, her, form, of)


@requires(Permission.READ_PLANS)
@require_GET
def mark(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One mark: what was seen, who noted it, what it said before, and what can be put right."""
    her, row = _found(request, reference, uid)
    return her_page(
        request,
        her,
        "casework/change/mark.html",
        row=row,
        heading=SCALES[row.of][0],
        source=SOURCES[row.of],
        helps=cues.HELPS.get(row.mark, ()),
        ours=_may_plan(request, her) and row.agency_id == request.agency.pk,
        earlier=queries.earlier_texts(row),
    )


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def correct(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Put a mark right."""
    her, row = _ours(request, reference, uid)
    if row.mistake_at is not None:
        messages.warning(request, actions.STRUCK)
        return nothing_saved(redirect(_mark(her, row)))
    form = FORMS[row.of](request.POST if request.method == "POST" else None, mark=row)
    form.cancel_url = _mark(her, row)
    if acted(form, lambda: actions.correct_mark(by=request.worker, mark=row, said=form.said)):
        messages.success(request, "Saved. What stood there before is kept below.")
        return redirect(_mark(her, row))
    return _form_page(request, her, form, row.of, row=row)


@requires(Permission.PLAN_CARE)
@require_POST
def mistake(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Say that a mark was noted by mistake: it stays, marked, and is drawn no more."""
    her, row = _ours(request, reference, uid)
    try:
        actions.mark_mistake(by=request.worker, mark=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It is marked as a mistake, and drawn no more. You can put it back.")
    return redirect(_mark(her, row))


@requires(Permission.PLAN_CARE)
@require_POST
def put_back(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Let a mark count again."""
    her, row = _ours(request, reference, uid)
    actions.put_back(by=request.worker, mark=row)
    messages.success(request, "It is on her journey again.")
    return redirect(_mark(her, row))


def _may_plan(request: StaffRequest, her: Client) -> bool:
    return her.agency_id == request.agency.pk and request.may(Permission.PLAN_CARE)


def _scale(said: str) -> Scale:
    if said not in set(Scale):
        raise Http404("There is no such model.")
    return Scale(said)


def _found(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, JourneyMark]:
    her = her_file(request, reference)
    row = queries.mark_of(her, uid)
    if row is None:
        raise Http404("There is no such mark on her file, or it is closed to this reader.")
    return her, row


def _ours(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, JourneyMark]:
    """A mark that her own agency wrote, as it stands; locked once a form is sent."""
    her, row = _found(request, reference, uid)
    if row.agency_id != request.agency.pk:
        raise PermissionDenied(_WROTE)
    if request.method == "POST":
        JourneyMark.objects.select_for_update(of=("self",)).filter(pk=row.pk).exists()
        row.refresh_from_db()
    return her, row


def _journey(her: Client) -> str:
    return reverse("her_change:journey", args=[her.reference])


def _mark(her: Client, row: JourneyMark) -> str:
    return reverse("her_change:mark", args=[her.reference, row.uid])


def _form_page(
    request: StaffRequest, her: Client, form: MarkForm, scale: Scale, *, row: JourneyMark | None = None
) -> HttpResponse:
    name, purpose = SCALES[scale]
    answer = her_page(
        request,
        her,
        "casework/change/mark_form.html",
        form=form,
        row=row,
        name=name,
        purpose=purpose,
        source=SOURCES[scale],
    )
    answer.status_code = UNPROCESSABLE if form.errors else 200
    return answer
