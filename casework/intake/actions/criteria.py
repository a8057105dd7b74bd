"""Versions of what is asked: a draft is made of the latest, changed, and published; then it is never changed again."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.contacts.actions.holding import one
from casework.intake import rules
from casework.intake.models import CriteriaSet, Criterion
from casework.intake.queries.criteria import asked, criteria_sets
from dussk.access.asking import Worker
from dussk.staff.models import Agency

PUBLISHED = "This version has been published, so it is never changed again. Begin a new one."
BEING_WRITTEN = "A new version is being written already. Go on with that one."
ALWAYS_ASKED = "Whether she is 18 or over is asked in every version: a child is never led into a programme for adults."
NOTHING_ASKED = "This version asks nothing. Put at least one question in."

_STEP, _LAST = 10, 32_000


@transaction.atomic
def begin_criteria(agency: Agency) -> None:
    """Give a new agency the study's criteria, published, as its version 1. Safe to do twice."""
    if CriteriaSet.objects.filter(agency=agency).exists():
        return
    first = CriteriaSet.objects.create(agency=agency, number=1, why=rules.STANDARD_WHY, published_at=timezone.now())
    Criterion.objects.bulk_create(
        Criterion(
            set=first,
            code=standard.code,
            order=order * _STEP,
            question=standard.question,
            failed=standard.failed,
            missing=standard.missing,
            is_of_age=standard.is_of_age,
        )
        for order, standard in enumerate(rules.STANDARD_CRITERIA, start=1)
    )


@transaction.atomic
def begin_draft(*, by: Worker, why: str) -> CriteriaSet:
    """Begin a new version as a copy of the latest.

    Args:
        by: an administrator.
        why: why there is to be a new one; every screening's version can be asked for it later.

    Raises:
        RefusedError: one is being written already.
    """
    latest = criteria_sets(by.agency).first()
    if latest is not None and latest.published_at is None:
        raise RefusedError(BEING_WRITTEN)
    try:
        with transaction.atomic():
            draft = CriteriaSet.objects.create(
                agency=by.agency, number=latest.number + 1 if latest else 1, why=why, made_by=by.staff
            )
    except IntegrityError as fault:  # somebody else began one in this very moment
        raise RefusedError(BEING_WRITTEN) from fault
    if latest is not None:
        fields = ("code", "order", "question", "failed", "missing", "is_of_age", "left_out")
        Criterion.objects.bulk_create(
            Criterion(set=draft, **{name: getattr(row, name) for name in fields}) for row in latest.criteria.all()
        )
    return draft


def _take_up(of: CriteriaSet, by: Worker) -> CriteriaSet:
    if of.agency_id != by.agency.pk:
        raise PermissionDenied("These are another agency's questions.")
    now = CriteriaSet.objects.filter(pk=of.pk, published_at=None).select_for_update().first()
    if now is None:
        raise RefusedError(PUBLISHED)
    return now


@transaction.atomic
def change_criterion(*, by: Worker, criterion: Criterion, question: str, failed: str, missing: str) -> None:
    """Say a question of a draft in other words, with what is read to her where the answer is no, or not known.

    Raises:
        RefusedError: the version is published.
        PermissionDenied: it is another agency's.
    """
    _take_up(criterion.set, by)
    one(Criterion.objects.filter(pk=criterion.pk).update(question=question, failed=failed, missing=missing))


@transaction.atomic
def add_criterion(*, by: Worker, of: CriteriaSet, question: str, failed: str, missing: str) -> Criterion:
    """Put another question at the end of a draft.

    Raises:
        RefusedError: the version is published.
        PermissionDenied: it is another agency's.
    """
    now = _take_up(of, by)
    rows = Criterion.objects.filter(set=now)
    last = rows.aggregate(last=Max("order"))["last"] or 0
    # A name that no other version has given to another question: numbers of the flow go by it.
    return Criterion.objects.create(
        set=now,
        code=f"v{now.number}-{rows.count() + 1}",
        order=min(last + _STEP, _LAST),
        question=question,
        failed=failed,
        missing=missing,
    )


@transaction.atomic
def leave_out(*, by: Worker, criterion: Criterion) -> None:
    """Do not ask a question of a draft.

    Raises:
        RefusedError: the version is published, or it asks whether she is an adult.
        PermissionDenied: it is another agency's.
    """
    _take_up(criterion.set, by)
    if criterion.is_of_age:
        raise RefusedError(ALWAYS_ASKED)
    one(Criterion.objects.filter(pk=criterion.pk).update(left_out=True))


@transaction.atomic
def put_in(*, by: Worker, criterion: Criterion) -> None:
    """Ask a question of a draft again.

    Raises:
        RefusedError: the version is published.
        PermissionDenied: it is another agency's.
    """
    _take_up(criterion.set, by)
    one(Criterion.objects.filter(pk=criterion.pk).update(left_out=False))


@transaction.atomic
def publish(*, by: Worker, of: CriteriaSet) -> None:
    """Screen by this version from now on. It is never changed again.

    Raises:
        RefusedError: it is published already, asks nothing, or does not ask whether she is an adult.
        PermissionDenied: it is another agency's.
    """
    now = _take_up(of, by)
    questions = list(asked(now))
    if not questions:
        raise RefusedError(NOTHING_ASKED)
    if not any(question.is_of_age for question in questions):
        raise RefusedError(ALWAYS_ASKED)
    one(CriteriaSet.objects.filter(pk=now.pk).update(published_at=timezone.now(), published_by=by.staff))
