"""The reference of a joined file: it leads to the kept one, and what is written by it late is written there."""

from datetime import date

from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.models import Alert, Client, ClientName
from casework.contacts.actions import put_on
from casework.contacts.models import Contact, Place
from dussk.access.asking import Worker, asking
from tests import world as worlds
from tests.casework.clients.joined import join, on, opens, undo, written
from tests.world import World, share

TODAY = timezone.localdate()


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
