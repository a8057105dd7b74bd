"""What every step of a release goes through."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from consent.disclosures import rules, wording
from consent.disclosures.models import Disclosure
from consent.disclosures.rules import Step
from dussk.access.asking import Worker

MOVED_ON = (
    "Somebody else has decided about this release in the meantime, or it was changed. Nothing was done: look again"
)
HER_OWN = "Nobody decides about what she asked for, wrote or put forward herself. Ask a colleague"
STANDS = "A referral stands on it, so somebody has been told. Write down what was told"
STOPPED = "The recipient resembles somebody on her list of people who are told nothing. Nothing was done"

#: What the database's own refusals mean (SQLSTATE).
REFUSED = {
    "DD001": MOVED_ON,
    "DD002": HER_OWN,
    "DD003": STOPPED,
    "DD004": "On this ground nothing goes to anybody on her list. Say why this is somebody else, or say no",
    "DD005": (
        "She has taken back what she agreed to, or signed something else, so her consent does not cover this any more."
        " Nothing was sent: talk with her again"
    ),
    "DD006": "Her list has changed since this release was compared with it. Try again: it is compared first",
    "DD007": "Nobody else has approved this release, so it was not sent",
    "DD008": "Say what was told, when and how: not a time still to come",
    "DD009": wording.FAULT[rules.Fault.NOT_ON_FORM],
    "DD010": STANDS,
}
_NOT_HERS = "42501"


def hold(by: Worker, disclosure: Disclosure, step: Step | None = None) -> Disclosure:
    """A release as it stands, held until what is written is saved, after her file: of two, the second sees the first.

    Args:
        by: the worker; her agency made it.
        disclosure: which.
        step: what is to be done with it; None where it is only to be open still.

    Raises:
        RefusedError: it has moved on.
        PermissionDenied: it is another agency's, or closed to her.
    """
    lock_file(disclosure.client)
    now = (
        Disclosure.objects.select_for_update(of=("self",))
        .select_related("client", "agency", "to_agency")
        .filter(pk=disclosure.pk, agency=by.agency)
        .first()
    )
    if now is None:
        raise PermissionDenied("Another agency makes this release.")
    if not now.is_open or (step is not None and not rules.may(step, now.state, now.ground)):
        raise RefusedError(MOVED_ON)
    return now


def refuse_standing(held: Disclosure) -> None:
    """Say that a release cannot be taken back or dropped, where a referral stands on it.

    Raises:
        RefusedError: one does.
    """
    if held.referrals.exists():
        raise RefusedError(STANDS)


def lock_file(client: Client) -> Client:
    """Her file, as far as the worker may write it, locked: a name that comes to her list meanwhile is not missed."""
    held = Client.objects.select_for_update(of=("self",)).filter(pk=client.pk).first()
    return held or client


def call(sql: str, values: Sequence[Any]) -> Any:
    """Ask one of the database's own functions; what it refuses is put into words.

    Raises:
        RefusedError: it may not be done.
        PermissionDenied: it is not for the caller.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()
    except DatabaseError as error:
        state = str(getattr(error.__cause__, "pgcode", ""))
        if state == _NOT_HERS:
            raise PermissionDenied("This release is not hers to deal with.") from error
        if state not in REFUSED:
            raise
        raise RefusedError(REFUSED[state]) from error
