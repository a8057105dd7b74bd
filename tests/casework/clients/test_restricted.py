"""Files that nobody works with: who sees them, why they are kept, and having them worked with again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.models import Client, ClientShare, Restriction
from casework.contacts.models import Contact
from dussk.access.asking import Worker, asking
from tests.casework.clients.conftest import a_block
from tests.casework.clients.joined import join
from tests.casework.clients.pages.conftest import day
from tests.conftest import SignIn
from tests.matrix.base import base
from tests.world import World, contact, woman

TODAY = timezone.localdate()


@pytest.fixture
def dilys(world: World) -> Worker:
    """The charity's manager."""
    return world.worker("manager")


@pytest.fixture
def boss(dilys: Worker, signed_in: SignIn) -> Browser:
    return signed_in(dilys)


@pytest.fixture
def row(dilys: Worker, anna: Client) -> Restriction:
    """Anna's file is restricted."""
    with asking(dilys):
        actions.restrict(by=dilys, client=anna)
    return Restriction.objects.get()


def url(row: Restriction, name: str = "restriction") -> str:
    return reverse(f"kept:{name}", args=[row.uid])


def sees(worker: Worker, client: Client) -> bool:
    with asking(worker):
        return queries.file_of(client.reference) is not None and bool(queries.search(by=worker, words=client.called))


def test_only_managers_of_the_agency_that_keeps_it_see_it(world: World, anna: Client, row: Restriction) -> None:
    assert {name for name, worker in world.people.items() if sees(worker, anna)} == {"manager"}
    assert not ClientShare.objects.filter(client=anna).exclude(ends__lte=timezone.now()).exists()
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        opened = actions.open_in_emergency(by=facilitator, reason="Collapsed", reference=anna.reference)
    assert opened is None


def test_a_manager_who_is_blocked_reads_none_of_it(world: World, dilys: Worker, anna: Client, row: Restriction) -> None:
    with asking(dilys):
        assert Restriction.objects.filter(pk=row.pk).exists()
    a_block(anna, dilys, dilys)
    with asking(dilys):
        assert not Restriction.objects.exists()


def test_also_where_the_other_of_two_joined_files_was_restricted(world: World, jo: Worker, dilys: Worker) -> None:
    kept, joined = woman(jo, "Ruby"), woman(jo, "Mae")
    join(jo, kept, joined)
    Restriction.objects.create(**base(dilys, joined), why="refused")
    assert not sees(jo, kept)
    assert sees(dilys, kept)
    with asking(dilys):
        assert queries.restriction_of(kept) is not None


def test_what_another_agency_wrote_itself_stays_its_own(
    world: World, dilys: Worker, anna: Client, signed_in: SignIn
) -> None:
    theirs = world.worker("drugs_manager")
    note = contact(theirs, anna, note="Came to the group")
    with asking(theirs):
        record = actions.keep_own_record(by=theirs, client=anna, words=actions.OwnWords("Annie"))
    with asking(dilys):
        actions.restrict(by=dilys, client=anna)
    assert not sees(theirs, anna)
    with asking(theirs):
        assert list(Contact.objects.filter(client=anna)) == [note]
    page = signed_in(theirs).get(reverse("kept:own_record", args=[record.uid])).content.decode()
    assert "Came to the group" in page


def test_why_it_is_kept(row: Restriction, boss: Browser) -> None:
    opened_with = boss.get(url(row)).context["form"]["opened_with"].value()
    missing = boss.post(url(row), {"because": "", "opened_with": opened_with}).content.decode()
    assert "Enter what must be kept, and which law asks for it" in missing
    until = TODAY + timedelta(days=365)
    sent = {"because": "The safeguarding record of 3 May", **day("until", until), "opened_with": opened_with}
    assert boss.post(url(row), sent).headers["Location"] == reverse("kept:restricted")
    row.refresh_from_db()
    assert (row.kept_because, row.kept_until) == ("The safeguarding record of 3 May", until)
    assert "kept until" in boss.get(reverse("kept:restricted")).content.decode()
    again = boss.post(url(row), sent | {"because": "Something else"}).content.decode()
    assert "Somebody else saved this while you were writing" in again


def test_opened_to_the_team_again(world: World, jo: Worker, anna: Client, row: Restriction, boss: Browser) -> None:
    assert "This file is restricted" in boss.get(anna.get_absolute_url()).content.decode()
    assert "Enter why" in boss.post(url(row, "lift"), {"because": ""}).content.decode()
    assert boss.post(url(row, "lift"), {"because": "She came back"}).headers["Location"] == anna.get_absolute_url()
    assert sees(jo, anna)
    assert not sees(world.worker("facilitator"), anna)
    row.refresh_from_db()
    assert (row.lifted_because, row.lifted_by) == ("She came back", world.staff("manager"))
    for name in ("restriction", "lift"):
        assert boss.get(url(row, name)).headers["Location"] == anna.get_absolute_url()
    assert "No file is restricted" in boss.get(reverse("kept:restricted")).content.decode()


def test_a_manager_who_is_blocked_does_not_decide(world: World, anna: Client, row: Restriction, boss: Browser) -> None:
    dilys = world.worker("manager")
    a_block(anna, dilys, world.worker("keyworker"))
    assert boss.get(url(row)).status_code == 404
    assert "Anna" not in boss.get(reverse("kept:restricted")).content.decode()
    with asking(dilys):
        with pytest.raises(PermissionDenied):
            actions.lift_restriction(restriction=row, because="Mine")
        with pytest.raises(PermissionDenied):
            actions.say_why_kept(restriction=row, because="Mine", until=None)
        with pytest.raises(PermissionDenied):
            actions.restrict(by=dilys, client=anna)


@pytest.mark.parametrize("name", ["keyworker", "drugs_manager", "administrator"])
def test_nobody_else_decides(world: World, anna: Client, row: Restriction, name: str) -> None:
    worker = world.worker(name)
    calls = {
        "SELECT wall.restrict_file(%s)": [world.clients["cass"].pk],
        "SELECT wall.say_why_kept(%s, 'x', NULL)": [row.pk],
        "SELECT wall.lift_restriction(%s, 'x')": [row.pk],
    }
    for sql, values in calls.items():
        refused = pytest.raises(DatabaseError, match="not for this role")
        with asking(worker), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)


def test_by_hand_nobody_writes_one(world: World, dilys: Worker, anna: Client, row: Restriction) -> None:
    with asking(dilys):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Restriction.objects.create(**base(dilys, anna), why="refused")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Restriction.objects.update(lifted_at=timezone.now())
        refused = pytest.raises(DatabaseError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT wall.put_restriction(%s, 'refused')", [world.clients["cass"].pk])


def test_constraints(dilys: Worker, anna: Client, row: Restriction) -> None:
    with pytest.raises(IntegrityError, match="restricted_once"), transaction.atomic():
        Restriction.objects.create(**base(dilys, anna), why="refused")
    for wrong in ({"lifted_at": timezone.now()}, {"lifted_because": "Nobody"}, {"lifted_by": dilys.staff}):
        with pytest.raises(IntegrityError, match="restriction_lifted_by_someone"), transaction.atomic():
            Restriction.objects.update(**wrong)
