"""What an agency keeps itself of women whose files others keep, and files kept from everybody but a manager."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.clients.models import Client, OwnRecord, Restriction
from dussk.access.asking import Worker
from dussk.staff.models import Agency


@dataclass
class Known:
    """A woman whose file the reader may not see, as far as the view log has to know her."""

    pk: int
    agency_id: int


def own_records(by: Worker) -> QuerySet[OwnRecord]:
    """The records that ``by``'s agency keeps itself. Without the file: that one may be closed to it."""
    return OwnRecord.objects.filter(agency=by.agency).select_related("owner", "made_by")


def own_record_of(client: Client, by: Worker) -> OwnRecord | None:
    """What ``by``'s agency keeps itself of a woman, also where it began that on a file that was joined into hers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.own_record_on(%s)", [client.pk])
        number: int | None = cursor.fetchone()[0]
    return own_records(by).filter(pk=number).first() if number else None


def own_record(by: Worker, uid: UUID) -> OwnRecord | None:
    """One of them; None where there is none that the reader may see."""
    return own_records(by).filter(uid=uid).first()


def whom(record: OwnRecord) -> Known:
    """The woman a record is about, for the view log."""
    return Known(record.client_id, record.owner_id)


def all_whom(records: Collection[OwnRecord]) -> list[Known]:
    """The same of several."""
    return [whom(record) for record in records]


def file_number(record: OwnRecord) -> int:
    """The file a record is about: where that one was joined since, the kept one, also where the reader sees neither."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.file_of_own_record(%s)", [record.pk])
        number: int | None = cursor.fetchone()[0]
    return record.client_id if number is None else number


def open_file(number: int) -> Client | None:
    """A file, where it is open to the reader."""
    return Client.objects.filter(pk=number).first()


def restricted_ever(agency: Agency) -> QuerySet[Restriction]:
    """Every restriction of the agency's files, also those that were lifted: of files the reader is not blocked from."""
    rows = Restriction.objects.filter(owner=agency, client__agency=agency)  # her file: a block hides that alone
    return rows.select_related("client", "made_by").order_by("-made_at", "-pk")


def restricted_files(agency: Agency) -> QuerySet[Restriction]:
    """The agency's files that nobody works with, the latest first."""
    return restricted_ever(agency).filter(lifted_at=None)


def restriction_of(client: Client) -> Restriction | None:
    """What keeps a file, or one that was joined into it, from everybody but managers; None where nothing does."""
    hers = Client.objects.filter(Q(pk=client.pk) | Q(joined_into=client.pk)).values("pk")
    return Restriction.objects.filter(client__in=hers, lifted_at=None).select_related("made_by").order_by("pk").first()


def to_look_at(agency: Agency, today: date | None = None) -> QuerySet[Restriction]:
    """Restricted files of which nobody has said why they are kept, or whose day has passed."""
    over = Q(kept_until__lt=today or timezone.localdate())
    return restricted_files(agency).filter(Q(kept_because="") | over)
