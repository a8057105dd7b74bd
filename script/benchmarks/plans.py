"""Whether what a request ran was served by indexes, so that it takes as long when there are ten times as many rows."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg2 import IntegrityError

from benchmarks.visiting import Ran

#: Tables that grow with neither women nor nights: an agency's lists, its people and what the libraries keep.
_STAY_SMALL = frozenset(
    {"place", "item", "topic", "statusword", "agency", "staff", "post", "rolereads", "contenttype", "cacheentry"}
)


def growing() -> frozenset[str]:
    """Tables that grow with every woman, night, page or sign-in."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ("casework", "audit", "staff", "drafts", "consent", "pathway")
        and model._meta.model_name not in _STAY_SMALL
    )


#: Pages of a table up to which PostgreSQL rightly reads all of it rather than an index (8 kB each).
_A_FEW = 100

_COUNTED = "SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0"


def unserved(ran: list[Ran], label: str) -> list[str]:
    """What of it read a growing table from end to end: by its plan, or inside a function of the database.

    A table that is still small is read whole, and rightly. For those it is asked whether an index would serve once
    they are large: the same statements, planned and run with sequential scans ruled out as far as can be.
    """
    raw: Any = connection.connection
    with raw.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relpages > %s", [_A_FEW])
        large = {name for (name,) in cursor.fetchall()}
    tables = growing()
    found = [f"{label}: {what} of {table}" for what, table in _scans(ran, tables & large)]
    found += [
        f"{label}: no index serves {table} ({what})" for what, table in _scans(ran, tables - large, ruled_out=True)
    ]
    return list(dict.fromkeys(found))


def _scans(ran: list[Ran], tables: frozenset[str], *, ruled_out: bool = False) -> list[tuple[str, str]]:
    """Scans of whole tables, in plans and inside functions. What ran is run again and rolled back."""
    found: list[tuple[str, str]] = []
    raw: Any = connection.connection
    with raw.cursor() as cursor:
        # Functions keep their plans, and the counters what an earlier transaction has not passed on yet.
        cursor.execute(f"SET enable_seqscan = {'off' if ruled_out else 'on'}; DISCARD PLANS")
        cursor.execute(_COUNTED)
        before = dict(cursor.fetchall())
        for one in ran:
            if raw.autocommit and not one.alone:
                raw.autocommit = False
            for part in one.parts:
                if part.split(maxsplit=1)[0].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
                    cursor.execute(b"EXPLAIN (FORMAT JSON) " + part.encode())
                    (plan,) = cursor.fetchone()
                    plan = json.loads(plan) if isinstance(plan, str) else plan
                    found += _read_whole(plan[0]["Plan"], tables)
            if not raw.autocommit:
                cursor.execute("SAVEPOINT before_it")
                with suppress(IntegrityError):  # what was saved is there already: a unique index has found it
                    cursor.execute(one.statement)
                    cursor.execute("RELEASE before_it")
                    continue
                cursor.execute("ROLLBACK TO before_it")
        cursor.execute(_COUNTED)
        scanned = {table for table, scans in cursor.fetchall() if scans > before.get(table, 0)}
        found += [("sequential scan when run", table) for table in sorted(scanned & tables)]
        if not raw.autocommit:
            raw.rollback()
            raw.autocommit = True
        cursor.execute("RESET enable_seqscan; DISCARD PLANS")
    return found


def _read_whole(plan: dict[str, Any], tables: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The nodes that go through a whole table or a whole index of one."""
    table = plan.get("Relation Name", "")
    if table in tables:
        if plan["Node Type"] == "Seq Scan":
            yield "sequential scan", table
        elif plan["Node Type"] in ("Index Scan", "Index Only Scan") and not plan.get("Index Cond") and not _few(plan):
            yield f"scan of the whole index {plan['Index Name']}", table
    for below in plan.get("Plans", ()):
        yield from _read_whole(below | {"Limited": plan["Node Type"] == "Limit" or plan.get("Limited")}, tables)


def _few(plan: dict[str, Any]) -> bool:
    """Whether it ends early, below a LIMIT."""
    return bool(plan.get("Limited"))
