from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

from dussk.staff.sessions import SessionStore

pytestmark = pytest.mark.django_db

Run = Callable[..., Any]


def broken(run: Run, sql: str, *arguments: Any) -> Any:
    """The database goes away while a session is saved."""
    if sql.startswith("UPDATE"):
        raise OperationalError("server closed the connection unexpectedly") from psycopg2.OperationalError()
    return run(sql, *arguments)


@pytest.fixture
def session() -> SessionStore:
    made = SessionStore()
    made["what"] = "kept"
    made.save()
    return made


def test_a_session_comes_back(session: SessionStore) -> None:
    session["more"] = 1
    session.save()
    assert dict(SessionStore(session.session_key).items()) == {"what": "kept", "more": 1}


def test_the_database_going_away_is_told_as_that(session: SessionStore) -> None:
    session["more"] = 1
    with connection.execute_wrapper(broken), pytest.raises(OperationalError):
        session.save()


def test_a_session_that_was_ended_meanwhile_is_not_made_again(session: SessionStore) -> None:
    SessionStore().delete(session.session_key)
    session["more"] = 1
    with pytest.raises(UpdateError):
        session.save()
    assert not SessionStore().exists(session.session_key or "")
