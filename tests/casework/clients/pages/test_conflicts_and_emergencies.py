"""Closing a file to oneself for a conflict, and opening one in an emergency."""

import re
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.models import Block, Client, EmergencyAccess, EmergencyAttempt
from tests.casework.clients.pages.conftest import day, url
from tests.conftest import SignIn
from tests.world import World, woman


def test_a_conflict_is_confirmed_and_then_the_file_is_gone(world: World, jo: Browser, anna: Client) -> None:
    assert "You will lose this file at once" in jo.get(url("conflict", anna)).content.decode()
    answer = jo.post(url("conflict", anna), {"sure": "on", "reason": "My cousin", "blocked": world.staff("manager").pk})
    assert answer.headers["Location"] == reverse("today:today")
    page = jo.get("/").content.decode()
    assert "closed to you" in page
    assert "Anna" not in page
    assert jo.get(url("client", anna)).status_code == 404
    assert Block.objects.get().blocked == world.staff("keyworker")
    assert "Anna" not in jo.post(url("find"), {"q": anna.reference}).content.decode()


def test_an_emergency_says_until_when(world: World, signed_in: SignIn) -> None:
    cass = world.clients["cass"]
    browser = signed_in(world.worker("facilitator"))
    typed = {
        "how": "reference",
        "reference": cass.shown_reference.lower(),
        "reason": "Overdose",
        "client": "1",
        "ends": "x",
    }
    answer = browser.post(url("emergency"), typed)
    assert answer.headers["Location"] == url("client", cass)
    page = browser.get(url("client", cass)).content.decode()
    assert "Opened in an emergency until" in page
    assert "does not share it with Harbour Drug Service" in page
    assert EmergencyAccess.objects.get().reason == "Overdose"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Choose what you know"),
        ({"how": "reference", "reason": "X"}, "Enter her reference"),
        ({"how": "reference", "reference": "12", "reason": "X"}, "Enter her reference"),
        ({"how": "birth", "reason": "X"}, "Enter her full name"),
        ({"how": "birth", "name": "Kay", "reason": "X"}, "Enter her date of birth"),
        ({"how": "birth", "name": "Kay", "reason": "X", **day("born", ("31", "2", "1990"))}, "must be a real date"),
        ({"how": "reference", "reference": "00000000"}, "Enter what the danger is"),
        ({"how": "reference", "reference": "00000000", "reason": "x" * 2_001}, "2,000 characters or fewer"),
    ],
)
def test_what_is_wrong_with_an_emergency_is_said_and_is_no_attempt(
    world: World, signed_in: SignIn, typed: dict[str, str], message: str
) -> None:
    answer = signed_in(world.worker("facilitator")).post(url("emergency"), typed)
    assert message in answer.content.decode()
    assert not EmergencyAttempt.objects.exists()


def test_nobody_and_several_are_answered_with_the_same_page(world: World, signed_in: SignIn) -> None:
    for _ in range(2):
        woman(world.worker("keyworker"), "Zoe Smith", born=date(1990, 4, 3))
    browser = signed_in(world.worker("facilitator"))

    def answered(name: str) -> str:
        typed = {"how": "birth", "name": name, "reason": "Danger", **day("born", date(1990, 4, 3))}
        return re.sub('value="[^"]*"', "", browser.post(url("emergency"), typed).content.decode())

    assert "No file was opened" in answered("Zoe Smith")
    assert answered("Zoe Smith") == answered("Nobody Known")
    for _ in range(2):
        answered("Zoe Smith")
    assert "five times in the last hour" in answered("Zoe Smith")
