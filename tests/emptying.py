"""Empties the tables after a test that commits: those that hold something, and not all that there are.

Django's own way makes every table anew, with all its indexes, and then tells every app that a migration has run.
"""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

from dussk.staff.models import RoleReads

#: What the apps write when a migration has run. It stays, if no test has changed it.
_WRITTEN_ONCE = tuple(model._meta.db_table for model in (ContentType, Permission, RoleReads))


def empty(tables: list[str], written_once: list[Any]) -> None:
    """Delete every row of ``tables``, once nobody is writing any more; what an app writes is put right."""
    quoted = [connection.ops.quote_name(table) for table in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(quoted)} IN SHARE ROW EXCLUSIVE MODE")
        changed = read(cursor) != written_once
        full = _that_hold_something(cursor, [table for table in tables if changed or table not in _WRITTEN_ONCE])
        for table in full:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # history and guards
        if full:
            # In one statement: what points at what is asked when all of it is gone, and in no order.
            parts = ", ".join(f"gone_{number} AS (DELETE FROM {table})" for number, table in enumerate(full))
            cursor.execute(f"WITH {parts} SELECT")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in full:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    if changed:
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def read(cursor: CursorWrapper) -> list[Any]:
    """What is in the tables that the apps write."""
    found = []
    for table in _WRITTEN_ONCE:
        cursor.execute(f"SELECT md5(string_agg(row::text, ';' ORDER BY row::text)) FROM {table} AS row")
        found.append(cursor.fetchone())
    return found


def _that_hold_something(cursor: CursorWrapper, tables: list[str]) -> list[str]:
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
    cursor.execute(asked)
    return [table for (table,) in cursor.fetchall()]


def empty_quickly(patch: pytest.MonkeyPatch) -> None:
    """Have every test that commits followed by this, from now on: what the apps wrote is there, and nothing else."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        written_once = read(cursor)
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty(tables, written_once))
