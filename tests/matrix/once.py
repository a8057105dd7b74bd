"""A world that many tests look at, made once for all of them: each puts back what it did."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.matrix import targets
from tests.matrix.targets import Targets


@contextmanager
def put_back() -> Iterator[None]:
    """Undo whatever is done within. To the wall it looks like a test's own transaction, which it may nest in."""
    atomic = transaction.atomic()
    atomic._from_testcase = True  # type: ignore[attr-defined]  # as Django's own test cases mark theirs
    with atomic:
        yield
        transaction.set_rollback(True)


@contextmanager
def built(blocker: DjangoDbBlocker) -> Iterator[Targets]:
    """The matrix's world, for a fixture that outlives a test. Tests that use it do without the fixture ``db``."""
    with blocker.unblock(), put_back():
        yield targets.build()
