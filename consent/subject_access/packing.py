"""Making the pack, which is long work; and sealing what was made with new words, for the one who had it made.

What long work makes lies behind the wall as it is, for a day: nobody is given it so. The words that open a pack are
made when it is sealed, shown once to whoever seals it, and are nowhere else (docs/adr/0019-she-sees-what-is-held.md).
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse

from casework.clients.actions import RefusedError
from consent.subject_access import documents
from consent.subject_access.models import Pack, SealedPack, SubjectAccessRequest
from consent.subject_access.rules import State, Volume
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.jobs import actions as jobs
from dussk.jobs.models import Job
from dussk.jobs.queries import asked_by
from dussk.jobs.registry import Kind, Made, NotDoneError, Work, on_rounds, register

#: In which states a pack can be made: when everything in it is released, and again after she has seen it.
MADE_IN = (State.READY, State.APPOINTMENT, State.GIVEN)
KIND = "pack"

_TITLES = {
    Volume.FILE: "A pack for her: her file",
    Volume.CLINICAL: "A pack for her: the clinical part",
    Volume.SUPERVISION: "A pack for her: supervision",
}
_NOT_READY = "The pack is not ready: not every part is released"
_NOT_KNOWN = "Nobody has said how it is known that it is she, so nothing is made or given"
_OVER = {
    State.WITHDRAWN: "She has taken her request back, so no pack is made or given",
    State.REFUSED: "Her request was refused, so no pack is made or given",
}
_NOT_TRUE = (
    "Something in it was changed, taken back or passed on since this pack was made, so it is not given to anybody."
    " Make it again"
)
_CLOSED = "Her request is not open to you any more. Nothing was made"


@dataclass(frozen=True)
class Packed:
    """A sealed pack, and the words that open it. They are kept nowhere: whoever loses them seals it anew."""

    sealed: SealedPack
    words: str


def allowed(by: Worker, request: SubjectAccessRequest, volume: Volume, *, to_read: bool = False) -> None:
    """That somebody may have this volume as the request stands now: asked when it is made, sealed, fetched or printed.

    Args:
        by: who.
        request: hers.
        volume: which.
        to_read: on a page, to see whether it is right: also while it is prepared, whoever she may be.

    Raises:
        RefusedError: it is not ready, or it is over; or nobody has said how it is known that it is she.
        PermissionDenied: somebody else makes this volume.
    """
    if volume not in documents.volumes(request, by):
        raise PermissionDenied("Whoever releases it makes it.")
    state = State(request.state)
    if state not in MADE_IN and not (to_read and state is State.PREPARING):
        raise RefusedError(_OVER.get(state, _NOT_READY))
    if not (request.identity or to_read):
        raise RefusedError(_NOT_KNOWN)


@transaction.atomic
def ask(*, by: Worker, request: SubjectAccessRequest, volume: Volume = Volume.FILE) -> Job:
    """Have one volume made. Where it is being made already, that is waited for.

    Raises:
        RefusedError: it is not ready.
        PermissionDenied: somebody else makes this volume.
    """
    allowed(by, request, volume)
    going = latest(by, request, volume)
    if going is not None and going.is_open:
        return going
    return jobs.ask(by=by, kind=KIND, title=_TITLES[volume], about=request.uid, volume=volume.value)


def latest(by: Worker, request: SubjectAccessRequest, volume: Volume) -> Job | None:
    """What somebody asked for last of this volume; None where she never did, or it is long ago."""
    return asked_by(by).filter(kind=KIND, about=request.uid, asked__volume=volume.value).first()


def made(request: SubjectAccessRequest, volume: Volume) -> Pack | None:
    """The pack that whoever asks had made last, in the last day."""
    return Pack.objects.defer("content").filter(request=request, volume=volume).first()


def run(work: Work) -> Made:
    """Make it, as whoever asked for it: all of it, or nothing."""
    asked = SubjectAccessRequest.objects.filter(agency=work.by.agency)
    request = asked.filter(uid=work.job.about).first() if work.job.about else None
    if request is None:
        raise NotDoneError(_CLOSED)
    volume = Volume(work.job.asked["volume"])
    try:
        allowed(work.by, request, volume)
        told = documents.contents(by=work.by, request=request, volume=volume, tell=work.tell)
    except RefusedError as refused:
        raise NotDoneError(refused.sentence) from refused
    except PermissionDenied as denied:
        raise NotDoneError(_CLOSED) from denied
    Pack.objects.create(
        request=request,
        volume=volume,
        fingerprint=documents.fingerprint(told),
        content=documents.paper(told, large=request.large_type),
        made_by=work.by.staff,
    )
    return Made("The pack is made. Seal it with words that open it, and fetch it")


def check(*, by: Worker, pack: Pack) -> None:
    """That a pack may still be given, and says what she would be told now.

    Raises:
        RefusedError: something was taken back, changed, joined or passed on since it was made.
        PermissionDenied: this volume is not hers to give any more.
    """
    volume = Volume(pack.volume)
    allowed(by, pack.request, volume)
    told = documents.contents(by=by, request=pack.request, volume=volume)
    if documents.fingerprint(told) != pack.fingerprint:
        raise RefusedError(_NOT_TRUE)


@transaction.atomic
def seal(*, by: Worker, pack: Pack) -> Packed:
    """Seal a pack with new words. What was sealed before keeps its own.

    Raises:
        RefusedError: something was taken back, changed, joined or passed on since it was made.
        PermissionDenied: this volume is not hers to give any more.
    """
    check(by=by, pack=pack)
    words = documents.new_words()
    content = documents.seal(bytes(pack.content), words)
    return Packed(SealedPack.objects.create(pack=pack, content=content, made_by=by.staff), words)


def forget() -> int:
    """Take away every pack that is a day old, sealed or not; how many there were. The runner does it, as nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.forget_packs()")
        gone: int = cursor.fetchone()[0]
    return gone


def _forget() -> None:
    forget()


def _leads_to(job: Job) -> str:
    return reverse("access:pack", args=[job.about, job.asked["volume"]])


def put_in_place() -> None:
    """Register the work and what is forgotten in time; called once, when the app starts."""
    register(Kind(KIND, Permission.RELEASE_ACCESS, run, leads_to=_leads_to))
    on_rounds(_forget)
