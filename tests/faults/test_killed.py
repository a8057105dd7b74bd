"""Kill -9 of the web process and of PostgreSQL in mid-save: what was acknowledged is there, whole, and once."""

import random
import re
import threading
import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import psycopg2

from dussk.embedded.cluster import DATABASE, OWNER
from tests.faults.serving import Server, Visitor, until

SAVERS = 3
SAVES_BETWEEN = 12
MARK = "Ŷ"  # begins no name of the demonstration
KILLS = ("worker", "postgresql", "worker", "postgresql")


class Saver(threading.Thread):
    """A keyworker who starts one file after another, and notes which the server said it had saved."""

    def __init__(self, server: Server, number: int) -> None:
        super().__init__(daemon=True)
        self.visitor, self.random = Visitor(server), random.Random(number)
        self.visitor.sign_in("Jo Ashdown")
        self.acknowledged: list[str] = []
        self.tried: list[str] = []
        self.answers: set[int] = set()
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            # Made up and unlike each other: where somebody may be her already, the page asks before it saves.
            called = MARK + "".join(self.random.choice("bdfgklmnprstv") + self.random.choice("aeiou") for _ in range(7))
            self.tried.append(called)
            if self.send("/clients/new/", {"called": called}) == HTTPStatus.FOUND:
                self.acknowledged.append(called)

    def send(self, page: str, form: dict[str, str]) -> int:
        """Send a form, and note the answer."""
        status = self.visitor.ask("POST", page, form)
        self.answers.add(status)
        return status


class Insisting(Saver):
    """Notes one follow-up after another, and sends each with its key until it is acknowledged, or once more after that.

    Nothing but the key tells a second one from the first.
    """

    def __init__(self, server: Server, number: int) -> None:
        super().__init__(server, number)
        self.keys: dict[str, str] = {}
        self.visitor.ask("GET", "/clients/")
        her = re.search(r'href="(/clients/[0-9A-Z]{8}/)"', self.visitor.body)
        assert her is not None
        self.page = f"{her[1]}follow-ups/new/"
        self.visitor.ask("GET", self.page)
        who = re.search(r'<option value="([0-9a-f-]{36})" selected>', self.visitor.body)
        assert who is not None
        self.who = who[1]

    def run(self) -> None:
        while not self.over.is_set():
            what, key = (str(uuid.UUID(int=self.random.getrandbits(128), version=4)) for _each in "ab")
            form = {"what": MARK + what, "when": "tomorrow", "who": self.who, "once": key}
            self.tried.append(MARK + what)
            self.keys[MARK + what] = key
            while self.send(self.page, form) != HTTPStatus.FOUND and not self.over.is_set():
                pass
            if self.send(self.page, form) == HTTPStatus.FOUND:
                self.acknowledged.append(MARK + what)


def through_kills(server: Server, savers: Sequence[Saver]) -> None:
    """Let them save while workers and PostgreSQL are killed."""
    for saver in savers:
        saver.start()

    def acknowledged() -> int:
        return sum(len(saver.acknowledged) for saver in savers)

    def more_are_acknowledged() -> None:
        before = acknowledged()
        until(lambda: acknowledged() >= before + SAVES_BETWEEN)

    try:
        for kill in KILLS:
            more_are_acknowledged()
            if kill == "worker":
                server.kill_a_worker()
            else:
                server.kill_postgresql()
                server.cluster.restart_if_killed()
        more_are_acknowledged()  # it goes on without a restart
    finally:
        for saver in savers:
            saver.over.set()
        for saver in savers:
            saver.join()
    answers = {status for saver in savers for status in saver.answers}
    assert answers <= {0, HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.SERVICE_UNAVAILABLE}


def rows(server: Server, sql: str) -> list[Any]:
    """What the database holds, read as its owner."""
    login = psycopg2.connect(host=str(server.cluster.home), user=OWNER, dbname=DATABASE)
    try:
        with login, login.cursor() as cursor:
            cursor.execute(sql)
            return [row[0] if len(row) == 1 else row for row in cursor.fetchall()]
    finally:
        login.close()


def test_every_acknowledged_save_is_there_and_none_half(server: Server) -> None:
    savers = [Saver(server, number) for number in range(SAVERS)]
    through_kills(server, savers)
    kept = rows(server, "SELECT called FROM casework_client WHERE called LIKE 'Ŷ%'")
    half = rows(
        server,
        """SELECT c.called FROM casework_client c
            WHERE c.called LIKE 'Ŷ%'
              AND ((SELECT count(*) FROM casework_clientname n WHERE n.client_id = c.id AND n.kind = 'called') <> 1
                OR (SELECT count(*) FROM casework_clientevent e WHERE e.pgh_obj_id = c.id) <> 1)""",
    )
    said = {called for saver in savers for called in saver.acknowledged}
    assert said - set(kept) == set()  # acknowledged and lost
    assert half == []  # without her name, or without history
    assert len(kept) == len(set(kept))  # twice
    assert set(kept) <= {called for saver in savers for called in saver.tried}


def test_what_is_sent_until_it_is_acknowledged_is_there_once(server: Server) -> None:
    savers = [Insisting(server, number) for number in range(SAVERS)]
    through_kills(server, savers)
    kept = rows(server, "SELECT what FROM casework_followup WHERE what LIKE 'Ŷ%'")
    half = rows(
        server,
        """SELECT f.what FROM casework_followup f WHERE f.what LIKE 'Ŷ%'
              AND (SELECT count(*) FROM casework_followupevent e WHERE e.pgh_obj_id = f.id) <> 1""",
    )
    sent = rows(server, "SELECT key::text FROM drafts_sending WHERE address <> ''")
    said = {what for saver in savers for what in saver.acknowledged}
    keys = {what: key for saver in savers for what, key in saver.keys.items()}
    assert said - set(kept) == set()  # acknowledged and lost
    assert half == []  # without history
    assert len(kept) == len(set(kept))  # twice
    assert {keys[what] for what in kept} == set(sent) & set(keys.values())  # saved without its key, or the other way


def test_the_database_away_is_said_plainly_and_heals_by_itself(server: Server) -> None:
    visitor = Visitor(server)
    visitor.sign_in("Jo Ashdown")
    assert visitor.ask("GET", "/clients/") == HTTPStatus.OK
    server.kill_postgresql()
    assert visitor.ask("GET", "/clients/") == HTTPStatus.SERVICE_UNAVAILABLE
    assert visitor.ask("POST", "/clients/new/", {"called": "Her typed name"}) == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Her typed name" in visitor.body  # what was typed is given back
    assert visitor.ask("GET", "/healthz") == HTTPStatus.SERVICE_UNAVAILABLE
    server.cluster.restart_if_killed()
    until(lambda: visitor.ask("GET", "/healthz") == HTTPStatus.OK)
    assert visitor.ask("GET", "/clients/") == HTTPStatus.OK
