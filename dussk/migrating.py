"""What Django and its libraries do in migrations too, and what costs too much as they do it.

Every model of the project hangs on every other, so Django builds them all again for each change to one of them: that
was most of what setting up a database took. No migration looks at the triggers of a model that was built on the way,
so the operations on triggers leave the models alone and only keep the state true, from which the next migration is
written; and models that are created one after another are built once for all of them. Migrations that are generated
get the library's: put these in their place.
"""

from itertools import groupby

import pgtrigger.migrations
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class Migration(migrations.Migration):
    """A migration that creates many models."""

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: FBT001, FBT002 - Django's own
    ) -> ProjectState:
        """Apply it, and return the state after it; every run of models that are created is built once.

        Args:
            project_state: of all migrations before this one.
            schema_editor: of the database.
            collect_sql: only put what would be done into the editor, as ``sqlmigrate`` asks for.
        """
        for creates, operations in groupby(self.operations, lambda each: type(each) is migrations.CreateModel):
            if creates and not collect_sql:
                self._create(list(operations), project_state, schema_editor)
            else:
                said = {"operations": list(operations), "atomic": self.atomic}
                part = type("Part", (migrations.Migration,), said)(self.name, self.app_label)
                project_state = part.apply(project_state, schema_editor, collect_sql)
        return project_state

    def _create(
        self,
        operations: list[migrations.operations.base.Operation],
        state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
    ) -> None:
        state.__dict__.pop("apps", None)  # what is not built is not built again; the first table asks for it
        before = state.clone()
        for operation in operations:
            operation.state_forwards(self.app_label, state)
        for operation in operations:
            operation.database_forwards(self.app_label, schema_editor, before, state)


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """Puts a trigger on a table."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Remember in the state of the model `app_label`.`model_name` that it has this trigger."""
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class RemoveTrigger(pgtrigger.migrations.RemoveTrigger):
    """Takes a trigger off a table."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Forget it in the state of the model `app_label`.`model_name`."""
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [each for each in options["triggers"] if each.name != self.name]
