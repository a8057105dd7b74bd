"""The application behind gunicorn: nothing is served before the wall is seen to stand, or while PostgreSQL is away."""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.db import Error, OperationalError, connections
from django.template.loader import render_to_string

from dussk.access.standing import stand_or_refuse
from dussk.faults import database_is_away
from dussk.staff.stamps import stamp_or_refuse

logger = logging.getLogger(__name__)

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Guarded:
    """A WSGI application that answers 503 until the database could be asked whether the wall stands.

    A worker that starts while the database is away must not die of it: gunicorn would end with it, and nothing would
    heal by itself. One that finds the wall down must: it raises ``ImproperlyConfigured``.
    """

    def __init__(self, application: WSGI) -> None:
        self._application = application
        self._stands = False

    def check(self) -> bool:
        """Whether the wall was seen to stand. False while the database is away.

        Raises:
            ImproperlyConfigured: the wall is down, or the database is of another kind than this start.
        """
        if not self._stands:
            try:
                stand_or_refuse()
                stamp_or_refuse()
            except Error as fault:
                if not isinstance(fault, OperationalError) and not database_is_away(fault):
                    raise
                connections.close_all()  # no request has begun, so nothing else would leave one that is broken
                logger.warning("The database is away: nothing is served before it is back")
                return False
            self._stands = True
        return True

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self.check():
            return self._application(environ, start_response)
        status = HTTPStatus.SERVICE_UNAVAILABLE
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Retry-After", "60"), ("Cache-Control", "no-store")]
        start_response(f"{status.value} {status.phrase}", headers)
        return [render_to_string("503.html").encode()]
