"""Two people at once: who joins the same files, and who writes on a file while it is joined."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.clients.models import Client, Joining
from casework.contacts.models import Contact
from tests import world as worlds
from tests.at_once import colleagues, meanwhile
from tests.casework.clients.joined import file, fresh, undo
from tests.world import World

Ask = Callable[..., Any]
JOIN = "SELECT wall.join_files(%s, %s, 'She told us', '{}')"
WRITE = (
    "INSERT INTO casework_contact (client_id, owner_id, agency_id, made_by_id, made_at, uid, setting, at, night,"
    " description, outcome, worry, note, second_line, changed_in) VALUES (%s, %s, %s, %s, now(), gen_random_uuid(),"
    " 'phone', now(), current_date, '', 'engaged', false, 'Written at that moment', false, 0)"
)


@pytest.fixture
def world(transactional_db: None) -> World:
    world = worlds.build()
    jo = world.worker("keyworker")
    world.clients |= {"ruby": file(jo, "Ruby"), "mae": file(jo, "Mae"), "third": file(jo, "Third")}
    return world


@pytest.mark.parametrize(
    ("kept", "joined", "told"),
    [("ruby", "mae", "DJ003"), ("mae", "ruby", "DJ002"), ("third", "mae", "DJ003"), ("mae", "third", "DJ002")],
)
def test_of_two_who_join_at_once_one_wins(world: World, kept: str, joined: str, told: str) -> None:
    ruby, mae = world.clients["ruby"], world.clients["mae"]
    with colleagues(world.worker("keyworker")) as (first, second):
        first.ask(JOIN, [ruby.pk, mae.pk])
        assert meanwhile(first, second, JOIN, [world.clients[kept].pk, world.clients[joined].pk]) == told
    assert Joining.objects.get().client == ruby
    assert (fresh(mae).joined_into, fresh(ruby).joined_into) == (ruby, None)


def test_a_chain_that_is_made_at_once_has_no_loose_end(world: World) -> None:
    """Mae into Ruby while Ruby goes into the third: all lead to the third."""
    ruby, mae, third = (world.clients[name] for name in ("ruby", "mae", "third"))
    with colleagues(world.worker("keyworker")) as (first, second):
        first.ask(JOIN, [ruby.pk, mae.pk])
        assert meanwhile(first, second, JOIN, [third.pk, ruby.pk]) == "saved"
    assert set(Client.objects.filter(joined_into=third)) == {ruby, mae}


def test_what_is_written_on_it_at_that_moment_is_hers(world: World) -> None:
    jo, ruby, mae = world.worker("keyworker"), world.clients["ruby"], world.clients["mae"]
    row = [mae.pk, mae.agency_id, jo.agency.pk, jo.staff.pk]
    with colleagues(jo) as (first, second):
        first.ask(JOIN, [ruby.pk, mae.pk])
        assert meanwhile(first, second, WRITE, row) == "saved"
    contact = Contact.objects.get()
    assert contact.client == ruby
    undo(jo, Joining.objects.get())
    contact.refresh_from_db()
    assert contact.client == mae


def test_what_was_being_written_on_it_before_moves_with_it(world: World) -> None:
    jo, ruby, mae = world.worker("keyworker"), world.clients["ruby"], world.clients["mae"]
    with colleagues(jo) as (first, second):
        first.ask(WRITE, [mae.pk, mae.agency_id, jo.agency.pk, jo.staff.pk])
        assert meanwhile(first, second, JOIN, [ruby.pk, mae.pk]) == "saved"
    assert Contact.objects.get().client == ruby
