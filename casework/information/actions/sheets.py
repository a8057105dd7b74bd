"""Writing on the sheet: a section that is no list, that one is gone through, and what another sheet says."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.clients.actions.writing import RefusedError, on_file, take_up
from casework.clients.models import Client
from casework.information import queries
from casework.information.models import InformationSheet
from casework.information.rules import Section
from dussk.access.asking import Worker

CHANGED_MEANWHILE = (
    "Somebody else has written on one of the two sheets while you looked at them, so nothing is saved yet. This is what"
    " they say now: look at what you ticked, then save again"
)


def _sheet(her: Client, by: Worker) -> InformationSheet:
    """Hers, begun where there is none. Her file is locked, so that two who begin at once begin one."""
    return queries.sheet_of(her) or InformationSheet.objects.create(**on_file(her, by))


def _write(sheet: InformationSheet, said: Mapping[str, Any], *, at: datetime | None = None) -> None:
    """Keep it. A sheet that was put aside and is written on again is no longer aside."""
    now = at or timezone.now()
    InformationSheet.objects.filter(pk=sheet.pk).update(**said, written_at=now, aside_at=None, aside_by=None)


def _ticked(sheet: InformationSheet, section: Section, *, gone_through: bool) -> list[str]:
    others = [each for each in sheet.finished if each != section]
    finished = {*others, section.value} if gone_through else set(others)
    return [each.value for each in Section if each in finished]


@transaction.atomic
def save_section(
    *, by: Worker, client: Client, section: Section, said: Mapping[str, Any], gone_through: bool
) -> InformationSheet:
    """Keep what a section says that is no list. What it said before stays in its history.

    Args:
        by: who writes it down.
        client: hers.
        section: which.
        said: by field, all of them (``queries.FIELDS``).
        gone_through: whether all of it was gone through with her.

    Raises:
        PermissionDenied: another agency keeps her file.
    """
    her = take_up(client, by)
    sheet = _sheet(her, by)
    columns = {name: said[name] for name in queries.FIELDS[section]}
    if "sheet_on" in columns and columns["sheet_on"] is None:
        del columns["sheet_on"]
    _write(sheet, columns | {"finished": _ticked(sheet, section, gone_through=gone_through)})
    sheet.refresh_from_db()
    return sheet


@transaction.atomic
def tick(*, by: Worker, client: Client, section: Section, gone_through: bool) -> None:
    """Say that a section was gone through with her, or that it was not.

    Raises:
        PermissionDenied: another agency keeps her file.
    """
    her = take_up(client, by)
    sheet = _sheet(her, by)
    finished = _ticked(sheet, section, gone_through=gone_through)
    if finished != sheet.finished:
        _write(sheet, {"finished": finished})


@transaction.atomic
def take_over(*, by: Worker, client: Client, other: InformationSheet, fields: Collection[str], mark: str) -> None:
    """Put what another sheet says in some fields onto the one that is shown, and put the other aside.

    Both are written at one moment: by that it is known, where the joining is undone, what was taken over from a sheet
    that is another woman's then (``wall.give_back_facts``).

    Args:
        by: who looked at both.
        client: hers.
        other: the sheet beside the one that is shown.
        fields: which are taken over; none leaves everything as it is.
        mark: ``queries.mark_of_both`` of the two sheets that she looked at.

    Raises:
        PermissionDenied: another agency keeps her file.
        RefusedError: somebody has put it aside already, or written on either of the two meanwhile.
    """
    her = take_up(client, by)
    shown = queries.sheet_of(her)
    held = InformationSheet.objects.filter(pk=other.pk, client=her, aside_at=None).first()
    if shown is None or held is None or held.pk == shown.pk:
        raise RefusedError("Somebody else has looked at this sheet already. Look at the one that is shown now.")
    if queries.mark_of_both(shown, held) != mark:
        raise RefusedError(CHANGED_MEANWHILE)
    now = timezone.now()
    InformationSheet.objects.filter(pk=held.pk).update(aside_at=now, aside_by=by.staff)
    if chosen := queries.values_of(held, [name for name in queries.ALL_FIELDS if name in fields]):
        _write(shown, chosen, at=now)
