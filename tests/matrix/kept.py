"""What addresses of own records, restricted files and who sees them are about."""

import uuid

from casework.clients.models import Client, OwnRecord, Restriction
from dussk.access.asking import Worker
from tests import world as worlds
from tests.matrix.about import About
from tests.matrix.base import base
from tests.matrix.reference import Reference
from tests.matrix.rows import OTHER_ROWS
from tests.matrix.targets import Sees, Target, nobody, owns_client, sees_client
from tests.world import World


def of(world: World) -> dict[About, list[Target]]:
    """Another agency's file; a file and an agency; own records of either agency; files that are restricted, or were."""
    return {**_another(world), **_own_records(world), **_restricted(world), **_waiting(world)}


def _fresh(world: World, called: str) -> Client:
    """A woman of whom nothing else is in this world: who has not answered, and of whom nobody keeps a record."""
    client = worlds.woman(world.worker("keyworker"), called)
    worlds.share(client, world.drugs, "identity", "casework")
    return client


def _waiting(world: World) -> dict[About, list[Target]]:
    women = {**world.clients, "nobody has asked her": _fresh(world, "Ida")}
    return {
        About.WAITING: [
            *(
                Target(name, {"reference": her.reference}, sees_client(her), owns_client(her))
                for name, her in women.items()
            ),
            Target("nonexistent", {"reference": "00000000"}, nobody, nobody),
        ]
    }


def _of_other(row: OwnRecord | Restriction, client: Client) -> Sees:
    return lambda worker: Reference(worker).sees_other(row, client)


def _another(world: World) -> dict[About, list[Target]]:
    anothers, as_agency = [], []
    for name, client in {**world.clients, "no record yet": _fresh(world, "Hana")}.items():

        def of_another(worker: Worker, client: Client = client) -> bool:
            return sees_client(client)(worker) and not owns_client(client)(worker)

        hers = {"reference": client.reference}
        anothers.append(Target(name, hers, sees_client(client), of_another))
        with_nhs = hers | {"agency_uid": world.nhs.uid}
        as_agency.append(Target(name, with_nhs, sees_client(client), owns_client(client)))
        absent = hers | {"agency_uid": uuid.uuid4()}
        as_agency.append(Target(f"{name}, no such agency", absent, nobody, nobody, of_another))
    return {About.ANOTHERS_FILE: anothers, About.AS_AGENCY: as_agency}


def _own_records(world: World) -> dict[About, list[Target]]:
    keyworker = world.worker("keyworker")
    records = []
    for name, client in world.clients.items():
        row = OTHER_ROWS[OwnRecord](keyworker, client)
        assert isinstance(row, OwnRecord)
        records.append(Target(name, {"uid": row.uid}, _of_other(row, client), _of_other(row, client)))
    records.append(Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody))
    return {About.OWN_RECORD: records}


def _restricted(world: World) -> dict[About, list[Target]]:
    keyworker = world.worker("keyworker")
    fay, gail = worlds.woman(keyworker, "Fay"), worlds.woman(keyworker, "Gail")
    made: dict[str, tuple[Client, Restriction]] = {
        "restricted": (fay, Restriction.objects.create(**base(keyworker, fay), why="refused"))
    }
    lifted = OTHER_ROWS[Restriction](keyworker, gail)
    assert isinstance(lifted, Restriction)
    made["lifted"] = (gail, lifted)
    targets = [
        Target(name, {"uid": row.uid}, _of_other(row, client), _of_other(row, client))
        for name, (client, row) in made.items()
    ]
    return {About.RESTRICTION: [*targets, Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)]}
