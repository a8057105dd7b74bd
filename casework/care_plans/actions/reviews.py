"""Reviews of a plan: held, and what was said at one put right."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from casework.care_plans import queries
from casework.care_plans.actions.holding import hold
from casework.care_plans.actions.plans import refuse_next
from casework.care_plans.models import CarePlan, PlanReview
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from dussk.access.asking import Worker


@dataclass(frozen=True)
class Held:
    """What is said of a review, as a form gives it."""

    on: date
    her_words: str = ""
    note: str = ""
    with_her: bool = True
    next_on: date | None = None


@transaction.atomic
def hold_review(*, by: Worker, plan: CarePlan, held: Held) -> PlanReview:
    """Keep that a plan was gone through. Its review date is the day of the next from now on, or none.

    One that is written down late, after a later one was held, leaves that one's date as it is.

    Raises:
        RefusedError: a day is wrong, nothing was said, or the plan was ended.
        PermissionDenied: another agency keeps her file.
    """
    now = hold(by, plan)
    today = timezone.localdate()
    if held.on > today:
        raise RefusedError("Enter the day of the review: today, or before", "on")
    if held.on < timezone.localdate(now.made_at):
        raise RefusedError("This plan was begun after that day. Check the day of the review", "on")
    refuse_next(held.next_on, max(held.on, today), "next_on")
    if not held.her_words.strip() and not held.note.strip():
        raise RefusedError("Write what she says, or how it goes", "her_words")
    if not queries.later_review(now, held.on):
        CarePlan.objects.filter(pk=now.pk).update(review_on=held.next_on)
        now.review_on = held.next_on
    return PlanReview.objects.create(
        **on_file(now.client, by),
        plan=now,
        on=held.on,
        her_words=held.her_words,
        note=held.note,
        with_her=held.with_her,
        next_on=held.next_on,
        content=queries.plan_for_paper(now).to_json(),
    )


@transaction.atomic
def correct_review(*, by: Worker, review: PlanReview, her_words: str, note: str) -> None:
    """Put right what was said at a review. What stood there before stays in its history.

    Raises:
        RefusedError: nothing would be left.
        PermissionDenied: another agency keeps her file.
    """
    if not her_words.strip() and not note.strip():
        raise RefusedError("Write what she says, or how it goes", "her_words")
    take_up(review.client, by)
    PlanReview.objects.filter(pk=review.pk).update(her_words=her_words, note=note)
