"""Making two files of one woman one, and two again. ``casework/joining.sql`` does it, and checks it all."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.clients.actions.writing import RefusedError
from casework.clients.models import Client, Joining
from casework.clients.queries import Pair
from dussk.access.asking import Worker

CHANGED_MEANWHILE = (
    "Somebody changed one of the files while you were looking. Nothing is joined yet. Look at what they say now, then"
    " choose again"
)
UNANSWERED = "Something was written on her file while you were choosing. Say whose it is as well"

#: What the database's own refusals mean (SQLSTATE).
_REFUSED = {
    "DJ001": "This is one file. Choose another",
    "DJ002": "Somebody has just joined this file into another one. Open it again from there",
    "DJ003": "Somebody has just joined that file with another one. Find her again",
    "DJ004": UNANSWERED,
    "DJ005": "This file has been joined into another one since. Undo that first",
    "DJ006": "Somebody else has already undone this",
}
_NOT_HERS = "42501"


def join(*, by: Worker, kept: Client, joined: Client, opened_with: str, holds: Mapping[str, str], reason: str) -> None:
    """Make two files one: what is on ``joined`` moves to ``kept``, to which its reference leads from now on.

    Args:
        by: who does it.
        kept: the file that is kept.
        joined: the other one.
        opened_with: ``Pair.mark`` of what was shown when she chose.
        holds: for each fact of ``rules.FACTS`` in which they differ, "kept", "joined" or "both".
        reason: how it is known that they are one woman.

    Raises:
        RefusedError: one of them was changed or joined in the meantime, or both hold what can stand on one file only.
        PermissionDenied: another agency keeps one of them, or ``by`` may not join files.
    """
    with transaction.atomic():
        # Both locked, the same way round for everybody: of two who join them at once, the second sees the first.
        files = Client.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, joined.pk], agency=by.agency)
        now = {her.pk: her for her in files.select_related("keyworker").order_by("pk")}
        if not {kept.pk, joined.pk} <= now.keys():
            raise PermissionDenied("Another agency keeps one of these files.")
        stand = all(her.joined_into_id is None for her in now.values())
        if stand and Pair.of(now[kept.pk], now[joined.pk]).mark != opened_with:
            raise RefusedError(CHANGED_MEANWHILE)
        _call(
            "SELECT wall.join_files(%s, %s, %s, %s)",
            [kept.pk, joined.pk, reason, json.dumps(dict(holds))],
            "Both files hold a record of which there can be only one, so they cannot be joined. Nothing was changed",
        )


def undo(*, by: Worker, joining: Joining, answers: Mapping[str, str], reason: str) -> None:
    """Make the two files two again: every row goes back to where it was, and those written since to whom they are of.

    Args:
        by: who does it.
        joining: what is undone.
        answers: for each ``queries.Written.key``, "kept" or "joined": whose it is.
        reason: how it is known that they are two.

    Raises:
        RefusedError: it was undone already, something has no answer, or another joining has to be undone first.
        PermissionDenied: it is another agency's, or ``by`` may not join files.
    """
    _call(
        "SELECT wall.undo_joining(%s, %s, %s)",
        [joining.pk, reason, json.dumps(dict(answers))],
        "The other woman has one of the records that you gave her on her own file already: a name, or a block. Choose"
        " this file for it. Nothing was changed",
    )


def _call(sql: str, values: list[Any], twice: str) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except IntegrityError as error:
        raise RefusedError(twice) from error
    except DatabaseError as error:
        state = str(getattr(error.__cause__, "pgcode", ""))
        if state == _NOT_HERS:
            raise PermissionDenied("These files are not hers to join.") from error
        if state not in _REFUSED:
            raise
        raise RefusedError(_REFUSED[state]) from error
