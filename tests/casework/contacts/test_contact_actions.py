"""What the actions on contacts and follow-ups refuse, whoever asks and however late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.contacts import actions, queries
from casework.contacts.models import Contact, FollowUp, Place, Topic
from casework.contacts.queries import Said
from dussk.access.asking import Worker, asking
from tests.world import World, contact, session

NOW = Said(setting="phone", outcome="engaged", at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def jo(world: World) -> Worker:
    """The keyworker."""
    return world.worker("keyworker")


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


def refused(by: Worker, sentence: str, act: Callable[..., object], **kwargs: Any) -> None:
    with asking(by), pytest.raises(RefusedError, match=sentence):
        act(by=by, **kwargs)


def test_a_line_of_a_register_is_not_corrected_as_a_contact(world: World, jo: Worker, anna: Client) -> None:
    line = contact(jo, anna, session(jo, Place.objects.all()[0]))
    refused(jo, "line of a register", actions.correct_contact, contact=line, said=NOW)
    refused(jo, "register is open", actions.correct_note, contact=line, note="x")


def test_what_is_a_mistake_is_put_back_before_it_is_written_on(jo: Worker, anna: Client) -> None:
    row = contact(jo, anna)
    with asking(jo):
        actions.mark_mistake(by=jo, line=row)
    for act, more in (
        (actions.correct_contact, {"said": NOW}),
        (actions.correct_note, {"note": "x"}),
        (actions.not_her, {"description": "x"}),
    ):
        refused(jo, "Put it back", act, contact=row, **more)


def test_nothing_is_corrected_into_the_future(jo: Worker, anna: Client) -> None:
    later = Said(setting="phone", outcome="engaged", at=timezone.now() + timedelta(hours=1))
    refused(jo, "still to come", actions.correct_contact, contact=contact(jo, anna), said=later)


def test_of_two_who_say_that_it_was_not_her_the_second_is_told(jo: Worker, anna: Client) -> None:
    row = contact(jo, anna)
    with asking(jo):
        actions.not_her(by=jo, contact=row, description="Green hat")
    refused(jo, "Somebody else has changed", actions.not_her, contact=row, description="Red hat")
    assert Contact.objects.get(pk=row.pk).description == "Green hat"


def test_another_agencys_is_not_ours_to_write(world: World, jo: Worker, anna: Client) -> None:
    theirs = contact(world.worker("drugs_manager"), anna)
    topic = Topic.objects.create(agency=world.drugs, name="Theirs")
    todo = FollowUp.objects.create(
        client=anna,
        owner=anna.agency,
        agency=world.drugs,
        made_by=theirs.made_by,
        what="Ring",
        due=timezone.localdate(),
        assigned_to=theirs.made_by,
    )
    acts: list[Callable[[], object]] = [
        lambda: actions.correct_contact(by=jo, contact=theirs, said=NOW),
        lambda: actions.not_her(by=jo, contact=theirs, description="x"),
        lambda: actions.set_topic(by=jo, line=contact(jo, anna), topic=topic, talked=True),
        lambda: actions.finish_follow_up(by=jo, follow_up=todo, outcome="x"),
        lambda: actions.pass_on(by=jo, follow_up=todo, to=jo.staff, why="x"),
    ]
    for act in acts:
        with asking(jo), pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("who", ["volunteer", "facilitator", "administrator", "supervisor"])
def test_only_those_who_follow_up_are_given_something_to_do(world: World, jo: Worker, anna: Client, who: str) -> None:
    due, staff = timezone.localdate(), world.staff(who)
    refused(jo, "cannot take this", actions.note_follow_up, client=anna, what="x", due=due, assigned_to=staff)
    with asking(jo):
        todo = actions.note_follow_up(by=jo, client=anna, what="x", due=due, assigned_to=jo.staff)
    refused(jo, "cannot take this", actions.pass_on, follow_up=todo, to=staff, why="x")
    refused(jo, "has it already", actions.pass_on, follow_up=todo, to=jo.staff, why="x")


def test_somebody_is_nobody_without_an_id(world: World) -> None:
    assert queries.somebody("x") is None
    assert queries.somebody("00000000-0000-4000-8000-000000000000") is None
    assert queries.somebody(str(world.staff("manager").uid)) == world.staff("manager")
