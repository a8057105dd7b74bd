"""What addresses of drafts are about."""

import uuid

from dussk.access.asking import Worker
from dussk.drafts.models import Draft
from tests.matrix.about import About
from tests.matrix.targets import Target, nobody
from tests.world import World


def of(world: World) -> dict[About, list[Target]]:
    """What the keyworker typed: hers alone, and not her manager's."""
    keyworker = world.worker("keyworker")
    draft = Draft.objects.create(
        staff=keyworker.staff,
        agency=keyworker.agency,
        address="/clients/new/",
        form="NewFileForm /clients/new/",
        action="/clients/new/",
        title="Start a file",
        key=uuid.uuid4(),
        fields=[["called", "Zuzanna"], ["note", "She came at ten, and left with the nurse an hour later."]],
    )

    def hers(worker: Worker) -> bool:
        return worker.staff == keyworker.staff

    absent = Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)
    return {About.DRAFT: [Target("the keyworker's", {"uid": draft.uid}, hers, hers), absent]}
