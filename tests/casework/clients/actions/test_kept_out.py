"""Who is kept out of a woman's file: blocks and declared conflicts."""

import pytest

from casework.clients import actions, queries
from casework.clients.actions import RefusedError
from casework.clients.models import Block, Client
from dussk.access.asking import Worker, asking
from dussk.staff.models import Staff
from tests.world import World


def test_a_block_holds_from_the_same_moment_and_takes_her_keyworker(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=world.staff("blocked"))
    actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    anna.refresh_from_db()
    assert anna.keyworker is None
    with asking(world.worker("blocked")):
        assert not Client.objects.filter(pk=anna.pk).exists()
        assert not Block.objects.exists()
    with pytest.raises(RefusedError, match="blocked already"):
        actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="Again")
    (row,) = queries.blocks_of(anna)
    actions.end_block(by=jo, block=row, reason="She changed her mind")
    with asking(world.worker("blocked")):
        assert Client.objects.filter(pk=anna.pk).exists()
    with pytest.raises(RefusedError, match="ended already"):
        actions.end_block(by=jo, block=row, reason="Again")


def test_of_two_who_block_somebody_at_once_the_second_is_told(
    world: World, jo: Worker, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    monkeypatch.setattr(queries, "blockable", lambda _client, _by: Staff.objects.all())  # as the second saw it
    with pytest.raises(RefusedError, match="blocked from her file already"):
        actions.block(by=jo, client=anna, staff=world.staff("blocked"), reason="She asked")
    assert Block.objects.count() == 1


def test_who_can_be_blocked(world: World, jo: Worker, anna: Client) -> None:
    """Her agency blocks anybody, with a share or none: who has none could open the file in an emergency."""
    everyone = set(world.people) - {"keyworker"}
    assert set(queries.blockable(anna, jo)) == {world.staff(name) for name in everyone}
    assert set(queries.blockable(world.clients["cass"], jo)) == {world.staff(name) for name in everyone}
    theirs = queries.blockable(anna, world.worker("drugs_manager"))
    assert set(theirs) == {world.staff(name) for name in ("facilitator", "both")}  # their own, and nobody else's


def test_a_declared_conflict_closes_the_file_and_only_another_opens_it(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=jo.staff)
    actions.declare_conflict(by=jo, client=anna, reason="My cousin")
    assert not Client.objects.filter(pk=anna.pk).exists()
    with pytest.raises(RefusedError):  # from another window
        actions.declare_conflict(by=jo, client=anna, reason="My cousin")
    with asking(world.worker("manager")):
        anna.refresh_from_db()
        (row,) = queries.blocks_of(anna)
        assert (row.kind, row.blocked, anna.keyworker) == (Block.Kind.CONFLICT, jo.staff, None)
    with pytest.raises(RefusedError):
        actions.end_block(by=jo, block=row, reason="I say so")
    with asking(world.worker("manager")):
        actions.end_block(by=world.worker("manager"), block=row, reason="It was another woman")
    assert Client.objects.filter(pk=anna.pk).exists()


def test_a_partner_declares_her_conflict_on_a_shared_file(world: World, anna: Client) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        actions.declare_conflict(by=facilitator, client=anna, reason="")
        assert not Client.objects.filter(pk=anna.pk).exists()
    with asking(world.worker("drugs_manager")):
        (row,) = queries.blocks_of(anna)
        actions.end_block(by=world.worker("drugs_manager"), block=row, reason="Cleared")
    with asking(facilitator):
        assert Client.objects.filter(pk=anna.pk).exists()


def test_why_somebody_is_blocked_is_not_for_those_the_file_is_shared_with(world: World, anna: Client) -> None:
    with asking(world.worker("keyworker")):
        actions.block(by=world.worker("keyworker"), client=anna, staff=world.staff("volunteer"), reason="Her ex")
    for who, sees in (("manager", 1), ("facilitator", 0), ("drugs_manager", 0), ("volunteer", 0), ("psychologist", 0)):
        with asking(world.worker(who)):
            assert len(queries.blocks_of(anna)) == sees, who
