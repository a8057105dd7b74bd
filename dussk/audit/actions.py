"""Writing the view log."""

import uuid
from collections.abc import Iterable
from typing import Protocol

from django.db import connection
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.audit.models import ViewKind


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
    if not owners:
        return
    # A register names sixty women at each opening: no object is made for each.
    with connection.cursor() as cursor:
        cursor.execute(
            _LOG,
            [
                *(by.staff.pk, by.agency.pk, str(kind), page, str(request_id or uuid.uuid4()), timezone.now()),
                *(list(owners), list(owners.values())),
            ],
        )


_LOG = """
INSERT INTO audit_viewlog (client_id, owner_id, staff_id, agency_id, kind, page, request_id, at)
SELECT seen.client, seen.owner, %s, %s, %s, %s, %s::uuid, %s
  FROM unnest(%s::bigint[], %s::bigint[]) AS seen (client, owner)
"""
