"""Writing the view log."""

import uuid
from collections.abc import Iterable
from typing import Protocol

from dussk.access.asking import Worker
from dussk.audit.models import ViewKind, ViewLog


class Viewed(Protocol):
    """What the log needs of a client: her id, and the agency that owns her file."""

    @property
    def pk(self) -> int: ...

    agency_id: int


def record_views(
    *, by: Worker, clients: Iterable[Viewed], kind: ViewKind, page: str, request_id: uuid.UUID | None = None
) -> None:
    """Log that ``by`` saw these women, once each, in the transaction of the request that shows them.

    Args:
        page: the name of the route, never a path with anything of hers in it.
    """
    owners = {client.pk: client.agency_id for client in clients}
    request_id = request_id or uuid.uuid4()
    ViewLog.objects.bulk_create(
        ViewLog(
            client_id=pk,
            owner_id=owner,
            staff_id=by.staff.pk,
            agency_id=by.agency.pk,
            kind=kind,
            page=page,
            request_id=request_id,
        )
        for pk, owner in owners.items()
    )
