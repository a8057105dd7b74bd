"""A sheet and lines of its lists that the tests of this room begin with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.models import Client
from casework.information import actions, queries
from casework.information.models import InformationSheet
from casework.information.rules import Section
from dussk.access.asking import Worker, asking
from tests.world import World

SignIn = Callable[[Worker], Browser]

SAID: dict[str, dict[str, Any]] = {
    "child": {"name": "Kayden", "born": None, "sex": "male", "lives": "family", "location": "Bath", "proceedings": ""},
    "other": {"name": "Dawn", "relationship": "Friend", "phone": "0117 496 0001", "may_contact": "yes"}
    | {"knows": "Nothing", "address": ""},
    "emergency": {"name": "Linda", "relationship": "Mum", "phone": "0117 496 0002", "may_contact": "emergency"}
    | {"knows": "", "address": ""},
    "agency": {"name": "Probation", "worker": "Colette", "phone": "", "address": "", "about": "Licence"},
    "fact": {"topic": "debts", "words": "Forty pounds to the water company"},
}


def added(by: Worker, client: Client, code: str, **said: Any) -> Any:
    """A line of a list."""
    with asking(by):
        return actions.add_entry(by=by, client=client, listed=queries.LISTS[code], said=SAID.get(code, {}) | said)


def written(
    by: Worker, client: Client, section: Section = Section.GP, *, gone_through: bool = False, **said: Any
) -> InformationSheet:
    """A section of the sheet that is no list; what is not said is left empty."""
    with asking(by):
        held = queries.values_of(queries.sheet_of(client), queries.FIELDS[section])
        return actions.save_section(by=by, client=client, section=section, said=held | said, gone_through=gone_through)


def url(name: str, client: Client, *more: object) -> str:
    return reverse(f"her_information:{name}", args=[client.reference, *more])


def mark_of(page: str) -> str:
    """What a form was opened with."""
    return page.split('name="opened_with" value="')[1].split('"', maxsplit=1)[0]


def text(browser: Browser, address: str, data: dict[str, Any] | None = None) -> str:
    answer = browser.get(address, follow=True) if data is None else browser.post(address, data, follow=True)
    return answer.content.decode()


@pytest.fixture
def jo(world: World) -> Worker:
    """The keyworker."""
    return world.worker("keyworker")


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def browser(jo: Worker, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(jo)
