"""The database's own functions, and what their refusals mean."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from casework.clients.actions import RefusedError

NOT_ANY_MORE = "Somebody else has gone on with this request in the meantime. Nothing was saved: look at it again"

TOO_LATE = "She has to be told within the first month, and that is over. It cannot be extended any more"

#: What each refusal means (SQLSTATE), and the answer to mend.
_REFUSED = {
    "DA001": (NOT_ANY_MORE, None),
    "DA002": ("Not every part is released yet, or nobody has said how it is known that it is she", None),
    "DA003": ("Enter a day that is not before she asked, and not still to come", "on"),
    "DA004": ("Write down what was said", "said"),
    "DA005": ("It has been extended already. It can be extended once", None),
    "DA006": ("This agency holds nothing of hers, or has been asked already", "to_agency"),
    "DA008": (TOO_LATE, None),
    "DA007": ("Make the appointment first, or say what came of the one that was made", None),
}
_NOT_HERS = "42501"


def call(sql: str, values: Sequence[Any]) -> Any:
    """What one of the functions answers.

    Raises:
        RefusedError: it cannot be done; in words.
        PermissionDenied: it is not for the asker.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]
    except DatabaseError as error:
        state = str(getattr(error.__cause__, "pgcode", ""))
        if state == _NOT_HERS:
            raise PermissionDenied("This request is not hers to deal with.") from error
        if state not in _REFUSED:
            raise
        raise RefusedError(*_REFUSED[state]) from error
