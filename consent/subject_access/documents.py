"""The pack: what is held about her, in words to read, with the same as JSON inside; and sealed for her alone."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
from django.utils import timezone
from xkcdpass import xkcd_password

from casework.clients.actions import RefusedError
from casework.clients.kinds import Kind, kind_named
from consent.subject_access import queries, rules, telling
from consent.subject_access.actions import CHANGED
from consent.subject_access.actions.calling import call
from consent.subject_access.actions.preparing import files_of, until
from consent.subject_access.models import PackPart, PackRecord, SubjectAccessRequest
from consent.subject_access.queries.gathered import releases, taken
from consent.subject_access.rules import MARKS, Volume, Whose
from consent.subject_access.wording import PARTS_FOR_HER, VOLUMES
from dussk.access.asking import Worker
from dussk.access.categories import Category
from dussk.ui import documents as papers
from dussk.ui.documents import Attached

_TEMPLATE = "consent/subject_access/pack_document.html"
NAME, JSON_NAME = "what-we-hold.pdf", "what-we-hold.json"
#: How many words open a pack; of a list of some 1,200, each is worth ten bits.
_WORDS = 6
_SHORTEST, _LONGEST = 4, 6

Contents = dict[str, Any]


def untold(_done: int, _of: int) -> None:
    """How far it is, where nobody asks."""


def contents(
    *, by: Worker, request: SubjectAccessRequest, volume: Volume, tell: Callable[[int, int], None] = untold
) -> Contents:
    """Everything that she is given in one volume, as plain values: what the PDF says and what the JSON is.

    Her files are held as they are while it is read, so that it is whole: nothing is joined or half written in it.

    Args:
        by: who makes it.
        request: hers.
        volume: which.
        tell: says how far it is: how many parts are read, of one more, as it is laid out then.

    Raises:
        RefusedError: a part is not released, or something was written, changed or joined since it was gone through.
    """
    files = files_of(request)
    if not call("SELECT wall.whole_access(%s)", [request.pk]):
        raise RefusedError(CHANGED)
    parts = [
        part
        for part in request.parts.all()
        if rules.volume(Category(part.category)) is volume and part.keeper_id in (None, by.staff.pk)
    ]
    order = [each.value for each in rules.PARTS]
    tell(0, len(parts) + 1)
    told = []
    for number, part in enumerate(sorted(parts, key=lambda part: order.index(part.category)), start=1):
        told.append(_part(by, request, part, files))
        tell(number, len(parts) + 1)
    passed = {step.to_agency_id: step.on for step in request.steps.all() if step.to_agency_id}
    others = queries.others_who_hold(request, files)
    return {
        "agency": request.agency.name,
        "what": VOLUMES[volume],
        "for": request.called,
        "asked_on": request.asked_on.isoformat(),
        "made_on": timezone.localdate().isoformat(),
        "parts": told,
        "others": [
            {"agency": agency.name, "asked_on": passed[agency.pk].isoformat() if agency.pk in passed else None}
            for agency in others
        ],
    }


def _part(by: Worker, request: SubjectAccessRequest, part: PackPart, files: list[int]) -> Contents:
    if part.released_at is None:
        raise RefusedError("Not every part is released yet. Nothing was made")
    records = list(queries.records_of(part))
    held = telling.gathered(Category(part.category), files, request.agency_id, until(request))
    kept = {(row.kind, row.row): row.fingerprint for row in records}
    if telling.differing(held, kept) or any(telling.fingerprint(row.told) != row.fingerprint for row in records):
        raise RefusedError(CHANGED)
    by_kind: dict[str, list[PackRecord]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    return {
        "part": part.category,
        "called": PARTS_FOR_HER[Category(part.category)],
        "kinds": [
            {"kind": name, "called": _kind(name).for_her, "records": [told_of(row) for row in rows]}
            for name, rows in by_kind.items()
        ],
    }


def _kind(name: str) -> Kind:
    kind = kind_named(name)
    if kind is None:  # a room that is gone, while what it kept is still to be given
        raise RefusedError(CHANGED)
    return kind


def told_of(record: PackRecord) -> Contents:
    """One record as she is given it. What is taken out is nowhere in it; of what is withheld there is nothing."""
    if record.withheld:
        return {"withheld": MARKS[Whose(record.withheld)]}
    return telling.without(record.told, taken(record))


def fingerprint(told: Contents) -> str:
    """Differs when anything that she is told does; the day on which it was made is nothing that she is told."""
    return telling.fingerprint({name: said for name, said in told.items() if name != "made_on"})


def as_json(told: Contents) -> bytes:
    """The same as a file that other programs read."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def paper(told: Contents, *, large: bool = False, inside: bool = True) -> bytes:
    """Contents as a tagged PDF. Neither its name nor its title names her.

    Args:
        told: what is in it.
        large: in type of 20 points and more.
        inside: with the JSON inside it.
    """
    return papers.pdf(
        _TEMPLATE,
        {"told": told, "large": large, "made_on": date.fromisoformat(told["made_on"])},
        title="What we hold about you",
        printed_by=told["agency"],
        printed_at=timezone.localtime(),
        attached=[Attached(JSON_NAME, as_json(told), "The same for a computer to read")] if inside else [],
    )


def build(*, by: Worker, request: SubjectAccessRequest, volume: Volume = Volume.FILE, inside: bool = True) -> bytes:
    """One volume of a pack, not sealed yet: a PDF, with its JSON inside unless it is to be printed.

    Raises:
        RefusedError: a part is not released, or something was written, changed or joined since it was gone through.
    """
    return paper(contents(by=by, request=request, volume=volume), large=request.large_type, inside=inside)


def volumes(request: SubjectAccessRequest, by: Worker) -> list[Volume]:
    """The volumes of a pack that somebody makes: of each, whoever may release it reads all of it."""
    mine = [rules.volume(Category(part.category)) for part in request.parts.all() if releases(by, part)]
    return [volume for volume in Volume if volume in mine]


def new_words() -> str:
    """Words that open a pack: six short ones, easy to read out and to type."""
    listed = xkcd_password.generate_wordlist(
        wordfile=xkcd_password.locate_wordfile("eff-short"), min_length=_SHORTEST, max_length=_LONGEST
    )
    words: str = xkcd_password.generate_xkcdpassword(listed, numwords=_WORDS)
    return words


def seal(pdf: bytes, words: str) -> bytes:
    """A PDF that opens with these words only (AES, 256 bits). Whoever opens it can read, print and copy it."""
    sealed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(sealed, encryption=pikepdf.Encryption(owner=words, user=words, R=6))
    return sealed.getvalue()
