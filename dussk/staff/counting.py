"""Where tries are counted: on a connection of its own, so that a count outlives the request that is rolled back."""

from typing import Any

from django.db.models import Model

ALIAS = "counts"


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
