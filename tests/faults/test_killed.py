"""Kill -9 of the web process and of PostgreSQL while files are saved: nothing acknowledged is lost, or half there."""

import random
import threading
from collections.abc import Iterator
from http import HTTPStatus

import psycopg2
import pytest

from dussk.embedded.cluster import DATABASE, OWNER
from tests.faults.serving import Server, Visitor, serving, until

SAVERS = 3
SAVES_BETWEEN = 12
MARK = "Ŷ"  # begins no name of the demonstration
KILLS = ("worker", "postgresql", "worker", "postgresql")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


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
            status = self.visitor.ask("POST", "/clients/new/", {"called": called})
            self.answers.add(status)
            if status == HTTPStatus.FOUND:
                self.acknowledged.append(called)


def test_every_acknowledged_save_is_there_and_none_half(server: Server) -> None:
    savers = [Saver(server, number) for number in range(SAVERS)]
    for saver in savers:
        saver.start()

    def acknowledged() -> int:
        return sum(len(saver.acknowledged) for saver in savers)

    def more_are_acknowledged() -> None:
        before = acknowledged()
        until(lambda: acknowledged() >= before + SAVES_BETWEEN)

    for kill in KILLS:
        more_are_acknowledged()
        if kill == "worker":
            server.kill_a_worker()
        else:
            server.kill_postgresql()
            server.cluster.restart_if_killed()
    more_are_acknowledged()  # it goes on without a restart
    for saver in savers:
        saver.over.set()
    for saver in savers:
        saver.join()

    login = psycopg2.connect(host=str(server.cluster.home), user=OWNER, dbname=DATABASE)
    with login, login.cursor() as cursor:
        cursor.execute("SELECT called FROM casework_client WHERE called LIKE 'Ŷ%'")
        kept = sorted(called for (called,) in cursor.fetchall())
        cursor.execute(
            """SELECT c.called FROM casework_client c
                WHERE c.called LIKE 'Ŷ%'
                  AND ((SELECT count(*) FROM casework_clientname n WHERE n.client_id = c.id AND n.kind = 'called') <> 1
                    OR (SELECT count(*) FROM casework_clientevent e WHERE e.pgh_obj_id = c.id) <> 1)"""
        )
        half = cursor.fetchall()
    login.close()
    said = {called for saver in savers for called in saver.acknowledged}
    assert said - set(kept) == set()  # acknowledged and lost
    assert half == []  # without her name, or without history
    assert len(kept) == len(set(kept))  # twice
    assert set(kept) <= {called for saver in savers for called in saver.tried}
    answers = {status for saver in savers for status in saver.answers}
    assert answers <= {0, HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.SERVICE_UNAVAILABLE}


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
