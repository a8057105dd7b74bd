"""What somebody who can run SQL as the application's login still cannot make of a sheet."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.clients.models import Client
from casework.information.models import Child
from dussk.access.asking import Worker, asking
from tests.casework.information.conftest import added, written
from tests.world import World

TABLES = ("informationsheet", "child", "significantother", "otheragency", "keptfact", "importantdate")


def run(worker: Worker, sql: str, *values: int | str | None) -> int:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@pytest.mark.parametrize("table", [*TABLES, "informationsheetevent", "keptfactevent"])
def test_nothing_is_deleted(jo: Worker, table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(jo, f"DELETE FROM casework_{table}")


def test_another_agency_reads_what_is_shared_and_writes_nothing(world: World, jo: Worker, anna: Client) -> None:
    child, theirs = added(jo, anna, "child"), world.worker("drugs_manager")
    with asking(theirs):
        assert Child.objects.filter(pk=child.pk).exists()
    assert run(theirs, "UPDATE casework_child SET name = 'x' WHERE id = %s", child.pk) == 0
    insert = (
        "INSERT INTO casework_child (uid, client_id, owner_id, agency_id, made_by_id, made_at, name, sex, lives,"
        " location, proceedings) VALUES (gen_random_uuid(), %s, %s, %s, %s, now(), 'x', '', '', '', '')"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        run(theirs, insert, anna.pk, anna.agency_id, theirs.agency.pk, theirs.staff.pk)


def test_a_volunteer_reads_none_of_it(world: World, jo: Worker, anna: Client) -> None:
    added(jo, anna, "child")
    written(jo, anna, gp_name="Dr Amin")
    volunteer = world.worker("volunteer")
    for table in TABLES:
        with asking(volunteer), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM casework_{table}")
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("ni_number", "12", "sheet_ni_number_has_its_form"),
        ("ni_number", "ab123456c", "sheet_ni_number_has_its_form"),
        ("prison_number", "A12", "sheet_prison_number_has_its_form"),
        ("aside_at", "2026-11-01", "sheet_aside_by_someone"),
    ],
)
def test_a_sheet_keeps_its_form(jo: Worker, anna: Client, column: str, value: str, constraint: str) -> None:
    sheet = written(jo, anna)
    with pytest.raises(IntegrityError, match=constraint):
        run(jo, f"UPDATE casework_informationsheet SET {column} = %s WHERE id = %s", value, sheet.pk)


@pytest.mark.parametrize(
    ("code", "column", "constraint"),
    [
        ("child", "name", "child_has_a_name"),
        ("other", "name", "other_has_a_name"),
        ("agency", "name", "agency_has_a_name"),
        ("fact", "words", "kept_says_something"),
    ],
)
def test_a_line_says_something_and_is_ended_by_somebody(
    jo: Worker, anna: Client, code: str, column: str, constraint: str
) -> None:
    row = added(jo, anna, code)
    table = row._meta.db_table
    with pytest.raises(IntegrityError, match=constraint):
        run(jo, f"UPDATE {table} SET {column} = '' WHERE id = %s", row.pk)
    with pytest.raises(IntegrityError, match="ended_by_someone"):
        run(jo, f"UPDATE {table} SET ended_at = now() WHERE id = %s", row.pk)


def test_what_stood_there_is_in_its_history(jo: Worker, anna: Client) -> None:
    row = added(jo, anna, "child")
    run(jo, "UPDATE casework_child SET name = 'Otherwise' WHERE id = %s", row.pk)
    with asking(jo), connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, pgh_staff_id FROM casework_childevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [row.pk]
        )
        assert cursor.fetchall() == [("Kayden", jo.staff.pk), ("Otherwise", jo.staff.pk)]
