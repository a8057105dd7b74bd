"""One filled database for all tests of a module, which only look at it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from casework.contacts.rules import HERE
from casework.demonstration.fill import fill

NOW = datetime(2026, 11, 20, 21, 10, tzinfo=HERE)


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    with django_db_blocker.unblock(), transaction.atomic():
        assert fill(NOW)
        yield NOW
        transaction.set_rollback(True)
