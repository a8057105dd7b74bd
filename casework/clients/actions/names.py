"""Her names: which she wants, which she has, which she has given up."""

from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from casework.clients import rules
from casework.clients.actions.writing import RefusedError, on_file, take_up
from casework.clients.models import Client, ClientName
from dussk.access.asking import Worker

_SPELLING = ["name", "plain", "sounds"]


class OldName(StrEnum):
    """What becomes of the name she was called until now."""

    WORKING = "working"
    OTHER = "other"
    GIVEN_UP = "given_up"
    WRONG = "wrong"


@transaction.atomic
def call_her(*, by: Worker, client: Client, called: str, old: OldName) -> None:
    """Change what she wants to be called. The old name stays on her file as ``old`` says, and she is still found by it.

    Raises:
        RefusedError: she is called that already.
    """
    her = take_up(client, by)
    before = ClientName.objects.get(client=her, kind=ClientName.Kind.CALLED, ends=None)
    if called == her.called:
        raise RefusedError("This is what she is called now. Type the new name", "called")
    if old is OldName.WRONG:
        before.name = called
        before.save(update_fields=_SPELLING)
    else:
        before.ends = timezone.localdate()
        before.save(update_fields=["ends"])
        ClientName.objects.create(**on_file(her, by), kind=ClientName.Kind.CALLED, name=called, starts=before.ends)
    if old in (OldName.WORKING, OldName.OTHER) and not _held(her, old.value, before.name):
        ClientName.objects.create(**on_file(her, by), kind=old.value, name=before.name)
    her.called = called
    her.save(update_fields=["called", "sort_key"])


def _held(client: Client, kind: str, name: str) -> bool:
    return ClientName.objects.filter(client=client, kind=kind, plain=rules.plain(name)[:100], ends=None).exists()


@transaction.atomic
def add_name(*, by: Worker, client: Client, kind: str, name: str, starts: date | None = None) -> None:
    """Add a legal, working or other name. A new legal name makes the one before it her former one.

    Raises:
        RefusedError: that name is on her file already.
    """
    her = take_up(client, by)
    if _held(her, kind, name):
        raise RefusedError("This name is on her file already", "name")
    if kind == ClientName.Kind.LEGAL:
        _end_legal_name(her, starts or timezone.localdate())
    ClientName.objects.create(**on_file(her, by), kind=kind, name=name, starts=starts)


def _end_legal_name(client: Client, on: date) -> None:
    for former in ClientName.objects.filter(client=client, kind=ClientName.Kind.LEGAL, ends=None):
        if former.starts and former.starts > on:
            raise RefusedError("Her legal name now began later than this day. Change that one first", "starts")
        former.ends = on
        former.save(update_fields=["ends"])


def _take_up(row: ClientName, by: Worker) -> ClientName:
    her = take_up(row.client, by)
    held = ClientName.objects.get(pk=row.pk, client=her)
    if held.ends is not None:
        raise RefusedError("Somebody else has already recorded that she no longer uses this name")
    return held


@transaction.atomic
def correct_name(*, by: Worker, row: ClientName, name: str, starts: date | None) -> None:
    """Put right how a legal, working or other name is written, or since when she has used it.

    Raises:
        RefusedError: she has given it up, or has another name of the kind that is written like this.
    """
    held = _take_up(row, by)
    if held.plain != rules.plain(name)[:100] and _held(held.client, held.kind, name):
        raise RefusedError("This name is on her file already", "name")
    held.name, held.starts = name, starts
    held.save(update_fields=[*_SPELLING, "starts"])


@transaction.atomic
def give_up_name(*, by: Worker, row: ClientName, on: date) -> None:
    """Record that she no longer uses a name: it is never shown as hers again, and only found by search.

    Raises:
        RefusedError: she wants to be called by it, it began later, or it was given up already.
    """
    held = _take_up(row, by)
    if held.plain == rules.plain(held.client.called)[:100]:
        raise RefusedError("She is called by this name. First change what she wants to be called")
    if held.starts and on < held.starts:
        raise RefusedError("This is before the day she began to use the name", "on")
    held.ends = on
    held.save(update_fields=["ends"])
