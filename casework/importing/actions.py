"""Bringing a caseload in, and taking it back: plain functions, each all or nothing, each by a manager at work."""

from collections.abc import Sequence

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.importing import checking, columns, dates, queries, reading
from casework.importing.checking import Checked, Tell
from casework.importing.dates import Order
from casework.importing.models import ImportBatch, ImportFinding
from casework.importing.reading import CannotReadError, Line, shown
from casework.importing.rules import under_18
from casework.importing.storing import start_files
from dussk.access.asking import Worker
from dussk.jobs.actions import ask
from dussk.jobs.models import Job
from dussk.ui.uploads import LARGEST

CHECK, BRING_IN, UNDO = "import_check", "import_bring_in", "import_undo"

GONE = "The file is not here any more: it is kept for a day, or until it is brought in. Choose it again"
CHANGED = "Somebody changed how the file is read in the meantime. Check it again"
BROUGHT_IN = "This file has been brought in already"
AT_IT = "This file is being brought in, or taken back, at this moment. Wait for that"

#: What the database's own refusals mean (SQLSTATE).
_REFUSED = {"DI001": "This file was not brought in", "DI002": "This batch has been taken back already"}


def _nothing(_done: int, _of: int) -> None:
    """Nobody waits to be told how far it is."""


@transaction.atomic
def upload(*, by: Worker, name: str, content: bytes) -> ImportBatch:
    """Take a file in, and look how it is probably to be read. Nothing of it is a record of anybody yet.

    Raises:
        RefusedError: it cannot be read, whatever was said about it.
    """
    if len(content) > LARGEST:
        raise RefusedError(f"The file is larger than {LARGEST // 1_000_000} MB. Part it into several", "file")
    try:
        reading.refuse_what_is_no_text(content)
        encoding = reading.encoding_of(content)
        separator = reading.separator_of(reading.decoded(content, encoding))
        batch = ImportBatch(agency=by.agency, made_by=by.staff, name=name, content=content, size=len(content))
        _take_reading(batch, encoding, separator)
    except CannotReadError as error:
        raise RefusedError(error.sentence, "file") from error
    batch.save()
    return batch


def _take_reading(batch: ImportBatch, encoding: str, separator: str) -> None:
    """Read the file so, and guess from it what each column says and how its dates are written."""
    sheet = reading.read(bytes(batch.content or b""), encoding, separator)
    batch.encoding, batch.separator = encoding, separator
    batch.header = [shown(name, 60) for name in sheet.header]
    batch.columns = [guess.field for guess in columns.guesses(batch.header)]
    batch.rows = len(sheet.lines)
    born = columns.places(batch.columns).get("born")
    values = reading.column(sheet, born) if born is not None else []
    found = dates.detect(values, today=timezone.localdate())
    batch.order, batch.order_sure = found.order.value, found.sure


def _locked(by: Worker, batch: ImportBatch) -> ImportBatch:
    """The batch as it stands, locked; never waiting for a job that has it.

    Raises:
        RefusedError: a job has it, it is brought in, or its file is gone.
    """
    here = ImportBatch.objects.filter(pk=batch.pk, agency=by.agency)
    found = here.select_for_update(skip_locked=True).first()
    if found is None:
        raise RefusedError(AT_IT)
    if found.brought_at:
        raise RefusedError(BROUGHT_IN)
    if found.content is None:
        raise RefusedError(GONE)
    return found


@transaction.atomic
def read_anew(*, by: Worker, batch: ImportBatch, encoding: str, separator: str) -> None:
    """Read the file in another encoding, or with another separator. What its columns say is guessed anew.

    Raises:
        RefusedError: it cannot be read so, it is brought in or gone, or a job has it.
    """
    held = _locked(by, batch)
    try:
        _take_reading(held, encoding, separator)
    except CannotReadError as error:
        raise RefusedError(error.sentence, "encoding") from error
    _begin_again(held)


@transaction.atomic
def choose(*, by: Worker, batch: ImportBatch, chosen: Sequence[str], order: Order) -> None:
    """Say what each column is, and how dates are written.

    Raises:
        RefusedError: the choice will not do, the file is brought in or gone, or a job has it.
    """
    held = _locked(by, batch)
    if len(chosen) != len(held.header):
        raise RefusedError(CHANGED)
    if wrong := columns.faults(chosen, held.header):
        raise RefusedError(wrong[0])
    held.columns, held.order, held.order_sure = list(chosen), order.value, True
    _begin_again(held)


def _begin_again(batch: ImportBatch) -> None:
    _clear_findings(batch)
    batch.version, batch.checked_at = batch.version + 1, None
    batch.good = batch.bad = batch.young = 0
    batch.save()


@transaction.atomic
def throw_away(*, by: Worker, batch: ImportBatch) -> None:
    """Let go of a file that is not brought in after all, and of all that was found in it.

    Raises:
        RefusedError: it is brought in or gone, or a job has it.
    """
    held = _locked(by, batch)
    held.content = None
    _begin_again(held)


def needs_choosing(batch: ImportBatch) -> str:
    """What has to be said before a file can be checked; "" where nothing has."""
    if wrong := columns.faults(batch.columns, batch.header):
        return wrong[0]
    if "born" in batch.columns and not batch.order_sure:
        return "Say how dates of birth are written in this file: they can be read in two ways"
    return ""


@transaction.atomic
def ask_to_check(*, by: Worker, batch: ImportBatch) -> Job:
    """Have the file checked.

    Raises:
        RefusedError: something has to be said first, or it is brought in or gone.
    """
    if wrong := needs_choosing(_locked(by, batch)):
        raise RefusedError(wrong)
    return ask(by=by, kind=CHECK, title="Check a caseload", about=batch.uid)


@transaction.atomic
def ask_to_bring_in(*, by: Worker, batch: ImportBatch, good_rows: bool, doubles: bool) -> Job:
    """Have a checked file brought in.

    Args:
        by: who asks.
        batch: which.
        good_rows: leave bad rows out. Otherwise one bad row stops it all.
        doubles: bring in also rows of women who may be here already. Otherwise they are left out.

    Raises:
        RefusedError: it was not checked, or holds bad rows, or is brought in or gone.
    """
    held = _locked(by, batch)
    if held.checked_at is None:
        raise RefusedError("Check the file first")
    _stop_where_bad(held.bad, good_rows=good_rows)
    how = {"good_rows": good_rows, "doubles": doubles, "version": held.version}
    return ask(by=by, kind=BRING_IN, title="Bring in a caseload", about=batch.uid, **how)


def _stop_where_bad(bad: int, *, good_rows: bool) -> None:
    if bad and not good_rows:
        raise RefusedError(
            f"{bad:,} rows cannot be brought in, and you asked for all rows or none. Mend them and choose the file"
            " again, or bring in the good rows only"
        )


@transaction.atomic
def ask_to_undo(*, by: Worker, batch: ImportBatch) -> Job:
    """Have a batch taken back.

    Raises:
        RefusedError: it was not brought in, or was taken back already.
    """
    now = ImportBatch.objects.defer("content").get(pk=batch.pk)
    if now.brought_at is None or now.undone_at is not None:
        raise RefusedError(_REFUSED["DI002" if now.undone_at else "DI001"])
    return ask(by=by, kind=UNDO, title="Take a caseload back", about=batch.uid)


def check(*, by: Worker, batch: ImportBatch, tell: Tell = _nothing) -> Checked:
    """Check every row, and keep what was found for the batch's page.

    Raises:
        RefusedError: the file cannot be read, is gone, or how it is read was changed meanwhile.
    """
    held = _whole(by, batch)
    found = _checked(by, held, tell)
    with transaction.atomic():
        kept = ImportBatch.objects.filter(pk=held.pk, version=held.version, brought_at=None, content__isnull=False)
        counts = {"good": len(found.women), "bad": len(found.bad)}
        counts["young"] = under_18(found.women, timezone.localdate())
        if not kept.update(checked_at=timezone.now(), **counts):
            raise RefusedError(CHANGED)
        _keep_findings(held, found)
    return found


def _whole(by: Worker, batch: ImportBatch) -> ImportBatch:
    """The batch with its file, not locked: reading takes long."""
    held = ImportBatch.objects.filter(pk=batch.pk, agency=by.agency).first()
    if held is None or held.content is None:
        raise RefusedError(BROUGHT_IN if held and held.brought_at else GONE)
    return held


def _checked(by: Worker, batch: ImportBatch, tell: Tell) -> Checked:
    if wrong := needs_choosing(batch):
        raise RefusedError(wrong)
    try:
        return checking.check(by=by, batch=batch, today=timezone.localdate(), tell=tell)
    except CannotReadError as error:
        raise RefusedError(error.sentence) from error


def _clear_findings(batch: ImportBatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.clear_findings(%s)", [batch.pk])


def _keep_findings(batch: ImportBatch, found: Checked) -> None:
    kinds = ImportFinding.Kind

    def cells(line: int) -> list[str]:
        return _shown(found.lines[line])

    findings = [
        ImportFinding(batch=batch, line=bad.line, kind=kinds.BAD, reasons=list(bad.reasons), cells=cells(bad.line))
        for bad in found.bad
    ]
    findings += [
        ImportFinding(
            batch=batch, line=line, kind=kinds.TWICE, cells=cells(line), other_line=other, other_cells=cells(other)
        )
        for line, other in found.twice.items()
    ]
    findings += [
        ImportFinding(batch=batch, line=line, kind=kinds.KNOWN, cells=cells(line), references=references[:_MOST_FILES])
        for line, references in found.known.items()
    ]
    _clear_findings(batch)
    ImportFinding.objects.bulk_create(findings, batch_size=1_000)


#: How many files are shown beside a row that may be any of them.
_MOST_FILES = 5


def _shown(line: Line) -> list[str]:
    return [shown(cell, reading.LONGEST_CELL) for cell in line.cells]


def bring_in(
    *, by: Worker, batch: ImportBatch, good_rows: bool, doubles: bool, version: int | None = None, tell: Tell = _nothing
) -> int:
    """Start a file for every row that is chosen, all of them or none. Rows are checked anew: files start daily.

    Args:
        by: who brings them in.
        batch: which.
        good_rows: leave bad rows out. Otherwise one bad row stops it all.
        doubles: bring in also rows of women who may be here already.
        version: what ``batch.version`` was when she asked; None where she asks now.
        tell: how far it is.

    Returns:
        How many files were started.

    Raises:
        RefusedError: bad rows, none that is left, or somebody has done something else with the file meanwhile.
    """
    with transaction.atomic():
        held = _locked(by, batch)
        if version is not None and (held.version != version or held.checked_at is None):
            raise RefusedError(CHANGED)
        found = _checked(by, held, _nothing)
        _stop_where_bad(len(found.bad), good_rows=good_rows)
        women = checking.chosen(found, doubles=doubles)
        if not women:
            raise RefusedError("No row is left to be brought in. Nothing was changed")
        at = timezone.now()
        for so_far in start_files(by=by, batch=held, women=women, at=at, today=timezone.localdate(at)):
            tell(so_far, len(women))
        _keep_findings(held, found)
        held.brought_at, held.brought_by, held.brought, held.content = at, by.staff, len(women), None
        held.good, held.bad = len(found.women), len(found.bad)
        held.save()
    return len(women)


def undo(*, by: Worker, batch: ImportBatch) -> tuple[int, int]:
    """Take a batch back: every file of it on which nothing was written since.

    Returns:
        How many files were taken back, and how many stay.

    Raises:
        RefusedError: it was not brought in, or was taken back already.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT wall.undo_import(%s)", [batch.pk])
            gone = int(cursor.fetchone()[0])
    except DatabaseError as error:
        state = str(getattr(error.__cause__, "pgcode", ""))
        if state in _REFUSED:
            raise RefusedError(_REFUSED[state]) from error
        raise
    return gone, queries.brought_in(batch).count()


def forget() -> None:
    """Let go of files that nobody brought in in time: the runner's round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.forget_imports()")
