"""Who sees what of two files made one and two again: the blocks of both hold, and the narrower sharing."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from casework.clients import queries
from casework.clients.models import Client, ClientShare, Joining
from casework.contacts.models import Contact
from dussk.access.asking import Worker, asking
from dussk.audit.tracking import history_of
from dussk.staff.models import Agency
from tests import world as worlds
from tests.casework.clients.joined import block, file, join, opens, stored, undo, written
from tests.world import World, share


def sees(worker: Worker) -> set[str]:
    with asking(worker):
        return set(Client.objects.filter(joined_into=None).values_list("called", flat=True))


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
