"""Joinings that are refused: a second one, of files changed meanwhile, by others, and by hand."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from casework.clients import actions, queries
from casework.clients.actions import RefusedError
from casework.clients.models import Client, Joining
from dussk.access.asking import Worker, asking
from tests import world as worlds
from tests.casework.clients.joined import block, file, join, undo
from tests.world import World, share


def test_once_joined_it_is_not_joined_again(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    join(jo, ruby, mae)
    third = world.clients["cass"]
    for kept, joined in ((ruby, mae), (mae, ruby), (third, mae), (mae, third)):
        with pytest.raises(RefusedError, match="Somebody has just joined"):
            join(jo, kept, joined)
    with pytest.raises(RefusedError, match="one file"):
        join(jo, ruby, ruby)


def test_a_joining_is_undone_once(jo: Worker, ruby: Client, mae: Client) -> None:
    joining = join(jo, ruby, mae)
    undo(jo, joining)
    with pytest.raises(RefusedError, match="already undone"):
        undo(jo, joining)
    join(jo, ruby, mae)  # and it can be joined again


def test_a_file_changed_while_she_chose_is_shown_again(jo: Worker, ruby: Client, mae: Client) -> None:
    with asking(jo):
        mark = queries.Pair.of(ruby, mae).mark
        Client.objects.filter(pk=mae.pk).update(what_helps="Tea first")
        with pytest.raises(RefusedError, match="while you were looking"):
            actions.join(by=jo, kept=ruby, joined=mae, opened_with=mark, holds={}, reason="She told us")
    assert not Joining.objects.exists()


REFUSED = ["facilitator", "drugs_manager", "psychologist", "volunteer", "supervisor", "administrator", "blocked"]


@pytest.mark.parametrize("who", REFUSED)
def test_nobody_else_joins_or_undoes_in_sql(jo: Worker, world: World, ruby: Client, mae: Client, who: str) -> None:
    for her in (ruby, mae):
        share(her, world.drugs, "identity", "casework")
        share(her, world.nhs, "identity", "casework")
    block(jo, mae, world.worker("blocked"))
    third = join(jo, ruby, file(jo, "Third"))
    block(jo, third.joined, world.worker("blocked"))
    for sql, values in (
        ("SELECT wall.join_files(%s, %s, 'x', '{}')", [ruby.pk, mae.pk]),
        ("SELECT wall.join_files(%s, %s, 'x', '{}')", [mae.pk, ruby.pk]),
        ("SELECT wall.undo_joining(%s, 'x', '{}')", [third.pk]),
        ("SELECT * FROM wall.written_since(%s)", [third.pk]),
    ):
        refused = pytest.raises(DatabaseError, match="not for this role")
        with asking(world.worker(who)), connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute(sql, values)
    with asking(world.worker(who)), pytest.raises(PermissionDenied):
        actions.undo(by=world.worker(who), joining=third, answers={}, reason="x")


def test_one_file_of_another_agency_is_not_joined(jo: Worker, world: World, ruby: Client) -> None:
    theirs = worlds.woman(world.worker("drugs_manager"), "Dora")
    with asking(jo), connection.cursor() as cursor, pytest.raises(DatabaseError, match="not for"), transaction.atomic():
        cursor.execute("SELECT wall.join_files(%s, %s, 'x', '{}')", [ruby.pk, theirs.pk])


@pytest.mark.parametrize(
    "change",
    [
        "joined_into_id = (SELECT min(id) FROM casework_client)",
        "reference = '00000000'",
        "agency_id = agency_id + 1",
    ],
)
def test_nothing_is_joined_by_hand(jo: Worker, mae: Client, change: str) -> None:
    with asking(jo), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(f"UPDATE casework_client SET {change} WHERE id = %s", [mae.pk])


def test_nobody_starts_a_joined_file(jo: Worker, ruby: Client) -> None:
    with asking(jo), pytest.raises(DatabaseError, match="by nobody by hand"), transaction.atomic():
        Client.objects.create(agency=jo.agency, made_by=jo.staff, called="Husk", joined_into=ruby)


@pytest.mark.parametrize("holds", ['{"called": "joined"}', '{"status": "joined"}', '{"age": "both"}', '{"age": "x"}'])
def test_only_facts_are_chosen(jo: Worker, ruby: Client, mae: Client, holds: str) -> None:
    with asking(jo), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("SELECT wall.join_files(%s, %s, 'x', %s)", [ruby.pk, mae.pk, holds])
