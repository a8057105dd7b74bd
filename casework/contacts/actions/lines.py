"""What is written on one line of a register: what she was given, a worry, a note, its time, a mistake.

What can refuse comes before what is written, and each writes one row: so none needs a savepoint of its own, and a save
at the hatch stays short.
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.contacts import rules
from casework.contacts.actions.holding import count_her, hold, hold_line, one
from casework.contacts.models import Contact, ContactItem, Item
from dussk.access.asking import Worker

_ONE_MORE = (
    "INSERT INTO casework_contactitem AS given (contact_id, item_id, count) VALUES (%s, %s, 1)"
    " ON CONFLICT (contact_id, item_id) DO UPDATE SET count = given.count + 1 WHERE given.count < %s"
    " RETURNING count"
)
_ONE_FEWER = (
    "UPDATE casework_contactitem SET count = count - 1 WHERE contact_id = %s AND item_id = %s AND count > 0"
    " RETURNING count"
)


def change_count(*, by: Worker, line: Contact, item: Item, more: int) -> int:
    """Give one more of a thing, or take one back. Two people at once both count.

    Args:
        by: who does it; the item has to be of her agency.
        line: whose.
        item: what.
        more: 1 or -1.

    Returns:
        How many there are now: never less than none.

    Raises:
        RefusedError: the register is closed, or there would be more than anybody carries.
    """
    hold_line(line)
    _ours(item, by)
    with connection.cursor() as cursor:
        if more > 0:
            cursor.execute(_ONE_MORE, [line.pk, item.pk, rules.MOST_OF_ONE_THING])
        else:
            cursor.execute(_ONE_FEWER, [line.pk, item.pk])
        row = cursor.fetchone()
    if row is None and more > 0:
        raise RefusedError(f"There cannot be more than {rules.MOST_OF_ONE_THING} of one thing.")
    return row[0] if row else 0


@transaction.atomic
def set_count(*, by: Worker, line: Contact, item: Item, count: int) -> None:
    """Say how many of a thing she was given, as typed (0 to ``MOST_OF_ONE_THING``).

    Raises:
        RefusedError: the register is closed.
    """
    hold_line(line)
    ContactItem.objects.update_or_create(contact=line, item=_ours(item, by), defaults={"count": count})


def _ours(item: Item, by: Worker) -> Item:
    if item.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency gives this out.")
    return item


def set_worry(*, line: Contact, worry: bool) -> None:
    """Mark that somebody is worried about her, or no longer.

    Raises:
        RefusedError: the register is closed.
    """
    hold_line(line)
    one(Contact.objects.filter(pk=line.pk).update(worry=worry))


def write_note(*, line: Contact, note: str, over: str | None = None) -> bool:
    """Write the note of a line. What stood there before is in its history.

    Args:
        line: whose.
        note: what it is to say.
        over: what stood there when she wrote it; None writes over anything.

    Returns:
        Whether it was saved. Where something else than ``over`` stands there by now, nothing is.

    Raises:
        RefusedError: the register is closed.
    """
    hold_line(line)
    row = Contact.objects.filter(pk=line.pk)
    saved = (row if over is None else row.filter(note=over)).update(note=note)
    if not saved and over is not None and row.exclude(note=over).exists():
        return False
    one(saved)
    return True


def set_time(*, line: Contact, at: datetime) -> None:
    """Say when she came, where the time that stands there is not the true one.

    Args:
        line: of a register.
        at: not before the session began, and not after it can have ended.

    Raises:
        RefusedError: the register is closed, or she cannot have come then.
    """
    hold_line(line)
    if line.session is not None and not timedelta() <= at - line.session.started_at <= rules.LONGEST_SESSION:
        raise RefusedError("She cannot have come then: enter a time at which the register was open", "clock")
    one(Contact.objects.filter(pk=line.pk).update(at=at))


def mark_mistake(*, by: Worker, line: Contact) -> None:
    """Say that a line was entered by mistake: it stays, with who said so and when, and counts no more.

    Raises:
        RefusedError: the register is closed, or it was marked already.
    """
    hold_line(line)
    one(Contact.objects.filter(pk=line.pk).update(mistake_at=timezone.now(), mistake_by=by.staff))
    count_her(line.session, line.client)


@transaction.atomic
def put_back(*, line: Contact) -> None:
    """Let a line count again that was marked as a mistake.

    Raises:
        RefusedError: the register is closed, or she has another line on it by now.
    """
    if line.session is not None:
        hold(line.session)
    try:
        with transaction.atomic():
            one(Contact.objects.filter(pk=line.pk).update(mistake_at=None, mistake_by=None))
    except IntegrityError as fault:
        raise RefusedError("She has another line on this register by now. Write on that one.") from fault
