"""A woman's page: what it says first and at once, what other rooms put on it, and how much it asks of the database."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from casework.clients import panels
from casework.clients.models import Client
from dussk.access.categories import Permission
from tests.casework.clients.pages.conftest import TODAY, url
from tests.conftest import SignIn
from tests.world import World, contact, woman


def test_her_page_shows_what_she_is_called_first(jo: Browser, anna: Client) -> None:
    text = jo.get(url("client", anna)).content.decode()
    body = text[text.index("<body") :]
    assert body.index("Anna") < body.index(anna.shown_reference)
    title = re.search("<title>(.*?)</title>", text, re.DOTALL)
    assert title
    assert "Anna" not in title[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"born": TODAY - timedelta(days=16 * 366)}, "She is under 18"),
        ({"estimated_age": 20, "estimated_on": TODAY}, "She may be under 18"),
        ({"estimated_age": 30, "estimated_on": TODAY}, None),
        ({}, None),
    ],
)
def test_a_girl_is_for_safeguarding_at_once(
    world: World, jo: Browser, fields: dict[str, Any], words: str | None
) -> None:
    page = jo.get(woman(world.worker("keyworker"), "Kay", **fields).get_absolute_url()).content.decode()
    assert ("under 18" in page) is (words is not None)
    assert words is None or words in page


def test_panels_and_pages_of_other_rooms(jo: Browser, anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", {**panels._panels})
    monkeypatch.setattr(panels, "_tabs", {**panels._tabs})
    standing = "casework/clients/_standing.html"
    panels.register(panels.Panel(1, standing, lambda _request, _client: None))
    panels.register_tab(panels.Tab(90, "Her alerts", "clients:add_alert", Permission.CHANGE_CLIENT))
    panels.register_tab(panels.Tab(91, "Not for her", "clients:add_alert", Permission.MANAGE_STAFF))
    page = jo.get(url("client", anna)).content.decode()
    assert "Who works with her" not in page
    assert "Not for her" not in page
    panels.register_tab(panels.Tab(92, "Her names", "clients:add_name"))
    assert "Her names" in jo.get(url("client", anna)).content.decode()


def test_her_page_sends_as_many_statements_for_many_contacts_as_for_few(world: World, signed_in: SignIn) -> None:
    jo = world.worker("keyworker")
    browser = signed_in(jo)
    sent = []
    for name, many in (("anna", 5), ("bea", 200)):
        her = world.clients[name]
        for _ in range(many):
            contact(jo, her)
        browser.get(her.get_absolute_url())  # made into SQL once
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(her.get_absolute_url()).status_code == 200
        controls = ("SAVEPOINT", "RELEASE", "SET ROLE", "RESET ROLE", "current_setting", "set_config")
        sent.append([one["sql"] for one in asked if not any(word in one["sql"] for word in controls)])
    assert len(sent[0]) == len(sent[1]) <= 11  # and who is asking, which a test's own transaction makes several of
