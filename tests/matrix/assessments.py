"""What addresses of assessments are about: one being gone through on nearly every file, one left, and nobody's."""

import uuid

from django.utils import timezone

from casework.assessments.models import Assessment
from casework.clients.models import Client
from dussk.access.asking import Worker
from tests import world as worlds
from tests.matrix.about import About
from tests.matrix.assessment_rows import an_assessment
from tests.matrix.targets import Target, changes_row, nobody, owns_client, sees_client, sees_row
from tests.world import World


def of(world: World) -> dict[About, list[Target]]:
    """Pages of a whole assessment, of one area, of one prompt; and those on her own screen, without her reference."""
    # Not Anna: with her somebody can begin one.
    whole = [_target(world, name, her) for name, her in world.clients.items() if name != "anna"]
    left = [_target(world, "left", worlds.woman(world.worker("keyworker"), "Ines"), left=True)]
    anna = world.clients["anna"]

    def shared_with(worker: Worker) -> bool:
        return sees_client(anna)(worker) and not owns_client(anna)(worker)

    absent = [
        Target("nonexistent", {"reference": anna.reference, "uid": uuid.uuid4()}, nobody, nobody, shared_with),
        Target("another's", {**whole[0].kwargs, "reference": anna.reference}, nobody, nobody, shared_with),
    ]
    nobodys = Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)
    hers = [*map(_by_id, whole), nobodys]
    return {
        About.ASSESSMENT: [*whole, *absent],
        About.ASSESSMENT_AREA: [_with(each, area="housing") for each in (*whole, *absent)],
        About.ASSESSMENT_PROMPT: [_with(each, prompt="night") for each in (*whole, *absent)],
        About.ASSESSMENT_LEFT: [*left, *absent],
        About.ASSESSMENT_HERS: hers,
        About.ASSESSMENT_HER_AREA: [_with(each, area="mental") for each in hers],
        About.ASSESSMENT_HER_LAST: [*map(_by_id, left), nobodys],
    }


def _target(world: World, name: str, her: Client, *, left: bool = False) -> Target:
    by = world.worker("keyworker" if her.agency_id == world.charity.pk else "drugs_manager")
    row = an_assessment(by, her)
    if left:
        Assessment.objects.filter(pk=row.pk).update(left_at=timezone.now())

    def seen_only(worker: Worker) -> bool:
        return sees_client(her)(worker) and not owns_client(her)(worker)

    kwargs = {"reference": her.reference, "uid": row.uid}
    return Target(name, kwargs, sees_row(row, her), changes_row(row, her), seen_only)


def _with(target: Target, **more: object) -> Target:
    return Target(target.name, target.kwargs | more, target.sees, target.changes, target.closed_before)


def _by_id(target: Target) -> Target:
    return Target(target.name, {"uid": target.kwargs["uid"]}, target.sees, target.changes)
