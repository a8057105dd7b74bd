"""Two files made one and two again: what moves, what stays, who sees what, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.actions import OldName, RefusedError
from casework.clients.models import (
    Alert,
    Block,
    Client,
    ClientName,
    ClientShare,
    Joining,
    SafeContact,
    Status,
)
from casework.contacts.actions import put_on
from casework.contacts.models import Contact, FollowUp, Place
from dussk.access.asking import Worker, asking
from dussk.audit.tracking import history_of
from dussk.staff.models import Agency
from tests import world as worlds
from tests.casework.clients.joined import file, fresh, join, on, stored, undo, written
from tests.world import World, share

TODAY = timezone.localdate()


@pytest.fixture
def jo(world: World) -> Worker:
    return world.worker("keyworker")


@pytest.fixture
def ruby(jo: Worker) -> Client:
    """The file that is kept."""
    return file(jo, "Ruby", born=date(1990, 4, 3))


@pytest.fixture
def mae(jo: Worker) -> Client:
    """The other one."""
    return file(jo, "Mae", language="Polish")


def names(client: Client) -> set[tuple[str, str]]:
    return set(ClientName.objects.filter(client=client, ends=None).values_list("kind", "name"))


def block(by: Worker, client: Client, staff: Worker) -> Block:
    return Block.objects.create(**on(by, client), blocked=staff.staff, kind="her_wish")


def sees(worker: Worker) -> set[str]:
    with asking(worker):
        return set(Client.objects.filter(joined_into=None).values_list("called", flat=True))


def opens(worker: Worker, client: Client) -> Client | None:
    with asking(worker):
        return queries.file_of(client.reference)


# What moves


def test_everything_moves_and_goes_back(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    theirs = world.worker("drugs_manager")
    share(mae, world.drugs, "identity", "casework")
    for by in (jo, theirs):
        contact = worlds.contact(by, mae)
        FollowUp.objects.create(**on(by, mae), contact=contact, what="Ring", due=TODAY, assigned_to=by.staff)
    SafeContact.objects.create(**on(jo, mae), way="call", detail="07700 900123", is_safe=True)
    Alert.objects.create(**on(jo, mae), audience="identity", text="Never ring")
    before = stored(ruby, mae)
    joining = join(jo, ruby, mae)
    assert Contact.objects.filter(client=ruby).count() == FollowUp.objects.filter(client=ruby).count() == 2
    assert names(ruby) == {("called", "Ruby"), ("other", "Mae")}
    assert queries.safe_contacts_of(ruby)
    assert [alert.text for alert in queries.coming_alerts(ruby)] == ["Never ring"]
    assert (fresh(ruby).language, fresh(ruby).born) == ("Polish", date(1990, 4, 3))
    undo(jo, joining)
    assert stored(ruby, mae) == before
    assert fresh(mae).joined_into is None
    assert Joining.objects.get().undone_by == jo.staff


def test_both_are_recorded_as_done_by_whoever_did_it(jo: Worker, ruby: Client, mae: Client) -> None:
    contact = worlds.contact(jo, mae)
    joining = join(jo, ruby, mae)
    undo(jo, joining)
    for row in (contact, joining, mae):
        changes = history_of(type(row)).filter(pgh_obj_id=row.pk, pgh_label="update")
        assert changes.exists()
        assert set(changes.values_list("pgh_staff_id", flat=True)) == {jo.staff.pk}


def test_the_same_names_and_blocks_stay_where_they_are(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    for her in (ruby, mae):
        ClientName.objects.create(**on(jo, her), kind="working", name="Destiny")
        block(jo, her, world.worker("both"))
    before = stored(ruby, mae)
    joining = join(jo, ruby, mae)
    assert names(ruby) == {("called", "Ruby"), ("other", "Mae"), ("working", "Destiny")}
    with asking(jo):
        assert [one.blocked.name for one in queries.blocks_of(ruby)] == ["Both", "Both"]
    undo(jo, joining)
    assert stored(ruby, mae) == before


def test_two_lines_on_one_register_both_stay(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    night = worlds.session(jo, Place.objects.get(agency=world.charity))
    hers, other = worlds.contact(jo, ruby, night), worlds.contact(jo, mae, night)
    joining = join(jo, ruby, mae)
    assert dict(Contact.objects.filter(client=ruby).values_list("pk", "second_line")) == {
        hers.pk: False,
        other.pk: True,
    }
    undo(jo, joining)
    assert dict(Contact.objects.values_list("client", "second_line")) == {ruby.pk: False, mae.pk: False}


def test_her_second_line_becomes_her_first_where_the_first_was_a_mistake(
    jo: Worker, world: World, ruby: Client, mae: Client
) -> None:
    night = worlds.session(jo, Place.objects.get(agency=world.charity))
    hers, other = worlds.contact(jo, ruby, night), worlds.contact(jo, mae, night)
    joining = join(jo, ruby, mae)
    Contact.objects.filter(pk=hers.pk).update(mistake_at=timezone.now(), mistake_by=jo.staff)
    again = worlds.contact(jo, ruby, night)
    undo(jo, joining, {f"casework_contact-{again.pk}": "joined"})
    lines = dict(Contact.objects.filter(client=mae).values_list("pk", "second_line"))
    assert lines == {other.pk: True, again.pk: False}


@pytest.mark.parametrize(
    ("choice", "says"), [("kept", "Soft voice"), ("joined", "Tea first"), ("both", "Soft voice\nTea first")]
)
def test_which_file_holds_where_they_differ(jo: Worker, ruby: Client, mae: Client, choice: str, says: str) -> None:
    Client.objects.filter(pk=ruby.pk).update(what_helps="Soft voice", adjustments=["sight"])
    Client.objects.filter(pk=mae.pk).update(what_helps="Tea first", adjustments=["hearing"])
    joining = join(jo, ruby, mae, what_helps=choice, adjustments="both")
    assert fresh(ruby).what_helps == says
    assert fresh(ruby).adjustments == ["hearing", "sight"]
    undo(jo, joining)
    assert (fresh(ruby).what_helps, fresh(ruby).adjustments, fresh(ruby).language) == ("Soft voice", ["sight"], "")


def test_a_fact_that_was_changed_since_stays_as_it_is(jo: Worker, ruby: Client, mae: Client) -> None:
    Client.objects.filter(pk=ruby.pk).update(language="English")
    joining = join(jo, ruby, mae, language="joined")
    assert fresh(ruby).language == "Polish"
    Client.objects.filter(pk=ruby.pk).update(language="Romanian")
    undo(jo, joining)
    assert (fresh(ruby).language, fresh(mae).language) == ("Romanian", "Polish")


def test_the_latest_status_of_both_holds(jo: Worker, ruby: Client, mae: Client) -> None:
    Client.objects.filter(pk__in=[ruby.pk, mae.pk]).update(status_on=TODAY - timedelta(days=9))
    ruby.statuschange_set.update(on=TODAY - timedelta(days=9))
    mae.statuschange_set.update(on=TODAY - timedelta(days=9))
    with asking(jo):
        actions.change_status(by=jo, client=mae, status=Status.LOST_TOUCH, on=TODAY - timedelta(days=1))
    joining = join(jo, ruby, mae)
    assert fresh(ruby).status == Status.LOST_TOUCH
    with asking(jo):
        actions.change_status(by=jo, client=fresh(ruby), status=Status.MOVED_ON, on=TODAY)
    (row,) = written(jo, joining)
    undo(jo, joining, {row.key: "joined"})
    assert (fresh(ruby).status, fresh(mae).status) == (Status.IN_TOUCH, Status.MOVED_ON)


def test_nobody_blocked_stays_her_keyworker(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    other = world.worker("blocked")
    Client.objects.filter(pk=ruby.pk).update(keyworker=other.staff)
    block(jo, mae, other)
    joining = join(jo, ruby, mae)
    assert fresh(ruby).keyworker is None
    undo(jo, joining)
    assert fresh(ruby).keyworker == other.staff


# The old reference


def test_the_old_reference_leads_to_the_kept_file(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    share(ruby, world.drugs, "identity")
    share(mae, world.drugs, "identity", "casework")
    joining = join(jo, ruby, mae)
    for worker in (jo, world.worker("volunteer"), world.worker("facilitator")):
        assert opens(worker, mae) == ruby
    assert opens(world.worker("psychologist"), mae) is None
    undo(jo, joining)
    assert opens(jo, mae) == mae


def test_lists_and_searches_leave_it_out_and_find_her_by_its_names(jo: Worker, ruby: Client, mae: Client) -> None:
    for her in (ruby, mae):
        ClientName.objects.create(**on(jo, her), kind="working", name="Destiny")
    Client.objects.filter(pk=mae.pk).update(born=date(1988, 1, 2), keyworker=jo.staff)
    join(jo, ruby, mae, keyworker="kept", age="kept")
    ClientName.objects.filter(client=ruby, kind="working").update(name="Gone", plain="gone", sounds=[])
    with asking(jo):
        assert mae not in queries.visible_clients(jo)
        assert mae not in queries.key_clients(jo)
        for words in ("Mae", "Destiny", mae.reference, "2/1/1988"):
            assert [found.client for found in queries.search(by=jo, words=words)][:1] == [ruby], words
        likely = queries.likely_duplicates(by=jo, names=["Mae"], born=date(1988, 1, 2))
        assert mae not in [found.client for found in likely]


def test_emergency_access_by_what_was_said_of_the_joined_file(
    world: World, jo: Worker, ruby: Client, mae: Client
) -> None:
    Client.objects.filter(pk=mae.pk).update(born=date(1988, 1, 2))
    worlds.contact(jo, mae)
    psychologist = world.worker("psychologist")
    with asking(psychologist):
        before = actions.open_in_emergency(by=psychologist, reason="Collapsed", reference=mae.reference)
    assert before == mae.reference
    join(jo, ruby, mae, age="kept")
    with asking(psychologist):
        assert queries.file_of(mae.reference) == ruby  # opened before the joining
        assert Contact.objects.count() == 1
        for asked in ({"reference": mae.reference}, {"name": "mae", "born": date(1988, 1, 2)}):
            assert actions.open_in_emergency(by=psychologist, reason="Collapsed", **asked) == ruby.reference


# Who sees what


def test_blocked_from_one_is_blocked_from_both(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    from_mae, from_ruby = world.worker("blocked"), world.worker("both")
    for by, her in ((from_mae, mae), (from_ruby, ruby)):
        block(jo, her, by)
        worlds.contact(jo, her)
    third = file(jo, "Third")
    joining = join(jo, ruby, mae)
    further = join(jo, third, ruby)
    for worker in (from_mae, from_ruby):
        assert not sees(worker) & {"Ruby", "Mae", "Third"}
        assert opens(worker, mae) is opens(worker, ruby) is opens(worker, third) is None
        with asking(worker):
            assert not Contact.objects.exists()
            assert not history_of(Contact).exists()
            assert not Joining.objects.exists()
    undo(jo, further)
    undo(jo, joining)
    assert sees(from_mae) >= {"Ruby", "Third"}
    assert "Mae" not in sees(from_mae)
    assert sees(from_ruby) >= {"Mae", "Third"}


def test_history_of_a_file_made_two_again_shows_nothing_of_the_other(
    jo: Worker, world: World, ruby: Client, mae: Client
) -> None:
    """What was on one file for a day is no longer read by who may read that file alone."""
    share(ruby, world.drugs, "identity", "casework")
    Contact.objects.filter(pk=worlds.contact(jo, mae).pk).update(note="Hers alone")
    joining = join(jo, ruby, mae)
    undo(jo, joining)
    with asking(world.worker("facilitator")):
        assert queries.file_of(ruby.reference) == ruby
        assert not history_of(Contact).exists()
    with asking(jo):
        assert history_of(Contact).filter(note="Hers alone", client_id=ruby.pk).exists()


def open_to(agency: Agency, *clients: Client) -> set[tuple[str, str]]:
    now = timezone.now()
    rows = ClientShare.objects.filter(client__in=clients, agency=agency, starts__lte=now).exclude(ends__lte=now)
    return {(row.client.called, row.category) for row in rows.select_related("client")}


@pytest.mark.parametrize(
    ("kept", "joined", "left"),
    [
        ({"identity", "casework"}, {"identity", "casework"}, {"identity", "casework"}),
        ({"identity", "casework", "safety"}, {"identity", "safety"}, {"identity", "safety"}),
        ({"identity", "casework"}, set(), set()),
        (set(), {"identity", "casework"}, set()),
        ({"casework"}, {"safety"}, {"identity"}),
        ({"identity"}, {"casework"}, {"identity"}),
    ],
)
def test_the_narrower_sharing(
    jo: Worker, world: World, ruby: Client, mae: Client, kept: set[str], joined: set[str], left: set[str]
) -> None:
    share(ruby, world.drugs, *kept)
    share(mae, world.drugs, *joined)
    before = open_to(world.drugs, ruby, mae)
    joining = join(jo, ruby, mae)
    assert open_to(world.drugs, ruby, mae) == {("Ruby", category) for category in left}
    undo(jo, joining)
    assert open_to(world.drugs, ruby, mae) == before


def test_the_shorter_time(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    """Open now until day 9, and again from day 12; the other from day 3 to 15: left from 3 to 9 and 12 to 15."""
    share(ruby, world.drugs, "casework", until=9)
    share(ruby, world.drugs, "casework", days=12)
    share(mae, world.drugs, "casework", days=3, until=15)
    before = stored(ruby, mae)
    joining = join(jo, ruby, mae)
    now = timezone.now()
    left = ClientShare.objects.filter(client=ruby, category="casework", starts__gt=now).order_by("starts")
    days = [
        (round((s.starts - now) / timedelta(days=1)), round((s.ends - now) / timedelta(days=1))) for s in left if s.ends
    ]
    assert days == [(3, 9), (12, 15)]
    assert open_to(world.drugs, ruby, mae) == set()
    undo(jo, joining)
    now_stored = stored(ruby, mae)["casework_clientshare"]
    for pk, row in before["casework_clientshare"].items():
        assert now_stored[pk] == row
    assert [
        row
        for pk, row in now_stored.items()
        if pk not in before["casework_clientshare"] and row["starts"] != row["ends"]
    ] == []


def test_what_she_withdrew_since_is_not_opened_again(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    share(ruby, world.drugs, "identity", "casework", "safety")
    share(mae, world.drugs, "identity", "casework")
    share(ruby, world.nhs, "identity")
    joining = join(jo, ruby, mae)
    ClientShare.objects.filter(client=ruby, agency=world.drugs, ends=None).update(ends=timezone.now())
    undo(jo, joining)
    assert open_to(world.drugs, ruby, mae) == set()
    assert open_to(world.nhs, ruby, mae) == {("Ruby", "identity")}


def test_what_she_withdrew_before_it_began_is_not_opened_again(
    jo: Worker, world: World, ruby: Client, mae: Client
) -> None:
    for client in (ruby, mae):
        share(client, world.drugs, "identity", "casework", days=3, until=90)
    share(ruby, world.drugs, "safety", days=3)
    joining = join(jo, ruby, mae)
    with asking(jo):
        ClientShare.objects.filter(client=ruby, ends__gt=F("starts")).update(ends=F("starts"))
    undo(jo, joining)
    assert not ClientShare.objects.filter(client__in=[ruby, mae], ends__gt=F("starts")).exists()
    assert not ClientShare.objects.filter(client__in=[ruby, mae], ends=None).exists()


def test_what_she_agreed_and_withdrew_since_opens_nothing_again(
    jo: Worker, world: World, ruby: Client, mae: Client
) -> None:
    share(ruby, world.drugs, "identity")
    joining = join(jo, ruby, mae)
    share(ruby, world.drugs, "casework", days=3)
    ClientShare.objects.filter(client=ruby, category="casework").update(ends=F("starts"))
    undo(jo, joining)
    assert open_to(world.drugs, ruby, mae) == set()


def test_what_she_signed_since_is_of_whom_it_is_said(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    joining = join(jo, ruby, mae)
    share(ruby, world.drugs, "identity", "casework", days=0)
    rows = written(jo, joining)
    assert {row.label for row in rows} == {"Sharing that she agreed"}
    undo(jo, joining, rest="joined")
    assert open_to(world.drugs, ruby, mae) == {("Mae", "identity"), ("Mae", "casework")}


def test_a_partner_keeps_what_it_wrote_itself(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    share(mae, world.drugs, "identity", "casework")
    theirs = world.worker("drugs_manager")
    own, ours = worlds.contact(theirs, mae), worlds.contact(jo, mae)
    join(jo, ruby, mae)
    with asking(theirs):
        assert list(Contact.objects.all()) == [own]
        assert ours not in Contact.objects.all()


# What was written since


def test_everything_written_since_is_asked_for(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    share(ruby, world.nhs, "identity", "casework")
    share(mae, world.nhs, "identity", "casework")
    joining = join(jo, ruby, mae)
    theirs = world.worker("psychologist")
    hers = worlds.contact(jo, ruby, note="Came for soup")
    follow_up = FollowUp.objects.create(**on(jo, ruby), contact=hers, what="Ring", due=TODAY, assigned_to=jo.staff)
    Alert.objects.create(**on(theirs, ruby), audience="clinical", text="Not for us")
    rows = written(jo, joining)
    assert [(row.label, "soup" in row.words, row.agency) for row in rows] == [
        ("Alerts", False, world.nhs),
        ("Contacts", True, world.charity),
    ]
    assert rows[0].words == ""
    with asking(jo), pytest.raises(RefusedError, match="Say whose it is"):
        actions.undo(by=jo, joining=joining, answers={rows[0].key: "kept"}, reason="Two")
    undo(jo, joining, {rows[1].key: "joined"})
    for row in (hers, follow_up):
        row.refresh_from_db()
        assert row.client == mae
    assert Alert.objects.get().client == ruby


def test_a_name_she_asked_for_since_may_be_the_others(jo: Worker, ruby: Client, mae: Client) -> None:
    joining = join(jo, ruby, mae)
    with asking(jo):
        actions.call_her(by=jo, client=fresh(ruby), called="Zoë", old=OldName.GIVEN_UP)
    (row,) = written(jo, joining)
    undo(jo, joining, {row.key: "joined"})
    assert (fresh(ruby).called, fresh(mae).called, fresh(mae).sort_key) == ("Ruby", "Zoë", "zoe")
    assert names(ruby) == {("called", "Ruby")}
    assert names(mae) == {("called", "Zoë"), ("other", "Mae")}


def test_a_name_she_gave_up_since_is_still_what_the_other_is_called(jo: Worker, ruby: Client, mae: Client) -> None:
    joining = join(jo, ruby, mae)
    with asking(jo):
        row = ClientName.objects.get(client=ruby, name="Mae")
        actions.give_up_name(by=jo, row=row, on=TODAY)
    undo(jo, joining)
    assert names(mae) == {("called", "Mae")}


def test_what_stands_on_the_others_file_already_is_told(jo: Worker, ruby: Client, mae: Client) -> None:
    for her in (ruby, mae):
        ClientName.objects.create(**on(jo, her), kind="working", name="Destiny")
    joining = join(jo, ruby, mae)
    ClientName.objects.filter(client=ruby, kind="working").update(ends=TODAY)
    again = ClientName.objects.create(**on(jo, ruby), kind="working", name="Destiny")
    with pytest.raises(RefusedError, match="already: a name"):
        undo(jo, joining, {f"casework_clientname-{again.pk}": "joined"})
    undo(jo, joining)
    assert again.client == ruby


def test_rows_changed_since_go_back_with_the_change(jo: Worker, ruby: Client, mae: Client) -> None:
    alert = Alert.objects.create(**on(jo, mae), audience="identity", text="Never ring")
    joining = join(jo, ruby, mae)
    with asking(jo):
        actions.end_alert(by=jo, alert=Alert.objects.select_related("client").get(pk=alert.pk), reason="She rang us")
    undo(jo, joining)
    alert.refresh_from_db()
    assert (alert.client, alert.end_reason) == (mae, "She rang us")


# More than two


def test_a_file_that_was_joined_on_is_undone_in_turn(jo: Worker, ruby: Client, mae: Client) -> None:
    third = file(jo, "Third")
    worlds.contact(jo, mae)
    before = stored(ruby, mae, third)
    joining = join(jo, ruby, mae)
    further = join(jo, third, ruby)
    assert opens(jo, mae) == opens(jo, ruby) == third
    assert Contact.objects.get().client == third
    with pytest.raises(RefusedError, match="Undo that first"):
        undo(jo, joining)
    undo(jo, further)
    assert opens(jo, mae) == ruby
    undo(jo, joining)
    assert stored(ruby, mae, third) == before


def test_what_another_joining_brought_is_not_asked_for(jo: Worker, ruby: Client, mae: Client) -> None:
    third = file(jo, "Third")
    joining = join(jo, ruby, mae)
    worlds.contact(jo, third)
    join(jo, ruby, third)
    assert written(jo, joining) == []
    undo(jo, joining)
    assert Contact.objects.get().client == ruby


# What is refused


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


# At the same moment


def test_what_is_written_late_goes_to_the_kept_file_and_back(
    jo: Worker, world: World, ruby: Client, mae: Client
) -> None:
    """A form that was being saved when the files were joined: its woman is the other one."""
    joining = join(jo, ruby, mae)
    with asking(jo):
        actions.add_alert(by=jo, client=mae, text="Never ring", audience="identity", starts=TODAY)
        late = Contact.objects.create(**on(jo, mae), setting="phone", at=timezone.now(), night=TODAY)
    assert Alert.objects.get().client == ruby
    late.refresh_from_db()
    assert late.client == ruby
    assert [row.label for row in written(jo, joining)] == ["Alerts"]  # taken up by its form; the other is known
    undo(jo, joining)
    late.refresh_from_db()
    assert late.client == mae


def test_put_on_a_register_by_the_old_reference(jo: Worker, world: World, ruby: Client, mae: Client) -> None:
    night = worlds.session(jo, Place.objects.get(agency=world.charity))
    join(jo, ruby, mae)
    with asking(jo):
        her = queries.file_of(mae.reference)
        assert her is not None
        line, _new = put_on(by=jo, session=night, client=her)
    assert line.client == ruby
