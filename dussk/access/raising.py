"""Put the declared walls into PostgreSQL. Runs as the owner after every migrate, in one transaction."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from dussk.access.asking import ACCESS_ROLE, key
from dussk.access.walls import Wall, open_tables, wall_of

COMMANDS = ("select", "insert", "update", "delete")

#: The row of wall.raised that stands for the functions, beside the rows of the tables.
FUNCTIONS = "(functions)"

TABLE_CATALOG = """
SELECT md5(concat_ws('|', c.relrowsecurity, c.relacl::text, (
         SELECT string_agg(concat_ws('|', polname, polcmd, polpermissive, polroles::text,
                pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)), E'\\n' ORDER BY polname)
           FROM pg_policy WHERE polrelid = c.oid)))
  FROM pg_class c WHERE c.oid = %s::regclass
"""
FUNCTION_CATALOG = """
SELECT md5(string_agg(concat_ws('|', pg_get_functiondef(p.oid), p.proacl::text), E'\\n'
                      ORDER BY p.oid::regprocedure::text))
  FROM pg_proc p WHERE p.pronamespace = 'wall'::regnamespace OR p.proname = '_pgtrigger_should_ignore'
"""

_HERE = Path(__file__).parent
_sources: list[Path] = [_HERE / "wall.sql"]
#: Functions that the application's login may call. Anything else that runs as its owner is a finding.
_callable: set[str] = {
    "wall.asking()",
    "wall.staff()",
    "wall.is_application()",
    "wall.agency()",
    "wall.categories()",
    "wall.holds(text)",
    "wall.reads(text)",
    "wall.enter(bigint,bigint,text,text)",
    "wall.approved(text,bigint,bigint,text)",
}


def add_functions(source: Path, *calls: str) -> None:
    """An app's own part of the wall, named at start-up.

    Args:
        source: a file of SQL that can be run again and again.
        calls: signatures of those of its functions that the application's login may call.
    """
    if source not in _sources:
        _sources.append(source)
    _callable.update(calls)


def callable_functions() -> list[str]:
    """Signatures of every function that the application's login may call."""
    return sorted(_callable)


def tables() -> Iterator[tuple[str, type[models.Model]]]:
    """Every table that Django made, with its model."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
            yield model._meta.db_table, model


def _policies(table: str, wall: Wall) -> list[str]:
    conditions = {c: getattr(wall, c).replace("{t}", f'"{table}"') for c in COMMANDS if getattr(wall, c) is not None}
    statements = [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY']
    statements += [f'DROP POLICY IF EXISTS wall_{command} ON "{table}"' for command in COMMANDS]
    for command, condition in conditions.items():
        using = {
            "select": f"USING ({condition})",
            "insert": f"WITH CHECK ({condition})",
            "update": f"USING ({condition}) WITH CHECK ({condition})",
            "delete": f"USING ({condition})",
        }[command]
        statements.append(f'CREATE POLICY wall_{command} ON "{table}" FOR {command.upper()} TO {ACCESS_ROLE} {using}')
    statements.append(f'REVOKE ALL ON "{table}" FROM PUBLIC, {ACCESS_ROLE}')
    statements.append(f'GRANT {", ".join(c.upper() for c in conditions)} ON "{table}" TO {ACCESS_ROLE}')
    return statements


def _statements(table: str, model: type[models.Model]) -> list[str]:
    wall = wall_of(model)
    if wall is None:
        rights, _reason = open_tables().get(model._meta.label, ("", ""))
        granted = [f'GRANT {rights} ON "{table}" TO {ACCESS_ROLE}'] if rights else []
        return [f'REVOKE ALL ON "{table}" FROM PUBLIC, {ACCESS_ROLE}', *granted]
    statements = _policies(table, wall)
    if getattr(model, "pgh_tracked_model", None):
        statements.append(f'ALTER TABLE "{table}" ALTER COLUMN pgh_staff_id SET DEFAULT wall.who()')
        statements.append(f'ALTER TABLE "{table}" ALTER COLUMN pgh_agency_id SET DEFAULT wall.whose()')
    return statements


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _close_the_ground(cursor: Any) -> None:
    """Nothing can be made in this database by anyone but its owner."""
    cursor.execute("SELECT current_database()")
    (name,) = cursor.fetchone()
    cursor.execute(
        f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC; GRANT CONNECT ON DATABASE "{name}" TO {ACCESS_ROLE};'
        f"REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO {ACCESS_ROLE};"
        f"GRANT SELECT ON django_migrations TO {ACCESS_ROLE}"  # /healthz asks whether all of them are applied
    )


def _catalog(cursor: Any, relation: str) -> str:
    if relation == FUNCTIONS:
        cursor.execute(FUNCTION_CATALOG)
    else:
        cursor.execute(TABLE_CATALOG, [f'"{relation}"'])
    digest: str = cursor.fetchone()[0]
    return digest


def _keep_key(cursor: Any) -> None:
    block = key().ljust(64, b"\0")  # the two pads of HMAC-SHA256
    pads = [bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C)]
    cursor.execute(
        "INSERT INTO wall.key (inner_pad, outer_pad) VALUES (%s, %s)"
        " ON CONFLICT (one) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
        pads,
    )


def _write_history_as_owner(cursor: Any) -> None:
    """The application has no right to write history: its triggers run as the owner, with a fixed search path."""
    cursor.execute(
        """SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE p.proname LIKE 'pgtrigger%' AND (NOT p.prosecdef OR p.proconfig IS NULL)"""
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp")


def _put_in(cursor: Any, relation: str, statements: list[str]) -> bool:
    """Run ``statements`` unless they are what is there already; True when they had to be run."""
    source = _digest("\n".join(statements))
    cursor.execute("SELECT source, catalog FROM wall.raised WHERE relation = %s", [relation])
    if cursor.fetchone() == (source, _catalog(cursor, relation)):
        return False
    for statement in statements:
        cursor.execute(statement)
    cursor.execute(
        "INSERT INTO wall.raised VALUES (%s, %s, %s) ON CONFLICT (relation)"
        " DO UPDATE SET source = excluded.source, catalog = excluded.catalog",
        [relation, source, _catalog(cursor, relation)],
    )
    return True


def raise_wall(using: str = "default") -> list[str]:
    """Create functions, grants and policies where they differ from what is declared.

    Returns:
        The tables changed; empty when the wall already stood, or when a migrate stopped before every table was
        there (then no table has been granted to anyone, so nothing is open).
    """
    connection = connections[using]
    declared = dict(tables())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(20482)")
        if not declared.keys() <= set(connection.introspection.table_names(cursor)):
            return []
        _close_the_ground(cursor)
        cursor.execute("SELECT to_regclass('wall.raised') IS NOT NULL")
        if not cursor.fetchone()[0]:
            cursor.execute(_sources[0].read_text())
        _keep_key(cursor)
        functions = [source.read_text() for source in _sources]
        functions.append(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA wall FROM PUBLIC, {ACCESS_ROLE}")
        functions.append(f"GRANT EXECUTE ON FUNCTION {', '.join(callable_functions())} TO {ACCESS_ROLE}")
        _put_in(cursor, FUNCTIONS, functions)
        changed = [table for table, model in declared.items() if _put_in(cursor, table, _statements(table, model))]
        _write_history_as_owner(cursor)
    return changed
