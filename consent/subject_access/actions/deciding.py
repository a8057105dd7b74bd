"""Releasing a part, and a health professional's decision whether clinical records would harm her."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.subject_access import telling
from consent.subject_access.actions.preparing import CHANGED, NOT_PREPARED, held_of, hold_files
from consent.subject_access.models import HarmDecision, PackPart
from consent.subject_access.queries.gathered import releases
from consent.subject_access.rules import State, Whose
from dussk.access.asking import Worker
from dussk.access.categories import Category

_NOT_THROUGH = "Some records have not been gone through yet"
_NO_DECISION = "Decide first whether any of it would harm her, or somebody else, seriously"


def _part(by: Worker, part: PackPart) -> PackPart:
    mine = PackPart.objects.select_for_update(of=("self",)).select_related("request").filter(pk=part.pk).first()
    if mine is None or mine.request.agency_id != by.agency.pk:
        raise PermissionDenied("This part is somebody else's.")
    if mine.request.state != State.PREPARING:
        raise RefusedError(NOT_PREPARED)
    return mine


@transaction.atomic
def decide_harm(*, by: Worker, part: PackPart, outcome: str, why: str) -> HarmDecision:
    """Decide whether clinical records would seriously harm her or somebody else. None of it: all of it is withheld.

    Raises:
        RefusedError: the part is not being prepared, or not clinical.
        PermissionDenied: she is no health professional of this agency.
    """
    mine = _part(by, part)
    if not releases(by, mine):
        raise PermissionDenied("A health professional decides this.")
    if mine.released_at is not None or mine.category != Category.CLINICAL:
        raise RefusedError(NOT_PREPARED)
    decision = HarmDecision.objects.create(part=mine, outcome=outcome, why=why, made_by=by.staff)
    if outcome == HarmDecision.Outcome.NONE:
        mine.records.filter(gone_at=None, withheld="").update(
            withheld=Whose.HARM.value, withheld_because=why, checked_at=timezone.now(), checked_by=by.staff
        )
    return decision


@transaction.atomic
def release_part(*, by: Worker, part: PackPart) -> None:
    """Say that a part can be given to her as it was gone through.

    Raises:
        RefusedError: it has not all been gone through, something changed since, or nobody has decided about harm.
        PermissionDenied: it is not hers to release.
    """
    hold_files(part)
    mine = _part(by, part)
    if not releases(by, mine):
        raise PermissionDenied("This part is not hers to release.")
    if mine.released_at is not None:
        raise RefusedError("Somebody else has released it already")
    there = mine.records.filter(gone_at=None)
    if mine.taken_stock_at is None or there.filter(checked_at=None).exists():
        raise RefusedError(_NOT_THROUGH)
    decision = mine.decisions.first()
    if mine.category == Category.CLINICAL and decision is None:
        raise RefusedError(_NO_DECISION)
    if decision is not None and decision.outcome == HarmDecision.Outcome.NONE and there.filter(withheld="").exists():
        raise RefusedError("The decision is that none of it can be given, so every record has to be withheld")
    records = list(there)
    kept = {(row.kind, row.row): row.fingerprint for row in records}
    altered = any(telling.fingerprint(row.told) != row.fingerprint for row in records)
    if altered or telling.differing(held_of(mine.request, mine), kept):
        raise RefusedError(CHANGED)
    PackPart.objects.filter(pk=mine.pk).update(released_at=timezone.now(), released_by=by.staff)


@transaction.atomic
def take_part_back(*, by: Worker, part: PackPart) -> None:
    """Say that a part has to be gone through again before she is given it.

    Raises:
        RefusedError: the request is not being prepared any more.
        PermissionDenied: it is not hers to release.
    """
    mine = _part(by, part)
    if not releases(by, mine):
        raise PermissionDenied("This part is not hers to release.")
    PackPart.objects.filter(pk=mine.pk).update(released_at=None, released_by=None)
