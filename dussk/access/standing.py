"""Does the wall stand? Read from PostgreSQL's own catalog, as either login."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from dussk.access.asking import ACCESS_ROLE
from dussk.access.raising import FUNCTION_CATALOG, FUNCTIONS, TABLE_CATALOG, callable_functions, tables
from dussk.access.walls import open_tables, wall_of

_CATALOG_FINDINGS = Path(__file__).with_name("standing.sql")

#: Columns that make a unique key harmless: it cannot tell of a row behind the wall, because it holds an agency, a
#: client, a parent that must be visible, something that only the database's own functions write (a share), or something
#: random that nobody can guess.
_HARMLESS_IN_UNIQUE_KEYS = [
    "id",
    "pgh_id",
    "agency_id",
    "client_id",
    "owner_id",
    "contact_id",
    "session_id",
    "joining_id",
    "disclosure_id",
    "agreement_id",
    "recruitment_id",
    "access_id",
    "screening_id",
    "request_id",
    "part_id",
    "record_id",
    "share_id",
    "assessment_id",
    "plan_id",
    "uid",
    "reference",
]


@dataclass(frozen=True, order=True)
class Finding:
    """One way in which the wall is down."""

    code: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.code} {self.sentence}"


def undeclared() -> list[Finding]:
    """Models that are neither walled nor named open with a reason."""
    return [
        Finding("M1", f"{model._meta.label} is neither walled nor named open with a reason")
        for _table, model in tables()
        if wall_of(model) is None and model._meta.label not in open_tables()
    ]


def findings(using: str = "default", *, serving: bool = False) -> list[Finding]:
    """Every way in which the wall is down; empty when it stands.

    Args:
        serving: also insist that this process signs in as the application and not as the owner.
    """
    out = undeclared()
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT session_user, (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user)"
        )
        login, powerful = cursor.fetchone()
        if serving and login != ACCESS_ROLE:
            out.append(Finding("S1", f"serving as {login}: DATABASE_URL must sign in as {ACCESS_ROLE}"))
        if powerful:
            out.append(Finding("S2", f"{login} is a superuser or bypasses row security"))
        cursor.execute(
            "SELECT to_regclass('wall.raised') IS NOT NULL AND to_regclass('public.casework_client') IS NOT NULL"
        )
        if not cursor.fetchone()[0]:
            return [*out, Finding("S3", "the database has not been migrated")]
        cursor.execute(
            _CATALOG_FINDINGS.read_text(),
            {"role": ACCESS_ROLE, "callable": callable_functions(), "harmless": _HARMLESS_IN_UNIQUE_KEYS},
        )
        out += [Finding(code, sentence) for code, sentence in cursor.fetchall()]
        cursor.execute("SELECT relation, catalog FROM wall.raised")
        raised = dict(cursor.fetchall())
        for table, _model in tables():
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f'"{table}"'])
            if not cursor.fetchone()[0]:
                out.append(Finding("S4", f"{table} is missing: migrate"))
                continue
            cursor.execute(TABLE_CATALOG, [f'"{table}"'])
            if raised.get(table) != cursor.fetchone()[0]:
                out.append(Finding("M2", f"{table}: its policies and rights are not the ones that were raised"))
        cursor.execute(FUNCTION_CATALOG)
        if raised.get(FUNCTIONS) != cursor.fetchone()[0]:
            out.append(Finding("M3", "the wall's functions are not the ones that were raised"))
    return sorted(out)


def stand_or_refuse() -> None:
    """For wsgi.py: gunicorn runs no system checks, so serving asks here.

    Raises:
        ImproperlyConfigured: the wall is down; the message lists how.
    """
    found = findings(serving=True)
    connections["default"].close()
    if found:
        raise ImproperlyConfigured("The wall is down:\n" + "\n".join(f"  {finding}" for finding in found))
