"""What her page says at one glance about who sees what, and since when."""

import re
from datetime import timedelta

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.clients.models import Client
from dussk.access.asking import asking
from dussk.ui.when import on
from tests.consent.agreements.conftest import Asked, casework, main
from tests.world import World, days_ago, share


def words(browser: Browser, client: Client) -> str:
    """The panel, as text."""
    page = main(browser.get(client.get_absolute_url()))
    panel = page.split("Who can see what")[1].split("</section>")[0]
    return " ".join(re.sub("<[^>]+>", " ", panel).split())


def test_nobody_else(world: World, jo: Browser) -> None:
    said = words(jo, world.clients["cass"])
    assert "Lantern House keeps this file. No other agency can see anything of it." in said
    assert "See it as" not in said


def test_since_when_without_a_break(asked: Asked, jo: Browser) -> None:
    """Signed again: what stays open is open since the first time."""
    asked.signed({asked.world.drugs: casework("pathway")})
    asked.rosa.shares.update(starts=days_ago(40))
    agreement = asked.signed({asked.world.drugs: casework("safety")})
    since, today = on(timezone.localdate() - timedelta(days=40), short=True), on(timezone.localdate(), short=True)
    said = words(jo, asked.rosa)
    assert f"Harbour Drug Service Who she is; contacts and follow-ups since {since}" in said
    assert f"Risk and safety since {today}" in said
    assert "pathway" not in said.lower()
    asked.withdraw(agreement, parts=["everything"])
    with asking(asked.world.worker("manager")):
        assert asked.rosa.shares.exclude(ends__lte=timezone.now()).count() == 0


def test_only_from_today_and_until_a_day(asked: Asked, jo: Browser) -> None:
    until = timezone.localdate() + timedelta(days=9)
    asked.signed({asked.world.drugs: casework(from_today=True, until=until)})
    said = words(jo, asked.rosa)
    assert f"only what was written from {on(timezone.localdate(), short=True)}" in said
    assert f"until {on(until, short=True)}" in said


def test_another_agency_reads_of_itself_alone(world: World, sol: Browser, anna: Client) -> None:
    share(anna, world.nhs, "pathway")
    said = words(sol, anna)
    assert "Lantern House keeps this file. She lets your agency see:" in said
    assert "Westvale" not in said
    assert "See it as" not in said
    assert "page for her" not in said


def test_she_was_not_asked_yet(world: World, jo: Browser, boss: Browser, asked: Asked) -> None:
    said = words(jo, asked.rosa)
    assert f"waits for her answer until {on(timezone.localdate() + timedelta(days=27), short=True)}" in said
    assert "Decide how long it waits" not in said
    assert "Decide how long it waits" in words(boss, asked.rosa)
    Client.objects.update(made_at=days_ago(28))
    assert "a manager decides what happens to it" in words(jo, asked.rosa)
    asked.signed()
    assert "She has not said yet" not in words(jo, asked.rosa)


def test_the_panel_sends_no_statement_of_its_own(asked: Asked, jo: Browser) -> None:
    """All it says comes with the file: her page may send no more statements than it did."""
    sent = []
    for _ in range(2):
        jo.get(asked.rosa.get_absolute_url())
        with CaptureQueriesContext(connection) as asked_for:
            jo.get(asked.rosa.get_absolute_url())
        sent.append(len(asked_for))
        asked.signed({asked.world.drugs: casework(), asked.world.nhs: casework("pathway")})
    assert sent[0] == sent[1]
