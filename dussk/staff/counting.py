"""Where tries are counted: on a connection of its own, so that a count outlives the request that is rolled back."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections
from django.db.models import Model
from django.utils import timezone

ALIAS = "counts"

_FOR_EVER = datetime.max.replace(microsecond=0, tzinfo=UTC)


class JsonCache(DatabaseCache):
    """Django's database cache with JSON in it, in the table ``staff_cache``.

    Django's own keeps pickles, and reading a pickle runs what is in it: whoever could write to the table by injected
    SQL could run anything in the web process. Counts are lists of moments, which JSON keeps as they are.
    """

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Return the values that are there. Whatever is not JSON is not there: this service did not write it."""
        asked = {self.make_and_validate_key(key, version=version): key for key in keys}
        found, gone = {}, []
        now = timezone.now()
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(
                "SELECT cache_key, value, expires > %s FROM staff_cache WHERE cache_key = ANY (%s)",
                [now, list(asked)],
            )
            for key, value, good in cursor.fetchall():
                if not good:
                    gone.append(key)
                    continue
                try:
                    found[asked[key]] = json.loads(value)
                except (ValueError, RecursionError):
                    gone.append(key)
        self._base_delete_many(gone)  # type: ignore[attr-defined]
        return found

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """Do what ``set``, ``add`` and ``touch`` have in common, each in one statement; whether it changed anything."""
        ends = self.get_backend_timeout(timeout)
        expires = _FOR_EVER if ends is None else datetime.fromtimestamp(ends, UTC)
        now = timezone.now()
        with connections[ALIAS].cursor() as cursor:
            if mode == "touch":
                cursor.execute(
                    "UPDATE staff_cache SET expires = %s WHERE cache_key = %s AND expires > %s", [expires, key, now]
                )
            else:
                written = json.dumps(value)
                self._make_room(cursor, now)
                cursor.execute(
                    "INSERT INTO staff_cache AS c (cache_key, value, expires) VALUES (%s, %s, %s)"
                    " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
                    " WHERE %s OR c.expires <= %s",
                    [key, written, expires, mode == "set", now],
                )
            return bool(cursor.rowcount)

    def _make_room(self, cursor: Any, now: datetime) -> None:
        cursor.execute("SELECT count(*) FROM staff_cache")
        (entries,) = cursor.fetchone()
        if entries > self._max_entries:
            self._cull(ALIAS, cursor, now, entries)  # type: ignore[attr-defined]


class CountsRouter:
    """Django's database cache (its table is ``staff_cache``) uses the second connection to the same database."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        """Answer for the cache's own stand-in for a model alone."""
        return ALIAS if model._meta.app_label == "django_cache" else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """As for reading."""
        return self.db_for_read(model, **hints)

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """The tables are made by way of the first connection."""
        return False if db == ALIAS else None
