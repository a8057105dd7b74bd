"""What is held, as plain values: gathered, compared, and without what is taken out. PDF and JSON are both of these."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.clients import kinds
from casework.clients.telling import InFull
from consent.subject_access import rules
from consent.subject_access.rules import Taken
from dussk.access.categories import Category

Told = dict[str, Any]
Key = tuple[str, int]


def gathered(part: Category, files: Sequence[int], agency: int, until: datetime) -> dict[Key, InFull]:
    """Everything that an agency holds of one part of a woman's files and the reader may read, kind by kind."""
    return {
        (kind.name, one.row): one for kind in kinds.all_kinds() for one in kind.told_in_full(files, agency, part, until)
    }


def as_told(one: InFull) -> Told:
    """A row in full, as it is kept with the request."""
    return {
        "at": _iso(one.at),
        "written": one.made_at.isoformat(),
        "by": one.by,
        "lines": [list(line) for line in one.lines],
        "changes": [
            {"at": each.at.isoformat(), "by": each.by, "before": [list(line) for line in each.before]}
            for each in one.changes
        ],
    }


def _iso(at: date | datetime) -> str:
    return at.isoformat()


def fingerprint(told: Told) -> str:
    """Differs when anything that is told does."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def texts(told: Told) -> list[str]:
    """Every text of a record in which something can be taken out."""
    found = [told["by"]]
    for label, said in told["lines"]:
        found += [label, said]
    for change in told["changes"]:
        found.append(change["by"])
        for label, said in change["before"]:
            found += [label, said]
    return found


def without(told: Told, passages: Iterable[Taken]) -> Told:
    """A record without what is taken out of it."""
    taken = list(passages)
    if not taken:
        return told

    def clean(text: str) -> str:
        return rules.take_out(text, taken)

    return {
        **told,
        "by": clean(told["by"]),
        "lines": _lines(told["lines"], clean),
        "changes": [
            {**change, "by": clean(change["by"]), "before": _lines(change["before"], clean)}
            for change in told["changes"]
        ],
    }


def _lines(lines: Iterable[Sequence[str]], clean: Callable[[str], str]) -> list[list[str]]:
    return [[clean(label), clean(said)] for label, said in lines]


def differing(held: Mapping[Key, InFull], kept: Mapping[Key, str]) -> set[Key]:
    """Rows that are held and were not gathered, were gathered and are not held, or say something else by now.

    Args:
        held: what is held.
        kept: the fingerprints of what was gathered.
    """
    now = {key: fingerprint(as_told(one)) for key, one in held.items()}
    return {key for key in now.keys() | kept.keys() if now.get(key) != kept.get(key)}
