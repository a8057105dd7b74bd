"""Whoever writes on a register holds it first, so that nothing is put on one while it is being closed."""

from django.core.exceptions import PermissionDenied
from django.db import connection

from casework.clients.actions import RefusedError
from casework.contacts.models import Contact, Session

# The first number of the advisory lock on a register: shared by those who write on it, alone for whoever closes it.
# A row lock would not do, as a volunteer may not lock a session that she may not change.
_REGISTER = 20485

CLOSED = "This register is closed. Nothing was changed."


def hold_alone(session: Session) -> None:
    """Wait for everyone who is writing on a register, and let nobody else, until this transaction ends."""
    _lock(session, "pg_advisory_xact_lock")


def hold(session: Session) -> None:
    """Keep a register open until what is written on it is saved.

    Raises:
        RefusedError: it is closed.
    """
    _lock(session, "pg_advisory_xact_lock_shared")
    if not Session.objects.filter(pk=session.pk, closed_at=None).exists():
        raise RefusedError(CLOSED)


def hold_line(line: Contact) -> None:
    """Hold the register of a line that is to be written on.

    Raises:
        RefusedError: the register is closed, or the line was marked as a mistake in the meantime.
    """
    if line.session is not None:
        hold(line.session)
    if not Contact.objects.counted().filter(pk=line.pk).exists():
        raise RefusedError("This line was entered by mistake. Put it back before you write on it.")


def one(changed: int) -> None:
    """An update that the wall let pass without a row was not hers to make.

    Raises:
        PermissionDenied: nothing was changed.
    """
    if changed != 1:
        raise PermissionDenied("This record is not hers to change.")


def _lock(session: Session, how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(%s, %s)", [_REGISTER, session.pk])
