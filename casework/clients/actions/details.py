"""Her details, her keyworker, and how she and the service stand."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from casework.clients import queries
from casework.clients.actions.status_words import word_for
from casework.clients.actions.writing import RefusedError, on_file, take_up
from casework.clients.models import Client, Status, StatusChange, StatusWord
from casework.clients.queries import Details
from dussk.access.asking import Worker
from dussk.staff.models import Staff


@transaction.atomic
def change_details(*, by: Worker, client: Client, details: Details) -> None:
    """Change what is known about her.

    Args:
        by: who changes it.
        client: the woman.
        details: all that is known now.
    """
    her = take_up(client, by)
    before = Details.of(her)
    changed = [name for name, value in asdict(details).items() if value != getattr(before, name)]
    for name in changed:
        setattr(her, name, getattr(details, name))
    if "estimated_age" in changed:
        her.estimated_on = None if details.estimated_age is None else timezone.localdate()
        changed.append("estimated_on")
    if changed:
        her.save(update_fields=changed)


@transaction.atomic
def change_status(
    *, by: Worker, client: Client, status: Status, on: date, note: str = "", word: StatusWord | None = None
) -> None:
    """Record since when she and the service stand differently. An earlier day takes its place among the others.

    Args:
        by: who records it.
        client: the woman.
        status: how they stand.
        on: since when.
        note: why.
        word: the agency's own word for it. Without one it is the first that counts as ``status``.

    Raises:
        RefusedError: she already stood so on that day.
    """
    her = take_up(client, by)
    word = word or word_for(her.agency, status)
    before = StatusChange.objects.filter(client=her, on__lte=on).select_related("word").first()
    if before is not None and before.status == status and before.word in (word, None):
        raise RefusedError(f"Her file already says “{before.status_in_words}” for that day", "status")
    StatusChange.objects.create(**on_file(her, by), status=status, word=word, on=on, note=note)
    latest = StatusChange.objects.filter(client=her).select_related("word")[0]
    her.status, her.status_on, her.status_word = latest.status, latest.on, latest.word
    her.save(update_fields=["status", "status_on", "status_word"])


@transaction.atomic
def choose_keyworker(*, by: Worker, client: Client, keyworker: Staff | None) -> None:
    """Choose who key-works her, or nobody for now.

    Raises:
        RefusedError: that person cannot: she is not a keyworker here any more, or is blocked from this file.
    """
    her = take_up(client, by)
    if keyworker is not None and keyworker not in queries.keyworkers_for(her):
        raise RefusedError("Choose somebody from the list: this person cannot be her keyworker", "keyworker")
    her.keyworker = keyworker
    her.save(update_fields=["keyworker"])
