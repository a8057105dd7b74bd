"""Two files made one and two again: what moves and goes back, what stays, and which facts hold."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.actions import RefusedError
from casework.clients.models import Alert, Client, ClientName, Joining, SafeContact, Status
from casework.contacts.models import Contact, FollowUp, Place
from dussk.access.asking import Worker, asking
from dussk.audit.tracking import history_of
from tests import world as worlds
from tests.casework.clients.joined import block, file, fresh, join, names, on, opens, stored, undo, written
from tests.world import World, share

TODAY = timezone.localdate()


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
