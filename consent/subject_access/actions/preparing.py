"""Gathering what is held, going through it, and taking out what is not hers to see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.telling import InFull
from consent.subject_access import rules, telling
from consent.subject_access.actions.calling import call
from consent.subject_access.models import PackPart, PackRecord, Passage, SubjectAccessRequest
from consent.subject_access.queries.gathered import as_it_stands, with_passages
from consent.subject_access.rules import State, Whose
from consent.subject_access.telling import Key
from dussk.access.asking import Worker
from dussk.access.categories import Category
from dussk.ui.when import local

NOT_PREPARED = "This part is not being prepared: it is released, or the request has gone on. Nothing was changed"
NOT_IN_IT = "These words are not in this record. Copy them exactly as they stand there"
READ_BEFORE = "It changed while you read it. Look at it again, as it stands now"
CHANGED = (
    "Something on her file was written, changed or joined since this was gone through. Nothing was made: prepare it"
    " again, and go through what is new"
)


@dataclass(frozen=True)
class Stock:
    """What gathering found: how many records are new, say something else than before, or are not held any more."""

    new: int
    changed: int
    gone: int


@dataclass(frozen=True)
class Through:
    """What was gone through: how many records, and how many changed while they were read, and are to be again."""

    done: int
    changed: int


def files_of(request: SubjectAccessRequest) -> list[int]:
    """The numbers of her files, held as they are until the transaction ends: none is joined meanwhile."""
    files: list[int] = call("SELECT wall.files_of_access(%s)", [request.pk])
    return files


def hold_files(part: PackPart) -> None:
    """Hold her files, before the part of hers is: whoever undoes a joining takes them in this order too."""
    call("SELECT wall.files_of_access(%s)", [part.request_id])


def until(request: SubjectAccessRequest) -> datetime:
    """What was written by then is told: what is held when she asks, and not what is written while it is gathered."""
    return request.made_at


def held_of(request: SubjectAccessRequest, part: PackPart) -> dict[Key, InFull]:
    """What is held of a part now."""
    return telling.gathered(Category(part.category), files_of(request), request.agency_id, until(request))


@transaction.atomic
def take_stock(*, by: Worker, part: PackPart) -> Stock:
    """Gather what is held of a part. What says something else than before has to be gone through again.

    Raises:
        RefusedError: the part is not being prepared.
        PermissionDenied: somebody else reads this part.
    """
    hold_files(part)
    call("SELECT wall.add_parts(%s)", [part.request_id])
    mine = _being_prepared(by, part)
    held = held_of(mine.request, mine)
    kept = {(row.kind, row.row): row for row in mine.records.all()}
    new = [_record(mine, key, one) for key, one in held.items() if key not in kept]
    changed = [row for key, row in kept.items() if key in held and _refresh(row, held[key])]
    gone = [row for key, row in kept.items() if key not in held and row.gone_at is None]
    for row in gone:
        row.gone_at = timezone.now()
    PackRecord.objects.bulk_create(new)
    PackRecord.objects.bulk_update(
        [*changed, *gone], ["told", "at", "fingerprint", "checked_at", "checked_by", "gone_at"], batch_size=200
    )
    PackPart.objects.filter(pk=mine.pk).update(taken_stock_at=timezone.now())
    return Stock(len(new), len(changed), len(gone))


def _record(part: PackPart, key: Key, one: InFull) -> PackRecord:
    told = telling.as_told(one)
    kind, row = key
    return PackRecord(
        part=part, kind=kind, row=row, at=_moment(one.at), told=told, fingerprint=telling.fingerprint(told)
    )


def _refresh(record: PackRecord, one: InFull) -> bool:
    told = telling.as_told(one)
    says = telling.fingerprint(told)
    if says == record.fingerprint == telling.fingerprint(record.told) and record.gone_at is None:
        return False
    record.told, record.at, record.fingerprint, record.gone_at = told, _moment(one.at), says, None
    record.checked_at = record.checked_by = None
    return True


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else local(at, time())


def _being_prepared(by: Worker, part: PackPart) -> PackPart:
    """A part, locked, while it can be worked on."""
    mine = PackPart.objects.select_for_update(of=("self",)).select_related("request").filter(pk=part.pk).first()
    if mine is None or mine.request.agency_id != by.agency.pk:
        raise PermissionDenied("This part is somebody else's to go through.")
    if mine.released_at is not None or mine.request.state != State.PREPARING:
        raise RefusedError(NOT_PREPARED)
    return mine


@transaction.atomic
def check(*, by: Worker, part: PackPart, seen: Mapping[int, str]) -> Through:
    """Say that records were gone through as they stood when they were read, and that she may see them so.

    Those that say something else by now, or out of which other words are taken, were not gone through by anybody.

    Args:
        by: who has.
        part: theirs.
        seen: by its number, how each stood (``queries.as_it_stands``).

    Raises:
        RefusedError: the part is not being prepared, or what is taken out of one is not in it any more.
        PermissionDenied: somebody else reads this part.
    """
    mine = _being_prepared(by, part)
    there = with_passages(mine.records.filter(pk__in=seen, gone_at=None))
    rows = [row for row in there if as_it_stands(row) == seen[row.pk]]
    for row in rows:
        if not all(rules.stands_in(each.text, telling.texts(row.told)) for each in row.passages_now):
            raise RefusedError(
                "A record has changed, and words that were taken out of it are not there any more. Open it, and"
                " take out what is to be taken out now"
            )
    mine.records.filter(pk__in=[row.pk for row in rows]).update(checked_at=timezone.now(), checked_by=by.staff)
    return Through(len(rows), len(seen) - len(rows))


@transaction.atomic
def take_out(
    *, by: Worker, record: PackRecord, text: str, whose: Whose, why: str = "", everywhere: bool = False
) -> int:
    """Take words out of a record, wherever they stand in it; or out of every record of its part.

    Returns:
        Out of how many records they were taken.

    Raises:
        RefusedError: the words are not in it, or were taken out already; or the part is not being prepared.
        PermissionDenied: somebody else reads this part.
    """
    mine = _being_prepared(by, record.part)
    rows = list(with_passages(mine.records.filter(gone_at=None)))
    this = next((row for row in rows if row.pk == record.pk), None)
    if this is None or not rules.stands_in(text, telling.texts(this.told)):
        raise RefusedError(NOT_IN_IT, "text")
    if any(each.text == text for each in this.passages_now) and not everywhere:
        raise RefusedError("These words are taken out already", "text")
    wanted = [
        row
        for row in (rows if everywhere else [this])
        if all(each.text != text for each in row.passages_now) and rules.stands_in(text, telling.texts(row.told))
    ]
    Passage.objects.bulk_create(
        Passage(record=row, text=text, whose=whose.value, why=why, made_by=by.staff) for row in wanted
    )
    _look_again(wanted, this)
    return len(wanted)


def _look_again(rows: Collection[PackRecord], but: PackRecord) -> None:
    """Of records that somebody had gone through, those that she did not look at just now are to be looked at again."""
    PackRecord.objects.filter(pk__in=[row.pk for row in rows if row.pk != but.pk]).update(
        checked_at=None, checked_by=None
    )


@transaction.atomic
def put_back(*, by: Worker, passage: Passage) -> None:
    """Put words back that were taken out of a record. It has to be gone through again.

    Raises:
        RefusedError: the part is not being prepared.
        PermissionDenied: somebody else reads this part.
    """
    record = PackRecord.objects.select_related("part").get(pk=passage.record_id)
    _being_prepared(by, record.part)
    Passage.objects.filter(pk=passage.pk, ended_at=None).update(ended_at=timezone.now())
    PackRecord.objects.filter(pk=record.pk).update(checked_at=None, checked_by=None)


@transaction.atomic
def withhold(*, by: Worker, record: PackRecord, whose: Whose, because: str) -> None:
    """Keep a whole record out of the pack, and say why.

    Raises:
        RefusedError: it does not say why, or the part is not being prepared.
        PermissionDenied: somebody else reads this part.
    """
    mine = _being_prepared(by, record.part)
    if not because.strip():
        raise RefusedError("Enter why she cannot see it", "because")
    mine.records.filter(pk=record.pk).update(
        withheld=whose.value, withheld_because=because, checked_at=timezone.now(), checked_by=by.staff
    )


@transaction.atomic
def give_again(*, by: Worker, record: PackRecord) -> None:
    """Put a record back into the pack that was kept out of it. It has to be gone through again.

    Raises:
        RefusedError: the part is not being prepared.
        PermissionDenied: somebody else reads this part.
    """
    mine = _being_prepared(by, record.part)
    mine.records.filter(pk=record.pk).update(withheld="", withheld_because="", checked_at=None, checked_by=None)
