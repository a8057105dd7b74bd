"""Requests as a browser sends them to a worker process, what each ran in the database, and the same run once more."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import sqlparse
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, connections
from django.test import RequestFactory
from psycopg2 import extensions

from dussk.access import asking
from dussk.staff import session_keys
from dussk.staff.models import Post, Staff
from dussk.staff.sessions import SessionStore

_TOKEN = "b" * 32  # of forms: cookie and field say the same
_PROCESS: dict[str, Any] = {}  # the application of this process, once it is loaded


@dataclass(frozen=True)
class Ran:
    """One statement as it went to PostgreSQL, its values in it, and whether it was a transaction of its own."""

    statement: bytes
    alone: bool

    @property
    def parts(self) -> list[str]:
        """The statements in it: several may have been sent together."""
        return sqlparse.split(self.statement.decode())


class _Recording(extensions.cursor):
    """Notes what it executes: also what Django's own log leaves out."""

    ran: list[Ran] = []

    def execute(self, query: Any, params: Any = None) -> None:
        super().execute(query, params)
        self.ran.append(Ran(self.query or b"", self.connection.autocommit))


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class _Fields(HTMLParser):
    """Collects what the form with an address would send as it stands."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self._action, self._inside = action, False
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self._inside = said.get("action") == self._action
        elif self._inside and tag == "input" and said.get("type") == "hidden" and said.get("name"):
            self.found.setdefault(str(said["name"]), said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"


@dataclass
class Visitor:
    """Somebody signed in, with her second factor given and her agency chosen."""

    staff: Staff
    agency_id: int
    cookies: str = field(init=False)
    session: str = field(init=False)

    def __post_init__(self) -> None:
        now = time.time()
        store = SessionStore()
        store.update(
            {
                SESSION_KEY: str(self.staff.pk),
                BACKEND_SESSION_KEY: "dussk.staff.backends.StaffBackend",
                HASH_SESSION_KEY: self.staff.get_session_auth_hash(),
                session_keys.AGENCY: self.agency_id,
                session_keys.SECOND_FACTOR: True,
                session_keys.SIGNED_IN_AT: now,
                session_keys.SEEN_AT: now,
            }
        )
        store.save()
        self.session = str(store.session_key)
        self.cookies = f"dussk_session={self.session}; dussk_csrf={_TOKEN}"

    @classmethod
    def of(cls, role: str) -> "Visitor":
        """The bench's own sign-in for a role, on the database that is now in use."""
        post = Post.objects.select_related("staff").get(staff__email=f"{role}@generated.example", ended_at=None)
        return cls(post.staff, post.agency_id)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask(RequestFactory().get(path, **self._headers()).environ)

    def post(self, path: str, form: dict[str, str], *, htmx: bool = True) -> Answer:
        """Send a form, as a page with script does."""
        headers = self._headers() | ({"HTTP_HX_REQUEST": "true"} if htmx else {})
        data = urlencode(form | {"csrfmiddlewaretoken": _TOKEN})
        kind = "application/x-www-form-urlencoded"
        return self._ask(RequestFactory().post(path, data, content_type=kind, **headers).environ)

    def send(self, page: str, action: str, typed: dict[str, str]) -> Callable[[], Answer]:
        """Open a page, and have the form on it that leads to an address ready to be sent, hidden fields and all."""
        fields = _Fields(action)
        fields.feed(self.get(page).body.decode())
        return lambda: self.post(action, fields.found | typed)

    def _headers(self) -> dict[str, Any]:
        return {"HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": self.cookies}

    def _ask(self, environ: dict[str, Any]) -> Answer:
        if "application" not in _PROCESS:
            from dussk.wsgi import application  # noqa: PLC0415 - it checks the database that is then in use

            _PROCESS["application"] = application
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            said.update(status=int(status.split(maxsplit=1)[0]), headers=dict(headers))

        parts = _PROCESS["application"](environ, start)
        body = b"".join(parts)
        parts.close()
        answer = Answer(said["status"], said["headers"], body)
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{environ['PATH_INFO']} answered {answer.status}")
        return answer


@contextmanager
def on(alias: str) -> Iterator[None]:
    """Have the whole application use another of the databases. As an owner it asks as itself, past the wall."""
    default, role = connections["default"], asking.ACCESS_ROLE
    chosen = default if alias == "default" else connections[alias]
    chosen.alias = "default"
    connections["default"] = chosen
    if alias.endswith("owner"):
        asking.ACCESS_ROLE = "dussk_owner"
    try:
        yield
    finally:
        connections["default"], asking.ACCESS_ROLE = default, role


@contextmanager
def recording() -> Iterator[list[Ran]]:
    """What runs on the connection while the block lasts, down to the last SELECT 1."""
    connection.ensure_connection()
    raw: Any = connection.connection
    before, raw.cursor_factory = raw.cursor_factory, _Recording
    _Recording.ran = []
    try:
        yield _Recording.ran
    finally:
        raw.cursor_factory = before


def replay(ran: list[Ran]) -> None:
    """Run it all again on the same connection, BEGIN to COMMIT, and fetch every row."""
    raw: Any = connection.connection
    with raw.cursor() as cursor:
        for one in ran:
            if raw.autocommit != one.alone:
                if not raw.autocommit:
                    raw.commit()
                raw.autocommit = one.alone
            cursor.execute(one.statement)
            if cursor.description:
                cursor.fetchall()
    if not raw.autocommit:
        raw.commit()
        raw.autocommit = True
