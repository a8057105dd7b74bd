"""Starting thousands of files at once: a few statements for each thousand, each row past the wall like any other."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from casework.clients.rules import new_reference, plain, sounds
from casework.importing.models import ImportBatch
from casework.importing.rules import LONGEST_NAME, Woman
from dussk.access.asking import Worker

CHUNK = 1_000

#: What stands with a number of which nobody has said that it is safe.
NOT_SAID = "Brought in from a file that does not say whether it is safe. Ask her before anybody uses it"

_FILES = """
INSERT INTO casework_client (reference, agency_id, made_by_id, made_at, called, sort_key, born, estimated_age,
       estimated_on, language, interpreter, never_through, adjustments, adjustments_note, what_helps, what_to_avoid,
       keyworker_id, status, status_on, status_word_id)
SELECT r.reference, %(agency)s, %(staff)s, %(at)s, r.called, r.sort_key, r.born, r.age,
       CASE WHEN r.age IS NOT NULL THEN %(on)s::date END, r.language, 'not_known', '', '{}', '', '', '',
       r.keyworker, r.status, %(on)s, r.word
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r (reference text, called text, sort_key text, born date, age smallint,
       language text, keyworker bigint, status text, word bigint)
ON CONFLICT (reference) DO NOTHING RETURNING id, reference
"""
_ROW = "client_id, owner_id, agency_id, made_by_id, made_at, uid"
_VALUES = "r.client, %(agency)s, %(agency)s, %(staff)s, %(at)s, gen_random_uuid()"


def _rows(table: str, columns: str, values: str, said: str) -> str:
    """A statement that puts rows of her file into a table; ``said`` names what each of them brings, with its type."""
    from_rows = f"jsonb_to_recordset(%(rows)s::jsonb) AS r (client bigint, {said})"
    return f"INSERT INTO {table} ({_ROW}, {columns}) SELECT {_VALUES}, {values} FROM {from_rows}"  # noqa: S608 (ours)


_NAMES = _rows(
    "casework_clientname",
    "kind, name, plain, sounds",
    "r.kind, r.name, r.plain, r.sounds",
    "kind text, name text, plain text, sounds text[]",
)
_WAYS = _rows(
    "casework_safecontact",
    "way, detail, is_safe, when_note, message_allowed, name_to_use, who_else",
    "r.way, r.detail, r.is_safe, '', false, '', r.who_else",
    "way text, detail text, is_safe boolean, who_else text",
)
_STANDINGS = _rows(
    "casework_statuschange",
    'status, word_id, "on", note',
    "r.status, r.word, %(on)s, r.note",
    "status text, word bigint, note text",
)
_BROUGHT_IN = _rows("casework_broughtin", "batch_id, line", "%(batch)s, r.line", "line integer")


def start_files(*, by: Worker, batch: ImportBatch, women: Sequence[Woman], at: datetime, today: date) -> Iterator[int]:
    """Start a file for each woman; after each part, how many there are so far.

    Args:
        by: who brings them in.
        batch: with which they come.
        women: the rows.
        at: the moment that all of their rows carry: by it ``wall.undo_import`` knows them.
        today: the day they stand with the service from.
    """
    said = {"agency": by.agency.pk, "staff": by.staff.pk, "at": at, "on": today, "batch": batch.pk}
    for begins in range(0, len(women), CHUNK):
        some = women[begins : begins + CHUNK]
        files = _files(some, said)
        _put(_NAMES, [_name(files[one.line], kind, name) for one in some for kind, name in one.names()], said)
        _put(_WAYS, [_way(files[one.line], one) for one in some if one.phone], said)
        _put(_STANDINGS, [_standing(files[one.line], one, batch) for one in some], said)
        _put(_BROUGHT_IN, [{"client": files[one.line], "line": one.line} for one in some], said)
        yield begins + len(some)


def _files(women: Sequence[Woman], said: dict[str, Any]) -> dict[int, int]:
    """Start the files; the number of each by its line. A reference that is taken already is thrown again."""
    found: dict[int, int] = {}
    left = list(women)
    while left:
        lines = {new_reference(): woman for woman in left}
        rows = _put(_FILES, [_file(reference, woman) for reference, woman in lines.items()], said)
        found |= {lines[reference].line: pk for pk, reference in rows}
        left = [woman for woman in left if woman.line not in found]
    return found


def _put(sql: str, rows: list[dict[str, Any]], said: dict[str, Any]) -> list[Any]:
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, said | {"rows": json.dumps(rows)})
        return cursor.fetchall() if cursor.description else []


def _file(reference: str, woman: Woman) -> dict[str, Any]:
    return {
        "reference": reference,
        "called": woman.called,
        "sort_key": plain(woman.called)[:LONGEST_NAME],
        "born": woman.born.isoformat() if woman.born else None,
        "age": woman.age,
        "language": woman.language,
        "keyworker": woman.keyworker,
        "status": woman.standing.status,
        "word": woman.standing.word,
    }


def _name(client: int, kind: str, name: str) -> dict[str, Any]:
    spelt = {"plain": plain(name)[:LONGEST_NAME], "sounds": sounds(name)}
    return {"client": client, "kind": kind, "name": name, **spelt}


def _way(client: int, woman: Woman) -> dict[str, Any]:
    aside = NOT_SAID if woman.safe is None else ""
    return {"client": client, "way": woman.way, "detail": woman.phone, "is_safe": bool(woman.safe), "who_else": aside}


def _standing(client: int, woman: Woman, batch: ImportBatch) -> dict[str, Any]:
    came = f"File started from “{batch.name}”, line {woman.line}"
    note = f"{came}. {woman.note}" if woman.note else came
    return {"client": client, "status": woman.standing.status, "word": woman.standing.word, "note": note}
