"""Putting women on a register, known or not."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError, start_file
from casework.clients.models import Client
from casework.contacts import rules
from casework.contacts.actions.holding import hold, hold_line
from casework.contacts.models import Contact, Session
from dussk.access.asking import Worker


@transaction.atomic
def put_on(*, by: Worker, session: Session, client: Client) -> tuple[Contact, bool]:
    """Put a woman on a register.

    Returns:
        Her line, and whether it is new. However often and by however many she is put on, she has one line that counts.

    Raises:
        RefusedError: the register is closed.
    """
    hold(session)
    made = {"owner_id": client.agency_id, "agency": by.agency, "made_by": by.staff}
    return Contact.objects.get_or_create(
        client=client, session=session, mistake_at=None, defaults=made | _when_and_where(session)
    )


@transaction.atomic
def put_unknown(*, by: Worker, session: Session, description: str) -> Contact:
    """Put a woman nobody knows on a register, each time on a line of her own.

    Raises:
        RefusedError: the register is closed.
    """
    hold(session)
    return Contact.objects.create(
        agency=by.agency, made_by=by.staff, session=session, description=description, **_when_and_where(session)
    )


@transaction.atomic
def start_file_and_put_on(*, by: Worker, session: Session, called: str, not_her: Collection[str]) -> Contact:
    """Start the file of a woman at the hatch with only what she wants to be called, and put her on.

    Args:
        by: who does it.
        session: whose register.
        called: what she wants to be called.
        not_her: references of the likely women who were shown, and are not her.

    Raises:
        LikelySameError: there are likely women who were not shown yet.
        RefusedError: the register is closed.
    """
    hold(session)
    client = start_file(by=by, called=called, not_her=not_her)
    return put_on(by=by, session=session, client=client)[0]


def _when_and_where(session: Session) -> dict[str, object]:
    at = rules.line_moment(started_at=session.started_at, now=timezone.now())
    return {"at": at, "night": session.night, "setting": session.kind, "place_id": session.place_id}


@transaction.atomic
def name_her(*, line: Contact, client: Client) -> tuple[Contact, bool]:
    """Say who a woman was that nobody knew: her line, with all that is on it, joins her file.

    Returns:
        The line, and True; or the line she has on this register already, and False, with nothing changed.

    Raises:
        RefusedError: the register is closed, or the line is somebody's already.
    """
    hold_line(line)
    there = Contact.objects.counted().filter(session=line.session, client=client).first()
    if there is not None:
        return there, False
    hers = {"client": client, "owner_id": client.agency_id}
    try:
        with transaction.atomic():
            named = Contact.objects.filter(pk=line.pk, client=None).update(**hers)
    except IntegrityError:  # put on at the same moment, by somebody else
        return Contact.objects.counted().get(session=line.session, client=client), False
    if not named:
        raise RefusedError("Somebody else has just said who she was. Look at the line again.")
    line.follow_ups.update(**hers)
    return Contact.objects.get(pk=line.pk), True
