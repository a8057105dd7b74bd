"""Copies rows into tables by the million, with triggers off, and keys and indexes put aside and made anew."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import StringIO
from typing import Any

from django.db import connection, models

#: Rows that go to the database at once.
_BATCH = 20_000

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def text(value: object) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return str(value)


class Copied:
    """Rows on their way into one table. What a row does not say is the model's default, the same for every row."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        left_out = [field for field in model._meta.concrete_fields if field.column not in {"id", *columns}]
        names = ", ".join(f'"{name}"' for name in ("id", *columns, *(field.column for field in left_out)))
        self._statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        self._rest = "".join(f"\t{text(field.get_default())}" for field in left_out) + "\n"
        self._lines: list[str] = []
        self.made = 0

    def add(self, *values: object) -> int:
        """Add a row; its primary key."""
        return self.add_line("\t".join(map(text, values)))

    def add_line(self, line: str) -> int:
        """Add a row whose columns are in COPY's form already; its primary key."""
        self.made += 1
        self._lines.append(f"{self.made}\t{line}{self._rest}")
        if len(self._lines) >= _BATCH:
            self.send()
        return self.made

    def send(self) -> None:
        """Send what has been added so far."""
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(self._statement, StringIO("".join(self._lines)))
        self._lines.clear()


_FOREIGN_KEYS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND conrelid = ANY (%s::regclass[]) ORDER BY 1, 2
"""
# A key that a foreign key leads to stays: what leads there may be in a table that is left alone.
_UNIQUE = """
SELECT k.conrelid::regclass::text, quote_ident(k.conname), pg_get_constraintdef(k.oid) FROM pg_constraint k
 WHERE k.contype = 'u' AND k.conrelid = ANY (%s::regclass[])
   AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = k.conindid) ORDER BY 1, 2
"""
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
 WHERE i.indrelid = ANY (%s::regclass[])
   AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
 ORDER BY 1
"""


@contextmanager
def laid_bare(tables: Iterable[str]) -> Iterator[None]:
    """Have these tables without triggers, foreign keys and all indexes but the primary keys, as their owner.

    Afterwards everything is as it was, and PostgreSQL has held every row against every constraint again.
    """
    tables = list(tables)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '128MB'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        constraints = _rows(cursor, _UNIQUE, tables) + _rows(cursor, _FOREIGN_KEYS, tables)
        indexes = _rows(cursor, _INDEXES, tables)
        for table, name, _definition in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        for _name, definition in indexes:
            cursor.execute(definition)
        for table in tables:
            cursor.execute(f"ANALYZE {table}")  # so that the foreign keys below are checked by a good plan
        for table, name, definition in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _rows(cursor: Any, statement: str, tables: list[str]) -> list[tuple[str, ...]]:
    cursor.execute(statement, [tables])
    found: list[tuple[str, ...]] = cursor.fetchall()
    return found


def go_on_from_here(tables: Iterable[str]) -> None:
    """Let the next row of each table get the next number."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 - our own names
                f" WHERE EXISTS (SELECT FROM {table})"
            )
