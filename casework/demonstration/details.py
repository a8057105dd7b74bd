"""What hangs on a woman's file: safe contact, alerts, statuses, workers kept from it."""

from datetime import datetime, time, timedelta

from casework.clients.models import Alert, Block, SafeContact, Status, StatusChange
from casework.demonstration.agreements import BLOCKS
from casework.demonstration.chance import Chance, day_of, moment
from casework.demonstration.particulars import ALERTS, STATUSES, WAYS, Warned
from casework.demonstration.women import Known, Service, after
from dussk.staff.models import Staff


def _moment(service: Service, weeks: int, known: Known, chance: Chance) -> datetime:
    """A moment that many weeks ago, but never before her file was opened."""
    return max(chance.office_hours(service.day(weeks)), after(known.client.made_at, chance))


def _writer(known: Known, service: Service) -> Staff:
    return known.client.keyworker or service.people["dilys"]


def _safe_contacts(known: Known, service: Service, chance: Chance) -> list[SafeContact]:
    rows = []
    for way in WAYS.get(known.woman.key, ()):
        begins, until = way.times or (None, None)
        rows.append(
            SafeContact(
                **service.row(known.client, known.client.made_by, after(known.client.made_at, chance), chance),
                way=way.way,
                detail=way.detail,
                is_safe=way.safe,
                from_time=begins,
                to_time=until,
                when_note=way.when,
                message_allowed=way.message,
                name_to_use=way.name,
                who_else=way.who,
            )
        )
    return rows


def _alert(warned: Warned, known: Known, service: Service, chance: Chance) -> Alert:
    at = _moment(service, warned.weeks, known, chance)
    by = service.people[warned.by] if warned.by else _writer(known, service)
    ended = warned.ended is not None
    return Alert(
        **service.row(known.client, by, at, chance, warned.agency),
        audience=warned.audience,
        text=warned.text,
        reason=warned.reason,
        starts=day_of(at),
        ends=service.day(warned.ended) if warned.ended is not None else None,
        end_reason=warned.end_reason,
        ended_by=by if ended else None,
    )


def _statuses(known: Known, service: Service, chance: Chance) -> list[StatusChange]:
    made_at = known.client.made_at
    rows = [
        StatusChange(
            **service.row(known.client, known.client.made_by, made_at, chance),
            status=Status.IN_TOUCH,
            word=service.words[Status.IN_TOUCH],
            on=day_of(made_at),
            note="File started",
        )
    ]
    for stood in STATUSES.get(known.woman.key, ()):
        at = _moment(service, stood.weeks, known, chance)
        rows.append(
            StatusChange(
                **service.row(known.client, _writer(known, service), at, chance),
                status=stood.status,
                word=service.words[stood.status],
                on=service.day(stood.weeks),
                note=stood.note,
            )
        )
    return rows


def _block(known: Known, service: Service, chance: Chance) -> Block:
    kept = BLOCKS[known.woman.key]
    at = _moment(service, kept.weeks, known, chance)
    ended_at = None if kept.ended is None else moment(service.day(kept.ended), time(11, 20)) + timedelta(minutes=7)
    return Block(
        **service.row(known.client, service.people[kept.by], at, chance),
        blocked=service.people[kept.worker],
        kind=kept.kind,
        reason=kept.reason,
        ended_at=ended_at,
        ended_by=service.people[kept.ended_by] if kept.ended_by else None,
        end_reason=kept.end_reason,
    )


def write_details(service: Service, known: dict[str, Known]) -> None:
    """Make everything that hangs on the women's files."""
    contacts: list[SafeContact] = []
    alerts: list[Alert] = []
    statuses: list[StatusChange] = []
    for each in known.values():
        chance = service.chance.of(f"details of {each.woman.key}")
        contacts += _safe_contacts(each, service, chance)
        alerts += [_alert(warned, each, service, chance) for warned in ALERTS.get(each.woman.key, ())]
        statuses += _statuses(each, service, chance)
    SafeContact.objects.bulk_create(contacts)
    Alert.objects.bulk_create(alerts)
    StatusChange.objects.bulk_create(statuses)
    blocks = service.chance.of("blocks")
    Block.objects.bulk_create(_block(known[key], service, blocks) for key in BLOCKS)
