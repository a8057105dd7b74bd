"""Whom the embedded PostgreSQL lets in, and what they may do."""

import os
import pwd

import psycopg2
import psycopg2.errors
import pytest

from dussk.embedded.cluster import APP, DATABASE, OWNER, ROLES, Cluster
from dussk.embedded.programs import run
from tests.dussk.embedded.probing import answer, signed_in

ME = pwd.getpwuid(os.geteuid()).pw_name


@pytest.mark.parametrize(
    ("login", "attributes"),
    [
        # may sign in, superuser, bypasses row security, makes databases, makes roles, inherits, replicates
        (OWNER, (True, False, False, True, False, True, False)),
        (APP, (True, False, False, False, False, False, False)),
    ],
)
def test_attributes(cluster: Cluster, login: str, attributes: tuple[bool, ...]) -> None:
    with signed_in(cluster, login) as cursor:
        cursor.execute(
            "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit, rolreplication"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == attributes


def test_the_owner_owns_the_database(cluster: Cluster) -> None:
    question = f"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '{DATABASE}'"
    assert answer(cluster, question) == OWNER


def test_the_owner_may_step_down_to_the_application(cluster: Cluster) -> None:
    with signed_in(cluster, OWNER) as cursor:
        cursor.execute(f"SET ROLE {APP}")
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APP,)


@pytest.mark.parametrize("login", [OWNER, ME])
def test_the_application_may_not_step_up(cluster: Cluster, login: str) -> None:
    with signed_in(cluster, APP) as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(f'SET ROLE "{login}"')


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE public.own (id int)", "CREATE SCHEMA own", "CREATE DATABASE own", "CREATE ROLE own"],
)
def test_the_application_can_make_nothing(cluster: Cluster, statement: str) -> None:
    with signed_in(cluster, APP) as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(statement)


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent", "btree_gist"])
def test_the_owner_can_make_the_extensions_that_migrations_use(cluster: Cluster, extension: str) -> None:
    with signed_in(cluster, OWNER) as cursor:
        cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


def test_running_the_roles_again_changes_nothing(cluster: Cluster) -> None:
    question = "SELECT jsonb_agg(to_jsonb(r) ORDER BY rolname) FROM pg_roles r"
    before = answer(cluster, question)
    arguments = ("-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(cluster.home), "-U", ME, "-d", "postgres")
    run("psql", *arguments, "-f", str(ROLES), folder=cluster.home, as_caller=True)
    assert answer(cluster, question) == before


def test_letters_of_other_alphabets_are_letters(cluster: Cluster) -> None:
    assert answer(cluster, "SELECT lower('ŁUCJA ÉVA ΣΟΦΙΑΣ')") == "łucja éva σοφιας"


def test_nobody_else_may_enter_its_folder(cluster: Cluster) -> None:
    assert cluster.home.stat().st_mode & 0o077 == 0


def test_the_log_holds_no_statement(clone: Cluster) -> None:
    with clone.use(), signed_in(clone, APP) as cursor, pytest.raises(psycopg2.errors.UndefinedTable):
        cursor.execute("SELECT 'Siobhan' FROM nowhere")
    logs = "".join(log.read_text() for log in (clone.data / "log").iterdir())
    assert "nowhere" in logs
    assert "SELECT" not in logs
