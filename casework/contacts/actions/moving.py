"""Moving an entry to another register: she was put on the drop-in's, and is on the van."""

from django.db import IntegrityError, transaction

from casework.clients.actions import RefusedError
from casework.contacts.actions.holding import STRUCK, count_her, hold_both, one
from casework.contacts.models import Contact, Session
from dussk.access.asking import Worker


@transaction.atomic
def move_line(*, by: Worker, line: Contact, to: Session) -> None:
    """Take a line off its register and put it on another, with all that is on it and its follow-ups.

    Her time stays, but for one before the other register began: that becomes its beginning. The history of the line
    keeps where it was.

    Args:
        by: who moves it.
        line: on an open register.
        to: another open register of her agency.

    Raises:
        RefusedError: one of the two is closed, the line is a mistake or was moved already, or the woman is on the
            other register: then nothing is changed.
    """
    if line.session_id is None or to.agency_id != by.agency.pk or to.pk == line.session_id:
        raise RefusedError("Choose another register. Nothing was changed.")
    from_open, to_open, counts, there = hold_both(line, to)
    if not from_open:
        raise RefusedError("This register is closed by now. The line was not moved.")
    if not to_open:
        raise RefusedError(f"The register of {to} is closed by now. The line stays here, as it was.")
    if not counts:
        if Contact.objects.filter(pk=line.pk, mistake_at__isnull=False).exists():
            raise RefusedError(STRUCK)
        raise RefusedError("Somebody else has moved this line already. Nothing was changed.")
    if there is not None:
        raise RefusedError(
            f"She is on the register of {to} already. This line stays here, as it was: if she is on here by mistake,"
            " mark it so."
        )
    at = max(line.at, to.started_at)
    try:
        with transaction.atomic():
            one(
                Contact.objects.filter(pk=line.pk).update(
                    session=to, setting=to.kind, place_id=to.place_id, night=to.night, at=at, second_line=False
                )
            )
    except IntegrityError as fault:  # files joined at the same moment
        raise RefusedError("Her file has just changed. Look at the line again.") from fault
    line.follow_ups.update(session=to)
    count_her(line.session, line.client)
