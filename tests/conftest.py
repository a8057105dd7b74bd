"""Fixtures that every room's tests share."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.test import Client as Browser
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from dussk.access.asking import Worker
from dussk.staff import session_keys
from tests.browsing import at_rest
from tests.emptying import empty_quickly
from tests.world import World, build

# How long an example takes says how busy the machine is, and nothing about what is tried.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The tests' database, and tests that commit put back what is in it."""
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            empty_quickly(patch)
        yield


@pytest.fixture
def world(db: None) -> World:
    return build()


SignIn = Callable[[Worker], Browser]


@pytest.fixture
def signed_in() -> SignIn:
    """A browser of somebody who is signed in, has given her second factor and has chosen her agency."""

    def sign_in(worker: Worker) -> Browser:
        browser = Browser()
        browser.force_login(worker.staff)
        session = browser.session
        session.update(
            {
                session_keys.AGENCY: worker.agency.pk,
                session_keys.SECOND_FACTOR: True,
                session_keys.SIGNED_IN_AT: time.time(),
                session_keys.SEEN_AT: time.time(),
            }
        )
        session.save()
        browser.raise_request_exception = False
        return browser

    return sign_in


@pytest.fixture
def live_server(live_server: LiveServer, transactional_db: None) -> Iterator[LiveServer]:
    """The server, with nothing left unanswered when its tables are emptied: an open register asks all the time."""
    yield live_server
    at_rest(live_server.url)
