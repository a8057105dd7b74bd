"""What addresses of reviews are about: files of either agency that somebody of the other opened in an emergency."""

import uuid

from casework.clients.models import Client, EmergencyAccess
from dussk.access.asking import Worker
from dussk.access.categories import Category
from tests.matrix.about import About
from tests.matrix.reference import Reference
from tests.matrix.rows import OTHER_ROWS
from tests.matrix.targets import Sees, Target, nobody
from tests.world import World


def of(world: World) -> dict[About, list[Target]]:
    """One on every file, and nobody's."""
    targets = []
    for name, client in world.clients.items():
        by = world.worker("keyworker" if client.agency_id == world.drugs.pk else "facilitator")
        row = OTHER_ROWS[EmergencyAccess](by, client)
        assert isinstance(row, EmergencyAccess)
        reviews = _reviews(client)
        targets.append(Target(name, {"uid": row.uid}, reviews, reviews))
    return {About.EMERGENCY_REVIEW: [*targets, Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)]}


def _reviews(client: Client) -> Sees:
    def reviews(worker: Worker) -> bool:
        knows = Reference(worker)
        return client.agency_id == worker.agency.pk and knows.reads(Category.VIEW_LOG) and not knows.blocked(client)

    return reviews
