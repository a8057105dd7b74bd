"""Who sees whom and what, through the database itself."""

from collections.abc import Callable
from datetime import timedelta

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count, Max
from django.utils import timezone

from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    ClientShare,
    StatusChange,
)
from casework.contacts.models import Contact, ContactItem, FollowUp, Item, Place, Session
from dussk.access.asking import Worker, asking
from dussk.access.operations import LowerWall
from dussk.access.raising import raise_wall
from dussk.access.standing import findings
from dussk.audit.models import ViewLog
from dussk.audit.tracking import history_of
from tests import world as worlds
from tests.world import World


def names() -> list[str]:
    return sorted(Client.objects.values_list("called", flat=True))


SEES = {
    "volunteer": ["Anna", "Bea", "Cass"],
    "keyworker": ["Anna", "Bea", "Cass"],
    "manager": ["Anna", "Bea", "Cass"],
    "facilitator": ["Anna"],
    "drugs_manager": ["Anna"],
    "psychologist": [],
    "supervisor": [],
    "administrator": [],
}


@pytest.mark.parametrize(("who", "expected"), SEES.items())
def test_who_sees_whom(world: World, who: str, expected: list[str]) -> None:
    with asking(world.worker(who)):
        assert names() == expected


def test_nobody_signed_in_sees_nobody(world: World) -> None:
    with asking(None):
        assert names() == []


def test_without_asking_it_fails_loudly(world: World) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE dussk_app")
        with pytest.raises(DatabaseError, match="nobody is asking"), transaction.atomic():
            names()
        cursor.execute("RESET ROLE")


def test_she_works_as_one_agency_at_a_time(world: World) -> None:
    both = world.staff("both")
    with asking(Worker(both, world.charity)):
        assert names() == ["Anna", "Bea", "Cass"]
    with asking(Worker(both, world.drugs)):
        assert names() == ["Anna"]
    with asking(Worker(both, world.nhs)):
        assert names() == []


def test_suspended_or_without_post_sees_nobody(world: World) -> None:
    keyworker = world.worker("keyworker")
    keyworker.staff.posts.update(ended_at=timezone.now())
    with asking(keyworker):
        assert names() == []
    manager = world.worker("manager")
    type(manager.staff).objects.filter(pk=manager.staff.pk).update(is_active=False, suspended_at=timezone.now())
    with asking(manager):
        assert names() == []


def test_withdrawal_works_on_the_next_request(world: World) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        assert names() == ["Anna"]
    ClientShare.objects.filter(client=world.clients["anna"]).update(ends=timezone.now())
    with asking(facilitator):
        assert names() == []


def test_a_share_opens_its_own_category_and_who_she_is(world: World) -> None:
    """The NHS gets casework of Bea only: identity comes with it; Anna's casework is for the drug service alone."""
    keyworker = world.worker("keyworker")
    for client in world.clients.values():
        worlds.contact(keyworker, client)
    worlds.share(world.clients["bea"], world.nhs, "pathway")
    with asking(world.worker("psychologist")):
        assert names() == ["Bea"]
        assert not Contact.objects.exists()
    worlds.share(world.clients["bea"], world.nhs, "casework")
    with asking(world.worker("psychologist")):
        assert [c.client_id for c in Contact.objects.all()] == [world.clients["bea"].pk]


def test_a_future_share_is_not_open_yet(world: World) -> None:
    worlds.share(world.clients["cass"], world.drugs, "identity", days=1)
    with asking(world.worker("facilitator")):
        assert names() == ["Anna"]


def block(world: World, client: Client, who: str) -> Block:
    keyworker = world.worker("keyworker")
    return Block.objects.create(
        client=client,
        owner=client.agency,
        agency=client.agency,
        made_by=keyworker.staff,
        blocked=world.staff(who),
        kind="her_wish",
    )


def test_a_blocked_worker_sees_nothing_of_it_by_no_way(world: World) -> None:
    anna, keyworker, blocked = world.clients["anna"], world.worker("keyworker"), world.worker("blocked")
    place = Place.objects.get()
    tonight = worlds.session(keyworker, place, blocked.staff)
    worlds.contact(keyworker, anna, tonight)
    block(world, anna, "blocked")
    with asking(blocked):
        assert names() == ["Bea", "Cass"]
        assert not Contact.objects.exists()
        assert not ClientName.objects.filter(name="Anna").exists()
        assert not ClientShare.objects.filter(client=anna).exists()
        assert not Block.objects.exists()
        assert not history_of(Client).filter(pgh_obj_id=anna.pk).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM wall.search('anna', '{}', 20)")
            assert cursor.fetchone() == (0,)
            cursor.execute("SELECT wall.open_emergency(%s, '', NULL, 'please')", [anna.reference])
            assert cursor.fetchone() == (None,)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            worlds.contact(blocked, anna)


def test_a_block_that_has_ended_opens_the_file_again(world: World) -> None:
    made = block(world, world.clients["anna"], "blocked")
    Block.objects.filter(pk=made.pk).update(
        ended_at=timezone.now(), ended_by=world.staff("manager"), end_reason="She asked again"
    )
    with asking(world.worker("blocked")):
        assert "Anna" in names()


def test_an_agency_that_does_not_keep_the_file_blocks_only_its_own_staff(world: World) -> None:
    """Else it could lock the charity out of its own file, or hide an emergency opening from its manager."""
    anna, theirs = world.clients["anna"], world.worker("drugs_manager")
    row = {"client": anna, "owner": anna.agency, "agency": theirs.agency, "made_by": theirs.staff, "kind": "her_wish"}
    with asking(theirs):
        for person in ("manager", "keyworker", "psychologist"):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                Block.objects.create(**row, blocked=world.staff(person))
        made = Block.objects.create(**row, blocked=world.staff("facilitator"))
    with asking(world.worker("manager")):  # and the charity may let her back
        ended = {"ended_at": timezone.now(), "ended_by": world.staff("manager"), "end_reason": "She said so"}
        assert Block.objects.filter(pk=made.pk).update(**ended) == 1


def test_why_she_lost_touch_is_casework(world: World) -> None:
    keyworker, anna = world.worker("keyworker"), world.clients["anna"]
    StatusChange.objects.create(
        client=anna,
        owner=anna.agency,
        agency=anna.agency,
        made_by=keyworker.staff,
        status="lost_touch",
        note="In prison",
    )
    for person, seen in (("volunteer", False), ("keyworker", True), ("facilitator", True), ("psychologist", False)):
        with asking(world.worker(person)):
            assert StatusChange.objects.exists() is seen, person


def test_a_volunteer_changes_no_file(world: World) -> None:
    with asking(world.worker("volunteer")):
        assert Client.objects.filter(pk=world.clients["cass"].pk).update(called="Changed") == 0


@pytest.mark.parametrize("name", ["volunteer", "keyworker", "manager", "facilitator"])
def test_nobody_opens_or_ends_a_share_by_hand(world: World, name: str) -> None:
    """What she signed does, and what she took back: consent/wall.sql."""
    cass = world.clients["cass"]
    with asking(world.worker(name)):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            ClientShare.objects.update(ends=None)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            worlds.share(cass, world.nhs, "identity")


def test_history_cannot_be_made_anonymous(world: World) -> None:
    """Policies judge a statement before its first row: a setting blanked in the middle of it must not be believed."""
    keyworker = world.worker("keyworker")
    blanking = "UPDATE casework_client SET called = 'x' || set_config('wall.asking', '', true)"
    refused = pytest.raises(DatabaseError, match="nobody is asking")
    with asking(keyworker), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(blanking)
    assert not history_of(Client).filter(pgh_staff_id=None, pgh_label="update").exists()


@pytest.mark.django_db(transaction=True)
def test_running_statements_are_read_by_nobody() -> None:
    """All web processes share one login, and pg_stat_activity would show each what the others ask about whom."""
    at = connection.settings_dict
    logins = [
        psycopg2.connect(host=at["HOST"], port=at["PORT"] or None, dbname=at["NAME"], user="dussk_app") for _ in "12"
    ]
    try:
        with logins[0].cursor() as first, logins[1].cursor() as second:
            first.execute("SELECT 'Never ring: he answers'")
            second.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [logins[0].info.backend_pid])
            assert second.fetchall() == [("",)]
            with pytest.raises(psycopg2.Error, match="permission denied"):
                second.execute("SET track_activities = on")
    finally:
        for login in logins:
            login.close()


class TestVolunteer:
    """Registers of her own shifts, until 24 hours after closing; identity, and nothing else."""

    @pytest.fixture
    def night(self, world: World) -> Session:
        made = worlds.session(world.worker("keyworker"), Place.objects.get(), world.staff("volunteer"))
        worlds.contact(world.worker("keyworker"), world.clients["anna"], made)
        return made

    def test_sees_the_register_of_her_shift_and_no_other_contact(self, world: World, night: Session) -> None:
        worlds.contact(world.worker("keyworker"), world.clients["anna"])
        with asking(world.worker("volunteer")):
            assert [s.pk for s in Session.objects.all()] == [night.pk]
            assert [c.session_id for c in Contact.objects.all()] == [night.pk]

    @pytest.mark.parametrize(("hours_ago", "seen"), [(23.9, True), (24.1, False)])
    @pytest.mark.usefixtures("night")
    def test_until_a_day_after_closing(self, world: World, hours_ago: float, *, seen: bool) -> None:
        closed = timezone.now() - timedelta(hours=hours_ago)
        Session.objects.update(
            started_at=closed - timedelta(hours=1), closed_at=closed, closed_by=world.staff("keyworker")
        )
        with asking(world.worker("volunteer")):
            assert Session.objects.exists() is seen
            assert Contact.objects.exists() is seen

    def test_writes_on_it(self, world: World, night: Session) -> None:
        volunteer = world.worker("volunteer")
        with asking(volunteer):
            line = worlds.contact(volunteer, world.clients["bea"], night)
            ContactItem.objects.create(contact=line, item=Item.objects.all()[0])
            FollowUp.objects.create(
                client=line.client,
                owner=line.owner,
                agency=volunteer.agency,
                made_by=volunteer.staff,
                session=night,
                contact=line,
                what="Ring her",
                due="2026-11-30",
                assigned_to=world.staff("keyworker"),
            )
            assert FollowUp.objects.count() == 1

    def test_writes_nowhere_else(self, world: World) -> None:
        other = worlds.session(world.worker("keyworker"), Place.objects.get())
        volunteer = world.worker("volunteer")
        for on in (other, None):
            with asking(volunteer), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                worlds.contact(volunteer, world.clients["bea"], on)


def alert(world: World, audience: str) -> Alert:
    keyworker, anna = world.worker("keyworker"), world.clients["anna"]
    return Alert.objects.create(
        client=anna, owner=anna.agency, agency=anna.agency, made_by=keyworker.staff, audience=audience, text=audience
    )


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("volunteer", {"identity"}),
        ("keyworker", {"identity", "casework", "safety"}),
        ("facilitator", {"identity", "casework"}),  # shared: identity and casework
        ("psychologist", set()),
        ("administrator", set()),
    ],
)
def test_an_alert_reaches_its_audience(world: World, who: str, expected: set[str]) -> None:
    for audience in ("identity", "casework", "safety", "clinical"):
        alert(world, audience)
    with asking(world.worker(who)):
        assert set(Alert.objects.values_list("text", flat=True)) == expected


def test_relations_and_aggregates_pass_the_wall(world: World) -> None:
    for client in world.clients.values():
        worlds.contact(world.worker("keyworker"), client)
    with asking(world.worker("facilitator")):
        assert list(Client.objects.annotate(n=Count("contacts")).values_list("called", "n")) == [("Anna", 1)]
        assert Contact.objects.aggregate(last=Max("client__called"))["last"] == "Anna"
        assert world.clients["cass"].contacts.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casework_client TABLESAMPLE BERNOULLI (100)")
            assert cursor.fetchone() == (1,)


def test_leaving_a_block_puts_back_who_was_asking(world: World) -> None:
    with asking(world.worker("facilitator")):
        with asking(world.worker("keyworker")):
            assert len(names()) == 3
        assert names() == ["Anna"]
        with pytest.raises(ZeroDivisionError), asking(world.worker("keyworker")):
            raise ZeroDivisionError
        assert names() == ["Anna"]
    assert len(names()) == 3  # the owner again


def test_hidden_and_absent_give_the_same_error(world: World) -> None:
    """A foreign key is checked past row security: without the insert policy it would tell that she exists."""
    facilitator = world.worker("facilitator")
    said = []
    for pk in (world.clients["cass"].pk, 999_999):
        with asking(facilitator), pytest.raises(DatabaseError) as caught, transaction.atomic():
            Contact.objects.create(
                client_id=pk,
                owner=world.charity,
                agency=world.drugs,
                made_by=facilitator.staff,
                setting="drop_in",
                at=timezone.now(),
                night=timezone.localdate(),
            )
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert "row-level security" in said[0]


def test_the_owner_on_a_row_is_the_clients_own(world: World) -> None:
    keyworker = world.worker("keyworker")
    with asking(keyworker):
        row = worlds.contact(keyworker, world.clients["anna"])
        Contact.objects.filter(pk=row.pk).update(owner=world.drugs)
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.check_constraints()
        Contact.objects.filter(pk=row.pk).update(owner=world.charity)


WRITES: dict[str, Callable[[World], object]] = {
    "as another agency": lambda w: Client.objects.create(
        agency=w.drugs, made_by=w.staff("keyworker"), called="Planted"
    ),
    "as another person": lambda w: worlds.contact(w.worker("volunteer"), w.clients["anna"]),
    "delete a client": lambda _: Client.objects.all()._raw_delete("default"),
    "delete contacts": lambda _: Contact.objects.all()._raw_delete("default"),
    "a view by another": lambda w: ViewLog.objects.create(
        client_id=1, owner_id=1, staff_id=w.staff("manager").pk, agency_id=w.charity.pk, kind="opened", page="x"
    ),
    "rewrite the view log": lambda _: ViewLog.objects.update(page="y"),
    "rewrite history": lambda _: history_of(Contact).update(note="rewritten"),
    "delete history": lambda _: history_of(Contact)._raw_delete("default"),
    "move a row to another agency": lambda w: Contact.objects.update(agency=w.drugs),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_refused_writes(world: World, write: Callable[[World], object]) -> None:
    worlds.contact(world.worker("keyworker"), world.clients["anna"])
    with asking(world.worker("keyworker")), pytest.raises(DatabaseError), transaction.atomic():
        write(world)


def test_lowering_the_wall_for_a_schema_change_closes_the_table(world: World) -> None:
    with connection.schema_editor() as editor:
        LowerWall("casework_followup").database_forwards("casework", editor, None, None)
        editor.execute("ALTER TABLE casework_followup ALTER COLUMN outcome TYPE varchar(9000)")
    with asking(None), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        FollowUp.objects.count()
    assert raise_wall() == ["casework_followup"]
    assert findings() == []
    assert raise_wall() == []
