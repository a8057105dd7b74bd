"""Operations for migrations that Django and its libraries have too, and that cost too much as they are there.

Every model of the project hangs on every other, so Django builds them all again for each change to one of them. With
a hundred and fifty triggers that was most of what setting up a database took. No migration looks at the triggers of
a model that was built on the way, so these operations leave the models alone and only keep the state true, from which
the next migration is written. Migrations that are generated get the library's operations: put these in their place.
"""

import pgtrigger.migrations
from django.db.migrations.state import ProjectState


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
