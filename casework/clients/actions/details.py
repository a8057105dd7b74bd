"""Her details, her keyworker, and how she and the service stand."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from casework.clients import queries
from casework.clients.actions.writing import RefusedError, on_file, take_up
from casework.clients.models import Client, Status, StatusChange
from casework.clients.queries import Details
from dussk.access.asking import Worker
from dussk.staff.models import Staff

CHANGED_MEANWHILE = (
    "Somebody else changed these details while you were writing, so yours are not saved yet. What you wrote is below."
    " Look at her page in another tab to see what they changed, then save again to put yours in its place"
)


@transaction.atomic
def change_details(*, by: Worker, client: Client, opened_with: str, details: Details) -> str:
    """Change what is known about her.

    Args:
        by: who changes it.
        client: the woman.
        opened_with: ``Details.mark`` of what the form was opened with.
        details: what it now says.

    Returns:
        The mark of what is saved now.

    Raises:
        RefusedError: somebody else changed her details in the meantime; nothing is saved.
    """
    her = take_up(client, by)
    before = Details.of(her)
    if before.mark not in (opened_with, details.mark):
        raise RefusedError(CHANGED_MEANWHILE)
    changed = [name for name, value in asdict(details).items() if value != getattr(before, name)]
    for name in changed:
        setattr(her, name, getattr(details, name))
    if "estimated_age" in changed:
        her.estimated_on = None if details.estimated_age is None else timezone.localdate()
        changed.append("estimated_on")
    if changed:
        her.save(update_fields=changed)
    return Details.of(her).mark


@transaction.atomic
def change_status(*, by: Worker, client: Client, status: Status, on: date, note: str = "") -> None:
    """Record since when she and the service stand differently. An earlier day takes its place among the others.

    Raises:
        RefusedError: she already stood so on that day.
    """
    her = take_up(client, by)
    before = StatusChange.objects.filter(client=her, on__lte=on).first()
    if before is not None and before.status == status:
        raise RefusedError(f"Her file already says “{status.label}” for that day", "status")
    StatusChange.objects.create(**on_file(her, by), status=status, on=on, note=note)
    latest = StatusChange.objects.filter(client=her)[0]
    her.status, her.status_on = latest.status, latest.on
    her.save(update_fields=["status", "status_on"])


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
