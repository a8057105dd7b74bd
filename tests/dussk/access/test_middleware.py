"""Each request is one transaction behind the wall, and what goes wrong in it saves nothing and tells nothing."""

import logging
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser

from casework.contacts.models import Contact
from dussk.access.asking import Worker
from dussk.audit.tracking import history_of
from tests import careless
from tests.world import World, build

pytestmark = [pytest.mark.urls("tests.careless"), pytest.mark.django_db]
SignIn = Callable[[Worker], Browser]


def half_saved() -> int:
    return Contact.objects.filter(note="half-saved").count()


def login() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def test_a_save_is_kept_with_who_and_where(world: World, signed_in: SignIn) -> None:
    keyworker = world.worker("keyworker")
    response = signed_in(keyworker).get("/saves/")
    assert response.status_code == 200
    event = history_of(Contact).get(note="half-saved")
    assert (event.pgh_staff_id, event.pgh_agency_id) == (keyworker.staff.pk, world.charity.pk)
    assert event.pgh_context["page"] == "saves"
    assert event.pgh_context["request"] == response.headers["X-Request-Id"]
    assert login() == "dussk_owner"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("raises", 500),
        ("not_there", 404),
        ("refuses", 403),
        ("bad_sql", 500),
        ("swallows", 500),
        ("late", 500),
        ("streams", 500),
        ("too_slow", 500),
    ],
)
def test_what_fails_saves_nothing_and_tells_nothing(world: World, signed_in: SignIn, name: str, status: int) -> None:
    browser = signed_in(world.worker("keyworker"))
    response = browser.get(f"/{name}/")
    assert response.status_code == status
    assert half_saved() == 0
    assert b"Secret" not in response.content
    assert login() == "dussk_owner"
    assert browser.get("/file/").status_code == 200


def test_a_fault_page_has_a_reference_that_the_log_has_too(
    world: World, signed_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="dussk.faults"):
        response = signed_in(world.worker("keyworker")).get("/raises/")
    reference = response.headers["X-Request-Id"]
    assert str(uuid.UUID(reference)) == reference
    assert reference.encode() in response.content
    (line,) = [record.getMessage() for record in caplog.records if record.name == "dussk.faults"]
    assert reference in line
    assert "ValueError at " in line
    assert "Secret" not in caplog.text


@pytest.mark.parametrize("name", ["database_away", "cut_off"])
def test_the_database_going_away_is_a_503_that_says_what_to_do(world: World, signed_in: SignIn, name: str) -> None:
    browser = signed_in(world.worker("keyworker"))
    response = browser.get(f"/{name}/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert b"again" in response.content
    assert half_saved() == 0
    assert browser.get("/file/").status_code == 200


def test_a_file_is_read_behind_the_wall(world: World, signed_in: SignIn) -> None:
    response = signed_in(world.worker("facilitator")).get("/file/")
    assert b"".join(response) == b"Anna"


def test_an_unmarked_view_answers_403(world: World, signed_in: SignIn) -> None:
    assert signed_in(world.worker("manager")).get("/unmarked/").status_code == 403


def test_a_permission_is_asked_for(world: World, signed_in: SignIn) -> None:
    assert signed_in(world.worker("keyworker")).get("/for_administrators/").status_code == 403
    assert signed_in(world.worker("administrator")).get("/for_administrators/").status_code == 200


def test_nobody_signed_in_sees_nobody(world: World) -> None:
    assert Browser().get("/for_anyone/").content == b"0 clients"


def test_invisible_and_absent_are_the_same_bytes(world: World, signed_in: SignIn) -> None:
    browser = signed_in(world.worker("keyworker"))
    absent, hidden = browser.get("/nothing-here/"), browser.get("/not_there/")
    assert (absent.status_code, absent.content) == (hidden.status_code, hidden.content)
    assert b"<form" not in absent.content
    assert b"Keyworker" not in absent.content


@pytest.mark.django_db(transaction=True)
def test_after_the_transaction_nobody_is_asking(signed_in: SignIn) -> None:
    """So a callback that reads is refused, and ``robust=True`` keeps the page from failing after the save."""
    world = build()
    careless.HEARD.clear()
    assert signed_in(world.worker("facilitator")).get("/asks_after/").status_code == 200
    assert careless.HEARD == []
