"""What a manager decides about files that wait for her answer."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError, restrict
from casework.clients.actions.writing import on_file, take_up
from casework.clients.models import Client
from consent.sharing import queries
from consent.sharing.models import LongerWait
from dussk.access.asking import Worker

ANSWERED = "She has answered in the meantime. Nothing was changed: open her page to see what she said"


@transaction.atomic
def wait_longer(*, by: Worker, client: Client, until: date, reason: str) -> LongerWait:
    """Let a provisional file wait longer for her answer.

    Raises:
        RefusedError: she has answered in the meantime, or that day has passed.
        PermissionDenied: another agency keeps her file.
    """
    her = _unanswered(by, client)
    if until <= timezone.localdate():
        raise RefusedError("Enter a day that is still to come", "until")
    return LongerWait.objects.create(**on_file(her, by), until=until, reason=reason)


@transaction.atomic
def give_up_asking(*, by: Worker, client: Client) -> None:
    """Restrict a provisional file: she could never be asked, so nobody works with it.

    Raises:
        RefusedError: she has answered in the meantime, or it is restricted already.
        PermissionDenied: it is not for ``by`` to decide.
    """
    restrict(by=by, client=_unanswered(by, client))


def _unanswered(by: Worker, client: Client) -> Client:
    her = take_up(client, by)
    if not Client.objects.filter(pk=her.pk).exists():
        raise PermissionDenied("This file is closed to her.")
    if queries.has_answered(Client.objects.get(pk=her.pk)):
        raise RefusedError(ANSWERED)
    return her
