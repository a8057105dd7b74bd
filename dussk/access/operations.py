"""Migration operations that the wall needs."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL

from dussk.access.asking import ACCESS_ROLE


class TrueOwner(RunSQL):
    """The owner held on a row about a client is that client's agency: a composite key keeps it true.

    The row policies read ``owner_id`` without looking at the client, so a forged one would open the row to
    another agency.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_true_owner FOREIGN KEY (client_id, owner_id)"
            " REFERENCES casework_client (id, agency_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_true_owner",
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.table], {}


class LowerWall(Operation):
    """Take the policies away before an AlterField or RemoveField on a column that they use.

    It fails closed: no right, so no rows, until the same migrate raises the wall again at its end.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, _app_label: str, state: Any) -> None:
        """The wall is no part of the models' state."""

    def database_forwards(self, _app_label: str, schema_editor: Any, _from_state: Any, _to_state: Any) -> None:
        for table in self.tables:
            schema_editor.execute(f'REVOKE ALL ON "{table}" FROM {ACCESS_ROLE}')
            for command in ("select", "insert", "update", "delete"):
                schema_editor.execute(f'DROP POLICY IF EXISTS wall_{command} ON "{table}"')

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Lower the wall of {', '.join(self.tables)} for a schema change"
