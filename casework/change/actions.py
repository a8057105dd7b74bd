"""Writing on her way: a mark noted, put right, and said to be a mistake."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.change.models import JourneyMark
from casework.change.queries import Marked
from casework.change.rules import cues
from casework.change.rules.marks import IN_WORDS_ONLY, MARKS
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from casework.clients.models import Client
from casework.contacts.actions.holding import one
from dussk.access.asking import Worker

TO_COME = "That day is still to come. Enter a day that has passed"
NOT_OF_IT = "Choose one of those that are offered"
IN_WORDS = "Enter what it was"
STRUCK = "This was noted by mistake. Put it back before you change it."


@transaction.atomic
def note_mark(*, by: Worker, client: Client, said: Marked) -> JourneyMark:
    """Note where she stood, or what turned, on a day.

    Raises:
        RefusedError: the day is still to come, or it is none of those that the model has, or its words are missing.
        PermissionDenied: another agency keeps her file.
    """
    _check(said)
    her = take_up(client, by)
    return JourneyMark.objects.create(**on_file(her, by), scale=said.scale.value, **_columns(said))


@transaction.atomic
def correct_mark(*, by: Worker, mark: JourneyMark, said: Marked) -> None:
    """Put a mark right. What it said before stays in its history.

    Raises:
        RefusedError: as for a new one; or it was said to be a mistake.
        PermissionDenied: another agency wrote it.
    """
    _check(said)
    now = _hold(mark, by)
    if now.mistake_at is not None:
        raise RefusedError(STRUCK)
    if said.scale.value != now.scale:
        raise RefusedError(NOT_OF_IT, "mark")
    one(JourneyMark.objects.filter(pk=now.pk).update(**_columns(said)))


@transaction.atomic
def mark_mistake(*, by: Worker, mark: JourneyMark) -> None:
    """Say that a mark was noted by mistake: it stays, with her name, and is drawn no more.

    Raises:
        RefusedError: it was said already.
        PermissionDenied: another agency wrote it.
    """
    now = _hold(mark, by)
    if now.mistake_at is not None:
        raise RefusedError("It is marked as a mistake already.")
    one(JourneyMark.objects.filter(pk=now.pk).update(mistake_at=timezone.now(), mistake_by=by.staff))


@transaction.atomic
def put_back(*, by: Worker, mark: JourneyMark) -> None:
    """Let a mark count again that was said to be a mistake.

    Raises:
        PermissionDenied: another agency wrote it.
    """
    now = _hold(mark, by)
    one(JourneyMark.objects.filter(pk=now.pk).update(mistake_at=None, mistake_by=None))


def _check(said: Marked) -> None:
    if said.mark not in MARKS[said.scale]:
        raise RefusedError(NOT_OF_IT, "mark")
    if said.when.on > timezone.localdate():
        raise RefusedError(TO_COME, "when")
    if said.mark in IN_WORDS_ONLY and not said.note:
        raise RefusedError(IN_WORDS, "note")
    if not set(said.cues) <= set(cues.CUES.get(said.mark, ())):
        raise RefusedError(NOT_OF_IT, "mark")


def _columns(said: Marked) -> dict[str, Any]:
    return {
        "mark": said.mark,
        "on": said.when.on,
        "exactness": said.when.exactness.value,
        "cues": list(said.cues),
        "note": said.note,
    }


def _hold(mark: JourneyMark, by: Worker) -> JourneyMark:
    """A mark as it stands, locked until the change is saved."""
    now = JourneyMark.objects.select_for_update(of=("self",)).filter(pk=mark.pk, agency=by.agency).first()
    if now is None:
        raise PermissionDenied("Another agency wrote this.")
    return now
