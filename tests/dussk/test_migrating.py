import pgtrigger
import pgtrigger.migrations
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from dussk import migrating

OURS = {"casework", "consent", "drafts", "audit", "staff", "pathway", "jobs"}
GUARD = pgtrigger.Trigger(name="guard", operation=pgtrigger.Update, when=pgtrigger.Before, func="RETURN NEW;")


def test_no_migration_of_ours_builds_every_model_anew_for_a_trigger() -> None:
    slow = {
        f"{app}.{name}: {operation.describe()}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in OURS
        for operation in migration.operations
        if type(operation) in {pgtrigger.migrations.AddTrigger, pgtrigger.migrations.RemoveTrigger}
    }
    assert not slow, "Use dussk.migrating instead"


def test_no_migration_of_ours_builds_every_model_anew_for_each_that_it_creates() -> None:
    slow = {
        f"{app}.{name}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in OURS
        and not isinstance(migration, migrating.Migration)
        and sum(isinstance(operation, CreateModel) for operation in migration.operations) > 1
    }
    assert not slow, "Make it a dussk.migrating.Migration"


def test_a_trigger_put_on_and_taken_off_is_known_to_the_next_migration() -> None:
    state = ProjectState({("staff", "agency"): ModelState("staff", "Agency", [])})
    migrating.AddTrigger(model_name="agency", trigger=GUARD).state_forwards("staff", state)
    assert state.models["staff", "agency"].options["triggers"] == [GUARD]
    migrating.RemoveTrigger(model_name="agency", name="guard").state_forwards("staff", state)
    assert state.models["staff", "agency"].options["triggers"] == []
