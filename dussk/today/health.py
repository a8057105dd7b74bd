"""Is everything that serving needs as it should be? Asked by monitors, often, and by anybody: so it must be cheap."""

import threading
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from dussk.access import standing

#: How long one process believes what it found (seconds). Reading the catalog takes many small queries.
BELIEVED_FOR = 10.0


@dataclass
class Health:
    """Remembers for a while whether the wall stands and the schema is the one of this program."""

    believed_for: float = BELIEVED_FOR
    _right: bool = False
    _until: float = float("-inf")
    _asking: threading.Lock = field(default_factory=threading.Lock)

    def is_right(self) -> bool:
        """Whether the database answers now, and all else was right when it was last looked at.

        However many ask at once, one of them looks and the others wait for what it finds.
        """
        try:
            # In a savepoint: a query that fails must not leave the request's own transaction failed.
            with transaction.atomic(), self._asking:
                self._answers()
                if time.monotonic() >= self._until:
                    self._right = _migrated() and _stands()
                    self._until = time.monotonic() + self.believed_for
                return self._right
        except DatabaseError:
            return False

    def _answers(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _stands() -> bool:
    return not standing.findings(serving=settings.RUN_AS == "app")


health = Health()
