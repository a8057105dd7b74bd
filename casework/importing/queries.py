"""Reading batches, what was found in them, and what rows are held against. All of it behind the wall."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from casework.clients import queries as clients
from casework.clients.models import Client, Status
from casework.clients.rules import age, plain
from casework.importing.models import BroughtIn, ImportBatch, ImportFinding
from casework.importing.rules import Agency, Standing
from casework.importing.same import Known
from dussk.access.asking import Worker
from dussk.jobs.rules import KEEP_HOURS
from dussk.staff.models import Agency as StaffAgency


def batches(agency: StaffAgency) -> QuerySet[ImportBatch]:
    """The agency's batches, the latest first, without the files: ``is_held`` says whether one is still here."""
    held = ExpressionWrapper(Q(content__isnull=False), output_field=BooleanField())
    return ImportBatch.objects.filter(agency=agency).defer("content").annotate(is_held=held).select_related("made_by")


def gone_at(batch: ImportBatch) -> Any:
    """When the file of a batch is gone, if nobody brings it in."""
    return batch.made_at + timedelta(hours=KEEP_HOURS)


def bad_rows(batch: ImportBatch) -> QuerySet[ImportFinding]:
    """Rows that cannot be brought in."""
    return ImportFinding.objects.filter(batch=batch, kind=ImportFinding.Kind.BAD).order_by("line")


def doubles(batch: ImportBatch) -> QuerySet[ImportFinding]:
    """Rows that may be a woman of an earlier row, or of a file."""
    return ImportFinding.objects.filter(batch=batch).exclude(kind=ImportFinding.Kind.BAD).order_by("line", "kind")


def how_many_doubles(batch: ImportBatch) -> int:
    """How many rows may be a woman of an earlier row, or of a file that the reader may see."""
    return doubles(batch).values("line").order_by("line").distinct().count()


def files_named(findings: Iterable[ImportFinding]) -> dict[str, Client]:
    """The files that findings name, by reference: those that the reader may see."""
    wanted = {reference for each in findings for reference in each.references}
    found = Client.objects.filter(reference__in=wanted).select_related("keyworker", "agency", "status_word")
    return {her.reference: her for her in found}


def brought_in(batch: ImportBatch) -> QuerySet[BroughtIn]:
    """Whose files a batch started, in the order of its lines."""
    rows = BroughtIn.objects.filter(batch=batch).order_by("line")
    return rows.select_related("client__agency", "client__keyworker", "client__status_word")


#: What was written on a file since, by the table that it stands in.
_WRITTEN = {
    "casework_client": "her details",
    "casework_clientname": "a name",
    "casework_safecontact": "a way to reach her",
    "casework_statuschange": "how she and the service stand",
    "casework_contact": "a contact",
    "casework_followup": "a follow-up",
    "casework_alert": "an alert",
    "casework_block": "a block",
    "casework_recruitment": "an offer of the programme",
    "casework_screening": "a screening",
    "casework_joining": "it was joined with another file",
    "casework_restriction": "it was restricted",
    "casework_emergencyaccess": "it was opened in an emergency",
    "consent_agreement": "consent",
    "consent_nottobetold": "somebody who is to be told nothing",
    "consent_disclosure": "a release",
    "consent_referral": "a referral",
    "consent_subjectaccessrequest": "that she asked to see what is held",
    "consent_longerwait": "that it waits longer",
    "drafts_draft": "something typed and not saved yet",
}


def written_since(batch: ImportBatch, files: Iterable[int] | None = None) -> dict[int, list[str]]:
    """Files of a batch on which something was written since, by number, with what it was in words.

    Args:
        batch: which.
        files: only these of its files; None for all.
    """
    with connection.cursor() as cursor:
        only = None if files is None else list(files)
        cursor.execute("SELECT file, wherein FROM wall.written_since_import(%s, %s::bigint[])", [batch.pk, only])
        rows = cursor.fetchall()
    found: dict[int, list[str]] = {}
    for file, table in rows:
        words = _WRITTEN.get(table, "something else about her")
        if words not in found.setdefault(file, []):
            found[file].append(words)
    return found


def agency_words(by: Worker) -> Agency:
    """The statuses of an agency and the people who can be keyworkers there, as rows name them."""
    statuses: dict[str, Standing] = {}
    first: dict[str, int] = {}
    for word in clients.status_words(by.agency):
        statuses[plain(word.name)] = Standing(word.counts_as, word.pk)
        first.setdefault(word.counts_as, word.pk)
    for status in Status:
        for name in (status.label, status.value):
            statuses.setdefault(plain(name), Standing(status.value, first.get(status.value)))
    workers: dict[str, int | None] = {}
    for one in clients.possible_keyworkers(by.agency):
        name = plain(one.name)
        workers[name] = None if name in workers else one.pk
        workers[one.email.casefold()] = one.pk
    usual = Standing(Status.IN_TOUCH.value, first.get(Status.IN_TOUCH.value))
    return Agency(statuses, usual, workers)


def files_like(by: Worker, women: Iterable[Known]) -> list[Known]:
    """The agency's files that share a name, or a date of birth, with any of these women. One statement for all of them.

    Only what the asker may see: a file from which she is blocked is not told of.
    """
    women = list(women)
    names = sorted({name for woman in women for name in woman.names})
    births = sorted({woman.born for woman in women if woman.born})
    with connection.cursor() as cursor:
        cursor.execute(_FILES_LIKE, {"agency": by.agency.pk, "names": names, "births": births})
        rows = cursor.fetchall()
    today = timezone.localdate()
    return [
        Known(
            reference,
            frozenset(held),
            legal or "",
            born,
            age(born=born, estimated=estimated, estimated_on=estimated_on, today=today),
        )
        for reference, born, estimated, estimated_on, legal, held in rows
    ]


_FILES_LIKE = """
WITH near AS MATERIALIZED (
  SELECT n.client_id AS id FROM casework_clientname n
   WHERE n.owner_id = %(agency)s AND n.plain = ANY (%(names)s)
  UNION SELECT c.id FROM casework_client c WHERE c.agency_id = %(agency)s AND c.born = ANY (%(births)s::date[]))
SELECT c.reference, c.born, c.estimated_age, c.estimated_on,
       max(n.plain) FILTER (WHERE n.kind = 'legal' AND n.ends IS NULL), array_agg(DISTINCT n.plain)
  FROM near JOIN casework_client w ON w.id = near.id
  JOIN casework_client c ON c.id = coalesce(w.joined_into_id, w.id)
  JOIN casework_clientname n ON n.client_id = c.id
 GROUP BY c.id, c.reference, c.born, c.estimated_age, c.estimated_on
"""
