"""Writing what a manager finds about an emergency access."""

from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.clients.models import EmergencyAccess
from casework.looking import queries, rules
from casework.looking.models import EmergencyReview
from casework.looking.rules import Review
from dussk.access.asking import Worker

CLOSED = "Somebody else has closed this review in the meantime. Nothing was changed"
_MISSING = {
    "finding": "Choose what you find, before you close it",
    "why": "Enter why you find so, before you close it",
    "done": "Enter what was done, also if that is nothing, before you close it",
    "told": "She has to be told before this is closed, unless that is not safe. Save it as it is, and come back to it",
    "told_on": "Enter the day she was told",
    "told_words": "Enter why it is not safe to tell her",
}


@transaction.atomic
def save_review(
    *, by: Worker, access: EmergencyAccess, said: Review, told_by: str = "", close: bool
) -> EmergencyReview:
    """Write what a manager finds so far; with ``close``, for good.

    Args:
        by: a manager of the agency that keeps the file.
        access: what is reviewed.
        said: what she finds.
        told_by: who told the woman.
        close: whether that is all.

    Raises:
        RefusedError: it is her own, somebody closed it in the meantime, or something is missing.
        PermissionDenied: another agency keeps the file.
    """
    if access.owner_id != by.agency.pk:
        raise PermissionDenied("Another agency keeps this file.")
    if access.made_by_id == by.staff.pk:
        raise RefusedError("You opened this file yourself. Another manager has to review it")
    if close and (names := rules.missing(said)):
        raise RefusedError(_MISSING[names[0]], names[0])
    columns = asdict(said) | _told(said, told_by)
    if close:
        columns |= {"closed_at": timezone.now(), "closed_by": by.staff}
    held = EmergencyReview.objects.select_for_update(of=("self",)).filter(access=access).first()
    if held is None:
        return _begin(by, access, columns)
    if held.closed_at is not None:
        raise RefusedError(CLOSED)
    EmergencyReview.objects.filter(pk=held.pk).update(**columns)
    changed = queries.review_of(access)
    if changed is None:
        raise PermissionDenied("This review is closed to her by now.")
    return changed


def _told(said: Review, told_by: str) -> dict[str, object]:
    told = said.told == rules.Told.TOLD
    if told and not told_by:
        raise RefusedError("Enter who told her", "told_by")
    if told and said.told_on is None:
        raise RefusedError(_MISSING["told_on"], "told_on")
    return {
        "told_on": said.told_on if told else None,
        "told_by": told_by if told else "",
        "told_words": "" if told else said.told_words,
    }


def _begin(by: Worker, access: EmergencyAccess, columns: dict[str, object]) -> EmergencyReview:
    about = {"client_id": access.client_id, "owner_id": access.owner_id, "agency": by.agency, "made_by": by.staff}
    try:
        with transaction.atomic():
            return EmergencyReview.objects.create(access=access, **about, **columns)
    except IntegrityError as error:
        raise RefusedError("Another manager has begun this review in this moment. Open it again") from error
