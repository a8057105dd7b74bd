"""Giving it to her: reading it as she will, the pack, the appointment, and what she says is wrong."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted
from consent.agreements.forms import SureForm
from consent.subject_access import actions, documents, packing, queries, rules
from consent.subject_access.forms import AppointmentForm, HeldForm, SettleForm, WrongForm
from consent.subject_access.models import Correction, SealedPack, SubjectAccessRequest
from consent.subject_access.rules import State, Step, Volume
from consent.subject_access.views.showing import BOTH, done, found, log, not_done, page, status_of
from consent.subject_access.wording import VOLUMES
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once

_WRONG_IN = (State.APPOINTMENT, State.READY, State.GIVEN)


def _volume(request: StaffRequest, uid: UUID, volume: str) -> tuple[SubjectAccessRequest, Volume]:
    """A request, and a volume of its pack that the reader answers for."""
    row = found(request, uid)
    if volume not in list(Volume):
        raise Http404
    if Volume(volume) not in documents.volumes(row, request.worker):
        raise PermissionDenied("Whoever releases it reads and makes it.")
    return row, Volume(volume)


@requires(Permission.RELEASE_ACCESS)
@require_GET
def read(request: StaffRequest, uid: UUID, volume: str) -> HttpResponse:
    """All of it as she will read it."""
    row, which = _volume(request, uid, volume)
    try:
        packing.allowed(request.worker, row, which, to_read=True)
        told = documents.contents(by=request.worker, request=row, volume=which)
    except RefusedError as refusal:
        return not_done(request, refusal.sentence, "access:request", row.uid)
    return page(request, row, "read", told=told, volume=which.value)


@requires(Permission.RELEASE_ACCESS)
@require_GET
def printed(request: StaffRequest, uid: UUID, volume: str) -> HttpResponse:
    """The same on paper, to look at together. Not sealed: it is printed and not sent, with nothing inside to send."""
    row, which = _volume(request, uid, volume)
    try:
        packing.allowed(request.worker, row, which)
        content = documents.build(by=request.worker, request=row, volume=which, inside=False)
    except RefusedError as refusal:
        return not_done(request, refusal.sentence, "access:request", row.uid)
    log(request, [row], ViewKind.PRINTED)
    return _pdf(content, "inline")


def _pdf(content: bytes, how: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'{how}; filename="{documents.NAME}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@requires(Permission.RELEASE_ACCESS)
@require_http_methods(BOTH)
@once
def pack(request: StaffRequest, uid: UUID, volume: str) -> HttpResponse:
    """Have the pack made, which is long work; and, once it is, seal it."""
    row, which = _volume(request, uid, volume)
    job, made = packing.latest(request.worker, row, which), packing.made(row, which)
    form = SureForm(
        request.POST if request.method == "POST" else None,
        label="Make it again" if made else "Make the pack",
        style="secondary" if made else "",
    )
    form.cancel_url = reverse("access:request", args=[uid])
    asked: list[UUID] = []
    if acted(form, lambda: asked.append(packing.ask(by=request.worker, request=row, volume=which).uid)):
        return redirect("jobs:job", asked[0])
    shown = {"form": form, "what": VOLUMES[which], "volume": which.value, "job": job, "made": made}
    return page(request, row, "pack", status=status_of(form), **shown)


@requires(Permission.RELEASE_ACCESS)
@require_POST
@once
def seal(request: StaffRequest, uid: UUID, volume: str) -> HttpResponse:
    """Seal the pack that she had made, and show once the words that open it."""
    row, which = _volume(request, uid, volume)
    made = packing.made(row, which)
    if made is None:
        return not_done(request, "There is no pack, or its day is over. Make it again", "access:pack", row.uid, volume)
    try:
        packed = packing.seal(by=request.worker, pack=made)
    except RefusedError as refusal:
        return not_done(request, refusal.sentence, "access:pack", row.uid, volume)
    answer = page(request, row, "packed", packed=packed, what=VOLUMES[which], volume=volume)
    answer.headers["Cache-Control"] = "no-store, private"  # the words are shown once
    return answer


@requires(Permission.RELEASE_ACCESS)
@require_GET
def download(request: StaffRequest, sealed_uid: UUID) -> HttpResponse:
    """The sealed pack, for the one who sealed it, for a day; as long as it is hers to give, and true."""
    sealed = get_object_or_404(SealedPack.objects.select_related("pack__request"), uid=sealed_uid)
    row, which = _volume(request, sealed.pack.request.uid, sealed.pack.volume)
    try:
        packing.check(by=request.worker, pack=sealed.pack)
    except RefusedError as refusal:
        return not_done(request, refusal.sentence, "access:pack", row.uid, which.value)
    log(request, [row], ViewKind.EXPORTED)
    return _pdf(bytes(sealed.content), "attachment")


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def appointment(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Make the appointment, or another in its place."""
    row = found(request, uid)
    if rules.after(State(row.state), Step.ARRANGE) is None:
        return not_done(request, "Nothing is ready to be looked at, or it is over", "access:request", row.uid)
    form = AppointmentForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("access:request", args=[uid])

    def act() -> None:
        data = form.cleaned_data
        actions.arrange(by=request.worker, request=row, at=form.at, where=data["where"], with_her=data["with_her"])

    if acted(form, act):
        return done(request, row, "The appointment is made.")
    heading = "Another appointment" if queries.appointment_to_come(row) else "The appointment"
    return page(request, row, "form", form=form, heading=heading, status=status_of(form))


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def held(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Whether she came, and what she said."""
    row = found(request, uid)
    if queries.appointment_to_come(row) is None or row.state != State.APPOINTMENT:
        return not_done(request, "No appointment waits to be held", "access:request", row.uid)
    form = HeldForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("access:request", args=[uid])

    def act() -> None:
        data = form.cleaned_data
        actions.hold_appointment(by=request.worker, request=row, came=data["came"] == "yes", said=data["said"])

    if acted(form, act):
        return done(request, row, "What came of the appointment is saved.")
    return page(request, row, "form", form=form, heading="What came of the appointment", status=status_of(form))


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def wrong(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Write down something that she says is wrong."""
    row = found(request, uid)
    if State(row.state) not in _WRONG_IN:
        return not_done(request, "She has not seen anything yet", "access:request", row.uid)
    form = WrongForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("access:request", args=[uid])
    if acted(form, lambda: actions.say_wrong(by=request.worker, request=row, **form.cleaned_data)):
        return done(request, row, "What she said is saved. Look at it with her, and put it right.")
    return page(request, row, "form", form=form, heading="Something is wrong", status=status_of(form))


@requires(Permission.SUBJECT_ACCESS)
@require_http_methods(BOTH)
@once
def settle(request: StaffRequest, uid: UUID, correction_uid: UUID) -> HttpResponse:
    """Say what was done about it."""
    row = found(request, uid)
    correction = get_object_or_404(row.corrections.select_related("request"), uid=correction_uid)
    if correction.outcome != Correction.Outcome.TO_DO:
        return not_done(request, "Somebody else has settled this already", "access:request", row.uid)
    form = SettleForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("access:request", args=[uid])
    if acted(form, lambda: actions.settle(by=request.worker, correction=correction, **form.cleaned_data)):
        return done(request, row, "What was done is saved.")
    return page(request, row, "form", form=form, heading="What was done", said=correction.wrong, status=status_of(form))
