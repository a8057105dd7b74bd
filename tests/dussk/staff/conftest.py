"""What the tests of signing in share."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from dussk.staff.actions import second_factors
from dussk.staff.models import Staff

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
