"""Whoever writes on a register holds it first, so that nothing is put on one while it is being closed.

A hold waits, then reads, in one sending to the database: the two statements of it have a snapshot each, so that what is
read was true once the waiting was over.
"""

from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import connection

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.contacts.models import Contact, Session

# The first number of the advisory lock on a register: shared by those who write on it, alone for whoever closes it.
# A row lock would not do, as a volunteer may not lock a session that she may not change.
_REGISTER = 20485
# And on one woman's place on any register: whoever puts her on, names her or moves her does it alone, so that nobody
# finds a line of hers that was not there when they looked.
_WOMAN = 20486

_SHARED, _ALONE = "SELECT pg_advisory_xact_lock_shared(%s, %s);", "SELECT pg_advisory_xact_lock(%s, %s);"
_IS_OPEN = "SELECT EXISTS (SELECT FROM casework_session WHERE id = %s AND closed_at IS NULL)"
_HER_LINE = (
    "(SELECT c.id FROM casework_contact c WHERE c.session_id = %s AND c.client_id = %s AND c.mistake_at IS NULL"
    " ORDER BY c.second_line, c.id LIMIT 1)"
)

CLOSED = "This register is closed. Nothing was changed."
STRUCK = "This line was entered by mistake. Put it back before you write on it."


def hold_alone(session: Session) -> None:
    """Wait for everyone who is writing on a register, and let nobody else, until this transaction ends."""
    _first(_ALONE, [_REGISTER, session.pk])


def hold(session: Session) -> None:
    """Keep a register open until what is written on it is saved.

    Raises:
        RefusedError: it is closed.
    """
    (is_open,) = _first(_SHARED + _IS_OPEN, [_REGISTER, session.pk, session.pk])
    _open_or_refuse(is_open=is_open)


def hold_for(session: Session, client: Client) -> int | None:
    """Keep a register open, and one woman's place on it, until what is written there is saved.

    Returns:
        The row number of the line she has there already; None where she has none.

    Raises:
        RefusedError: it is closed.
    """
    is_open, line = _first(
        _SHARED + _ALONE + f"{_IS_OPEN}, {_HER_LINE}",
        [_REGISTER, session.pk, _WOMAN, _folded(client), session.pk, session.pk, client.pk],
    )
    _open_or_refuse(is_open=is_open)
    return cast("int | None", line)


def hold_line(line: Contact) -> None:
    """Hold the register of a line that is to be written on.

    Raises:
        RefusedError: the register is closed, or the line was marked as a mistake in the meantime.
    """
    counts = "EXISTS (SELECT FROM casework_contact WHERE id = %s AND mistake_at IS NULL)"
    if line.session_id is None:
        is_open, does_count = True, _first(f"SELECT {counts}", [line.pk])[0]
    else:
        is_open, does_count = _first(
            _SHARED + f"{_IS_OPEN}, {counts}", [_REGISTER, line.session_id, line.session_id, line.pk]
        )
    _open_or_refuse(is_open=is_open)
    if not does_count:
        raise RefusedError(STRUCK)


def hold_place(line: Contact, client: Client) -> tuple[bool, bool, int | None]:
    """Hold a line of a register that may be closed, and a woman's place on it.

    Returns:
        Whether its register is open, whether the line counts, and the row number of the line she has there already.
        A line outside any register is always open, and there she can have any number.
    """
    counts = "EXISTS (SELECT FROM casework_contact WHERE id = %s AND mistake_at IS NULL)"
    if line.session_id is None:
        return True, _first(f"SELECT {counts}", [line.pk])[0], None
    is_open, does_count, there = _first(
        _SHARED + _ALONE + f"{_IS_OPEN}, {counts}, {_HER_LINE}",
        [_REGISTER, line.session_id, _WOMAN, _folded(client), line.session_id, line.pk, line.session_id, client.pk],
    )
    return is_open, does_count, there


def hold_both(line: Contact, to: Session) -> tuple[bool, bool, bool, int | None]:
    """Hold two registers, always in the order of their numbers: two who move women never wait for each other.

    Returns:
        Whether the line's own register is open, whether the other is, whether the line counts, and the row number of
        the line that its woman has on the other already.
    """
    first, second = sorted((line.session_id or 0, to.pk))
    locks, asked = _SHARED + _SHARED, [_REGISTER, first, _REGISTER, second]
    if line.client_id is not None:
        locks, asked = locks + _ALONE, [*asked, _WOMAN, line.client_id % 2**31]
    counts = "EXISTS (SELECT FROM casework_contact WHERE id = %s AND session_id = %s AND mistake_at IS NULL)"
    is_open = _IS_OPEN.removeprefix("SELECT ")
    from_open, to_open, does_count, there = _first(
        f"{locks} SELECT {is_open}, {is_open}, {counts}, {_HER_LINE}",
        [*asked, line.session_id, to.pk, line.pk, line.session_id, to.pk, line.client_id],
    )
    return from_open, to_open, does_count, there


def one(changed: int) -> None:
    """An update that the wall let pass without a row was not hers to make.

    Raises:
        PermissionDenied: nothing was changed.
    """
    if changed != 1:
        raise PermissionDenied("This record is not hers to change.")


def count_her(session: Session | None, client: Client | None) -> None:
    """See that a woman is counted where a line of hers still counts.

    After two files of hers were joined she may have two lines on one register, of which the second is not counted. When
    the first is taken off, marked or moved, the earliest that is left takes its place.
    """
    if session is None or client is None:
        return
    hers = Contact.objects.counted().filter(session=session, client=client)
    if hers.exists() and not hers.filter(second_line=False).exists():
        hers.filter(pk=hers.order_by("at", "pk").values("pk")[:1]).update(second_line=False)


def _open_or_refuse(*, is_open: bool) -> None:
    if not is_open:
        raise RefusedError(CLOSED)


def _folded(client: Client) -> int:
    """Her row number, as small as an advisory lock wants its second number. Two who share one wait for each other."""
    return client.pk % 2**31


def _first(sql: str, values: Sequence[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
