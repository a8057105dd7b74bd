"""What changed on a register since somebody last looked.

A line carries the number of the transaction that wrote last on it (``Contact.changed_in``). Where somebody looks, the
cursor she is given is PostgreSQL's snapshot of that moment: which transactions had ended by then. What she has not seen
are the lines whose last writer had not. Clocks cannot say that: a transaction that began earlier can end later.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from casework.contacts.models import Contact, Session
from casework.contacts.queries.register import with_rows
from dussk import typed

#: A snapshot as PostgreSQL writes it: the oldest number still running, the next to be given, those running between.
_SNAPSHOT = re.compile(r"(\d{1,19}):(\d{1,19}):((?:\d{1,19},)*\d{1,19})?")
_LONGEST = 4000
_LARGEST = 2**63

_LOOK = (
    "SELECT pg_current_snapshot()::text, (SELECT md5(coalesce(string_agg(c.id::text, ',' ORDER BY c.id), ''))"
    " FROM casework_contact c WHERE c.session_id = %s AND c.mistake_at IS NULL)"
)


class CursorError(ValueError):
    """What was sent is no cursor of a register."""


@dataclass(frozen=True)
class Look:
    """How far somebody has seen a register.

    Attributes:
        snapshot: the transactions that had ended by then.
        lines: a mark that differs when other lines lie on it than did then: one was moved away, marked as a mistake,
            or is closed to her.
    """

    snapshot: str
    lines: str

    @classmethod
    def read(cls, snapshot: str, lines: str) -> "Look":
        """What a browser sent back.

        Raises:
            CursorError: it is not what it was given.
        """
        found = _SNAPSHOT.fullmatch(snapshot) if len(snapshot) <= _LONGEST else None
        if found is None or not re.fullmatch("[0-9a-f]{32}", lines):
            raise CursorError("This is no cursor of a register.")
        first, after = int(found[1]), int(found[2])
        running = [int(number) for number in (found[3] or "").split(",") if number]
        in_order = all(one < other for one, other in pairwise(running))
        if not (0 < first <= after < _LARGEST and in_order and all(first <= one < after for one in running)):
            raise CursorError("This is no cursor of a register.")
        return cls(snapshot, lines)

    @property
    def oldest(self) -> int:
        """Whatever has a smaller number had ended."""
        return int(self.snapshot.partition(":")[0])


def look(session: Session) -> Look:
    """How far a register is seen by whoever reads it next. Ask this first, and read the lines after."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [session.pk])
        return Look(*cursor.fetchone())


def changed_since(session: Session, seen: Look) -> QuerySet[Contact]:
    """The lines of a register that count and were written on since, the latest first, with what their rows show.

    Args:
        session: whose register.
        seen: how far the reader has seen it. A transaction that was still running then is no hindrance, however early
            it began.
    """
    had_ended = Func(
        Cast(Cast(F("changed_in"), TextField()), _TransactionNumber()),
        Cast(Value(seen.snapshot), _Snapshot()),
        function="pg_visible_in_snapshot",
        output_field=BooleanField(),
    )
    rows = Contact.objects.counted().filter(session=session, changed_in__gte=seen.oldest)
    return with_rows(rows.annotate(had_ended=had_ended).filter(had_ended=False))


class _TransactionNumber(typed.BigIntegerField):
    """A transaction's number in PostgreSQL, for a cast."""

    def db_type(self, connection: object) -> str:
        """PostgreSQL's own type."""
        return "xid8"


class _Snapshot(typed.TextField):
    """A snapshot in PostgreSQL, for a cast."""

    def db_type(self, connection: object) -> str:
        """PostgreSQL's own type."""
        return "pg_snapshot"
