"""Every page of the room, by each role."""

import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from casework.clients.models import (
    Client,
)
from dussk.access.asking import Worker
from tests.world import World

SignIn = Callable[[Worker], Browser]


@pytest.fixture
def anna(world: World) -> Client:
    return world.clients["anna"]


@pytest.fixture
def jo(world: World, signed_in: SignIn) -> Browser:
    """The keyworker's browser."""
    return signed_in(world.worker("keyworker"))


def url(name: str, client: Client | None = None, *args: object) -> str:
    return reverse(f"clients:{name}", args=[client.reference, *args] if client else args)


def test_her_page_shows_what_she_is_called_first(jo: Browser, anna: Client) -> None:
    answer = jo.get(url("client", anna))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.index("Anna") < text.index(anna.shown_reference)
    assert anna.called not in re.search("<title>(.*?)</title>", text, re.DOTALL)[1]  # type: ignore[index]
