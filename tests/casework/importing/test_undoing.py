"""Taking a batch back: only files on which nobody wrote since, and nobody but a manager of the agency."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.clients import actions as on_file
from casework.clients.actions import RefusedError
from casework.clients.models import Block, Client, ClientName, SafeContact, StatusChange
from casework.importing import actions, queries
from casework.importing.models import BroughtIn, ImportBatch, ImportFinding, Stage
from consent.agreements.models import NotToBeTold
from dussk.access.asking import Worker, asking
from dussk.audit.tracking import history_of
from dussk.drafts.models import Draft
from tests import world as worlds
from tests.at_once import colleagues, meanwhile
from tests.casework.importing.conftest import KAZ, MIA, RUBY, anew, brought_in, checked
from tests.matrix.base import base
from tests.matrix.rows import CLIENT_ROWS, OTHER_ROWS
from tests.world import World, contact, woman

MODELS = (Client, ClientName, SafeContact, StatusChange, BroughtIn)


def counts() -> list[int]:
    return [model._default_manager.count() for model in MODELS]


def undo(by: Worker, batch: ImportBatch) -> tuple[int, int]:
    with asking(by):
        return actions.undo(by=by, batch=batch)


def test_the_state_before(sam: Worker) -> None:
    before = counts()
    batch = brought_in(sam, RUBY, MIA, KAZ)
    assert counts() != before
    assert undo(sam, batch) == (3, 0)
    assert counts() == before
    now = anew(batch)
    assert (now.stage, now.undone, now.undone_by) == (Stage.UNDONE, 3, sam.staff)


def test_history_keeps_what_was_and_shows_it_to_nobody(sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY)
    undo(sam, batch)
    labels = list(history_of(Client).filter(called="Ruby").order_by("pgh_id").values_list("pgh_label", flat=True))
    assert labels == ["insert", "delete"]
    for worker in world.people.values():
        with asking(worker):
            assert not history_of(Client).filter(called="Ruby").exists()


def test_once(sam: Worker) -> None:
    batch = brought_in(sam, RUBY)
    undo(sam, batch)
    with pytest.raises(RefusedError, match="taken back already"):
        undo(sam, batch)
    with asking(sam), pytest.raises(RefusedError, match="taken back already"):
        actions.ask_to_undo(by=sam, batch=batch)
    other = checked(sam, KAZ)
    with pytest.raises(RefusedError, match="not brought in"):
        undo(sam, other)
    with asking(sam), pytest.raises(RefusedError, match="not brought in"):
        actions.ask_to_undo(by=sam, batch=other)


def test_it_can_be_brought_in_again(sam: Worker) -> None:
    undo(sam, brought_in(sam, RUBY))
    assert brought_in(sam, RUBY).brought == 1


def test_a_file_on_which_somebody_wrote_stays(sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY, MIA, KAZ)
    ruby, mia = Client.objects.get(called="Ruby"), Client.objects.get(called="Mia")
    contact(world.worker("keyworker"), ruby)
    with asking(sam):
        on_file.choose_keyworker(by=sam, client=mia, keyworker=world.staff("keyworker"))
        since = queries.written_since(batch)
    assert since == {ruby.pk: ["a contact"], mia.pk: ["her details"]}
    assert undo(sam, batch) == (1, 2)
    assert {row.client.called for row in BroughtIn.objects.select_related("client")} == {"Ruby", "Mia"}
    assert ClientName.objects.filter(client=ruby).exists()


@pytest.mark.parametrize("model", [*CLIENT_ROWS, *OTHER_ROWS], ids=lambda model: model.__name__)
def test_whatever_was_written(sam: Worker, world: World, model: type) -> None:
    """It completes itself: a table that is made later is looked at too, as it must be in the matrix of rows."""
    if model.__name__ in ("ViewLog", "BroughtIn"):
        return  # looking is no writing; and with a second batch nothing comes
    batch = brought_in(sam, RUBY, KAZ)
    ruby = Client.objects.get(called="Ruby")
    jo = world.worker("keyworker")
    CLIENT_ROWS[NotToBeTold][1](jo, world.clients["anna"])  # somebody whom a match can be with
    make = CLIENT_ROWS[model][1] if model in CLIENT_ROWS else OTHER_ROWS[model]
    make(jo, ruby)
    assert undo(sam, batch) == (1, 1)
    assert Client.objects.filter(pk=ruby.pk).exists()
    assert not Client.objects.filter(called="Kaz").exists()


def test_a_correction_of_what_came_with_it(sam: Worker) -> None:
    batch = brought_in(sam, RUBY)
    name = ClientName.objects.get(kind="legal")
    with asking(sam):
        on_file.correct_name(by=sam, row=name, name="Ruby Heartwell", starts=None)
        assert queries.written_since(batch) == {name.client_id: ["a name"]}
    assert undo(sam, batch) == (0, 1)


def test_a_file_that_was_joined(sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY)
    ruby, other = Client.objects.get(called="Ruby"), woman(sam, "Rubes")
    Client.objects.filter(pk=ruby.pk).update(joined_into=other)
    assert undo(sam, batch) == (0, 1)


def test_a_file_from_which_she_is_blocked_stays_and_is_not_told_of(sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY, KAZ)
    ruby = Client.objects.get(called="Ruby")
    Block.objects.create(**base(world.worker("keyworker"), ruby), blocked=sam.staff, kind="conflict")
    with asking(sam):
        assert queries.written_since(batch) == {}
        assert [row.client.called for row in queries.brought_in(batch)] == ["Kaz"]
    assert undo(sam, batch) == (1, 0)
    assert Client.objects.filter(pk=ruby.pk).exists()


def test_nobody_but_a_manager_of_the_agency(sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY, "Lou,,31/2/1990,,,,,,,,", good_rows=True)
    with asking(sam):
        assert ImportFinding.objects.exists()
        assert history_of(ImportBatch).exists()
    for name, worker in world.people.items():
        if name == "manager":
            continue
        for call in ("wall.undo_import(%s)", "wall.written_since_import(%s, NULL)"):
            with pytest.raises(DatabaseError, match="not for this role"), asking(worker), connection.cursor() as cursor:
                cursor.execute(f"SELECT {call}", [batch.pk])
        with asking(worker):
            assert not ImportBatch.objects.exists()
            assert not ImportFinding.objects.exists()
            assert not history_of(ImportBatch).exists()


def test_by_sql(sam: Worker, world: World) -> None:
    """What the application's login cannot do by hand."""
    batch = brought_in(sam, RUBY)
    ruby = Client.objects.get(called="Ruby")
    jo = world.worker("keyworker")
    add = (
        "INSERT INTO casework_broughtin (uid, client_id, owner_id, agency_id, made_by_id, made_at, batch_id, line)"
        " VALUES (gen_random_uuid(), %s, %s, %s, %s, now(), %s, 9)"
    )
    cass = world.clients["cass"]
    tries = [
        (sam, "DELETE FROM casework_client WHERE id = %s", [ruby.pk], "permission denied"),
        (sam, "DELETE FROM casework_broughtin", [], "permission denied"),
        (sam, "UPDATE casework_broughtin SET line = 1", [], "permission denied"),
        (sam, "DELETE FROM casework_importbatch", [], "permission denied"),
        (jo, add, [cass.pk, cass.agency_id, jo.agency.pk, jo.staff.pk, batch.pk], "row-level security"),
    ]
    for worker, sql, values, why in tries:
        with pytest.raises(DatabaseError, match=why), asking(worker), connection.cursor() as cursor:
            cursor.execute(sql, values)


@pytest.mark.parametrize(
    "changes",
    [{"brought_at": timezone.now()}, {"undone_at": timezone.now()}, {"content": b"x"}],
    ids=["brought in by nobody", "taken back by nobody", "a file that is kept"],
)
def test_what_a_batch_cannot_say(sam: Worker, changes: dict[str, object]) -> None:
    batch = brought_in(sam, RUBY)
    changes = {**changes, **({"brought_by": None} if "brought_at" in changes else {})}
    with pytest.raises(DatabaseError, match="import_"), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(**changes)


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once() -> None:
    """The one who comes second waits for the first, and is told that it was taken back already."""
    world = worlds.build()
    sam = world.worker("manager")
    batch = brought_in(sam, RUBY, KAZ)
    with colleagues(sam) as (first, second):
        first.ask("SELECT wall.undo_import(%s)", [batch.pk])
        assert meanwhile(first, second, "SELECT wall.undo_import(%s)", [batch.pk]) == "DI002"
    assert not BroughtIn.objects.exists()


def told_at_once(sam: Worker, write: str, values: list[object], batch: ImportBatch) -> str:
    """What a colleague is told who takes the batch back while somebody writes, and has not saved yet."""
    with colleagues(sam) as (first, second):
        first.ask(write, values)
        return meanwhile(first, second, "SELECT wall.undo_import(%s)", [batch.pk])


@pytest.mark.django_db(transaction=True)
def test_somebody_corrects_what_came_with_a_file_at_that_moment() -> None:
    """She comes first, and the file stays: otherwise what she corrected would be gone."""
    world = worlds.build()
    sam = world.worker("manager")
    batch = brought_in(sam, RUBY)
    ruby = Client.objects.get(called="Ruby")
    correct = "UPDATE casework_clientname SET name = 'Ruby Heartwell' WHERE client_id = %s AND kind = 'legal'"
    assert told_at_once(sam, correct, [ruby.pk], batch) == "saved"
    assert ClientName.objects.filter(name="Ruby Heartwell").exists()
    assert anew(batch).undone == 0


@pytest.mark.django_db(transaction=True)
def test_a_file_that_did_not_come_with_it_stays_whoever_says_so() -> None:
    """History knows in which transaction a file was started; who can run SQL as a manager cannot change that."""
    world = worlds.build()
    sam = world.worker("manager")
    batch = brought_in(sam, RUBY)
    cass = world.clients["cass"]
    assert cass.agency == sam.agency
    add = (
        "INSERT INTO casework_broughtin (uid, client_id, owner_id, agency_id, made_by_id, made_at, batch_id, line)"
        " VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, 9)"
    )
    for model in (ClientName, SafeContact, StatusChange):
        model._default_manager.filter(client=cass).delete()
    with asking(sam), connection.cursor() as cursor:
        cursor.execute(add, [cass.pk, *[sam.agency.pk] * 2, sam.staff.pk, batch.brought_at, batch.pk])
    assert undo(sam, batch) == (1, 1)
    assert Client.objects.filter(pk=cass.pk).exists()


def test_a_file_on_which_somebody_is_typing_stays(sam: Worker, world: World) -> None:
    """Her page would be gone, and with it what she typed. Whoever takes the batch back is not told what, nor who."""
    batch = brought_in(sam, RUBY, KAZ)
    ruby, jo = Client.objects.get(called="Ruby"), world.worker("keyworker")
    said = {"form": "contact", "action": "", "title": "A contact", "fields": {"note": ["She rang"]}}
    Draft.objects.create(staff=jo.staff, agency=jo.agency, address=f"{ruby.get_absolute_url()}contacts/new/", **said)
    with asking(sam):
        assert queries.written_since(batch) == {ruby.pk: ["something typed and not saved yet"]}
        assert not Draft.objects.exists()
    assert undo(sam, batch) == (1, 1)
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_somebody_writes_on_a_file_at_the_moment_it_is_taken_back() -> None:
    world = worlds.build()
    sam = world.worker("manager")
    batch = brought_in(sam, RUBY)
    ruby = Client.objects.get(called="Ruby")
    write = (
        "INSERT INTO casework_clientname (uid, client_id, owner_id, agency_id, made_by_id, made_at, kind, name, plain,"
        " sounds) VALUES (gen_random_uuid(), %s, %s, %s, %s, now(), 'other', 'Rubes', 'rubes', '{}')"
    )
    values = [ruby.pk, sam.agency.pk, sam.agency.pk, sam.staff.pk]
    with colleagues(sam) as (first, second):
        first.ask("SELECT wall.undo_import(%s)", [batch.pk])
        told = meanwhile(first, second, write, values)
    assert told != "saved"
    assert not ClientName.objects.filter(name="Rubes").exists()
    batch = brought_in(sam, KAZ)
    kaz = Client.objects.get(called="Kaz")
    with colleagues(sam) as (first, second):
        first.ask(write, [kaz.pk, *values[1:]])
        assert meanwhile(first, second, "SELECT wall.undo_import(%s)", [batch.pk]) == "saved"
    assert Client.objects.filter(pk=kaz.pk).exists()  # it was written on
    assert anew(batch).undone == 0
