"""An agency's own record of a woman, and restricted files. Both hold what is left when a file is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.clients import queries
from casework.clients.actions.writing import RefusedError, on_file
from casework.clients.models import Client, OwnRecord, Restriction
from dussk.access.asking import Worker

_NOT_HERS = "42501"


@dataclass(frozen=True)
class OwnWords:
    """What an agency knows of her itself: the fields of :class:`OwnRecord` that people fill in."""

    called: str
    born: date | None = None
    contact: str = ""
    risk: str = ""


@transaction.atomic
def keep_own_record(*, by: Worker, client: Client, words: OwnWords) -> OwnRecord:
    """Begin the agency's own record of a woman whose file another agency keeps. It stays when her file is closed.

    Raises:
        RefusedError: there is one already, or her file has just been closed.
        PermissionDenied: ``by``'s own agency keeps her file.
    """
    if client.agency_id == by.agency.pk:
        raise PermissionDenied("Her file is this agency's record of her.")
    if not Client.objects.filter(pk=client.pk).exists():
        raise RefusedError("This file is closed to you. Nothing was saved")
    try:
        with transaction.atomic():
            return OwnRecord.objects.create(
                **on_file(client, by), called=words.called, born=words.born, contact=words.contact, risk=words.risk
            )
    except IntegrityError as error:
        raise RefusedError("Your agency has a record of her already. Open that one") from error


@transaction.atomic
def change_own_record(*, by: Worker, record: OwnRecord, words: OwnWords) -> None:
    """Change what the agency knows of her itself.

    Raises:
        PermissionDenied: it is another agency's.
    """
    mine = OwnRecord.objects.select_for_update().filter(pk=record.pk, agency=by.agency).first()
    if mine is None:
        raise PermissionDenied("Another agency keeps this record.")
    mine.called, mine.born, mine.contact, mine.risk = words.called, words.born, words.contact, words.risk
    mine.save(update_fields=["called", "born", "contact", "risk"])


def restrict(*, by: Worker, client: Client) -> None:
    """Keep a file from everybody but its managers, because she could never be asked. What is open of it ends.

    Raises:
        RefusedError: it is restricted already.
        PermissionDenied: it is not for ``by`` to decide.
    """
    if client.agency_id == by.agency.pk and queries.restriction_of(client) is not None:
        raise RefusedError("This file is restricted already")
    _call("SELECT wall.restrict_file(%s)", [client.pk])


def say_why_kept(*, restriction: Restriction, because: str, until: date | None) -> None:
    """Write down what of a restricted file must be kept, by which law, and until when.

    Raises:
        PermissionDenied: it is not for the asker, or has been lifted.
    """
    _call("SELECT wall.say_why_kept(%s, %s, %s)", [restriction.pk, because, until])


def lift_restriction(*, restriction: Restriction, because: str) -> None:
    """Have a file worked with again, because she wants that.

    Raises:
        PermissionDenied: it is not for the asker, or has been lifted already.
    """
    _call("SELECT wall.lift_restriction(%s, %s)", [restriction.pk, because])


def _call(sql: str, values: Sequence[Any]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as error:
        if str(getattr(error.__cause__, "pgcode", "")) != _NOT_HERS:
            raise
        raise PermissionDenied("This is not for her to decide.") from error
