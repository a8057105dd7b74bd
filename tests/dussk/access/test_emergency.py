"""Emergency access: what it opens, for whom and how long, and that every attempt is kept."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.clients.models import EmergencyAccess, EmergencyAttempt
from casework.contacts.models import Contact
from dussk.access.asking import asking
from tests import world as worlds
from tests.dussk.access.test_wall import block, names
from tests.world import World


def test_opens_what_it_opens_for_four_hours(world: World) -> None:
    cass, keyworker, psychologist = world.clients["cass"], world.worker("keyworker"), world.worker("psychologist")
    worlds.contact(keyworker, cass)
    with asking(psychologist), connection.cursor() as cursor:
        assert names() == []
        cursor.execute("SELECT wall.open_emergency(%s, '', NULL, 'Found collapsed')", [cass.reference])
        assert cursor.fetchone() == (cass.reference,)
        assert names() == ["Cass"]
        assert Contact.objects.count() == 1
    with asking(world.worker("facilitator")):
        assert names() == ["Anna"]  # hers alone
    opened = EmergencyAccess.objects.get()
    assert opened.ends - opened.starts == timedelta(hours=4)
    now = timezone.now()
    EmergencyAccess.objects.update(starts=now - timedelta(hours=4), ends=now)
    with asking(psychologist):
        assert names() == []


@pytest.mark.parametrize("who", ["volunteer", "administrator", "supervisor"])
def test_not_for_roles_that_read_no_casework(world: World, who: str) -> None:
    refused = pytest.raises(DatabaseError, match="may not")
    with asking(world.worker(who)), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SELECT wall.open_emergency(%s, '', NULL, 'Curious')", [world.clients["cass"].reference])


def test_no_match_and_several_answer_alike_and_are_kept(world: World) -> None:
    for _twice in range(2):
        worlds.woman(world.worker("keyworker"), "Dee", born="1990-01-02")
    with asking(world.worker("psychologist")), connection.cursor() as cursor:
        for name in ("dee", "nobody"):
            cursor.execute("SELECT wall.open_emergency('', %s, '1990-01-02', 'Found collapsed')", [name])
            assert cursor.fetchone() == (None,)
    with asking(world.worker("manager")), connection.cursor() as cursor:
        cursor.execute("SELECT client_id, owner_id FROM casework_emergencyattempt")
        assert cursor.fetchall() == [(None, None)] * 2


def test_five_an_hour_and_every_one_is_kept(world: World) -> None:
    cass = world.clients["cass"]
    with asking(world.worker("psychologist")), connection.cursor() as cursor:
        for _attempt in range(5):
            cursor.execute("SELECT wall.open_emergency('00000000', '', NULL, 'Looking')")
            assert cursor.fetchone() == (None,)
        cursor.execute("SELECT wall.open_emergency(%s, '', NULL, 'Looking')", [cass.reference])
        assert cursor.fetchone() == ("",)
        assert names() == []
    assert EmergencyAttempt.objects.count() == 6


def test_a_block_does_not_hide_it_from_the_manager_who_is_told(world: World) -> None:
    cass = world.clients["cass"]
    with asking(world.worker("psychologist")), connection.cursor() as cursor:
        cursor.execute("SELECT wall.open_emergency(%s, '', NULL, 'Found collapsed')", [cass.reference])
    block(world, cass, "manager")
    with asking(world.worker("manager")):
        assert EmergencyAttempt.objects.count() == 1


def test_nobody_writes_one_by_hand(world: World) -> None:
    psychologist, cass = world.worker("psychologist"), world.clients["cass"]
    with asking(psychologist), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        EmergencyAccess.objects.create(
            client=cass,
            owner=cass.agency,
            agency=psychologist.agency,
            made_by=psychologist.staff,
            reason="Mine",
            ends=timezone.now() + timedelta(hours=1),
        )
