"""Bringing a caseload in: what is found, what is started, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Block, Client, ClientName, SafeContact, Status, StatusChange
from casework.importing import actions, queries
from casework.importing.dates import Order
from casework.importing.models import BroughtIn, ImportBatch, ImportFinding, Stage
from casework.importing.storing import NOT_SAID
from dussk.access.asking import Worker, asking
from dussk.audit.tracking import history_of
from dussk.jobs.rules import State
from dussk.staff.roles import Role
from dussk.ui.uploads import LARGEST
from tests.casework.importing.conftest import (
    KAZ,
    MIA,
    RUBY,
    a_file,
    anew,
    brought_in,
    checked,
    do_all,
    uploaded,
)
from tests.matrix.base import base
from tests.world import World, hire, woman


def started() -> set[str]:
    return {row.client.called for row in BroughtIn.objects.select_related("client")}


def seen_doubles(by: Worker, batch: ImportBatch) -> int:
    with asking(by):
        return queries.how_many_doubles(batch)


def test_what_is_found_in_a_file(sam: Worker) -> None:
    batch = uploaded(sam, a_file(RUBY, MIA, KAZ))
    assert (batch.encoding, batch.separator, batch.order, batch.order_sure) == ("utf-8", ",", "dmy", True)
    assert (batch.rows, batch.stage, batch.columns[:3]) == (3, Stage.NEW, ["called", "surname", "born"])
    assert actions.needs_choosing(batch) == ""


def test_what_cannot_be_read_is_not_taken_in(sam: Worker) -> None:
    for content, why in ((b"PK\x03\x04", "workbook"), (b"", "empty"), (b"x" * (LARGEST + 1), "larger than 5 MB")):
        with pytest.raises(RefusedError, match=why):
            uploaded(sam, content)
    assert not ImportBatch.objects.exists()


def test_checked(sam: Worker) -> None:
    batch = checked(sam, RUBY, MIA, KAZ, ",,1/1/2011,,,,,,,,", "Lou,,1/1/2011,,,,,,,,")
    assert (batch.good, batch.bad, seen_doubles(sam, batch), batch.young) == (4, 1, 0, 1)
    bad = ImportFinding.objects.get()
    assert (bad.line, bad.kind, bad.reasons) == (5, "bad", ["It does not say what she wants to be called"])
    assert batch.stage is Stage.CHECKED


def test_brought_in(sam: Worker, world: World) -> None:
    batch = brought_in(sam, RUBY, MIA, KAZ)
    assert (batch.stage, batch.brought, batch.brought_by, batch.content) == (Stage.BROUGHT_IN, 3, sam.staff, None)
    ruby = Client.objects.get(called="Ruby")
    assert (ruby.agency, ruby.made_by, ruby.born, ruby.language) == (
        sam.agency,
        sam.staff,
        date(1990, 3, 27),
        "English",
    )
    assert (ruby.keyworker, ruby.status, ruby.sort_key) == (world.staff("keyworker"), Status.IN_TOUCH, "ruby")
    assert ruby.status_word is not None
    names = {(name.kind, name.name, name.plain) for name in ClientName.objects.filter(client=ruby)}
    assert names == {("called", "Ruby", "ruby"), ("legal", "Ruby Hartwell", "ruby hartwell")}
    assert ClientName.objects.get(client=ruby, kind="called").sounds == ["RB"]
    way = SafeContact.objects.get(client=ruby)
    assert (way.way, way.detail, way.is_safe) == ("text", "07700 900101", True)
    standing = StatusChange.objects.get(client=ruby)
    assert standing.note == "File started from “Caseload.csv”, line 2. Prefers mornings"
    assert BroughtIn.objects.get(client=ruby).line == 2


def test_a_number_of_which_nothing_is_said_is_not_safe(sam: Worker) -> None:
    brought_in(sam, KAZ, MIA)
    ways = {way.client.called: (way.is_safe, way.who_else) for way in SafeContact.objects.select_related("client")}
    assert ways == {"Kaz": (False, NOT_SAID), "Mia": (False, "")}


def test_an_age_is_a_guess_of_today(sam: Worker) -> None:
    brought_in(sam, KAZ)
    kaz = Client.objects.get(called="Kaz")
    assert (kaz.estimated_age, kaz.estimated_on, kaz.status) == (34, timezone.localdate(), Status.LOST_TOUCH)


def test_every_row_has_its_history(sam: Worker) -> None:
    brought_in(sam, RUBY)
    for model, count in ((Client, 1), (ClientName, 2), (SafeContact, 1), (StatusChange, 1), (BroughtIn, 1)):
        rows = history_of(model).filter(pgh_staff_id=sam.staff.pk)
        assert rows.count() == count, model


def test_many_in_parts(sam: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.importing.storing.CHUNK", 2)
    told: list[tuple[int, int]] = []
    batch = checked(sam, *(f"Woman {'abcde'[at]},,,,,,,,,," for at in range(5)))
    with asking(sam):
        actions.bring_in(
            by=sam, batch=batch, good_rows=False, doubles=False, tell=lambda done, of: told.append((done, of))
        )
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert BroughtIn.objects.count() == 5


def test_a_reference_that_is_taken_is_thrown_again(sam: Worker, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    taken = world.clients["anna"].reference
    thrown = iter([taken, "AAAAAAAA", "AAAAAAAB"])
    monkeypatch.setattr("casework.importing.storing.new_reference", lambda: next(thrown))
    brought_in(sam, RUBY, KAZ)
    assert {row.client.reference for row in BroughtIn.objects.select_related("client")} == {"AAAAAAAA", "AAAAAAAB"}


BAD = ",,,,,,,,,,Nameless"


def test_all_or_nothing(sam: Worker) -> None:
    batch = checked(sam, RUBY, BAD)
    with asking(sam), pytest.raises(RefusedError, match="1 rows cannot be brought in"):
        actions.bring_in(by=sam, batch=batch, good_rows=False, doubles=False)
    assert not BroughtIn.objects.exists()
    with asking(sam), pytest.raises(RefusedError, match="1 rows"):
        actions.ask_to_bring_in(by=sam, batch=batch, good_rows=False, doubles=False)


def test_the_good_rows(sam: Worker) -> None:
    batch = brought_in(sam, RUBY, BAD, good_rows=True)
    assert (started(), batch.bad) == ({"Ruby"}, 1)
    assert ImportFinding.objects.get().line == 3  # to be mended, for a day


def test_no_row_is_left(sam: Worker) -> None:
    batch = checked(sam, BAD)
    with asking(sam), pytest.raises(RefusedError, match="No row is left"):
        actions.bring_in(by=sam, batch=batch, good_rows=True, doubles=False)


def test_women_who_are_here_already_are_left_out(sam: Worker) -> None:
    anna = "Anna,,,,,,,,,,"
    batch = brought_in(sam, anna, RUBY, RUBY)
    assert (started(), seen_doubles(sam, batch)) == ({"Ruby"}, 2)
    kinds = {(each.line, each.kind, each.other_line, tuple(each.references)) for each in ImportFinding.objects.all()}
    assert kinds == {(2, "known", None, (Client.objects.get(called="Anna").reference,)), (4, "twice", 2 + 1, ())}


def test_and_brought_in_where_she_says_so(sam: Worker) -> None:
    brought_in(sam, "Anna,,,,,,,,,,", RUBY, RUBY, doubles=True)
    assert Client.objects.filter(called="Anna").count() == 2
    assert Client.objects.filter(called="Ruby").count() == 2


def test_by_a_name_she_no_longer_uses_and_by_date_of_birth(sam: Worker, world: World) -> None:
    cath = woman(sam, "Catherine", born=date(1990, 3, 27))
    ClientName.objects.create(**base(sam, cath), kind="working", name="Star", ends=date(2020, 1, 1))
    batch = checked(sam, "Cathrine,,27/3/1990,,,,,,,,", "Star,,,,,,,,,,")
    assert seen_doubles(sam, batch) == 2


def test_a_file_that_is_closed_to_her_is_not_told_of(sam: Worker, world: World) -> None:
    anna = world.clients["anna"]
    Block.objects.create(**base(world.worker("keyworker"), anna), blocked=sam.staff, kind="conflict")
    assert seen_doubles(sam, checked(sam, "Anna,,,,,,,,,,")) == 0


def test_a_file_that_is_closed_to_another_manager_is_not_told_of_to_her(sam: Worker, world: World) -> None:
    theirs = hire(world.charity, "deputy", Role.MANAGER)
    anna = world.clients["anna"]
    batch = checked(sam, "Anna,,,,,,,,,,", RUBY, RUBY)
    assert (seen_doubles(sam, batch), seen_doubles(theirs, batch)) == (2, 2)
    Block.objects.create(**base(world.worker("keyworker"), anna), blocked=theirs.staff, kind="conflict")
    assert (seen_doubles(sam, batch), seen_doubles(theirs, batch)) == (2, 1)
    with asking(theirs):  # nor does she trip over it when she has the file checked herself
        assert not ImportFinding.objects.filter(kind="known").exists()
        actions.check(by=theirs, batch=batch)
    assert not ImportFinding.objects.filter(kind="known").exists()


def test_nobody_lets_go_of_what_is_not_a_day_old(sam: Worker, world: World) -> None:
    batch = checked(sam, RUBY, BAD)
    with asking(world.worker("volunteer")):
        actions.forget()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT wall.clear_findings(%s)", [batch.pk])
    assert (anew(batch).stage, ImportFinding.objects.count()) == (Stage.CHECKED, 1)


def test_another_agencys_file_is_not_told_of(world: World) -> None:
    theirs = world.worker("drugs_manager")
    assert seen_doubles(theirs, checked(theirs, "Cass,,,,,,,,,,", "Anna,,,,,,,,,,")) == 0


def test_a_file_that_was_started_since_the_check_is_seen(sam: Worker) -> None:
    batch = checked(sam, RUBY, KAZ)
    woman(sam, "Kaz")
    with asking(sam):
        assert actions.bring_in(by=sam, batch=batch, good_rows=False, doubles=False) == 1
    assert started() == {"Ruby"}


def test_dates_that_can_be_read_in_two_ways_are_chosen(sam: Worker) -> None:
    batch = uploaded(sam, b"Name,DOB\nRuby,3/4/1990\n")
    assert "two ways" in actions.needs_choosing(batch)
    with asking(sam):
        with pytest.raises(RefusedError, match="two ways"):
            actions.ask_to_check(by=sam, batch=batch)
        with pytest.raises(RefusedError, match="two ways"):
            actions.check(by=sam, batch=batch)
        actions.choose(by=sam, batch=batch, chosen=["called", "born"], order=Order.MDY)
        actions.check(by=sam, batch=batch)
        actions.bring_in(by=sam, batch=batch, good_rows=False, doubles=False)
    assert Client.objects.get(called="Ruby").born == date(1990, 3, 4)


def test_columns_are_chosen(sam: Worker) -> None:
    batch = uploaded(sam, b"Who,Shoe size\nRuby,38\n")
    with asking(sam):
        for chosen, why in ((["", ""], "wants to be called"), (["called"], "in the meantime")):
            with pytest.raises(RefusedError, match=why):
                actions.choose(by=sam, batch=batch, chosen=chosen, order=Order.DMY)
        actions.choose(by=sam, batch=batch, chosen=["called", ""], order=Order.DMY)
        actions.check(by=sam, batch=batch)
        actions.bring_in(by=sam, batch=batch, good_rows=False, doubles=False)
    assert started() == {"Ruby"}


def test_read_anew(sam: Worker) -> None:
    batch = uploaded(sam, "Name;Note\nZoë;café\n".encode("cp1252"))
    with asking(sam):
        with pytest.raises(RefusedError, match="UTF-16"):
            actions.read_anew(by=sam, batch=batch, encoding="utf-16", separator=";")
        actions.read_anew(by=sam, batch=batch, encoding="cp1252", separator=";")
        actions.check(by=sam, batch=batch)
    assert (anew(batch).header, anew(batch).good, anew(batch).bad) == (["Name", "Note"], 1, 0)


def test_what_is_changed_has_to_be_checked_anew(sam: Worker) -> None:
    batch = checked(sam, RUBY, BAD)
    with asking(sam):
        actions.choose(by=sam, batch=batch, chosen=batch.columns, order=Order.DMY)
        with pytest.raises(RefusedError, match="in the meantime"):
            actions.bring_in(by=sam, batch=batch, good_rows=True, doubles=False, version=batch.version)
        with pytest.raises(RefusedError, match="Check the file first"):
            actions.ask_to_bring_in(by=sam, batch=batch, good_rows=True, doubles=False)
    assert (anew(batch).stage, ImportFinding.objects.count()) == (Stage.NEW, 0)


def test_brought_in_once(sam: Worker) -> None:
    batch = brought_in(sam, RUBY)
    with asking(sam):
        for act in (
            lambda: actions.bring_in(by=sam, batch=batch, good_rows=True, doubles=True),
            lambda: actions.check(by=sam, batch=batch),
            lambda: actions.throw_away(by=sam, batch=batch),
        ):
            with pytest.raises(RefusedError, match="brought in already"):
                act()


def test_thrown_away(sam: Worker) -> None:
    batch = checked(sam, RUBY, BAD)
    with asking(sam):
        actions.throw_away(by=sam, batch=batch)
        with pytest.raises(RefusedError, match="not here any more"):
            actions.check(by=sam, batch=batch)
    assert (anew(batch).stage, ImportFinding.objects.count()) == (Stage.GONE, 0)


def test_gone_after_a_day(sam: Worker) -> None:
    old, new = checked(sam, RUBY, BAD), checked(sam, KAZ, BAD)
    ImportBatch.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(hours=25))
    actions.forget()
    assert (anew(old).stage, anew(new).stage) == (Stage.GONE, Stage.CHECKED)
    assert {finding.batch for finding in ImportFinding.objects.all()} == {new}


def test_as_long_work(sam: Worker) -> None:
    batch = uploaded(sam, a_file(RUBY, "Anna,,,,,,,,,,", BAD))
    with asking(sam):
        actions.ask_to_check(by=sam, batch=batch)
    assert [(job.state, job.said) for job in do_all()] == [
        (State.DONE, "2 rows can be brought in, 1 row cannot. 1 row may be women who are here already")
    ]
    with asking(sam):
        actions.ask_to_bring_in(by=sam, batch=batch, good_rows=True, doubles=False)
    assert do_all()[-1].said == "1 file started"
    with asking(sam):
        actions.ask_to_undo(by=sam, batch=batch)
    assert do_all()[-1].said == "1 file taken back"
    assert anew(batch).stage is Stage.UNDONE


def test_long_work_that_is_refused(sam: Worker) -> None:
    batch = uploaded(sam, a_file(RUBY))
    with asking(sam):
        actions.ask_to_check(by=sam, batch=batch)
        actions.throw_away(by=sam, batch=batch)
    job = do_all()[0]
    assert (job.state, job.said) == (State.REFUSED, actions.GONE)


def test_the_managers_account_was_suspended_meanwhile(sam: Worker) -> None:
    batch = checked(sam, RUBY)
    with asking(sam):
        actions.ask_to_bring_in(by=sam, batch=batch, good_rows=False, doubles=False)
    sam.staff.is_active, sam.staff.suspended_at = False, timezone.now()
    sam.staff.save()
    assert do_all()[-1].state is State.REFUSED
    assert not BroughtIn.objects.exists()
    assert anew(batch).stage is Stage.CHECKED


def test_statements_do_not_grow_with_the_rows(sam: Worker) -> None:
    def statements(*rows: str) -> int:
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        batch = checked(sam, *rows)
        with asking(sam), CaptureQueriesContext(connection) as ran:
            actions.bring_in(by=sam, batch=batch, good_rows=False, doubles=True)
        return len(ran)

    few = statements(*(f"A{at} b,,,,07700 900101,,,,,," for at in range(3)))
    assert statements(*(f"C{at} d,,,,07700 900101,,,,,," for at in range(300))) == few
