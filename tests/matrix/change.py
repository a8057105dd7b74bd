"""What addresses of journeys are about: marks on every file, each of the agency that keeps it, and nobody's."""

import uuid
from datetime import timedelta

from django.utils import timezone

from casework.change.models import JourneyMark
from casework.clients.models import Client
from dussk.access.asking import Worker
from tests.matrix.about import About
from tests.matrix.base import base
from tests.matrix.targets import Target, changes_row, nobody, owns_client, sees_client, sees_row
from tests.world import World


def a_mark(by: Worker, client: Client, **said: object) -> JourneyMark:
    """Contemplation, a month ago, with one cue."""
    held = {
        "scale": "cycle",
        "mark": "contemplation",
        "on": timezone.localdate() - timedelta(days=30),
        "cues": ["future"],
    }
    return JourneyMark.objects.create(**base(by, client), **(held | said))


def of(world: World) -> dict[About, list[Target]]:
    """One on every file; nobody's, and another woman's; and every model on every file."""
    marks: list[Target] = []
    scales: list[Target] = []
    for name, client in world.clients.items():
        by = world.worker("drugs_manager" if client.agency_id == world.drugs.pk else "keyworker")
        row = a_mark(by, client)
        hers = {"reference": client.reference}
        marks.append(Target(name, hers | {"uid": row.uid}, sees_row(row, client), changes_row(row, client)))
        scales.append(Target(name, hers | {"scale": "cycle"}, sees_client(client), owns_client(client)))
    anna = world.clients["anna"]

    def shared_with(worker: Worker) -> bool:
        return sees_client(anna)(worker) and not owns_client(anna)(worker)

    hers = {"reference": anna.reference}
    marks.append(Target("nonexistent", hers | {"uid": uuid.uuid4()}, nobody, nobody))
    marks.append(Target("of another woman", hers | {"uid": marks[1].kwargs["uid"]}, nobody, nobody))
    scales.append(Target("no such model", hers | {"scale": "exit"}, nobody, nobody, shared_with))
    return {About.MARK: marks, About.SCALE: scales}
