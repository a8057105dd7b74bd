"""What addresses on her own screen are about: the same agreements, by their random ids alone."""

import uuid
from collections.abc import Mapping

from tests.matrix.about import About
from tests.matrix.targets import Target, nobody
from tests.world import World


def of(world: World, consent: Mapping[About, list[Target]]) -> dict[About, list[Target]]:
    """The agreements of ``tests.matrix.consent``, without her reference; and nobody's."""
    begun = _by_id(consent[About.AGREEMENT])
    return {
        About.HERS: begun,
        About.HER_PAGE: _with(begun, part="outside"),
        About.HER_PARTNER: _with(begun, agency=world.nhs.uid),
        About.HER_LAST: _by_id(consent[About.SIGNED]),
    }


def _by_id(targets: list[Target]) -> list[Target]:
    rows = [each for each in targets if each.name in ("bea", "cass", "dora", "eve")]
    absent = Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)
    return [*(Target(each.name, {"uid": each.kwargs["uid"]}, each.sees, each.changes) for each in rows), absent]


def _with(targets: list[Target], **more: object) -> list[Target]:
    return [Target(each.name, each.kwargs | more, each.sees, each.changes) for each in targets]
