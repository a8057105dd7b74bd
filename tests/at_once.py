"""Two people at once: connections of the web process's own login, whose transactions stay open until told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import psycopg2.extensions
from django.db import connection

from dussk.access.asking import Worker, proof


class Colleague:
    """A connection of the web process's own login, with a transaction that stays open until told."""

    def __init__(self, worker: Worker) -> None:
        at = connection.settings_dict
        self.login = psycopg2.connect(host=at["HOST"], port=at["PORT"] or None, dbname=at["NAME"], user="dussk_app")
        self.worker = worker

    def ask(self, sql: str, values: list[Any]) -> None:
        staff, agency = self.worker.staff.pk, self.worker.agency.pk
        said = proof(self.login.info.backend_pid, staff, agency, "{}")
        with self.login.cursor() as cursor:
            cursor.execute("SELECT wall.enter(%s, %s, '{}', %s)", [staff, agency, said])
            cursor.execute(sql, values)

    def waits(self) -> bool:
        """Whether it stands behind somebody's lock."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self.login.info.backend_pid])
            return bool(cursor.fetchone()[0])


@contextmanager
def colleagues(worker: Worker) -> Iterator[tuple[Colleague, Colleague]]:
    both = Colleague(worker), Colleague(worker)
    try:
        yield both
    finally:
        for one in both:
            one.login.close()


def meanwhile(first: Colleague, second: Colleague, sql: str, values: list[Any]) -> str:
    """What the second is told, who asks before the first has saved."""
    told: list[str] = []

    def ask() -> None:
        try:
            second.ask(sql, values)
            second.login.commit()
            told.append("saved")
        except psycopg2.Error as error:
            second.login.rollback()
            told.append(str(error.pgcode))

    thread = threading.Thread(target=ask)
    thread.start()
    while not second.waits():
        assert thread.is_alive()
    first.login.commit()
    thread.join(60)
    return told[0]
