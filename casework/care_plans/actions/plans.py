"""Beginning a plan, what it says besides its goals, and ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from casework.assessments.models import Assessment
from casework.care_plans import queries
from casework.care_plans.actions.holding import hold
from casework.care_plans.models import CarePlan, Goal, PlanVersion
from casework.care_plans.rules import MOST_GOALS
from casework.care_plans.rules.proposing import Proposed
from casework.care_plans.rules.steps import Fault, fault_of_next
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from casework.clients.models import Client
from dussk.access.asking import Worker

STANDS = "She has a plan already. Add to that one, or end it first"
NOT_HERS = "This assessment is not one of hers that was completed. Begin from another, or from nothing"
_NEXT = {
    Fault.BEFORE_SET: "Enter a day after today, or none",
    Fault.TOO_FAR: "Enter a day within two years",
}


@dataclass(frozen=True)
class Begun:
    """What a new plan says, as a form gives it.

    Attributes:
        wants: what she wants, in her words.
        strengths: what she is good at, and what and who helps.
        review_on: when it is gone through again.
        assessment: what it begins from, where it does.
        goals: those that the worker ticked, as she worded them.
    """

    wants: str = ""
    strengths: str = ""
    review_on: date | None = None
    assessment: Assessment | None = None
    goals: Sequence[Proposed] = ()


@transaction.atomic
def begin(*, by: Worker, client: Client, begun: Begun) -> CarePlan:
    """Begin a plan, from an assessment or from nothing.

    Raises:
        RefusedError: one stands already; the review date is wrong, or the assessment is not hers or not completed.
        PermissionDenied: another agency keeps her file.
    """
    her = take_up(client, by)
    if CarePlan.objects.filter(client=her, ended_at=None).exists():
        raise RefusedError(STANDS)
    refuse_next(begun.review_on, timezone.localdate(), "review_on")
    if begun.assessment is not None and not _is_hers(her, begun.assessment):
        raise RefusedError(NOT_HERS)
    if len(begun.goals) > MOST_GOALS:
        raise RefusedError(f"A plan holds {MOST_GOALS} goals at most. Tick fewer")
    made = CarePlan.objects.create(
        **on_file(her, by),
        assessment=begun.assessment,
        wants=begun.wants,
        strengths=begun.strengths,
        review_on=begun.review_on,
    )
    for goal in begun.goals:
        Goal.objects.create(
            **on_file(her, by), plan=made, area=goal.area.value, what=goal.what, her_words=goal.her_words
        )
    return made


def _is_hers(her: Client, assessment: Assessment) -> bool:
    return queries.assessments_to_begin_from(her).filter(pk=assessment.pk).exists()


def refuse_next(next_on: date | None, after: date, field: str) -> None:
    """Say what is wrong about the day of the next review.

    Raises:
        RefusedError: it is not after ``after``, or more than two years away.
    """
    fault = fault_of_next(next_on, after)
    if fault is not None:
        raise RefusedError(_NEXT[fault], field)


@transaction.atomic
def change_words(*, by: Worker, plan: CarePlan, wants: str, strengths: str) -> None:
    """Write what she wants and her strengths anew. What stood there before stays in history.

    Raises:
        RefusedError: the plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    CarePlan.objects.filter(pk=hold(by, plan).pk).update(wants=wants, strengths=strengths)


@transaction.atomic
def change_crisis(
    *, by: Worker, plan: CarePlan, crisis_signs: str, crisis_helps: str, crisis_people: str, crisis_safe: str
) -> None:
    """Write the crisis and safety part anew.

    Raises:
        RefusedError: the plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    CarePlan.objects.filter(pk=hold(by, plan).pk).update(
        crisis_signs=crisis_signs, crisis_helps=crisis_helps, crisis_people=crisis_people, crisis_safe=crisis_safe
    )


@transaction.atomic
def change_review_date(*, by: Worker, plan: CarePlan, review_on: date | None) -> None:
    """Set when the plan is gone through again, or that there is no day for it.

    Raises:
        RefusedError: the day is today or before, or more than two years away; or the plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    held = hold(by, plan)
    if review_on != held.review_on:
        refuse_next(review_on, timezone.localdate(), "review_on")
    CarePlan.objects.filter(pk=held.pk).update(review_on=review_on)


@transaction.atomic
def end(*, by: Worker, plan: CarePlan, why: str) -> None:
    """End a plan. It stays to be read with all its versions; a version that waits is taken back.

    Raises:
        RefusedError: no reason is given, or it was ended already.
        PermissionDenied: another agency keeps her file.
    """
    if not why.strip():
        raise RefusedError("Enter why it ends", "ended_why")
    held = hold(by, plan)
    now = timezone.now()
    PlanVersion.objects.filter(plan=held, agreed_at=None, taken_back_at=None).update(taken_back_at=now)
    CarePlan.objects.filter(pk=held.pk).update(ended_at=now, ended_by=by.staff, ended_why=why.strip())
