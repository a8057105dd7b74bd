"""A tablet that the keyworker has handed over for a form of two pages."""

from typing import Any

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from tests.conftest import SignIn
from tests.dussk.handover.sample import HERS
from tests.dussk.staff.conftest import Browser
from tests.world import World


@pytest.fixture(autouse=True)
def sample_addresses(settings: Settings) -> None:
    cache.clear()
    settings.ROOT_URLCONF = "tests.dussk.handover.sample"


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    browser: Any = signed_in(world.worker("keyworker"))
    return browser  # type: ignore[no-any-return]


@pytest.fixture
def tablet(jo: Browser) -> Browser:
    assert jo.post("/hand-over/").url == HERS
    return jo
