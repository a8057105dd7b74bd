"""Ways of reaching her, and what makes each safe or not."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from casework.clients.actions.writing import RefusedError, on_file, take_up
from casework.clients.models import Client, SafeContact
from casework.clients.queries import Way
from dussk.access.asking import Worker

_ENDED = "Somebody else has already ended this way of reaching her"


@transaction.atomic
def save_safe_contact(*, by: Worker, client: Client, way: Way, instead_of: SafeContact | None = None) -> None:
    """Add a way of reaching her, or change one.

    Args:
        by: who records it.
        client: the woman.
        way: what it is, and what makes it safe or not.
        instead_of: the one that is changed; None adds one.

    Raises:
        RefusedError: the same way is there already, or the one to be changed has been ended.
    """
    her = take_up(client, by)
    current = SafeContact.objects.filter(client=her, ended_at=None)
    same = current.filter(way=way.way, detail=way.detail)
    if instead_of is None:
        if same.exists():
            raise RefusedError("This way of reaching her is on her file already. Change that one", "detail")
        SafeContact.objects.create(**on_file(her, by), **asdict(way))
        return
    if same.exclude(pk=instead_of.pk).exists():
        raise RefusedError("This way of reaching her is on her file already. Change that one", "detail")
    if not current.filter(pk=instead_of.pk).update(**asdict(way)):
        raise RefusedError(_ENDED)


@transaction.atomic
def end_safe_contact(*, by: Worker, contact: SafeContact) -> None:
    """A way of reaching her no longer holds. It stays in the history and is shown no more.

    Raises:
        RefusedError: it has been ended already.
    """
    her = take_up(contact.client, by)
    if not SafeContact.objects.filter(pk=contact.pk, client=her, ended_at=None).update(ended_at=timezone.now()):
        raise RefusedError(_ENDED)
