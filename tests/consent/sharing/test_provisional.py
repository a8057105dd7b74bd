"""Files about which she has not answered: how long they wait, and what a manager decides."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import Client, Restriction
from consent.sharing import actions, queries
from consent.sharing.models import LongerWait
from dussk.access.asking import asking
from tests.casework.clients.joined import join
from tests.casework.clients.pages.conftest import day
from tests.consent.agreements.conftest import Asked, main
from tests.matrix.base import base
from tests.world import World, days_ago, woman

TODAY = timezone.localdate


def age(client: Client, days: int) -> None:
    """Her file was started so many days ago."""
    Client.objects.filter(pk=client.pk).update(made_at=days_ago(days))


def late(world: World, today: date | None = None) -> list[str]:
    manager = world.worker("manager")
    with asking(manager):
        return [her.called for her in queries.waiting_too_long(world.charity, today or TODAY())]


@pytest.fixture
def waits(asked: Asked) -> Asked:
    """Rosa's file waits since a month; the others' are new."""
    age(asked.rosa, 30)
    return asked


def test_which_wait_too_long(waits: Asked) -> None:
    world, rosa = waits.world, waits.rosa
    assert late(world) == ["Rosa"]
    assert late(world, TODAY() - timedelta(days=2)) == ["Rosa"]
    assert late(world, TODAY() - timedelta(days=3)) == []
    Client.objects.filter(pk=rosa.pk).update(status="died")
    assert late(world) == []
    Client.objects.filter(pk=rosa.pk).update(status="closed")
    waits.begin()
    assert late(world) == ["Rosa"]  # nothing is signed yet


def test_those_who_answered_do_not_wait(waits: Asked) -> None:
    agreement = waits.signed()
    assert late(waits.world) == []
    waits.withdraw(agreement, parts=["everything"])
    assert late(waits.world) == []


def test_what_was_signed_on_a_joined_file_counts(waits: Asked) -> None:
    twin = waits.rosa
    waits.signed()
    waits.rosa = woman(waits.by, "Rosie")
    age(waits.rosa, 60)
    assert late(waits.world) == ["Rosie"]
    join(waits.by, waits.rosa, twin)
    assert late(waits.world) == []
    with asking(waits.by):
        assert queries.has_answered(Client.objects.get(pk=waits.rosa.pk))


def test_it_waits_longer_and_is_asked_about_again(waits: Asked, boss: Browser) -> None:
    until = TODAY() + timedelta(days=5)
    address = reverse("sharing:waiting", args=[waits.rosa.reference])
    assert "That time is over." in main(boss.get(address))
    missing = main(boss.post(address, {"decision": "wait"}))
    assert "Enter the day until which it waits" in missing
    assert "Enter why it waits longer" in missing
    answer = boss.post(address, {"decision": "wait", **day("until", until), "reason": "She is in hospital"})
    assert answer.status_code == 302
    assert late(waits.world) == []
    assert late(waits.world, until + timedelta(days=1)) == ["Rosa"]
    assert "She is in hospital" in main(boss.get(address))
    assert LongerWait.objects.get().made_by == waits.world.staff("manager")


def test_it_is_restricted(waits: Asked, boss: Browser, jo: Browser) -> None:
    address = reverse("sharing:waiting", args=[waits.rosa.reference])
    assert boss.post(address, {"decision": "restrict"}).headers["Location"] == reverse("kept:restricted")
    assert Restriction.objects.get().why == "never_asked"
    assert jo.get(waits.rosa.get_absolute_url()).status_code == 404
    assert boss.get(waits.rosa.get_absolute_url()).status_code == 200
    assert late(waits.world) == []
    manager = waits.world.worker("manager")
    with asking(manager), pytest.raises(RefusedError, match="restricted already"):
        actions.give_up_asking(by=manager, client=waits.rosa)


def test_she_answers_while_the_manager_decides(waits: Asked, boss: Browser) -> None:
    address = reverse("sharing:waiting", args=[waits.rosa.reference])
    boss.get(address)
    waits.signed()
    assert boss.post(address, {"decision": "restrict"}).headers["Location"] == waits.rosa.get_absolute_url()
    manager = waits.world.worker("manager")
    with asking(manager):
        for decide in (
            lambda: actions.give_up_asking(by=manager, client=waits.rosa),
            lambda: actions.wait_longer(by=manager, client=waits.rosa, until=TODAY() + timedelta(days=1), reason="x"),
        ):
            with pytest.raises(RefusedError, match="has answered"):
                decide()
    assert not Restriction.objects.exists()


def test_only_a_manager_restricts(waits: Asked) -> None:
    with asking(waits.by), pytest.raises(PermissionDenied):
        actions.give_up_asking(by=waits.by, client=waits.rosa)
    theirs = waits.world.worker("drugs_manager")
    with asking(theirs), pytest.raises(PermissionDenied):
        actions.give_up_asking(by=theirs, client=waits.world.clients["anna"])
    assert not Restriction.objects.exists()


def test_a_day_that_has_passed_is_refused(waits: Asked) -> None:
    manager = waits.world.worker("manager")
    with asking(manager), pytest.raises(RefusedError, match="still to come"):
        actions.wait_longer(by=manager, client=waits.rosa, until=TODAY(), reason="Soon")


def test_today_and_the_list(waits: Asked, boss: Browser, jo: Browser) -> None:
    for address in ("/", reverse("provisional:list")):
        assert "Rosa" in main(boss.get(address))
    assert "Not asked yet" not in main(jo.get("/"))
    assert jo.get(reverse("provisional:list")).status_code == 403
    made = [woman(waits.by, f"Zoe {number}") for number in range(11)]
    for her in made:
        age(her, 40)
    assert main(boss.get("/")).count("file started") == 10


def test_restricted_files_to_look_at(waits: Asked, boss: Browser) -> None:
    assert "Restricted files to look at" not in main(boss.get("/"))
    row = Restriction.objects.create(**base(waits.by, waits.rosa), why="refused")
    assert "nobody has said why it is kept" in main(boss.get("/"))
    Restriction.objects.filter(pk=row.pk).update(kept_because="Children Act", kept_until=TODAY())
    assert "Restricted files to look at" not in main(boss.get("/"))
    Restriction.objects.filter(pk=row.pk).update(kept_until=TODAY() - timedelta(days=1))
    assert "was to be kept until" in main(boss.get("/"))
