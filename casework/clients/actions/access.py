"""Who is kept from a woman's file, and opening one in an emergency."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from casework.clients import queries, rules
from casework.clients.actions.writing import RefusedError, on_file
from casework.clients.models import Block, Client
from dussk.access.asking import Worker
from dussk.staff.models import Staff

#: What wall.open_emergency answers when it has been asked too often.
_TOO_OFTEN = ""


@transaction.atomic
def block(*, by: Worker, client: Client, staff: Staff, reason: str) -> None:
    """Keep a member of staff from a woman's file, because the woman wishes it. It holds from this moment.

    Raises:
        RefusedError: that person cannot be blocked by ``by``, or is blocked already.
    """
    if staff not in queries.blockable(client, by):
        raise RefusedError(
            "Choose somebody from the list: this person is blocked already, or does not work here", "staff"
        )
    _keep_away(by=by, client=client, staff=staff, kind=Block.Kind.HER_WISH, reason=reason)


@transaction.atomic
def declare_conflict(*, by: Worker, client: Client, reason: str) -> None:
    """Keep herself from a woman's file, because she knows her otherwise. From this moment she sees nothing of it.

    Raises:
        RefusedError: she has declared it already, in another window.
    """
    _keep_away(by=by, client=client, staff=by.staff, kind=Block.Kind.CONFLICT, reason=reason)


def _keep_away(*, by: Worker, client: Client, staff: Staff, kind: Block.Kind, reason: str) -> None:
    """Block ``staff``, who from then on does not go on being her keyworker."""
    if not Client.objects.filter(pk=client.pk).exists():
        raise RefusedError("This file is closed to you already")
    # In this order: whoever blocks herself cannot change the file afterwards.
    Client.objects.filter(pk=client.pk, agency=by.agency, keyworker=staff).update(keyworker=None)
    try:
        with transaction.atomic():
            Block.objects.create(**on_file(client, by), blocked=staff, kind=kind, reason=reason)
    except IntegrityError as error:
        raise RefusedError("This person is blocked from her file already", "staff") from error


@transaction.atomic
def end_block(*, by: Worker, block: Block, reason: str) -> None:
    """Let somebody back to a woman's file. Never the blocked person herself: the wall holds that.

    The agency that keeps the file can end a block that another agency made, so that nobody is locked out of her own.

    Raises:
        RefusedError: it has been ended already, or is another agency's on another agency's file.
    """
    ending = {"ended_at": timezone.now(), "ended_by": by.staff, "end_reason": reason}
    ours = Q(agency=by.agency) | Q(owner=by.agency)
    if not Block.objects.filter(ours, pk=block.pk, ended_at=None).update(**ending):
        raise RefusedError("This block has ended already, or another agency made it")


def open_in_emergency(
    *,
    by: Worker,
    reason: str,
    reference: str = "",
    name: str = "",
    born: date | None = None,
) -> str | None:
    """Open a file for four hours because somebody is in danger. Every attempt is counted and told to the manager.

    One statement, and no savepoint: a refusal must not take the record of the attempt back with it.

    Args:
        by: who asks.
        reason: why.
        reference: the file's reference as read by ``rules.read_reference``; or
        name: any of her names, in full, and
        born: her date of birth.

    Returns:
        The file's reference; None where nobody, or more than one woman, fits: nobody can tell which.

    Raises:
        RefusedError: she has asked too often in the last hour.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.open_emergency(%s, %s, %s, %s)", [reference, rules.plain(name)[:100], born, reason])
        found: str | None = cursor.fetchone()[0]
    if found == _TOO_OFTEN:  # an answer and not an error, which would take the record of this attempt back with it
        raise RefusedError(
            "You have asked five times in the last hour, and cannot ask again before that hour is over. If somebody is"
            " in danger now, ring 999, or the manager of the agency that keeps her file"
        )
    return found
