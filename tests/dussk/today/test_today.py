"""The first page, the hidden page and the answer to monitors."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from casework.contacts.models import Place
from dussk.access import standing
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.access.standing import Finding
from dussk.today import health, registry
from dussk.today.registry import Panel
from tests.world import World, session


@pytest.mark.parametrize(
    ("name", "there", "absent"),
    [
        ("keyworker", ["Tonight", "Open a register", "My follow-ups"], []),
        ("manager", ["Tonight", "Open a register", "My follow-ups"], []),
        (
            "volunteer",
            ["Tonight", "No register is open that you are on shift for"],
            ["Open a register", "My follow-ups"],
        ),
        ("supervisor", ["Nothing waits for you here today"], ["Tonight"]),
        ("facilitator", [], ["Tonight", "My follow-ups"]),
    ],
)
def test_each_sees_what_is_hers(
    world: World, signed_in: Callable[[Worker], Browser], name: str, there: list[str], absent: list[str]
) -> None:
    answer = signed_in(world.worker(name)).get("/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert all(words in page for words in there)
    assert not any(words in page for words in absent)


def test_an_open_register_is_one_press_away(world: World, signed_in: Callable[[Worker], Browser]) -> None:
    made = session(world.worker("keyworker"), Place.objects.get(agency=world.charity), world.staff("volunteer"))
    for name in ("keyworker", "volunteer"):
        page = signed_in(world.worker(name)).get("/").content.decode()
        assert f'href="/nights/{made.uid}/"' in page
        assert "Open the register" in page


def test_nobody_signed_in_is_sent_to_sign_in(db: None) -> None:
    answer = Browser().get("/")
    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


@pytest.fixture
def no_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_registered", {})


def test_panels_stand_in_order_and_where_they_may(
    world: World, signed_in: Callable[[Worker], Browser], no_panels: None
) -> None:
    registry.register(Panel(20, "today/second.html", lambda _: {"n": 2}))
    registry.register(Panel(10, "today/first.html", lambda _: {"n": 1}, Permission.RUN_SESSION))
    registry.register(Panel(30, "today/nothing.html", lambda _: None))
    registry.register(Panel(15, "today/second.html", lambda _: {"n": 3}))

    class Asker:
        permissions: frozenset[Permission] = frozenset({Permission.RUN_SESSION})

        def may(self, permission: Permission) -> bool:
            return permission in self.permissions

    asker = Asker()
    shown = registry.panels(asker)  # type: ignore[arg-type]  # all that is asked of a request
    assert [(one.template, one.context) for one in shown] == [
        ("today/first.html", {"n": 1}),
        ("today/second.html", {"n": 3}),
    ]
    asker.permissions = frozenset()
    assert [one.template for one in registry.panels(asker)] == ["today/second.html"]  # type: ignore[arg-type]


def test_the_hidden_page_needs_nobody_and_tells_nothing(db: None) -> None:
    answer = Browser().get("/hidden/")
    assert answer.status_code == 200
    assert b"DUSSK" not in answer.content
    assert Browser().post("/hidden/").status_code == 405


# ---- /healthz ----


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> health.Health:
    one = health.Health()
    monkeypatch.setattr("dussk.today.views.health", one)
    return one


def test_well_without_a_session(db: None, fresh: health.Health) -> None:
    answer = Browser().get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"well\n", "text/plain")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert Browser().post("/healthz").status_code == 405


@pytest.mark.parametrize("fault", ["findings", "migrations"])
def test_unwell_without_saying_why(db: None, fresh: health.Health, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    if fault == "findings":
        monkeypatch.setattr(standing, "findings", lambda **_: [Finding("E5", "casework_client is open")])
    else:
        monkeypatch.setattr(health, "_migrated", lambda: False)
    answer = Browser().get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"unwell\n")


def test_a_wall_that_is_taken_down_is_seen(db: None, fresh: health.Health) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE casework_client DISABLE ROW LEVEL SECURITY")
    assert Browser().get("/healthz").status_code == 503


def test_a_migration_that_is_missing_is_seen(db: None, fresh: health.Health) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'casework'"
            " AND name = (SELECT max(name) FROM django_migrations WHERE app = 'casework')"
        )
    assert Browser().get("/healthz").status_code == 503


@pytest.mark.parametrize(("run_as", "serving"), [("app", True), ("owner", False)])
def test_serving_insists_on_the_web_login(
    db: None,
    fresh: health.Health,
    monkeypatch: pytest.MonkeyPatch,
    run_as: str,
    serving: bool,  # noqa: FBT001
) -> None:
    asked: list[bool] = []

    def findings(*, serving: bool) -> list[Finding]:
        asked.append(serving)
        return []

    monkeypatch.setattr(standing, "findings", findings)
    monkeypatch.setattr(settings, "RUN_AS", run_as)
    Browser().get("/healthz")
    assert asked == [serving]


def test_asking_often_costs_one_small_query_and_its_savepoint(
    db: None, fresh: health.Health, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert fresh.is_right()
    with django_assert_num_queries(5 * 3):
        for _ in range(5):
            assert fresh.is_right()


def test_after_a_while_it_looks_again(db: None, fresh: health.Health, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fresh.is_right()
    monkeypatch.setattr(standing, "findings", lambda **_: [Finding("E5", "open")])
    assert fresh.is_right()
    monkeypatch.setattr("dussk.today.health.time.monotonic", lambda: fresh._until)
    assert not fresh.is_right()


def test_a_database_that_does_not_answer_is_unwell(
    db: None, fresh: health.Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silence() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(fresh, "_answers", silence)
    assert Browser().get("/healthz").status_code == 503
