"""What addresses of referrals and of the directory are about."""

import uuid
from datetime import time

from django.utils import timezone

from casework.clients.models import Client
from consent.referrals.models import Referral, ReferralStep, Service, ServiceHours
from dussk.access.asking import Worker
from tests.matrix.about import About
from tests.matrix.rows import CLIENT_ROWS
from tests.matrix.targets import Sees, Target, changes_row, nobody, of_agency, sees_row
from tests.world import World


def of(world: World) -> dict[About, list[Target]]:
    """Referrals on every file, of our own and of a partner's, and nobody's; services of ours, theirs and nobody's."""
    return {**_referrals(world), **_services(world)}


def _accepted(by: Worker, client: Client) -> tuple[Referral, ReferralStep]:
    """One of which something can still become, and whose last step can be a mistake."""
    sent = CLIENT_ROWS[ReferralStep][1](by, client)
    assert isinstance(sent, ReferralStep)
    made = {"referral": sent.referral, "agency": by.agency, "made_by": by.staff, "on": sent.on}
    return sent.referral, ReferralStep.objects.create(**made, state="accepted", words="They rang back")


def _referrals(world: World) -> dict[About, list[Target]]:
    keyworker, theirs = world.worker("keyworker"), world.worker("drugs_manager")
    referrals: list[Target] = []
    steps: list[Target] = []
    for name, client in world.clients.items():
        hers = {"reference": client.reference}
        for by in (keyworker, theirs):
            row, last = _accepted(by, client)
            seen, changes = sees_row(row, client), changes_row(row, client)

            def not_ours(w: Worker, seen: Sees = seen, by: Worker = by) -> bool:
                return seen(w) and w.agency != by.agency

            named = f"{name}, by {by.agency}"
            kwargs = hers | {"uid": row.uid}
            referrals.append(Target(named, kwargs, seen, changes, not_ours))
            steps.append(Target(named, kwargs | {"step_uid": last.uid}, seen, changes, not_ours))
    anna = {"reference": world.clients["anna"].reference}
    another = {"uid": referrals[2].kwargs["uid"]}
    referrals.append(Target("nonexistent", anna | {"uid": uuid.uuid4()}, nobody, nobody))
    referrals.append(Target("of another woman", anna | another, nobody, nobody))
    ours, partners = referrals[0], referrals[1]

    def sees_it(w: Worker) -> bool:
        return ours.sees(w) and w.agency != world.charity

    absent = ours.kwargs | {"step_uid": uuid.uuid4()}
    of_another = ours.kwargs | {"step_uid": steps[1].kwargs["step_uid"]}
    assert partners.kwargs["uid"] != ours.kwargs["uid"]
    steps.append(Target("nonexistent", absent, nobody, nobody, sees_it))
    steps.append(Target("of another referral", of_another, nobody, nobody, sees_it))
    return {About.REFERRAL: referrals, About.REFERRAL_STEP: steps}


def a_service(by: Worker, name: str = "Bridge House", **fields: object) -> Service:
    """A hostel that opens every night, and is checked."""
    checked = {"checked_on": timezone.localdate(), "checked_by": by.staff}
    said = {"tier": 1, "kind": "hostel", "outside": "housing_providers", "phone": "0117 496 0000"} | checked | fields
    row = Service.objects.create(agency=by.agency, made_by=by.staff, name=name, **said)
    for day in range(7):
        ServiceHours.objects.create(service=row, day=day, opens=time(21), closes=time(8))
    return row


def _services(world: World) -> dict[About, list[Target]]:
    ours = a_service(world.worker("keyworker"), barriers=["pets", "id"], curfew="In by eleven", women="only")
    theirs = a_service(world.worker("drugs_manager"))
    targets = [
        Target(str(row.agency), {"uid": row.uid}, of_agency(row.agency_id), of_agency(row.agency_id))
        for row in (ours, theirs)
    ]
    return {About.SERVICE: [*targets, Target("nonexistent", {"uid": uuid.uuid4()}, nobody, nobody)]}
