"""What every change of a woman's file goes through."""

from typing import Any

from django.core.exceptions import PermissionDenied

from casework.clients.models import Client
from dussk.access.asking import Worker


class RefusedError(Exception):
    """A change that cannot be made.

    Its sentence says why, for the person who asked; ``field`` is the answer to mend, if one is.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


def on_file(client: Client, by: Worker) -> dict[str, Any]:
    """What every row on a woman's file carries, for whoever makes one."""
    return {"client": client, "owner_id": client.agency_id, "agency": by.agency, "made_by": by.staff}


def take_up(client: Client, by: Worker) -> Client:
    """Her file as it stands, locked until the change is saved: of two people, the second sees what the first did.

    Where it has just been joined into another, that one: nothing is written on a file that leads elsewhere.

    Raises:
        PermissionDenied: another agency keeps her file.
    """
    mine = (
        Client.objects.select_for_update(of=("self",))
        .select_related("agency")
        .filter(pk=client.pk, agency=by.agency)
        .first()
    )
    if mine is None:
        raise PermissionDenied("Another agency keeps this file.")
    return mine if mine.joined_into is None else take_up(mine.joined_into, by)
