"""What is written on one line of a register: what she was given, a worry, a note, a mistake."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.contacts import rules
from casework.contacts.actions.holding import hold, hold_line, one
from casework.contacts.models import Contact, ContactItem, Item
from dussk.access.asking import Worker


@transaction.atomic
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
    given, _made = ContactItem.objects.get_or_create(contact=line, item=_ours(item, by), defaults={"count": 0})
    row = ContactItem.objects.filter(pk=given.pk)
    if more > 0:
        if not row.filter(count__lt=rules.MOST_OF_ONE_THING).update(count=F("count") + 1):
            raise RefusedError(f"There cannot be more than {rules.MOST_OF_ONE_THING} of one thing.")
    else:
        row.filter(count__gt=0).update(count=F("count") - 1)
    return row.values_list("count", flat=True).get()


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


@transaction.atomic
def set_worry(*, line: Contact, worry: bool) -> None:
    """Mark that somebody is worried about her, or no longer.

    Raises:
        RefusedError: the register is closed.
    """
    hold_line(line)
    one(Contact.objects.filter(pk=line.pk).update(worry=worry))


@transaction.atomic
def write_note(*, line: Contact, note: str) -> None:
    """Write the note of a line. What stood there before is in its history.

    Raises:
        RefusedError: the register is closed.
    """
    hold_line(line)
    one(Contact.objects.filter(pk=line.pk).update(note=note))


@transaction.atomic
def mark_mistake(*, by: Worker, line: Contact) -> None:
    """Say that a line was entered by mistake: it stays, with who said so and when, and counts no more.

    Raises:
        RefusedError: the register is closed, or it was marked already.
    """
    hold_line(line)
    one(Contact.objects.filter(pk=line.pk).update(mistake_at=timezone.now(), mistake_by=by.staff))


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
