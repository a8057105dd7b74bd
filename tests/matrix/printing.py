"""What addresses of papers are about: women of either agency with a care plan, and a version of it."""

from django.utils import timezone

from casework.care_plans.models import CarePlan, PlanVersion
from tests.matrix.about import About
from tests.matrix.base import base
from tests.matrix.plans import WITHOUT
from tests.matrix.targets import Target, nobody, owns_client, sees_client
from tests.world import World


def of(world: World) -> dict[About, list[Target]]:
    """A plan on every file but one; and nobody's."""
    papers, versions = [], []
    nothing = {"reference": "00000000", "edition": "file"}
    for name, client in world.clients.items():
        if name == WITHOUT:
            continue
        by = world.worker("keyworker" if client.agency_id == world.charity.pk else "drugs_manager")
        plan = CarePlan.objects.create(**base(by, client), wants="A flat of her own")
        agreed = {
            "signature": "said",
            "agreed_on": timezone.localdate(),
            "agreed_at": timezone.now(),
            "taken_up_by": by.staff,
        }
        PlanVersion.objects.create(**base(by, client), plan=plan, number=1, content={"wants": "A flat"}, **agreed)
        hers = {"reference": client.reference, "edition": "file"}
        sees, owns = sees_client(client), owns_client(client)
        papers.append(Target(name, hers, sees, owns))
        versions.append(Target(name, hers | {"number": 1}, sees, owns))
    return {
        About.PAPER: [*papers, Target("nonexistent", nothing, nobody, nobody)],
        About.PAPER_VERSION: [*versions, Target("nonexistent", nothing | {"number": 1}, nobody, nobody)],
    }
