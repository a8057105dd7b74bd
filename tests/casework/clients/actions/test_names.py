"""What becomes of a woman's names: those she takes, gives up, and those put right."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from casework.clients import actions, queries
from casework.clients.actions import OldName, RefusedError
from casework.clients.models import Client, ClientName
from dussk.access.asking import Worker
from tests.casework.clients.actions.conftest import TODAY, YESTERDAY, names

if TYPE_CHECKING:
    from collections.abc import Callable


def shown(client: Client) -> list[str]:
    return [row.name for row in queries.names_of(client)]


@pytest.mark.parametrize(
    ("old", "held"),
    [
        (OldName.GIVEN_UP, {("called", "Anna", True), ("called", "Sharon", False)}),
        (OldName.WORKING, {("called", "Anna", True), ("called", "Sharon", False), ("working", "Anna", False)}),
        (OldName.OTHER, {("called", "Anna", True), ("called", "Sharon", False), ("other", "Anna", False)}),
        (OldName.WRONG, {("called", "Sharon", False)}),
    ],
)
def test_what_becomes_of_the_name_she_was_called(
    jo: Worker, anna: Client, old: OldName, held: set[tuple[str, str, bool]]
) -> None:
    actions.call_her(by=jo, client=anna, called="Sharon", old=old)
    anna.refresh_from_db()
    assert (anna.called, anna.sort_key) == ("Sharon", "sharon")
    assert names(anna) == held
    found = [one.client for one in queries.search(by=jo, words="Anna")]
    assert found == ([] if old is OldName.WRONG else [anna])


def test_her_old_name_is_not_put_twice_on_her_file(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="working", name="Anna")
    actions.call_her(by=jo, client=anna, called="Sharon", old=OldName.WORKING)
    assert shown(anna) == ["Anna"]


def test_what_she_is_called_already_is_no_change(jo: Worker, anna: Client) -> None:
    with pytest.raises(RefusedError) as refusal:
        actions.call_her(by=jo, client=anna, called="Anna", old=OldName.OTHER)
    assert refusal.value.field == "called"


def test_a_name_given_up_is_never_shown_and_still_finds_her(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="working", name="Destiny", starts=YESTERDAY)
    row = ClientName.objects.get(name="Destiny")
    with pytest.raises(RefusedError, match="before the day she began"):
        actions.give_up_name(by=jo, row=row, on=YESTERDAY - timedelta(days=1))
    actions.give_up_name(by=jo, row=row, on=TODAY)
    assert shown(anna) == []
    assert [(one.client, one.past) for one in queries.search(by=jo, words="Destiny")] == [(anna, True)]
    late: list[Callable[[], object]] = [
        lambda: actions.give_up_name(by=jo, row=row, on=TODAY),
        lambda: actions.correct_name(by=jo, row=row, name="Destinee", starts=None),
    ]
    for too_late in late:
        with pytest.raises(RefusedError, match="already recorded"):
            too_late()
    actions.add_name(by=jo, client=anna, kind="working", name="Destiny")  # she takes it up again
    assert shown(anna) == ["Destiny"]


def test_the_name_she_wants_cannot_be_given_up(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="working", name="ANNA")
    with pytest.raises(RefusedError, match="First change what she wants to be called"):
        actions.give_up_name(by=jo, row=ClientName.objects.get(name="ANNA"), on=TODAY)


def test_a_new_legal_name_makes_the_one_before_her_former_one(jo: Worker, anna: Client) -> None:
    actions.add_name(by=jo, client=anna, kind="legal", name="Anna Smith", starts=date(2010, 5, 1))
    with pytest.raises(RefusedError) as refusal:
        actions.add_name(by=jo, client=anna, kind="legal", name="Anna Jones", starts=date(2009, 1, 1))
    assert refusal.value.field == "starts"
    actions.add_name(by=jo, client=anna, kind="legal", name="Anna Jones", starts=date(2020, 1, 1))
    assert names(anna) >= {("legal", "Anna Smith", True), ("legal", "Anna Jones", False)}
    assert ClientName.objects.get(name="Anna Smith").ends == date(2020, 1, 1)
    assert sorted(shown(anna)) == ["Anna Jones", "Anna Smith"]


def test_a_name_is_put_right(jo: Worker, anna: Client) -> None:
    for name in ("Destinee", "Ruby"):
        actions.add_name(by=jo, client=anna, kind="other", name=name)
    row = ClientName.objects.get(name="Destinee")
    with pytest.raises(RefusedError, match="already"):
        actions.correct_name(by=jo, row=row, name="ruby", starts=None)
    actions.correct_name(by=jo, row=row, name="Destiny", starts=YESTERDAY)
    row.refresh_from_db()
    assert (row.name, row.plain, row.starts) == ("Destiny", "destiny", YESTERDAY)
    assert row.sounds
    with pytest.raises(RefusedError, match="already"):
        actions.add_name(by=jo, client=anna, kind="other", name="DESTINY")
