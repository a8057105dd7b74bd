"""Making the pack: built, sealed with new words, and kept for a day for the one who made it.

One function, so that it can be run for whoever asked, wherever it runs: all of a pack is made in the transaction that
its maker asks in, or nothing is.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from casework.clients.actions import RefusedError
from consent.subject_access import documents
from consent.subject_access.models import SealedPack, SubjectAccessRequest
from consent.subject_access.rules import State, Volume
from dussk.access.asking import Worker

#: In which states a pack can be made: when everything in it is released, and again after she has seen it.
MADE_IN = (State.READY, State.APPOINTMENT, State.GIVEN)


@dataclass(frozen=True)
class Packed:
    """A sealed pack, and the words that open it. They are kept nowhere: whoever loses them makes another pack."""

    sealed: SealedPack
    words: str


@transaction.atomic
def make(*, by: Worker, request: SubjectAccessRequest, volume: Volume = Volume.FILE) -> Packed:
    """Make one volume of the pack, and seal it.

    Raises:
        RefusedError: it is not ready; or something was written, changed or joined since it was gone through.
        PermissionDenied: somebody else makes this volume.
    """
    if volume not in documents.volumes(request, by):
        raise PermissionDenied("Whoever releases it makes it.")
    if State(request.state) not in MADE_IN:
        raise RefusedError("The pack is not ready: not every part is released yet")
    forget()
    words = documents.new_words()
    content = documents.seal(documents.build(by=by, request=request, volume=volume), words)
    return Packed(SealedPack.objects.create(request=request, volume=volume, content=content, made_by=by.staff), words)


def forget() -> int:
    """Take away every pack that is a day old; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.forget_packs()")
        gone: int = cursor.fetchone()[0]
    return gone
