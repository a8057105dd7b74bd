"""What two women said while their files were one, when they are made two again: it errs on the side of less."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from casework.clients.models import Client
from consent.agreements import actions, queries
from consent.agreements.models import Agreement
from dussk.access.asking import asking
from tests.casework.clients.joined import file, join, undo
from tests.consent.agreements.conftest import Asked, casework
from tests.world import World


def other(asked: Asked, name: str) -> Asked:
    return Asked(asked.world, file(asked.by, name), asked.by)


@pytest.fixture
def ruby(asked: Asked) -> Asked:
    return other(asked, "Ruby")


@pytest.fixture
def mae(asked: Asked) -> Asked:
    return other(asked, "Mae")


Says = Callable[[Asked, Agreement], object]


@pytest.mark.parametrize(
    "says",
    [
        lambda ruby, one: ruby.withdraw(one, partners=list(one.partners.filter(agreed=True))),
        lambda ruby, one: ruby.withdraw(one, parts=["everything"]),
        lambda ruby, _one: ruby.signed({}),
    ],
    ids=["a partner is taken back", "everything is taken back", "another is signed"],
)
def test_what_she_closed_while_joined_stays_closed(ruby: Asked, mae: Asked, world: World, says: Says) -> None:
    one = ruby.signed({world.drugs: casework()})
    joining = join(world.worker("manager"), ruby.rosa, mae.rosa)
    assert not ruby.sees("facilitator")  # of two sharings the narrower holds
    says(ruby, one)
    undo(world.worker("manager"), joining)
    assert not ruby.sees("facilitator")
    assert not mae.sees("facilitator")


def test_where_nothing_was_said_it_is_open_as_before(ruby: Asked, mae: Asked, world: World) -> None:
    one = ruby.signed({world.drugs: casework()})
    joining = join(world.worker("manager"), ruby.rosa, mae.rosa)
    undo(ruby.by, joining)
    assert ruby.sees("facilitator")
    one.refresh_from_db()
    assert one.holds


@pytest.mark.parametrize("whose", ["kept", "joined"])
def test_what_was_signed_while_joined_opens_neither(ruby: Asked, mae: Asked, world: World, whose: str) -> None:
    joining = join(world.worker("manager"), ruby.rosa, mae.rosa)
    one = ruby.signed({world.drugs: casework()})
    assert ruby.sees("facilitator")
    undo(ruby.by, joining, rest=whose)
    assert not ruby.sees("facilitator")
    assert not mae.sees("facilitator")
    one.refresh_from_db()
    assert not one.holds
    begun = ruby.begin()  # and each is asked again
    assert begun.client == ruby.rosa


def test_a_file_that_was_restricted_while_joined_leaves_both_so(ruby: Asked, mae: Asked, world: World) -> None:
    manager = world.worker("manager")
    one = mae.signed({})
    joining = join(manager, ruby.rosa, mae.rosa)
    mae.withdraw(one, parts=["everything"])
    undo(manager, joining)
    for each in (ruby, mae):
        assert not each.sees("keyworker")
        assert each.sees("manager")


def test_whom_she_named_while_joined_is_told_nothing_of_either(ruby: Asked, mae: Asked, world: World) -> None:
    by = ruby.by
    with asking(by):
        before = actions.add_not_to_be_told(by=by, client=mae.rosa, name="Adam")
    joining = join(world.worker("manager"), ruby.rosa, mae.rosa)
    with asking(by):
        actions.add_not_to_be_told(by=by, client=Client.objects.get(pk=ruby.rosa.pk), name="Dean")
        actions.may_be_told_again(by=by, person=before)
    undo(by, joining, rest="joined")
    with asking(by):
        lists = [
            {row.name for row in queries.not_to_be_told(Client.objects.get(pk=each.rosa.pk))} for each in (ruby, mae)
        ]
    assert lists == [{"Dean"}, {"Adam", "Dean"}]


def test_what_was_being_filled_in_is_given_up(ruby: Asked, mae: Asked, world: World) -> None:
    joining = join(world.worker("manager"), ruby.rosa, mae.rosa)
    begun = ruby.begin()
    undo(ruby.by, joining)
    begun.refresh_from_db()
    assert begun.left_at is not None
    assert begun.left_at <= timezone.now()
