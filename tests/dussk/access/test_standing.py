"""The check that refuses to serve sees each way in which the wall can be down, and raising mends it."""

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from dussk.access import standing
from dussk.access.raising import raise_wall, tables
from dussk.access.standing import findings, stand_or_refuse
from dussk.embedded import CLONE
from tests.world import World


@pytest.mark.django_db
def test_it_stands() -> None:
    assert findings() == []
    assert raise_wall() == []


HOLES = [
    ("ALTER TABLE casework_contact DISABLE ROW LEVEL SECURITY", "E5"),
    ("DROP POLICY wall_select ON casework_contact", "E6"),
    ("ALTER POLICY wall_select ON casework_contact USING (true)", "M2"),
    ("CREATE POLICY open ON casework_contact FOR SELECT USING (true)", "M2"),
    ("GRANT DELETE ON casework_contact TO dussk_app", "E6"),
    ("GRANT UPDATE ON casework_contactevent TO dussk_app", "E6"),
    ("REVOKE SELECT ON casework_contact FROM dussk_app", "E7"),
    ("GRANT TRUNCATE ON casework_contact TO dussk_app", "E8"),
    ("CREATE VIEW v AS SELECT * FROM casework_client; GRANT SELECT ON v TO dussk_app", "E9"),
    ("CREATE MATERIALIZED VIEW v AS SELECT * FROM casework_client; GRANT SELECT ON v TO dussk_app", "E10"),
    (
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1; GRANT ALL ON FUNCTION f TO dussk_app",
        "E11",
    ),
    ("CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'", "E12"),
    ("GRANT TEMP ON DATABASE {database} TO dussk_app", "E13"),
    ("GRANT CREATE ON SCHEMA public TO dussk_app", "E13"),
    ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO dussk_app", "E14"),
    ("ALTER TABLE casework_contact DISABLE TRIGGER USER", "E15"),
    ("CREATE UNIQUE INDEX u ON casework_client (called)", "E16"),
    ("CREATE TABLE notes (id int, client_id bigint); GRANT SELECT ON notes TO dussk_app", "E5"),
    (
        "CREATE TABLE notes (id int, contact bigint REFERENCES casework_contact); GRANT SELECT ON notes TO dussk_app",
        "E5",
    ),
    ("CREATE TABLE notes (id int, client_id bigint); GRANT SELECT (id) ON notes TO dussk_app", "E5"),
    (
        "CREATE OR REPLACE FUNCTION wall.blocked() RETURNS bigint[] LANGUAGE sql STABLE AS 'SELECT ''{{}}''::bigint[]'",
        "M3",
    ),
    ("GRANT EXECUTE ON FUNCTION wall.mac(text) TO dussk_app", "M3"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("sql", "code"), HOLES, ids=[f"{i} {sql[:60]}" for i, (sql, _code) in enumerate(HOLES)])
def test_it_sees_a_hole(sql: str, code: str) -> None:
    database = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(sql.format(database=database))
    assert code in {finding.code for finding in findings()}
    assert any(check.id == f"wall.{code}" for check in run_checks(include_deployment_checks=True, tags=["security"]))


@pytest.mark.django_db
def test_history_that_writes_as_whoever_asks() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN EXECUTE format('ALTER FUNCTION %s SECURITY INVOKER',"
            " (SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'pgtrigger%' LIMIT 1)); END $$"
        )
    assert {"E17"} <= {finding.code for finding in findings()}
    raise_wall()
    assert findings() == []


@pytest.mark.django_db
def test_raising_mends_what_was_changed_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER POLICY wall_select ON casework_contact USING (true); GRANT DELETE ON casework_client TO dussk_app"
        )
        cursor.execute(
            "CREATE OR REPLACE FUNCTION wall.blocked() RETURNS bigint[] LANGUAGE sql STABLE AS 'SELECT NULL::bigint[]'"
        )
    assert sorted(raise_wall()) == ["casework_client", "casework_contact"]
    assert findings() == []


@pytest.mark.django_db
def test_serving_as_the_owner_is_refused() -> None:
    assert [finding.code for finding in findings(serving=True)] == ["S1"]


@pytest.mark.django_db
def test_a_missing_table_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = list(tables())
    monkeypatch.setattr("dussk.access.standing.tables", lambda: [*real, ("casework_notes", real[0][1])])
    assert "S4" in {finding.code for finding in findings()}


@pytest.mark.django_db
def test_an_undeclared_model_is_said(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr(standing, "wall_of", lambda _model: None)
    assert "M1" in {finding.code for finding in findings()}


@pytest.mark.django_db
def test_an_empty_database_is_said() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA wall CASCADE")
    assert [finding.code for finding in findings()] == ["S3"]


@pytest.mark.django_db
def test_stand_or_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own transaction
    with pytest.raises(ImproperlyConfigured, match="serving as dussk_owner"):
        stand_or_refuse()
    monkeypatch.setattr(standing, "findings", lambda **_kwargs: [])
    stand_or_refuse()


KEY = "x" * 50
STARTS = [
    ({"DATABASE_URL": "postgres://db/d", "SECRET_KEY": "x" * 49, "ALLOWED_HOSTS": "a"}, "50 characters or more"),
    ({}, "DATABASE_URL is not set"),
    ({"DATABASE_URL": "postgres://dussk_app@db/dussk"}, "SECRET_KEY is not set"),
    ({"DATABASE_URL": "postgres://dussk_app@db/dussk", "SECRET_KEY": KEY}, "ALLOWED_HOSTS is not set"),
    (
        {
            "DATABASE_URL": "postgres://dussk_app@db/dussk",
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "example.org",
            "DUSSK_DEMONSTRATION": "1",
        },
        "DUSSK_DEMONSTRATION is only for the embedded database",
    ),
    ({"DATABASE_URL": "mysql://db/dussk", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "a"}, "must begin with postgres://"),
    (
        {"DATABASE_URL": "postgres://db/d", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "a", "IDLE_MINUTES": "90"},
        "IDLE_MINUTES",
    ),
    (
        {"DATABASE_URL": "postgres://db/d", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "a", "DUSSK_RUN_AS": "root"},
        "DUSSK_RUN_AS",
    ),
    (
        {"DATABASE_URL": "postgres://db/d", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "a", "DUSSK_RUN_AS": "owner"},
        "DATABASE_OWNER_URL is not set",
    ),
]


@pytest.mark.parametrize(("environment", "message"), STARTS, ids=[message for _environment, message in STARTS])
def test_a_production_start_that_lacks_something_says_what(environment: dict[str, str], message: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "-c", "import dussk.wsgi"],
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert message in done.stderr


def test_no_function_of_the_database_is_written_twice() -> None:
    """Of two with one name, the file that is read last would take the other's place without a word."""
    written = Counter(
        name
        for path in CLONE.glob("*/**/*.sql")
        if ".venv" not in path.parts
        for name in re.findall(r"CREATE OR REPLACE FUNCTION ([\w.]+\([^)]*\))", path.read_text())
    )
    assert len(written) > 100
    assert [name for name, times in written.items() if times > 1] == []
