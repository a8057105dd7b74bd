"""Her details, status, keyworker and ways of reaching her; and that another agency changes none of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from casework.clients import actions, queries
from casework.clients.actions import OldName, RefusedError
from casework.clients.models import Client, ClientName, SafeContact, Status
from casework.clients.queries import Details, Way
from dussk.access.asking import Worker, asking
from tests.casework.clients.actions.conftest import TODAY
from tests.world import World, woman

if TYPE_CHECKING:
    from collections.abc import Callable

# Details


def test_details_are_saved_and_an_unchanged_guess_keeps_its_day(jo: Worker, world: World) -> None:
    her = woman(world.worker("keyworker"), "Dee", estimated_age=30, estimated_on=date(2020, 1, 1))
    before = Details.of(her)
    actions.change_details(by=jo, client=her, details=replace(before, language="Romanian"))
    her.refresh_from_db()
    assert (her.language, her.estimated_on) == ("Romanian", date(2020, 1, 1))
    now = replace(Details.of(her), estimated_age=31, adjustments=["reading"])
    actions.change_details(by=jo, client=her, details=now)
    her.refresh_from_db()
    assert (her.estimated_age, her.estimated_on, her.adjustments) == (31, TODAY, ["reading"])
    born = replace(now, estimated_age=None, born=date(1990, 4, 3))
    actions.change_details(by=jo, client=her, details=born)
    her.refresh_from_db()
    assert (her.born, her.estimated_on) == (date(1990, 4, 3), None)


# Status and keyworker


def test_a_status_of_an_earlier_day_takes_its_place_among_the_others(jo: Worker, anna: Client) -> None:
    actions.change_status(by=jo, client=anna, status=Status.MOVED_ON, on=TODAY - timedelta(days=5))
    actions.change_status(by=jo, client=anna, status=Status.LOST_TOUCH, on=TODAY - timedelta(days=30), note="Not seen")
    anna.refresh_from_db()
    assert (anna.status, anna.status_on) == (Status.MOVED_ON, TODAY - timedelta(days=5))
    assert [change.status for change in queries.statuses_of(anna)] == [Status.MOVED_ON, Status.LOST_TOUCH]
    with pytest.raises(RefusedError, match="already says “Lost touch”"):
        actions.change_status(by=jo, client=anna, status=Status.LOST_TOUCH, on=TODAY - timedelta(days=10))


def test_her_keyworker_is_one_who_may_be(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=world.staff("manager"))
    anna.refresh_from_db()
    assert anna.keyworker == world.staff("manager")
    actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    for person in ("volunteer", "facilitator", "blocked", "administrator"):
        with pytest.raises(RefusedError):
            actions.choose_keyworker(by=jo, client=anna, keyworker=world.staff(person))
    actions.choose_keyworker(by=jo, client=anna, keyworker=None)
    anna.refresh_from_db()
    assert anna.keyworker is None


# Reaching her


def test_ways_of_reaching_her(jo: Worker, anna: Client) -> None:
    phone = Way(way="call", is_safe=False, detail="07700 900123", who_else="Her partner")
    text = Way(way="text", is_safe=True, detail="07700 900123", message_allowed=True)
    actions.save_safe_contact(by=jo, client=anna, way=phone)
    actions.save_safe_contact(by=jo, client=anna, way=text)
    assert [way.way for way in queries.safe_contacts_of(anna)] == ["text", "call"]
    with pytest.raises(RefusedError, match="already"):
        actions.save_safe_contact(by=jo, client=anna, way=replace(phone, is_safe=True))
    row = SafeContact.objects.get(way="call")
    with pytest.raises(RefusedError, match="already"):
        actions.save_safe_contact(by=jo, client=anna, way=text, instead_of=row)
    actions.save_safe_contact(by=jo, client=anna, way=replace(phone, who_else="Nobody"), instead_of=row)
    row.refresh_from_db()
    assert Way.of(row) == replace(phone, who_else="Nobody")
    actions.end_safe_contact(by=jo, contact=row)
    assert [way.way for way in queries.safe_contacts_of(anna)] == ["text"]
    with pytest.raises(RefusedError, match="ended"):
        actions.end_safe_contact(by=jo, contact=row)
    with pytest.raises(RefusedError, match="ended"):
        actions.save_safe_contact(by=jo, client=anna, way=phone, instead_of=row)


# Another agency's file


def test_another_agency_changes_nothing(world: World, anna: Client) -> None:
    partner = world.worker("drugs_manager")
    with asking(partner):
        name = ClientName.objects.get(client=anna)
        details = replace(Details.of(anna), language="Welsh")
        changes: list[Callable[[], object]] = [
            lambda: actions.change_details(by=partner, client=anna, details=details),
            lambda: actions.change_status(by=partner, client=anna, status=Status.DIED, on=TODAY),
            lambda: actions.choose_keyworker(by=partner, client=anna, keyworker=None),
            lambda: actions.call_her(by=partner, client=anna, called="X", old=OldName.OTHER),
            lambda: actions.add_name(by=partner, client=anna, kind="other", name="X"),
            lambda: actions.correct_name(by=partner, row=name, name="X", starts=None),
            lambda: actions.give_up_name(by=partner, row=name, on=TODAY),
            lambda: actions.add_alert(by=partner, client=anna, text="X", audience="identity", starts=TODAY),
            lambda: actions.save_safe_contact(by=partner, client=anna, way=Way(way="visit", is_safe=True)),
        ]
        for change in changes:
            with pytest.raises(PermissionDenied):
                change()
    anna.refresh_from_db()
    assert (anna.called, anna.language, anna.status) == ("Anna", "", Status.IN_TOUCH)
