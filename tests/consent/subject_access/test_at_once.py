"""Two people at once: a pack while files are joined, two managers with one request."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.clients.models import Client
from consent.subject_access.models import PackRecord, RequestStep, SubjectAccessRequest
from tests import world as worlds
from tests.at_once import colleagues, meanwhile
from tests.casework.clients.joined import file, join
from tests.consent.subject_access.conftest import Hers, fill

JOIN = "SELECT wall.join_files(%s, %s, 'She told us', '{}')"
UNDO = "SELECT wall.undo_joining(%s, 'Two women', '{}')"
FILES = "SELECT wall.files_of_access(%s)"
STEP = "SELECT wall.step_access(%s, %s, current_date, 'She said so', NULL)"


@pytest.fixture
def hers(transactional_db: None) -> Hers:
    world = worlds.build()
    fill(world, world.clients["anna"])
    return Hers(world, world.clients["anna"])


def test_files_are_not_joined_while_a_pack_is_made(hers: Hers) -> None:
    twin = file(hers.keyworker, "Annie")
    request = hers.ready()
    with colleagues(hers.manager) as (first, second):
        first.ask(FILES, [request.pk])
        assert meanwhile(first, second, JOIN, [hers.anna.pk, twin.pk]) == "saved"
    assert Client.objects.get(pk=twin.pk).joined_into == hers.anna


def test_a_pack_waits_for_files_that_are_being_joined_and_has_both(hers: Hers) -> None:
    twin = file(hers.keyworker, "Annie")
    request = hers.ask(about=twin)
    with colleagues(hers.manager) as (first, second):
        first.ask(JOIN, [hers.anna.pk, twin.pk])
        assert meanwhile(first, second, FILES, [request.pk]) == "saved"
        second.ask(FILES, [request.pk])
        with second.login.cursor() as cursor:
            cursor.execute(FILES, [request.pk])
            assert set(cursor.fetchone()[0]) == {hers.anna.pk, twin.pk}  # type: ignore[index]
        second.login.rollback()


def test_what_is_gathered_while_a_joining_is_undone_goes_too(hers: Hers) -> None:
    """Neither waits for the other in vain: both take her files first, and then the part."""
    twin = file(hers.keyworker, "Annie")
    note = worlds.contact(hers.keyworker, twin, note="Of Annie")
    joining = join(hers.keyworker, hers.anna, twin)
    part = hers.part(hers.begun(), "casework")
    record = (
        "INSERT INTO consent_packrecord (uid, part_id, kind, row, at, told, fingerprint, withheld, withheld_because)"
        " VALUES (gen_random_uuid(), %s, 'contacts', %s, now(), '{}', 'x', '', '')"
    )
    with colleagues(hers.manager) as (first, second):
        first.ask(FILES, [part.request_id])
        first.ask(record, [part.pk, note.pk])
        first.ask("UPDATE consent_packpart SET taken_stock_at = now() WHERE id = %s", [part.pk])
        assert meanwhile(first, second, UNDO, [joining.pk]) == "saved"
    part.refresh_from_db()
    assert part.taken_stock_at is None
    assert not PackRecord.objects.exists()


def test_of_two_who_take_a_step_one_does(hers: Hers) -> None:
    request = hers.ask(asked_on=timezone.localdate() - timedelta(days=1))
    with colleagues(hers.manager) as (first, second):
        first.ask(STEP, [request.pk, "refuse"])
        assert meanwhile(first, second, STEP, [request.pk, "begin"]) == "DA001"
    assert SubjectAccessRequest.objects.get().state == "refused"
    assert list(RequestStep.objects.values_list("step", flat=True)) == ["refuse"]
