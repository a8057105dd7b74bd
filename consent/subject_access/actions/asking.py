"""She asks: what is written down when she does, and putting that right."""

from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client, OwnRecord
from consent.subject_access import rules
from consent.subject_access.actions.calling import NOT_ANY_MORE
from consent.subject_access.models import SubjectAccessRequest
from dussk.access.asking import Worker

ASKED_ALREADY = "She has asked already, and that is not over yet. Go on with that request"
_CLOSED = "This file is closed to you. Nothing was saved"


@dataclass(frozen=True)
class Asked:
    """What she asked for, and how.

    Attributes:
        how: in which way she asked (:class:`SubjectAccessRequest.How`).
        asked_on: when.
        wants: everything, some of it, or an answer (:class:`SubjectAccessRequest.Wants`).
        way: how she wants it (:class:`SubjectAccessRequest.Way`).
        wanted: in her words; asked for unless she wants everything.
        identity: how it is known that it is she; may be found out later.
        for_her: who asked, where somebody did so for her.
        authority: how it is known that she wants that.
        large_type: in large type.
        safe_way: how to reach her about it, and give it to her, safely.
    """

    how: str
    asked_on: date
    wants: str
    way: str
    wanted: str = ""
    identity: str = ""
    for_her: str = ""
    authority: str = ""
    large_type: bool = False
    safe_way: str = ""


@transaction.atomic
def ask(*, by: Worker, about: Client | OwnRecord, said: Asked) -> SubjectAccessRequest:
    """Write down that she asked ``by``'s agency. Both clocks run from the day on which she did.

    Args:
        by: whom she told, or who read what she wrote.
        about: her file, or the agency's own record of her where the file is closed to it.
        said: what she asked for.

    Raises:
        RefusedError: she has asked already and that is not over, or her file has just been closed.
    """
    file, owner = (about.client_id, about.owner_id) if isinstance(about, OwnRecord) else (about.pk, about.agency_id)
    if said.asked_on > timezone.localdate():
        raise RefusedError("Enter the day she asked: this one is still to come", "asked_on")
    known = Client.objects.filter(pk=file).exists()
    if not known and not OwnRecord.objects.filter(client=file, agency=by.agency).exists():
        raise RefusedError(_CLOSED)
    try:
        with transaction.atomic():
            return SubjectAccessRequest.objects.create(
                client_id=file, owner_id=owner, agency=by.agency, made_by=by.staff, called=about.called, **asdict(said)
            )
    except IntegrityError as error:
        raise RefusedError(ASKED_ALREADY) from error


#: What of a request can be put right while it is open.
TO_PUT_RIGHT = ("wants", "wanted", "identity", "way", "large_type", "safe_way")


@transaction.atomic
def put_right(*, by: Worker, request: SubjectAccessRequest, **says: object) -> None:
    """Put right what a request says: what she wants and how, and how it is known that it is she.

    Raises:
        RefusedError: it is over.
        PermissionDenied: it is another agency's.
    """
    held = SubjectAccessRequest.objects.select_for_update().filter(pk=request.pk, agency=by.agency).first()
    if held is None:
        raise PermissionDenied("Another agency was asked.")
    if rules.State(held.state) not in rules.OPEN:
        raise RefusedError(NOT_ANY_MORE)
    for name in TO_PUT_RIGHT:
        setattr(held, name, says[name])
    held.save(update_fields=TO_PUT_RIGHT)
