"""The lists of the sheet: a line added, put right, said to hold no longer, and put back; and a number of hers."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients import actions as clients
from casework.clients.actions.writing import RefusedError, on_file, take_up
from casework.clients.models import Client
from casework.clients.queries import Way
from casework.information import queries
from casework.information.queries import Listed
from dussk.access.asking import Worker

_THERE = "This is on the list already. Correct the line that is there"
_GONE = "Somebody else has just taken this off the list. It stands under Earlier."


def _refuse_twice(her: Client, listed: Listed, said: Mapping[str, Any], besides: int | None = None) -> None:
    same = {f"{name}__iexact" if name == "name" else name: said[name] for name in listed.once}
    if queries.entries(her, listed).filter(ended_at=None, **same).exclude(pk=besides).exists():
        raise RefusedError(_THERE, listed.once[0])


@transaction.atomic
def add_entry(*, by: Worker, client: Client, listed: Listed, said: Mapping[str, Any]) -> Any:
    """Put a line on a list of her sheet.

    Args:
        by: who writes it down.
        client: hers.
        listed: which list.
        said: by column, all that the form asks.

    Raises:
        PermissionDenied: another agency keeps her file.
        RefusedError: the same stands there already.
    """
    her = take_up(client, by)
    _refuse_twice(her, listed, said)
    return listed.model._default_manager.create(**on_file(her, by), **said, **(listed.fixed or {}))


def _held(her: Client, listed: Listed, row: Any) -> Any:
    held = queries.entries(her, listed).filter(pk=row.pk).first()
    if held is None:
        raise PermissionDenied("This is on another file.")
    return held


@transaction.atomic
def correct_entry(*, by: Worker, client: Client, listed: Listed, row: Any, said: Mapping[str, Any]) -> None:
    """Put a line right. What it said before stays in its history.

    Raises:
        PermissionDenied: another agency keeps her file.
        RefusedError: it was taken off the list meanwhile, or says now what another line says.
    """
    her = take_up(client, by)
    held = _held(her, listed, row)
    if held.ended_at is not None:
        raise RefusedError(_GONE)
    _refuse_twice(her, listed, said, besides=held.pk)
    queries.entries(her, listed).filter(pk=held.pk).update(**said)


@transaction.atomic
def end_entry(*, by: Worker, client: Client, listed: Listed, row: Any) -> None:
    """A line no longer holds: it stands under "Earlier" from now on.

    Raises:
        PermissionDenied: another agency keeps her file.
        RefusedError: somebody has taken it off already.
    """
    her = take_up(client, by)
    held = _held(her, listed, row)
    if held.ended_at is not None:
        raise RefusedError(_GONE)
    queries.entries(her, listed).filter(pk=held.pk).update(ended_at=timezone.now(), ended_by=by.staff)


@transaction.atomic
def put_back(*, by: Worker, client: Client, listed: Listed, row: Any) -> None:
    """A line that was taken off by mistake stands on the list again. Of what she wanted kept, only she says so.

    Raises:
        PermissionDenied: another agency keeps her file.
        RefusedError: it is kept only where she wants it, or the same stands on the list by now.
    """
    her = take_up(client, by)
    held = _held(her, listed, row)
    if listed.is_wanted:
        raise RefusedError("She did not want this kept any more. Where she does now, ask her and add it anew.")
    _refuse_twice(her, listed, {name: getattr(held, name) for name in listed.once}, besides=held.pk)
    queries.entries(her, listed).filter(pk=held.pk).update(ended_at=None, ended_by=None)


@transaction.atomic
def add_number(*, by: Worker, client: Client, ways: Collection[str], way: Way) -> None:
    """Keep a number of hers where all ways of reaching her are kept, with what makes it safe or not.

    Args:
        by: who writes it down.
        client: the woman.
        ways: of :class:`SafeContact.Way`: calls, texts or both.
        way: the number and what she said of it; its own ``way`` is passed over.

    Raises:
        PermissionDenied: another agency keeps her file.
        RefusedError: it is on her file already.
    """
    her = take_up(client, by)
    for each in ways:
        clients.save_safe_contact(by=by, client=her, way=replace(way, way=each))
