"""How the tests look into a cluster, and how they break it."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import psycopg2
import psycopg2.extensions

from dussk.embedded.cluster import DATABASE, OWNER, Cluster

LIMIT = 60  # seconds, for what takes one or two


@contextlib.contextmanager
def signed_in(cluster: Cluster, login: str) -> Iterator[psycopg2.extensions.cursor]:
    """A cursor of ``login``'s; every statement is committed at once."""
    connection = psycopg2.connect(host=str(cluster.home), user=login, dbname=DATABASE)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def answer(cluster: Cluster, question: str, login: str = OWNER) -> object:
    with signed_in(cluster, login) as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    assert row is not None
    return row[0]


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, "This never happened."
        time.sleep(0.02)


def kill_server(cluster: Cluster) -> None:
    pid = cluster.server_pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until(lambda: cluster.server_pid() != pid)


def home_of(url: str) -> Path:
    """The folder of the cluster that an address leads to."""
    return Path(unquote(url.strip().partition("@:5432/")[2])).parent
