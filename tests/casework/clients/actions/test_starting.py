"""What a file begins with, and that likely women are shown first."""

import pytest

from casework.clients import actions, queries
from casework.clients.models import Status
from dussk.access.asking import Worker
from tests.casework.clients.actions.conftest import TODAY, names
from tests.world import World


def test_a_file_starts_with_nothing_but_what_she_wants_to_be_called(world: World, jo: Worker) -> None:
    her = actions.start_file(by=jo, called="Shaz")
    assert names(her) == {("called", "Shaz", False)}
    assert (her.agency, her.made_by, her.status, her.age) == (world.charity, jo.staff, Status.IN_TOUCH, None)
    assert [change.status for change in queries.statuses_of(her)] == [Status.IN_TOUCH]
    assert queries.safe_contacts_of(her) == []


def test_a_file_starts_with_all_that_was_said(jo: Worker) -> None:
    her = actions.start_file(
        by=jo, called="Shaz", other_names={"legal": "Sharon Ionescu", "working": ""}, estimated_age=30
    )
    assert names(her) == {("called", "Shaz", False), ("legal", "Sharon Ionescu", False)}
    assert (her.estimated_age, her.estimated_on) == (30, TODAY)


def test_likely_women_are_shown_once_and_then_the_file_starts(jo: Worker) -> None:
    first = actions.start_file(by=jo, called="Shaz", not_her=[])
    with pytest.raises(actions.LikelySameError) as likely:
        actions.start_file(by=jo, called="Chaz", not_her=[])
    assert [one.client for one in likely.value.found] == [first]
    second = actions.start_file(by=jo, called="Chaz", not_her=[first.reference])
    assert second != first
    with pytest.raises(actions.LikelySameError):  # pressed twice: the second press meets what the first made
        actions.start_file(by=jo, called="Chaz", not_her=[first.reference])
