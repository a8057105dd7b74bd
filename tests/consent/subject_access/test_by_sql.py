"""What the application's own login must not do, whatever its code says: each is tried by SQL."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from casework.clients.models import Block
from consent.subject_access import rules
from consent.subject_access.models import Pack, PackRecord, SealedPack
from consent.subject_access.rules import Step
from dussk.access.asking import Worker, asking
from tests.consent.subject_access.conftest import Hers
from tests.matrix.access_rows import a_pack, a_request
from tests.matrix.base import base


def run(by: Worker, sql: str, *values: Any) -> int:
    with asking(by), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def refused(by: Worker, sql: str, *values: Any) -> bool:
    """Whether the database refuses it, or it reaches no row."""
    try:
        with transaction.atomic():
            return run(by, sql, *values) == 0
    except DatabaseError:
        return True


def test_the_table_of_moves_is_the_same_in_both_places(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, step, target, managers FROM wall.access_moves()")
        told = cursor.fetchall()
    assert set(told) == {(m.source.value, m.step.value, m.target.value, m.managers) for m in rules.MOVES}
    assert len(told) == len(rules.MOVES)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'given'",
        "state = 'preparing'",
        "asked_on = asked_on - 20",
        "how = 'passed_on', passed_on_by_id = agency_id",
        "made_at = made_at - interval '1 year'",
    ],
)
def test_a_request_goes_on_by_its_steps_alone(hers: Hers, change: str) -> None:
    request = hers.ask()
    update = f"UPDATE consent_subjectaccessrequest SET {change} WHERE id = %s"
    assert refused(hers.manager, update, request.pk)
    assert not refused(hers.manager, "UPDATE consent_subjectaccessrequest SET wanted = 'x' WHERE id = %s", request.pk)


def test_a_request_that_is_over_is_not_changed(hers: Hers) -> None:
    request = a_request(hers.manager, hers.anna)
    assert refused(hers.manager, "UPDATE consent_subjectaccessrequest SET wanted = 'x' WHERE id = %s", request.pk)


def test_no_step_is_written_by_hand(hers: Hers) -> None:
    request = hers.begun()
    insert = (
        'INSERT INTO consent_requeststep (uid, request_id, step, "on", said, made_by_id, made_at)'
        " VALUES (gen_random_uuid(), %s, 'give', current_date, '', %s, now())"
    )
    assert refused(hers.manager, insert, request.pk, hers.manager.staff.pk)
    assert refused(hers.manager, "UPDATE consent_requeststep SET said = 'x'")
    assert refused(hers.manager, "DELETE FROM consent_requeststep")


def test_no_part_is_made_by_hand(hers: Hers) -> None:
    request = hers.begun()
    insert = "INSERT INTO consent_packpart (uid, request_id, category) VALUES (gen_random_uuid(), %s, 'safety')"
    assert refused(hers.manager, insert, request.pk)


RELEASE = "UPDATE consent_packpart SET released_at = now(), released_by_id = %s WHERE id = %s"


def test_releasing(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    boss, jo = hers.manager, hers.keyworker
    assert refused(boss, RELEASE, boss.staff.pk, part.pk)  # nobody has gone through it
    hers.through(part)
    assert refused(jo, RELEASE, jo.staff.pk, part.pk)  # no manager
    assert refused(boss, RELEASE, jo.staff.pk, part.pk)  # in another's name
    assert not refused(boss, RELEASE, boss.staff.pk, part.pk)


def test_what_was_released_is_not_changed(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    hers.through(part)
    hers.release(part)
    record = PackRecord.objects.filter(part=part)[0]
    boss = hers.manager
    assert refused(boss, "UPDATE consent_packrecord SET told = '{}' WHERE id = %s", record.pk)
    assert refused(
        boss, "UPDATE consent_packrecord SET withheld = 'harm', withheld_because = 'x' WHERE id = %s", record.pk
    )
    passage = (
        "INSERT INTO consent_passage (uid, record_id, text, whose, why, made_by_id, made_at)"
        " VALUES (gen_random_uuid(), %s, 'x', 'third', '', %s, now())"
    )
    assert refused(boss, passage, record.pk, boss.staff.pk)


def test_a_clinical_part(hers: Hers, psychologist: Worker) -> None:
    request = hers.begun()
    part = hers.gather(request, "clinical", psychologist)
    boss, me = hers.manager, psychologist.staff.pk
    with asking(boss), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM consent_packrecord WHERE part_id = %s", [part.pk])
        assert cursor.fetchone() == (0,)
    assert refused(boss, RELEASE, boss.staff.pk, part.pk)
    hers.through(part, psychologist)
    assert refused(psychologist, RELEASE, me, part.pk)  # nobody has decided about harm
    decide = (
        "INSERT INTO consent_harmdecision (uid, part_id, outcome, why, made_by_id, made_at)"
        " VALUES (gen_random_uuid(), %s, %s, 'x', %s, now())"
    )
    assert refused(boss, decide, part.pk, "give", boss.staff.pk)
    assert refused(psychologist, decide, part.pk, "give", boss.staff.pk)  # in another's name
    assert not refused(psychologist, decide, part.pk, "none", me)
    assert refused(psychologist, RELEASE, me, part.pk)  # none of it can be given
    assert not refused(psychologist, decide, part.pk, "give", me)
    assert refused(psychologist, "UPDATE consent_harmdecision SET outcome = 'give'")
    assert not refused(psychologist, RELEASE, me, part.pk)


def test_supervision_is_its_keepers(hers: Hers) -> None:
    """Its own room makes such parts, for each of the two; here one is made by hand, as the owner."""
    request, jo = hers.begun(), hers.keyworker
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO consent_packpart (uid, request_id, category, keeper_id, taken_stock_at)"
            " VALUES (gen_random_uuid(), %s, 'supervision', %s, now()) RETURNING id",
            [request.pk, jo.staff.pk],
        )
        (part,) = cursor.fetchone()
    record = (
        "INSERT INTO consent_packrecord (uid, part_id, kind, row, at, told, fingerprint, withheld, withheld_because)"
        " VALUES (gen_random_uuid(), %s, 'log', 1, now(), '{}', 'x', '', '')"
    )
    assert not refused(jo, record, part)
    assert refused(hers.manager, record, part)
    for who, sees in ((jo, 1), (hers.manager, 0)):
        with asking(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM consent_packrecord WHERE part_id = %s", [part])
            assert cursor.fetchone() == (sees,)
    assert refused(hers.manager, RELEASE, hers.manager.staff.pk, part)
    assert not refused(jo, "UPDATE consent_packrecord SET checked_at = now(), checked_by_id = %s", jo.staff.pk)
    assert not refused(jo, RELEASE, jo.staff.pk, part)


STEP = "SELECT wall.step_access(%s, %s, current_date, 'x', NULL)"


def test_whose_steps(hers: Hers) -> None:
    request = hers.ask()
    for name in ("volunteer", "facilitator", "drugs_manager", "psychologist", "administrator", "supervisor"):
        assert refused(hers.world.worker(name), STEP, request.pk, "begin"), name
    assert refused(hers.keyworker, STEP, request.pk, "refuse")
    assert refused(hers.keyworker, STEP, request.pk, "give")
    assert not refused(hers.keyworker, STEP, request.pk, "begin")


def test_nobody_who_is_blocked(hers: Hers) -> None:
    request = hers.ask()
    Block.objects.create(**base(hers.manager, hers.anna), blocked=hers.keyworker.staff, kind="her_wish")
    assert refused(hers.keyworker, STEP, request.pk, "begin")
    assert refused(hers.keyworker, "SELECT id FROM consent_subjectaccessrequest WHERE id = %s", request.pk)
    assert refused(hers.keyworker, "SELECT wall.files_of_access(%s)", request.pk)


def test_what_only_the_owner_may_call(hers: Hers) -> None:
    for call in ("wall.parts_held('{1}', 1)", "wall.held_tables()", "wall.access_moves()"):
        with pytest.raises(DatabaseError), transaction.atomic():
            run(hers.manager, f"SELECT {call}")


def test_a_pack_is_its_makers_for_a_day(hers: Hers) -> None:
    pack = a_pack(hers.manager, a_request(hers.manager, hers.anna))
    made = SealedPack.objects.create(pack=pack, content=b"x", made_by=hers.manager.staff)
    sees = {"consent_pack": pack.pk, "consent_sealedpack": made.pk}
    for table, number in sees.items():
        read = f"SELECT content FROM {table} WHERE id = %s"
        assert not refused(hers.manager, read, number)
        assert refused(hers.keyworker, read, number)
        assert refused(hers.manager, f"DELETE FROM {table}")
        assert refused(hers.manager, f"UPDATE {table} SET made_at = now()")
        assert refused(hers.manager, f"UPDATE {table} SET content = 'y'")
    Pack.objects.filter(pk=pack.pk).update(made_at=timezone.now() - timedelta(hours=25))
    for table, number in sees.items():
        assert refused(hers.manager, f"SELECT content FROM {table} WHERE id = %s", number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.forget_packs()")
        assert cursor.fetchone() == (1,)
    assert not SealedPack.objects.exists()


def test_a_sealed_pack_is_of_ones_own(hers: Hers) -> None:
    theirs = a_pack(hers.keyworker, a_request(hers.manager, hers.anna))
    insert = (
        "INSERT INTO consent_sealedpack (uid, made_at, made_by_id, pack_id, content) VALUES (%s, now(), %s, %s, 'x')"
    )
    assert refused(hers.manager, insert, uuid.uuid4(), hers.manager.staff.pk, theirs.pk)
    assert refused(hers.manager, insert, uuid.uuid4(), hers.keyworker.staff.pk, theirs.pk)


def test_in_nobody_elses_name(hers: Hers) -> None:
    request = hers.ready()
    appointment = (
        'INSERT INTO consent_appointment (uid, request_id, at, "where", with_her, said, made_by_id, made_at)'
        " VALUES (gen_random_uuid(), %s, now(), 'x', 'x', '', %s, now())"
    )
    assert refused(hers.keyworker, appointment, request.pk, hers.manager.staff.pk)
    assert refused(hers.world.worker("drugs_manager"), appointment, request.pk, hers.world.staff("drugs_manager").pk)
    assert not refused(hers.keyworker, appointment, request.pk, hers.keyworker.staff.pk)


BROKEN = [
    ("consent_subjectaccessrequest", "how = 'for_her'"),
    ("consent_subjectaccessrequest", "wants = 'question', wanted = ''"),
    ("consent_subjectaccessrequest", "called = ''"),
    ("consent_subjectaccessrequest", "how = 'passed_on'"),
    ("consent_packpart", "released_at = now()"),
    (
        "consent_packpart",
        "released_at = now(), released_by_id = (SELECT min(id) FROM staff_staff), taken_stock_at = NULL",
    ),
    ("consent_packpart", "category = 'supervision'"),
    ("consent_packrecord", "withheld = 'harm'"),
    ("consent_packrecord", "checked_at = now(), checked_by_id = NULL"),
    ("consent_requeststep", "step = 'pass_on'"),
]


@pytest.mark.parametrize(("table", "change"), BROKEN)
def test_constraints(hers: Hers, table: str, change: str) -> None:
    hers.gather(hers.begun())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")


def test_one_request_is_open_at_a_time(hers: Hers) -> None:
    hers.ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_request(hers.manager, hers.anna, state="asked")
    a_request(hers.manager, hers.anna, state="refused")


def test_nothing_is_taken_out_twice(hers: Hers) -> None:
    part = hers.gather(hers.begun())
    record = PackRecord.objects.filter(part=part)[0]
    for expected in (False, True):
        passage = (
            "INSERT INTO consent_passage (uid, record_id, text, whose, why, made_by_id, made_at)"
            " VALUES (gen_random_uuid(), %s, 'x', 'third', '', %s, now())"
        )
        assert refused(hers.manager, passage, record.pk, hers.manager.staff.pk) is expected


def test_the_step_that_leads_there_is_kept_with_the_state(hers: Hers) -> None:
    request = hers.begun()
    hers.step(request, Step.CLARIFY, said="Which?")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT step, made_by_id FROM consent_requeststep WHERE request_id = %s ORDER BY id", [request.pk]
        )
        assert cursor.fetchall() == [("begin", hers.manager.staff.pk), ("clarify", hers.manager.staff.pk)]
