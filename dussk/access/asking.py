"""Who is asking: the one way through the wall.

A request does this to its view (``middleware.py``). Tests, the shell and commands that act for a person do the same::

    with asking(Worker(jo, charity)):
        Client.objects.count()
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

if TYPE_CHECKING:
    from dussk.staff.models import Agency, Staff

#: The login of the web and job processes, and the role that the owner's own sessions drop to inside ``asking``.
ACCESS_ROLE = "dussk_app"

_SETTINGS = ("role", "wall.asking", "pghistory.context_id", "pghistory.context_metadata")


@dataclass(frozen=True)
class Worker:
    """Somebody at work: a member of staff and the agency she works as. Actions take one as ``by=``."""

    staff: "Staff"
    agency: "Agency"


def key() -> bytes:
    """The key that proofs are made with, derived from SECRET_KEY."""
    return hashlib.sha256(b"dussk.access:" + settings.SECRET_KEY.encode()).digest()


def proof(pid: int, staff_id: int, agency_id: int, context: str) -> str:
    """What only this application can say: on this backend, this person asks as this agency."""
    return hmac.new(key(), f"enter|{pid}|{staff_id}|{agency_id}|{context}".encode(), "sha256").hexdigest()


@contextmanager
def asking(
    worker: Worker | None, *, page: str = "", request_id: uuid.UUID | None = None, durable: bool = False
) -> Iterator[None]:
    """Run a block in one transaction behind the wall, as ``worker``.

    Args:
        worker: who asks; None where nobody is signed in, who sees nothing.
        page: the route or command, kept with every history row written in the block.
        request_id: the request's id, kept likewise.
        durable: insist that this is the outermost transaction, so that leaving the block means the data is on disk.

    Raises:
        django.db.DatabaseError: the database refused, for example because a policy did.
    """
    context = json.dumps({"page": page} | ({"request": str(request_id)} if request_id else {}))
    staff_id, agency_id = (worker.staff.pk, worker.agency.pk) if worker else (0, 0)
    nested = connection.in_atomic_block
    with transaction.atomic(durable=durable):
        with connection.cursor() as cursor:
            before = None
            if nested:  # SET LOCAL outlives a released savepoint, so what was there has to be put back
                cursor.execute(
                    "SELECT " + ", ".join("coalesce(current_setting(%s, true), '')" for _ in _SETTINGS), _SETTINGS
                )
                before = cursor.fetchone()
            said = proof(connection.connection.info.backend_pid, staff_id, agency_id, context)
            cursor.execute(
                "SELECT set_config('role', %s, true), wall.enter(%s, %s, %s, %s)",
                [ACCESS_ROLE, staff_id, agency_id, context, said],
            )
        yield
        # After an exception the savepoint's rollback puts the settings back by itself.
        if before is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT " + ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS),
                    [value for pair in zip(_SETTINGS, before, strict=True) for value in pair],
                )
