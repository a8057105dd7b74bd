"""Counts of tries outlive the request that made them, whatever becomes of it."""

import base64
import pickle
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections, transaction
from django.utils import timezone
from pytest_django import Settings

from dussk.settings import CACHES as IN_SERVICE
from dussk.staff.counting import ALIAS, CountsRouter
from dussk.staff.models import CacheEntry, Staff
from tests.dussk.staff.conftest import Browser

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", ALIAS])


@pytest.fixture
def in_the_table(settings: Settings) -> Iterator[None]:
    settings.CACHES = IN_SERVICE
    caches["default"].clear()
    yield
    caches["default"].clear()
    connections[ALIAS].close()


@pytest.mark.usefixtures("in_the_table")
def test_a_count_outlives_a_rollback() -> None:
    with transaction.atomic():
        caches["default"].set("tries", 5)
        transaction.set_rollback(True)
    assert caches["default"].get("tries") == 5
    assert CacheEntry.objects.exists()


@pytest.mark.usefixtures("in_the_table")
def test_tries_are_counted_for_every_process() -> None:
    """Through the whole stack, as in service: five wrong passwords, and the table says so."""
    for _each in range(5):
        Browser().post("/sign-in/", {"login": "nobody@example.org", "password": "wrong wrong wrong"})
    answer = Browser().post("/sign-in/", {"login": "nobody@example.org", "password": "wrong wrong wrong"})
    assert b"too many tries" in answer.content
    assert "nobody@example.org" not in str(list(CacheEntry.objects.values_list("cache_key", "value")))


@pytest.mark.usefixtures("in_the_table")
def test_many_counts_do_not_push_others_out() -> None:
    caches["default"].set("tries", 5)
    for number in range(400):
        caches["default"].set(f"{number}", 1)
    assert caches["default"].get("tries") == 5


class Bomb:
    """Its pickle runs what it likes in whoever reads it."""

    went_off = False

    def __reduce__(self) -> tuple[Any, ...]:
        return setattr, (Bomb, "went_off", True)


@pytest.mark.usefixtures("in_the_table")
@pytest.mark.parametrize(
    "planted",
    [
        base64.b64encode(pickle.dumps(Bomb())).decode(),
        pickle.dumps(Bomb(), 0).decode(),
        "not JSON",
        "[" * 100_000,
        "",
    ],
)
def test_what_was_planted_in_the_table_is_not_run(planted: str) -> None:
    cache = caches["default"]
    soon = timezone.now() + timedelta(hours=1)
    CacheEntry.objects.create(cache_key=cache.make_key("tries"), value=planted, expires=soon)
    assert cache.get("tries", "nothing") == "nothing"
    assert cache.get_many(["tries"]) == {}
    cache.set("tries", [1.5])
    CacheEntry.objects.filter(cache_key=cache.make_key("tries")).update(value=planted)
    with pytest.raises(ValueError, match="tries"):
        cache.incr("tries")
    cache.touch("tries")
    cache.add("tries", [2.5])
    assert cache.get("tries") == [2.5]
    assert not Bomb.went_off


def test_the_planted_pickle_would_have_gone_off() -> None:
    pickle.loads(pickle.dumps(Bomb()))
    assert Bomb.went_off
    Bomb.went_off = False


@pytest.mark.usefixtures("in_the_table")
def test_what_is_kept_comes_back() -> None:
    """Lists of moments are what the limits keep, ``True`` what their locks and used codes do."""
    cache = caches["default"]
    moments = [timezone.now().timestamp(), 1_795_353_600.123456]
    for value in (moments, [], True, None, 5, "y"):
        cache.set("tries", value, None)
        assert cache.get("tries", "nothing") == value
        assert CacheEntry.objects.get().value.strip()[0] not in "gA"
    with pytest.raises(TypeError):
        cache.set("tries", Bomb())
    assert cache.get_many([]) == {}


@pytest.mark.usefixtures("in_the_table")
def test_what_is_there_is_not_added_until_it_has_ended() -> None:
    cache = caches["default"]
    assert cache.add("lock", "on") is True
    assert cache.add("lock", "again") is False
    assert cache.touch("lock", 60) is True
    assert cache.get("lock") == "on"
    CacheEntry.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert cache.touch("lock", 60) is False
    assert cache.add("lock", 1) is True
    CacheEntry.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert cache.get("lock") is None
    assert not CacheEntry.objects.exists()
    cache.set("tries", 5)
    assert cache.incr("tries") == 6


@pytest.mark.usefixtures("in_the_table")
def test_entries_that_ended_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = caches["default"]
    monkeypatch.setattr(cache, "_max_entries", 2)
    for name in ("one", "two", "three"):
        cache.set(name, 1)
    CacheEntry.objects.update(expires=timezone.now() - timedelta(seconds=5))
    cache.set("four", 1)
    assert [entry.cache_key for entry in CacheEntry.objects.all()] == [cache.make_key("four")]


def test_nothing_else_goes_that_way() -> None:
    router = CountsRouter()
    assert router.db_for_read(Staff) is None
    assert router.db_for_write(Staff) is None
    assert router.allow_migrate(ALIAS, "staff") is False
    assert router.allow_migrate("default", "staff") is None
