"""What the tests of signing in, and of giving access, share."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from dussk.access.asking import Worker, asking
from dussk.staff.actions import access, second_factors
from dussk.staff.models import AccessRequest, Post, Staff
from dussk.staff.roles import Role
from tests.world import PASSWORD, World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Browser(Client):
    """Django's, with answers that may be asked for ``url`` and ``content`` alike."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> Any:
        return super().post(*args, **kwargs)


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """Every test begins with no tries counted."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser() -> Browser:
    """A browser that nobody has signed in with, which gets error pages as people do."""
    return Browser(raise_request_exception=True)


def give_app(staff: Staff) -> list[str]:
    """An app on her phone; returns her recovery codes."""
    return second_factors.add_app(by=staff, secret=SECRET)


def code_now() -> str:
    """What her app shows at this moment."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return str(totp.format_hotp_value(totp.hotp_value(SECRET, counter)))


@pytest.fixture
def nell(world: World) -> Staff:
    """Somebody new, who has taken up her account."""
    staff = Staff.objects.create_user("nell@example.org", PASSWORD, name="Nell Ostrander")
    give_app(staff)
    return staff


@pytest.fixture
def not_come(world: World) -> Staff:
    """Somebody whose account nobody has taken up."""
    return Staff.objects.create_user("noa@example.org", None, name="Noa Lindqvist")


def ask(world: World, staff: Staff, by: str = "administrator", role: Role = Role.KEYWORKER) -> AccessRequest:
    worker = world.worker(by)
    with asking(worker):
        return access.ask_for_role(by=worker, staff=staff, agency=world.charity, role=role, reason="New")


def approve(worker: Worker, request: AccessRequest) -> bool:
    with asking(worker):
        return access.approve(by=worker, request=request)


def holds(staff: Staff, role: Role) -> bool:
    return Post.objects.filter(staff=staff, role=role, ended_at=None).exists()


def run(worker: Worker | None, sql: str, *values: int | str) -> int:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return int(cursor.rowcount)
