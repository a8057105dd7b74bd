"""Sessions in PostgreSQL under a digest of their key: neither injected SQL nor a backup yields a cookie that works."""

import hashlib
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

from dussk.faults import database_is_away


def digest(key: str) -> str:
    """What is stored for a session key: 160 bits of its SHA-256, as the column is 40 characters wide."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessionStore):
    """Django's database sessions, with digested keys and the member of staff in a column.

    What a session keeps is signed for its own row: copied to another row by injected SQL, it reads as empty.
    """

    #: The digest this session lies under, where only that is known (:meth:`of_row`).
    _row = ""

    @classmethod
    def of_row(cls, session_key: str) -> "SessionStore":
        """Return a store that decodes what lies under this digest."""
        store = cls()
        store._row = session_key
        return store

    @property
    def key_salt(self) -> str:
        """What the signature is made for: this row alone."""
        return f"dussk.staff.sessions:{self._row or digest(self.session_key or '')}"

    @classmethod
    def get_model_class(cls) -> Any:
        from dussk.staff.models import StaffSession  # noqa: PLC0415  (the model names this class)

        return StaffSession

    def _get_session_from_db(self) -> Any:
        try:
            return self.model.objects.get(session_key=digest(self.session_key or ""), expire_date__gt=timezone.now())
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.session_key = digest(row.session_key)
        row.staff_id = data.get(SESSION_KEY)
        return row

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - as Django declares it
        """Save it; where the database goes away in the middle, that is what is raised.

        Django takes every error of the database for a session that was ended meanwhile, and answers 400.
        """
        try:
            super().save(must_create=must_create)
        except UpdateError as gone:
            fault = gone.__context__
            if fault is not None and database_is_away(fault):
                raise fault from fault.__cause__
            raise

    def exists(self, session_key: str) -> bool:
        return super().exists(digest(session_key))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(digest(key))
