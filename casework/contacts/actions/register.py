"""Putting women on a register, known or not."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError, start_file
from casework.clients.models import Client
from casework.contacts import rules
from casework.contacts.actions.holding import CLOSED, STRUCK, hold, hold_for, hold_place
from casework.contacts.models import Contact, Session
from dussk.access.asking import Worker


def put_on(*, by: Worker, session: Session, client: Client) -> tuple[Contact, bool]:
    """Put a woman on a register.

    Everything that can refuse comes before the one row that is written, so that it needs no savepoint of its own.

    Returns:
        Her line, and whether it is new. However often and by however many she is put on, she has one line that counts.

    Raises:
        RefusedError: the register is closed.
    """
    there = hold_for(session, client)
    if there is not None:
        return Contact.objects.get(pk=there), False
    line = Contact.objects.create(
        client=client,
        owner_id=client.agency_id,
        agency=by.agency,
        made_by=by.staff,
        session=session,
        **_when_and_where(session),
    )
    return line, True


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
    return {"at": _moment(session), "night": session.night, "setting": session.kind, "place_id": session.place_id}


def _moment(session: Session) -> datetime:
    """When she was there: now; what is typed in from paper goes on from the line typed in before it."""
    if not session.from_paper:
        return rules.line_moment(started_at=session.started_at, now=timezone.now())
    before = Contact.objects.counted().filter(session=session).order_by("-pk").values_list("at", flat=True).first()
    return before or session.started_at


@transaction.atomic
def name_her(*, line: Contact, client: Client, after_closing: bool = False) -> tuple[Contact, bool]:
    """Say who a woman was that nobody knew: her line, with all that is on it, joins her file.

    A line outside any register joins it at any time. On a register, the line of a night that is over does too, where
    the page's rules let its reader do that: all else on a closed register stays as it is.

    Args:
        line: the line of a woman nobody knew, on a register or not.
        client: who she was.
        after_closing: whether a register that is closed is no hindrance: for those who may run sessions or log
            contacts, and not for a volunteer, who writes on open registers only.

    Returns:
        The line, and True; or the line she has on this register already, and False, with nothing changed.

    Raises:
        RefusedError: the register is closed, or the line is a mistake or somebody's already.
    """
    is_open, counts, there = hold_place(line, client)
    if not (is_open or after_closing):
        raise RefusedError(CLOSED)
    if not counts:
        raise RefusedError(STRUCK)
    if there is not None:
        return Contact.objects.get(pk=there), False
    hers = {"client": client, "owner_id": client.agency_id}
    try:
        with transaction.atomic():
            named = Contact.objects.filter(pk=line.pk, client=None).update(**hers)
    except IntegrityError as fault:  # files joined at the same moment
        raise RefusedError("Her file has just changed. Look at the line again.") from fault
    if not named:
        raise RefusedError("Somebody else has just said who she was. Look at the line again.")
    line.follow_ups.update(**hers)
    return Contact.objects.get(pk=line.pk), True
