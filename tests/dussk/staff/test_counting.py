"""Counts of tries outlive the request that made them, whatever becomes of it."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import connections, transaction
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


def test_nothing_else_goes_that_way() -> None:
    router = CountsRouter()
    assert router.db_for_read(Staff) is None
    assert router.db_for_write(Staff) is None
    assert router.allow_migrate(ALIAS, "staff") is False
    assert router.allow_migrate("default", "staff") is None
