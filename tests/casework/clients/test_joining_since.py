"""What was written since two files were joined: whose it is, is asked when they are made two again."""

import pytest
from django.utils import timezone

from casework.clients import actions
from casework.clients.actions import OldName, RefusedError
from casework.clients.models import Alert, Client, ClientName
from casework.contacts.models import FollowUp
from dussk.access.asking import Worker, asking
from tests import world as worlds
from tests.casework.clients.joined import fresh, join, names, on, undo, written
from tests.world import World, share

TODAY = timezone.localdate()


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
