"""Who is on whose list, and with whom the bar says a file is shared."""

from django.utils import timezone

from casework.clients import actions, queries
from casework.clients.models import Client, Status
from dussk.access.asking import Worker, asking
from tests.casework.clients.actions.conftest import TODAY
from tests.world import World, share, woman


def test_the_list_of_each(world: World) -> None:
    expected = {
        "keyworker": {"Anna", "Bea", "Cass"},
        "facilitator": {"Anna"},
        "psychologist": set(),
        "drugs_manager": {"Anna", "Own"},
    }
    woman(world.worker("drugs_manager"), "Own")
    expected["facilitator"] = {"Anna", "Own"}
    for who, called in expected.items():
        with asking(world.worker(who)):
            assert {her.called for her in queries.visible_clients(world.worker(who))} == called, who


def test_an_emergency_puts_nobody_on_a_list(world: World) -> None:
    facilitator = world.worker("facilitator")
    with asking(facilitator):
        actions.open_in_emergency(by=facilitator, reason="Danger", reference=world.clients["cass"].reference)
        assert "Cass" not in {her.called for her in queries.visible_clients(facilitator)}


def test_the_list_narrowed_down(world: World, jo: Worker, anna: Client) -> None:
    actions.choose_keyworker(by=jo, client=anna, keyworker=jo.staff)
    actions.change_status(by=jo, client=anna, status=Status.LOST_TOUCH, on=TODAY)
    everyone = queries.visible_clients(jo)

    def called(**narrowed: str) -> list[str]:
        return [her.called for her in queries.filtered(everyone, **narrowed)]

    assert called() == ["Anna", "Bea", "Cass"]
    assert called(status="lost_touch") == ["Anna"]
    assert called(keyworker="nobody") == ["Bea", "Cass"]
    assert called(keyworker=str(jo.staff.uid)) == ["Anna"]
    assert called(keyworker="' OR 1=1 --") == called(status="nonsense") == []
    # Whoever can be a keyworker, and whoever is one though she cannot be any more.
    jo.staff.posts.update(ended_at=timezone.now())
    people = {name for _uid, name in queries.keyworkers_of_list(world.worker("manager"))}
    assert people == {"Manager", "Blocked", "Both", jo.staff.name}


def test_women_i_key_work_are_those_still_in_touch_or_lost(world: World, jo: Worker) -> None:
    for number, status in enumerate(Status.values):
        woman(world.worker("keyworker"), f"Ruby {number}", keyworker=jo.staff, status=status)
    assert {her.status for her in queries.key_clients(jo)} == {"in_touch", "lost_touch"}


def test_the_bar_says_with_whom_a_file_is_shared(world: World, anna: Client) -> None:
    share(anna, world.nhs, "pathway")
    words = {
        "keyworker": "Harbour Drug Service may see who she is and contacts and follow-ups;"
        " Westvale NHS Trust may see who she is and the pathway",
        "facilitator": "Lantern House keeps this file and shares with Harbour Drug Service:"
        " who she is and contacts and follow-ups",
        "psychologist": "Lantern House keeps this file and shares with Westvale NHS Trust: who she is and the pathway",
    }
    for who, expected in words.items():
        with asking(world.worker(who)):
            assert queries.bar_of(anna, world.worker(who)).shared == expected
