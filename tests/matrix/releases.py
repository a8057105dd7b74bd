"""What addresses of releases are about: on every file, by the agency that keeps it and by a partner; and nobody's."""

import uuid
from typing import Any

from casework.clients.models import Client
from consent.agreements.models import Agreement, NotToBeTold, OutsideChoice
from consent.disclosures.models import Disclosure, DisclosureMatch
from dussk.access.asking import Worker
from tests.matrix.about import About
from tests.matrix.base import base
from tests.matrix.targets import Sees, Target, changes_row, nobody, sees_row
from tests.world import World

_SAID = {"what": "That she has a keyworker", "to_kind": "dwp", "to_words": "DWP", "way": "phone", "asked": "we"}


def of(world: World) -> dict[About, list[Target]]:
    """Releases that are prepared with her consent, releases that wait for a manager, and matches with her list."""
    found: dict[About, list[Target]] = {about: [] for about in (About.RELEASE, About.RELEASE_TO_DECIDE, About.MATCH)}
    theirs = world.worker("drugs_manager")
    for name, client in world.clients.items():
        ours = theirs if client.agency_id == world.drugs.pk else world.worker("keyworker")
        for by in dict.fromkeys((ours, theirs)):
            made = {
                About.RELEASE: _prepared(by, client),
                About.RELEASE_TO_DECIDE: _waiting(by, client),
                About.MATCH: _prepared(by, client),
            }
            for about, row in made.items():
                kwargs: dict[str, Any] = {"reference": client.reference, "uid": row.uid}
                if about is About.MATCH:
                    kwargs["match_uid"] = _matched(row).uid
                seen = sees_row(row, client)
                target = Target(f"{name}, by {by.agency}", kwargs, seen, changes_row(row, client), _not_ours(seen, by))
                found[about].append(target)
    anna = world.clients["anna"]
    for about, rows in found.items():
        absent = rows[0].kwargs | {"reference": anna.reference, "uid": uuid.uuid4()}
        another = rows[2].kwargs | {"reference": anna.reference}
        rows.append(Target("nonexistent", absent, nobody, nobody))
        rows.append(Target("of another woman", another, nobody, nobody))
        if about is About.MATCH:
            rows.append(
                Target("no such match", rows[0].kwargs | {"match_uid": uuid.uuid4()}, nobody, nobody, rows[0].sees)
            )
    return found


def _not_ours(seen: Sees, by: Worker) -> Sees:
    return lambda worker: seen(worker) and worker.agency != by.agency


def _prepared(by: Worker, client: Client) -> Disclosure:
    """Nothing of it lacks, so every page about it opens."""
    agreement = Agreement.objects.filter(client=client, signed_at__isnull=False).first()
    choice = None
    if agreement is not None and agreement.agency_id == by.agency.pk:
        choice, _made = OutsideChoice.objects.get_or_create(agreement=agreement, kind="dwp", defaults={"agreed": True})
    talked = {"talked_on": "2026-11-01", "talked_by": "Jo", "bases": ["6-consent", "9-none"], "why": "She asked us to"}
    return Disclosure.objects.create(
        **base(by, client),
        **_SAID,
        **talked,
        ground="consent",
        choice=choice,
        checked=[],
        written_by=by.staff,
        had_part=[by.staff.pk],
    )


def _waiting(by: Worker, client: Client) -> Disclosure:
    """Put forward by somebody of that agency who holds no post there any more: everybody there can decide."""
    gone = type(by.staff).objects.get_or_create(email="gone@example.org", defaults={"name": "Gone"})[0]
    said = {"ground": "A", "why": "A child", "bases": ["6-life", "9-none"], "not_talked": "urgent", "checked": []}
    return Disclosure.objects.create(
        **base(by, client) | {"made_by": gone},
        **_SAID,
        **said,
        written_by=gone,
        had_part=[gone.pk],
        state="waiting",
        round=1,
        put_forward_by=gone,
    )


def _matched(row: Disclosure) -> DisclosureMatch:
    gone = type(row.made_by).objects.get_or_create(email="gone@example.org", defaults={"name": "Gone"})[0]
    Disclosure.objects.filter(pk=row.pk).update(made_by=gone, written_by=gone, had_part=[gone.pk])
    person = NotToBeTold.objects.filter(client=row.client).first() or NotToBeTold.objects.create(
        client=row.client, owner_id=row.owner_id, agency_id=row.owner_id, made_by=gone, name="Dean"
    )
    said = {"part": "agency", "typed": "DWP", "how": "spelt", "listed_name": person.name}
    said |= {"recipient": row.recipient_words}
    return DisclosureMatch.objects.create(disclosure=row, person=person, **said)
