"""Every table, every person, every way a woman can stand to an agency: the database against a short reference.

It completes itself: a model that reaches clients and is missing from ``tests.matrix.rows`` fails a test, and so
does a policy that is taken away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from casework.clients.models import Block, Client
from dussk.access.asking import Worker, asking, proof
from dussk.access.raising import tables
from dussk.access.walls import wall_of
from tests import world as worlds
from tests.matrix.reference import Reference
from tests.matrix.rows import CLIENT_ROWS, OTHER_ROWS
from tests.world import World

Query = Callable[[Worker, str], list[tuple[Any, ...]]]
Row = tuple[type[models.Model], models.Model, Client]


def reaches_clients() -> set[type[models.Model]]:
    """Models that lead to a client through any chain of foreign keys, or hold a client's id; no history tables."""
    found: set[type[models.Model]] = {Client}
    while True:
        more = {
            model
            for model in apps.get_models()
            if not hasattr(model, "pgh_tracked_model")
            and any(
                (field.is_relation and field.related_model in found) or field.attname == "client_id"
                for field in model._meta.concrete_fields
            )
        } - found
        if not more:
            return found
        found |= more


def test_every_model_that_reaches_a_client_is_in_the_matrix() -> None:
    assert reaches_clients() == {Client, *CLIENT_ROWS, *OTHER_ROWS}


def test_every_table_that_reaches_a_client_is_walled() -> None:
    assert {model._meta.label for model in reaches_clients() if wall_of(model) is None} == set()
    assert {m._meta.label for _t, m in tables() if hasattr(m, "pgh_tracked_model") and wall_of(m) is None} == set()


@pytest.fixture
def rows(world: World) -> list[Row]:
    return fill(world)


def fill(world: World) -> list[Row]:
    """A row of each table for women who are our own, shared, expired, another agency's, and blocked for somebody."""
    keyworker, theirs = world.worker("keyworker"), world.worker("drugs_manager")
    world.clients["dora"] = worlds.woman(theirs, "Dora")  # another agency's own file
    world.clients["eve"] = worlds.woman(keyworker, "Eve")  # one of our own workers is blocked
    worlds.share(world.clients["eve"], world.drugs, "identity", "casework")
    eve = world.clients["eve"]
    Block.objects.create(
        client=eve,
        owner=eve.agency,
        agency=eve.agency,
        made_by=keyworker.staff,
        blocked=world.staff("blocked"),
        kind="her_wish",
    )
    made: list[Row] = []
    for client in world.clients.values():
        by = theirs if client.agency_id == world.drugs.pk else keyworker
        for model, (_category, make) in CLIENT_ROWS.items():
            made.append((model, make(by, client), client))
            if client.called in (
                "Anna",
                "Bea",
            ):  # what a partner wrote itself, under a share that still runs or has ended
                made.append((model, make(theirs, client), client))
        for model, make in OTHER_ROWS.items():
            made.append((model, make(by, client), client))
    return made


def differences(world: World, rows: list[Row], query: Query) -> list[str]:
    """Where the database and the reference disagree on what somebody sees."""
    out = []
    for name, worker in world.people.items():
        reference = Reference(worker)
        every = [*CLIENT_ROWS, *OTHER_ROWS]
        seen = {model: {pk for (pk,) in query(worker, f"SELECT id FROM {model._meta.db_table}")} for model in every}
        for model, row, client in rows:
            expected_row = (
                reference.sees_row(model, row, client) if model in CLIENT_ROWS else reference.sees_other(row, client)
            )
            if (row.pk in seen[model]) != expected_row:
                out.append(f"{name} {model.__name__} of {client.called}: {row.pk in seen[model]}")
        known = {client.pk for client in world.clients.values()}
        clients = known & {pk for (pk,) in query(worker, "SELECT id FROM casework_client")}
        expected = {client.pk for client in world.clients.values() if reference.sees_client(client)}
        if clients != expected:
            out.append(f"{name}: sees clients {clients}, should {expected}")
    return out


def behind_the_wall(worker: Worker, sql: str) -> list[tuple[Any, ...]]:
    with asking(worker), connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


@contextmanager
def web_login() -> Iterator[Query]:
    """A connection of the web process's own login, which may do nothing but ask."""
    at = connection.settings_dict
    login = psycopg2.connect(host=at["HOST"], port=at["PORT"] or None, dbname=at["NAME"], user="dussk_app")

    def query(worker: Worker, sql: str) -> list[tuple[Any, ...]]:
        with login, login.cursor() as cursor:
            said = proof(login.info.backend_pid, worker.staff.pk, worker.agency.pk, "{}")
            cursor.execute("SELECT wall.enter(%s, %s, '{}', %s)", [worker.staff.pk, worker.agency.pk, said])
            cursor.execute(sql)
            return list(cursor.fetchall()) if cursor.description else [(cursor.rowcount,)]

    try:
        yield query
    finally:
        login.close()


def test_what_is_seen(world: World, rows: list[Row]) -> None:
    assert differences(world, rows, behind_the_wall) == []


def test_what_is_changed(world: World, rows: list[Row]) -> None:
    wrong = []
    for name, worker in world.people.items():
        reference = Reference(worker)
        for model, row, client in rows:
            if model not in CLIENT_ROWS:
                continue
            sql = f"UPDATE {model._meta.db_table} SET id = id WHERE id = {row.pk} RETURNING id"
            try:
                changed = bool(behind_the_wall(worker, sql))
            except DatabaseError:  # nobody has a right to it
                changed = False
            if changed != reference.changes_row(model, row, client):
                wrong.append(f"{name} {model.__name__} of {client.called}: {changed}")
    assert wrong == []


def test_what_is_added(world: World, rows: list[Row]) -> None:
    wrong = []
    for name, worker in world.people.items():
        reference = Reference(worker)
        for model, (_category, make) in CLIENT_ROWS.items():
            for client in world.clients.values():
                expected = reference.adds_row(model, client)
                try:
                    with asking(worker), transaction.atomic():
                        make(worker, client)
                        transaction.set_rollback(True)
                    added = True
                except DatabaseError:
                    added = False
                if added != expected:
                    wrong.append(f"{name} {model.__name__} of {client.called}: {added}")
    assert wrong == []


def test_nothing_about_clients_is_deleted_or_its_history_written() -> None:
    for _table, model in tables():
        wall = wall_of(model)
        if hasattr(model, "pgh_tracked_model") and wall is not None:
            assert (wall.insert, wall.update, wall.delete) == (None, None, None)
        if model in reaches_clients():
            assert wall is not None
            assert wall.delete is None


@pytest.mark.parametrize("model", [*CLIENT_ROWS, *OTHER_ROWS, Client], ids=lambda m: m.__name__)
def test_the_matrix_fails_when_a_policy_is_taken_away(world: World, rows: list[Row], model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER POLICY wall_select ON {model._meta.db_table} USING (true)")
    assert differences(world, rows, behind_the_wall) != []


@pytest.mark.django_db(transaction=True)
def test_what_is_seen_through_the_web_login_itself() -> None:
    """On committed rows, and with what only that login can show: nothing outside, no proof forged, no seal replayed."""
    world = worlds.build()
    rows = fill(world)
    at = connection.settings_dict
    with web_login() as query:
        assert differences(world, rows, query) == []
    login = psycopg2.connect(host=at["HOST"], port=at["PORT"] or None, dbname=at["NAME"], user="dussk_app")
    keyworker, facilitator = world.worker("keyworker"), world.worker("facilitator")
    try:
        cursor = login.cursor()
        with pytest.raises(psycopg2.Error, match="nobody is asking"):
            cursor.execute("SELECT * FROM casework_client")
        login.rollback()
        pid, charity, drugs = login.info.backend_pid, world.charity.pk, world.drugs.pk
        enter = "SELECT wall.enter(%s, %s, %s, %s)"
        true = proof(pid, facilitator.staff.pk, drugs, "{}")
        forgeries = [
            (keyworker.staff.pk, charity, "{}", true),  # another person
            (facilitator.staff.pk, charity, "{}", true),  # another agency
            (facilitator.staff.pk, drugs, '{"page": "x"}', true),  # another context
            (facilitator.staff.pk, drugs, "{}", proof(pid + 1, facilitator.staff.pk, drugs, "{}")),  # another backend
        ]
        for forged in forgeries:
            with pytest.raises(psycopg2.Error, match="not proved"):
                cursor.execute(enter, forged)
            login.rollback()
        cursor.execute(enter + ", current_setting('wall.asking')", (facilitator.staff.pk, drugs, "{}", true))
        cursor.execute("SELECT current_setting('wall.asking')")
        (seal,) = cursor.fetchone() or ("",)
        cursor.execute("RESET ROLE; SELECT count(DISTINCT called) FROM casework_client")
        assert cursor.fetchone() == (3,)  # Anna and Eve are shared, Dora is her agency's own
        login.commit()
        cursor.execute("SELECT set_config('wall.asking', %s, false)", [seal])
        with pytest.raises(psycopg2.Error, match="nobody is asking"):  # yesterday's seal, replayed
            cursor.execute("SELECT * FROM casework_client")
    finally:
        login.close()


ATTACKS = [
    "TRUNCATE casework_contact CASCADE",
    "ALTER TABLE casework_client DISABLE ROW LEVEL SECURITY",
    "DROP POLICY wall_select ON casework_client",
    "ALTER TABLE casework_contact DISABLE TRIGGER ALL",
    "CREATE TEMP TABLE casework_contactevent (id int)",
    "CREATE TABLE x (id int)",
    "SET session_replication_role = replica",
    "SET row_security = off; SELECT * FROM casework_client",
    "UPDATE wall.raised SET catalog = ''",
    "SELECT * FROM wall.key",
    "INSERT INTO wall.stamp (kind) VALUES ('demonstration')",
    "SELECT * FROM pghistory_context",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT set_config('role', 'dussk_owner', false)",
    "SET ROLE dussk_owner",
    "SET SESSION AUTHORIZATION dussk_owner",
    "INSERT INTO staff_rolereads (role, category) VALUES ('administrator', 'casework')",
    "UPDATE staff_post SET role = 'manager'",
    "INSERT INTO casework_contactevent SELECT * FROM casework_contactevent",
    "SELECT wall.mac('x')",
    "SELECT last_value FROM casework_client_id_seq",
]


@pytest.mark.django_db(transaction=True)
def test_refused_through_the_web_login() -> None:
    world = worlds.build()
    answers = {}
    with web_login() as query:
        for sql in ATTACKS:
            try:
                answers[sql] = query(world.worker("keyworker"), sql)
            except psycopg2.Error:
                continue
    # An update that reaches no row is refused as well as one that is not allowed.
    assert {sql: rows for sql, rows in answers.items() if rows != [(0,)]} == {}
