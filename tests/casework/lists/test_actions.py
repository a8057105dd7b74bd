"""What must hold of a list whoever edits it, and however many at once."""

import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from casework.clients import actions as clients
from casework.clients.actions import RefusedError, begin_status_words
from casework.clients.models import Client, Status, StatusChange, StatusWord
from casework.contacts.actions import begin_lists, place_named
from casework.contacts.models import ContactItem, Item, Place, Topic
from casework.lists import actions, queries
from casework.lists.queries import LISTS, ListKind
from dussk.access.asking import Worker, asking
from dussk.access.categories import Permission
from dussk.audit.tracking import history_of
from dussk.staff.models import Agency
from dussk.staff.roles import ROLES, Role
from tests.world import World, build, contact, woman

ITEMS, TOPICS, PLACES, STATUSES = (LISTS[key] for key in ("items", "topics", "places", "statuses"))


def names(kind: ListKind, agency: Agency) -> list[str]:
    return [thing.name for thing in queries.offered(kind, agency)]


@pytest.fixture
def manager(world: World) -> Worker:
    return world.worker("manager")


def item(world: World, name: str = "Condoms") -> Item:
    return Item.objects.get(agency=world.charity, name=name)


def word(world: World, name: str) -> StatusWord:
    return StatusWord.objects.get(agency=world.charity, name=name)


def test_what_is_added_stands_at_the_end(world: World, manager: Worker) -> None:
    with asking(manager):
        for kind in (ITEMS, TOPICS, PLACES):
            made = actions.add(by=manager, kind=kind, name="Ginger tea")
            assert names(kind, world.charity)[-1] == "Ginger tea"
            assert made.agency == world.charity
        status = actions.add(by=manager, kind=STATUSES, name="In rehab", counts_as=Status.IN_TOUCH)
    assert isinstance(status, StatusWord)
    assert (status.counts_as, names(STATUSES, world.charity)[-1]) == ("in_touch", "In rehab")
    assert "Ginger tea" not in names(ITEMS, world.drugs)


@pytest.mark.parametrize("name", ["Condoms", "condoms", "Con doms", "CONDOMS"])
def test_a_name_stands_once_however_it_is_written(world: World, manager: Worker, name: str) -> None:
    with asking(manager):
        with pytest.raises(RefusedError, match="“Condoms” is on this list already"):
            actions.add(by=manager, kind=ITEMS, name=name)
        with pytest.raises(RefusedError, match="“Condoms” is on this list already"):
            actions.rename(by=manager, kind=ITEMS, thing=item(world, "Naloxone"), name=name)
        actions.retire(by=manager, thing=item(world))
        with pytest.raises(RefusedError, match="Bring that one back instead"):
            actions.add(by=manager, kind=ITEMS, name=name)
        with pytest.raises(RefusedError, match="Bring that one back instead"):
            actions.rename(by=manager, kind=ITEMS, thing=item(world, "Naloxone"), name=name)
    assert Item.objects.filter(agency=world.charity).count() == 3


def test_the_database_holds_a_name_once_too(world: World) -> None:
    for kind in LISTS.values():
        first = {"agency": world.charity, "name": "Ginger tea"} | ({"counts_as": "closed"} if kind.counts else {})
        kind.model._default_manager.create(**first)
        with pytest.raises(IntegrityError, match="_once"), transaction.atomic():
            kind.model._default_manager.create(**first | {"name": "ginger TEA"})
        kind.model._default_manager.create(**first | {"agency": world.drugs})


def test_a_name_may_be_written_better(world: World, manager: Worker) -> None:
    with asking(manager):
        actions.rename(by=manager, kind=ITEMS, thing=item(world), name="CONDOMS")
        assert names(ITEMS, world.charity)[1] == "CONDOMS"


def test_renaming_keeps_what_it_was_called_and_who_changed_it(world: World, manager: Worker) -> None:
    with asking(manager):
        actions.rename(by=manager, kind=ITEMS, thing=item(world), name="Condoms and lube")
        renamed = item(world, "Condoms and lube")
        assert queries.earlier_names(ITEMS, [renamed]) == {renamed.pk: ["Condoms"]}
        told = queries.changes(renamed)
    assert [(change.by, change.what) for change in told] == [
        ("Manager", "Renamed from “Condoms” to “Condoms and lube”"),
        ("", "Added as “Condoms”"),
    ]


def test_moving_stops_at_the_ends(world: World, manager: Worker) -> None:
    with asking(manager):
        actions.move(by=manager, kind=ITEMS, thing=item(world, "Naloxone"), up=True)
        assert names(ITEMS, world.charity) == ["Hot drink", "Naloxone", "Condoms"]
        actions.move(by=manager, kind=ITEMS, thing=item(world, "Hot drink"), up=True)
        actions.move(by=manager, kind=ITEMS, thing=item(world, "Condoms"), up=False)
        assert names(ITEMS, world.charity) == ["Hot drink", "Naloxone", "Condoms"]
        actions.retire(by=manager, thing=item(world, "Condoms"))
        actions.move(by=manager, kind=ITEMS, thing=item(world, "Condoms"), up=True)
        assert names(ITEMS, world.charity) == ["Hot drink", "Naloxone"]


def test_what_is_retired_stays_on_records_and_can_come_back(world: World, manager: Worker) -> None:
    line = contact(world.worker("keyworker"), world.clients["anna"])
    ContactItem.objects.create(contact=line, item=item(world), count=2)
    with asking(manager):
        actions.retire(by=manager, thing=item(world))
        gone = item(world)
        assert names(ITEMS, world.charity) == ["Hot drink", "Naloxone"]
        actions.retire(by=manager, thing=gone)  # twice is once
        assert item(world).retired_at == gone.retired_at
        assert ContactItem.objects.get(contact=line).item == gone
        actions.bring_back(by=manager, thing=gone)
        assert names(ITEMS, world.charity) == ["Hot drink", "Condoms", "Naloxone"]
    assert [change.what for change in queries.changes(gone)][:2] == ["Brought back", "Offered no longer"]


@pytest.mark.parametrize(("standing", "name"), [("in_touch", "In touch"), ("closed", "Closed"), ("died", "Died")])
def test_the_last_word_of_a_standing_that_rules_need_stays(
    world: World, manager: Worker, standing: str, name: str
) -> None:
    with asking(manager):
        with pytest.raises(RefusedError, match=f"“{name}” is your only word that counts as {name.lower()}"):
            actions.retire(by=manager, thing=word(world, name))
        with pytest.raises(RefusedError, match="only word"):
            actions.rename(by=manager, kind=STATUSES, thing=word(world, name), name=name, counts_as=Status.LOST_TOUCH)
        actions.add(by=manager, kind=STATUSES, name="Another", counts_as=Status(standing))
        actions.retire(by=manager, thing=word(world, name))
        with pytest.raises(RefusedError, match="“Another” is your only word"):
            actions.retire(by=manager, thing=word(world, "Another"))
        actions.retire(by=manager, thing=word(world, "Lost touch"))
        assert "Lost touch" not in names(STATUSES, world.charity)


def test_what_a_word_counts_as_is_fixed_once_a_file_says_it(world: World, manager: Worker) -> None:
    spare = StatusWord.objects.create(agency=world.charity, name="In rehab", counts_as="closed")
    with asking(manager):
        assert not queries.is_used(spare)
        actions.rename(by=manager, kind=STATUSES, thing=spare, name="In rehab", counts_as=Status.IN_TOUCH)
        spare.refresh_from_db()
        assert spare.counts_as == "in_touch"
        anna = Client.objects.get(pk=world.clients["anna"].pk)
        clients.change_status(by=manager, client=anna, status=Status.IN_TOUCH, on=anna.status_on, word=spare)
        assert queries.is_used(spare)
        with pytest.raises(RefusedError, match="rewrite the past") as refused:
            actions.rename(by=manager, kind=STATUSES, thing=spare, name="In rehab", counts_as=Status.CLOSED)
        assert refused.value.field == "counts_as"
        actions.rename(by=manager, kind=STATUSES, thing=spare, name="At the clinic", counts_as=Status.IN_TOUCH)
        anna.refresh_from_db()
        assert anna.status_in_words == "At the clinic"


def test_a_file_says_a_word_of_its_agency_that_counts_as_its_status(world: World) -> None:
    files = Client.objects.filter(pk=world.clients["anna"].pk)
    theirs = StatusWord.objects.get(agency=world.drugs, name="In touch")
    for wrong in ({"status_word": word(world, "Closed")}, {"status_word": theirs}):
        with pytest.raises(IntegrityError, match="client_true_word"), transaction.atomic():
            files.update(**wrong)
    files.update(status_word=word(world, "Closed"), status="closed")
    anna = files[0]
    with pytest.raises(IntegrityError, match="statuschange_true_word"), transaction.atomic():
        StatusChange.objects.create(
            client=anna, owner=world.charity, agency=world.charity, made_by=anna.made_by, status="died", word=theirs
        )


def test_only_a_manager_edits_and_only_her_own_agencys(world: World) -> None:
    assert {role for role, data in ROLES.items() if Permission.EDIT_LISTS in data.may} == {Role.MANAGER}
    theirs = world.worker("drugs_manager")
    mine = item(world)
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.rename(by=theirs, kind=ITEMS, thing=mine, name="Foil")
    for who in ("keyworker", "volunteer", "administrator", "drugs_manager"):
        with asking(world.worker(who)):
            for kind in LISTS.values():
                rows: Any = kind.model._default_manager.filter(agency=world.charity)
                assert rows.update(name="Taken") == 0
                made = {"agency": world.charity, "name": "Made"} | ({"counts_as": "closed"} if kind.counts else {})
                if (kind, who) == (PLACES, "keyworker"):  # she opens a register somewhere new
                    kind.model._default_manager.create(**made)
                    continue
                with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                    kind.model._default_manager.create(**made)


def test_a_register_somewhere_new_finds_the_place_however_it_is_written(world: World) -> None:
    by = world.worker("keyworker")
    old = Place.objects.get(agency=world.charity)
    with asking(by):
        assert place_named(by=by, name="lantern  HOUSE") == old
        made = place_named(by=by, name="Station Road")
        assert (made.agency, made.order) == (world.charity, old.order + 10)
    with asking(world.worker("manager")):
        actions.retire(by=world.worker("manager"), thing=made)
    with asking(by):
        assert place_named(by=by, name="station road") == made
    made.refresh_from_db()
    assert made.retired_at is not None


def test_a_new_file_and_a_changed_status_say_the_agencys_word(world: World, manager: Worker) -> None:
    with asking(manager):
        actions.rename(by=manager, kind=STATUSES, thing=word(world, "In touch"), name="With us")
        her = clients.start_file(by=manager, called="Dee")
        assert (her.status_in_words, her.status_aside) == ("With us", "with us")
        assert StatusChange.objects.get(client=her).status_in_words == "With us"
        with pytest.raises(RefusedError, match="already says “With us”"):
            clients.change_status(by=manager, client=her, status=Status.IN_TOUCH, on=her.status_on)
        clients.change_status(by=manager, client=her, status=Status.CLOSED, on=her.status_on)
        her.refresh_from_db()
        assert (her.status, her.status_in_words) == ("closed", "Closed")


def test_a_file_without_a_word_says_the_standing(world: World) -> None:
    anna = world.clients["anna"]
    assert (anna.status_in_words, anna.status_aside) == ("In touch", "")
    anna.status = Status.LOST_TOUCH
    assert (anna.status_in_words, anna.status_aside) == ("Lost touch", "lost touch")


def test_agencies_at_work_already_get_what_new_ones_begin_with(db: None) -> None:
    old, new, without = (Agency.objects.create(name=name, short_name=name) for name in ("Old", "New", "Without"))
    begin_lists(new)
    Item.objects.create(agency=old, name="Hot food")
    by = Worker(build().staff("manager"), old)
    her = woman(by, "Dee", status="moved_on")
    StatusChange.objects.create(client=her, owner=old, agency=old, made_by=by.staff, status="moved_on")
    migration = import_module("casework.migrations.0008_begin_lists")
    for _ in range(2):
        with connection.schema_editor() as editor:
            migration.begin(apps, editor)
    for model in (Topic, StatusWord):
        rows: Any = model._default_manager
        begun = rows.filter(agency=new).values_list("name", "order")
        assert list(rows.filter(agency=old).values_list("name", "order")) == list(begun)
        assert not rows.filter(agency=without).exists()
    her.refresh_from_db()
    assert her.status_word == StatusWord.objects.get(agency=old, name="Moved on")
    assert StatusChange.objects.get(client=her).word == her.status_word


def at_once(*acts: Callable[[], object]) -> list[type[BaseException] | None]:
    """Do these at the same moment, each in a thread and a transaction of its own; what each raised."""
    ready = threading.Barrier(len(acts))
    said: list[type[BaseException] | None] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            ready.wait(10)
            act()
        except Exception as fault:  # noqa: BLE001 (told to the test)
            said[place] = type(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return said


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once() -> None:
    world = build()
    by = world.worker("manager")

    def as_manager(act: Callable[[], object]) -> Callable[[], object]:
        def doing() -> None:
            with asking(by):
                act()

        return doing

    def adding(name: str) -> Callable[[], object]:
        return as_manager(lambda: actions.add(by=by, kind=ITEMS, name=name))

    assert set(at_once(adding("Ginger tea"), adding("ginger TEA"))) == {None, RefusedError}
    begin_status_words(world.charity)
    second = StatusWord.objects.create(agency=world.charity, name="Finished", counts_as="closed")
    first = word(world, "Closed")

    def retiring(one: StatusWord) -> Callable[[], object]:
        return as_manager(lambda: actions.retire(by=by, thing=one))

    assert set(at_once(retiring(first), retiring(second))) == {None, RefusedError}
    assert StatusWord.objects.filter(agency=world.charity, counts_as="closed", retired_at=None).count() == 1
    moved = [as_manager(lambda: actions.move(by=by, kind=ITEMS, thing=item(world), up=True)) for _ in range(2)]
    assert at_once(*moved) == [None, None]
    assert names(ITEMS, world.charity)[0] == "Condoms"
    assert history_of(Item).filter(pgh_obj_id=item(world).pk, pgh_staff_id=by.staff.pk).exists()
