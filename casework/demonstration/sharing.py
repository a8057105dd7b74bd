"""What partner agencies opened in an emergency, and who looked at which file."""

from collections.abc import Iterator
from datetime import timedelta

from casework.clients.models import EmergencyAccess, EmergencyAttempt
from casework.contacts.models import Contact
from casework.demonstration.agreements import EMERGENCIES, SHARES, Opened
from casework.demonstration.chance import Chance, day_of, moment
from casework.demonstration.people import HARBOUR, LANTERN, WESTVALE
from casework.demonstration.women import Known, Service
from casework.looking.models import EmergencyReview
from dussk.audit.models import ViewKind, ViewLog
from dussk.staff.models import Agency, Staff

_LOOKS = 60  # days of the view log
_CLIENT_PAGE = "clients:client"


#: An emergency that a manager has reviewed, to its end; the other one still waits for her.
_REVIEWED = "tash"


def _review(access: EmergencyAccess, service: Service, chance: Chance) -> None:
    """Some days later, with the woman told."""
    manager = service.people["dilys"]
    begun = chance.office_hours(day_of(access.starts) + timedelta(days=3))
    EmergencyReview.objects.create(
        **service.row(access.client, manager, begun, chance),
        access=access,
        finding=EmergencyReview.Finding.RIGHT,
        why="She had rung them in great distress and hung up. They looked for a safe number and at nothing else.",
        done="Thanked Ines. She has our night number now, for the next time.",
        told=EmergencyReview.Told.TOLD,
        told_on=day_of(begun),
        told_by="Marta Lisowska",
        closed_at=begun,
        closed_by=manager,
    )


def _emergency(opened: Opened, known: dict[str, Known], service: Service, chance: Chance) -> None:
    at = moment(service.today - timedelta(days=opened.days), opened.at)
    client = known[opened.woman].client if opened.woman else None
    EmergencyAttempt.objects.create(
        staff=service.people[opened.by],
        agency=service.people.agencies[opened.agency],
        at=at,
        by_reference=opened.by_reference,
        client=client,
        owner=client.agency if client else None,
    )
    if client:
        access = EmergencyAccess.objects.create(
            **service.row(client, service.people[opened.by], at, chance, opened.agency),
            reason=opened.reason,
            starts=at,
            ends=at + timedelta(hours=4),
        )
        if opened.woman == _REVIEWED:
            _review(access, service, chance)


def open_in_emergencies(service: Service, known: dict[str, Known]) -> None:
    """What was opened in an emergency. What the women agreed to is opened by what they signed: ``consent``."""
    chance = service.chance.of("sharing")
    for opened in EMERGENCIES:
        _emergency(opened, known, service, chance)


def _partners_looks(service: Service, known: dict[str, Known], chance: Chance) -> Iterator[ViewLog]:
    lookers = {HARBOUR: service.people["shanice"], WESTVALE: service.people["ines"]}
    for key, shares in SHARES.items():
        for shared in shares:
            if shared.until is None:
                weeks = chance.sample(range(min(shared.since, _LOOKS // 7)), min(3, shared.since))
                for ago in weeks:
                    by, agency = lookers[shared.agency], service.people.agencies[shared.agency]
                    at = chance.office_hours(service.day(ago) - timedelta(days=1))
                    yield _look(known[key], by, agency, chance, at=at)


def _emergency_looks(chance: Chance) -> Iterator[ViewLog]:
    """Her page at once, and a little later what was last done with her."""
    for access in EmergencyAccess.objects.order_by("pk"):
        for minutes, page in ((1, _CLIENT_PAGE), (4, "her:timeline")):
            yield ViewLog(
                client_id=access.client_id,
                owner_id=access.owner_id,
                staff_id=access.made_by_id,
                agency_id=access.agency_id,
                kind=ViewKind.OPENED,
                page=page,
                request_id=chance.uid(),
                at=access.starts + timedelta(minutes=minutes),
            )


def _look(known: Known, by: Staff, agency: Agency, chance: Chance, **fields: object) -> ViewLog:
    return ViewLog(
        client_id=known.client.pk,
        owner_id=known.client.agency_id,
        staff_id=by.pk,
        agency_id=agency.pk,
        kind=ViewKind.OPENED,
        page=_CLIENT_PAGE,
        request_id=chance.uid(),
        **fields,
    )


def log_looks(service: Service, known: dict[str, Known], key_work: list[Contact]) -> None:
    """The view log of the last two months: keyworkers at key work, partners who looked at what is shared with them."""
    chance = service.chance.of("looks")
    of_client = {each.client.pk: each for each in known.values()}
    since = service.now - timedelta(days=_LOOKS)
    looks = [
        _look(
            of_client[contact.client_id], contact.made_by, service.people.agencies[LANTERN], chance, at=contact.made_at
        )
        for contact in key_work
        if contact.client_id is not None and contact.made_at > since
    ]
    partners = _partners_looks(service, known, chance)
    ViewLog.objects.bulk_create([*looks, *partners, *_emergency_looks(chance)])
