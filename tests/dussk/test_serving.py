from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, Error, InterfaceError, OperationalError, ProgrammingError, connections

from dussk import serving
from dussk.serving import Guarded


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"served"]


def ask(guarded: Guarded) -> tuple[str, bytes]:
    said: list[str] = []
    body = b"".join(guarded({}, lambda status, _headers: said.append(status)))
    return said[0], body


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> dict[str, Exception | None]:
    """What asking the database leads to; None where all is right."""
    answer: dict[str, Exception | None] = {"wall": None, "stamp": None}

    def asked(what: str) -> None:
        if fault := answer[what]:
            raise fault

    monkeypatch.setattr(serving, "stand_or_refuse", lambda: asked("wall"))
    monkeypatch.setattr(serving, "stamp_or_refuse", lambda: asked("stamp"))
    return answer


def test_it_serves_once_the_wall_was_seen_to_stand(database: dict[str, Exception | None]) -> None:
    guarded = Guarded(application)
    assert ask(guarded) == ("200 OK", b"served")
    database["wall"] = OperationalError("away")  # later it is the application's own business
    assert ask(guarded) == ("200 OK", b"served")


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError, DatabaseError])
def test_it_waits_for_a_database_that_is_away(database: dict[str, Exception | None], kind: type[Error]) -> None:
    fault = kind("away")
    fault.__cause__ = RuntimeError("no word from libpq")
    database["wall"] = fault
    guarded = Guarded(application)
    assert not guarded.check()
    status, body = ask(guarded)
    assert status == "503 Service Unavailable"
    assert b"again" in body
    database["wall"] = None
    assert ask(guarded) == ("200 OK", b"served")


@pytest.mark.parametrize("what", ["wall", "stamp"])
def test_it_refuses_where_something_is_wrong(database: dict[str, Exception | None], what: str) -> None:
    database[what] = ImproperlyConfigured("The wall is down")
    with pytest.raises(ImproperlyConfigured):
        Guarded(application).check()


def test_it_does_not_wait_where_a_statement_is_at_fault(database: dict[str, Exception | None]) -> None:
    database["wall"] = ProgrammingError("no such function")
    with pytest.raises(ProgrammingError):
        Guarded(application).check()


def test_a_connection_that_broke_while_it_waited_is_not_tried_again(
    database: dict[str, Exception | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a request has Django look whether a connection still works, and none begins before the wall is seen."""
    closed: list[str] = []
    monkeypatch.setattr(connections, "close_all", lambda: closed.append("all"))
    database["stamp"] = InterfaceError("connection already closed")
    assert not Guarded(application).check()
    assert closed == ["all"]
