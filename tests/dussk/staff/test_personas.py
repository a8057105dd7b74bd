"""The demonstration's open door, which there is nowhere else."""

from collections.abc import Callable

import pytest
from django.db import connection
from pytest_django import Settings

from dussk.access.asking import Worker
from tests.dussk.staff.conftest import Browser
from tests.world import World

SignIn = Callable[[Worker], Browser]


@pytest.fixture
def demonstration(world: World, settings: Settings) -> World:
    settings.DEMONSTRATION = True
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO wall.stamp (kind) VALUES ('demonstration')")
    for worker in world.people.values():
        worker.staff.set_unusable_password()
        worker.staff.save()
    return world


def door(world: World, name: str) -> str:
    return f"/sign-in/persona/{world.staff(name).uid}/"


def test_one_press_signs_in(demonstration: World, browser: Browser) -> None:
    page = browser.get("/sign-in/").content.decode()
    for worker in demonstration.people.values():
        assert door(demonstration, next(n for n, w in demonstration.people.items() if w == worker)) in page
    assert browser.post(door(demonstration, "keyworker"), {"next": "/account/"}).url == "/account/"
    assert browser.get("/account/").status_code == 200


def test_the_press_is_a_post(demonstration: World, browser: Browser) -> None:
    assert browser.get(door(demonstration, "keyworker")).status_code == 405


def test_in_service_there_is_no_such_page(world: World, browser: Browser) -> None:
    assert browser.post(door(world, "keyworker")).status_code == 404
    assert b"persona" not in browser.get("/sign-in/").content
    assert browser.get("/account/").url.startswith("/sign-in/")


def test_on_a_database_without_the_stamp_neither(demonstration: World, browser: Browser) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wall.stamp")
    assert browser.post(door(demonstration, "keyworker")).status_code == 404


def test_a_stamp_alone_opens_nothing(demonstration: World, browser: Browser, settings: Settings) -> None:
    settings.DEMONSTRATION = False
    assert browser.post(door(demonstration, "keyworker")).status_code == 404


def test_nobody_and_the_suspended_are_not_there(demonstration: World, browser: Browser) -> None:
    assert browser.post("/sign-in/persona/00000000-0000-4000-8000-000000000000/").status_code == 404
    staff = demonstration.staff("keyworker")
    type(staff).objects.filter(pk=staff.pk).update(is_active=False, suspended_at="2026-01-01T00:00Z")
    assert browser.post(door(demonstration, "keyworker")).status_code == 404


def test_a_locked_persona_presses_once(demonstration: World, browser: Browser) -> None:
    browser.post(door(demonstration, "keyworker"))
    browser.post("/lock/")
    assert b"nobody has a password" in browser.get("/locked/").content
    assert browser.post("/unlock/", {"secret": "", "next": "/account/"}).url == "/account/"
    assert browser.get("/account/").status_code == 200


def test_a_session_of_the_demonstration_is_worth_nothing_in_service(
    demonstration: World, browser: Browser, settings: Settings
) -> None:
    browser.post(door(demonstration, "keyworker"))
    settings.DEMONSTRATION = False
    assert browser.get("/account/").url.startswith("/sign-in/set-up/")


def test_it_answers_to_this_machine_alone(demonstration: World) -> None:
    assert Browser(REMOTE_ADDR="198.51.100.1").get("/sign-in/").status_code == 403
    assert Browser(REMOTE_ADDR="::1").get("/sign-in/").status_code == 200
