"""Putting a plan to her, that she agrees or wants it otherwise, and that a manager countersigns."""

from datetime import date
from typing import Required, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from casework.care_plans import queries
from casework.care_plans.actions.holding import hold
from casework.care_plans.models import CarePlan, PlanVersion
from casework.care_plans.rules.versions import State, may_countersign
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import on_file, take_up
from dussk.access.asking import Worker
from dussk.handover.rules import cleaned

NOTHING_YET = "There is nothing in this plan yet. Write what she wants, or set a goal, first"
OVER = "This version was agreed, taken back or put forward anew in the meantime. Look at the plan again"
OTHERWISE = "She wants this version otherwise. Change the plan and put it to her anew"
BY_ANOTHER = "A plan is countersigned by a manager who did not make it herself, and did not write down that she agreed"
SUPERSEDED = "She has agreed to a later version since. Countersign that one"
COUNTERSIGNED = "This version is countersigned already"
NOT_AGREED = "She has not agreed to this version, so there is nothing to countersign"


class Agreed(TypedDict, total=False):
    """How she agreed.

    Attributes:
        signature: the way (:class:`PlanVersion.Signature`).
        print_name: her name; typed, it is her signature.
        drawn: the lines she drew, as an SVG path.
        agreed_on: the day; today where none is given.
    """

    signature: Required[str]
    print_name: str
    drawn: str
    agreed_on: date | None


@transaction.atomic
def put_to_her(*, by: Worker, plan: CarePlan) -> PlanVersion:
    """Keep what a plan says now as a version, for her to agree to. One that still waits is taken back.

    Raises:
        RefusedError: there is nothing in it, or it was ended.
        PermissionDenied: another agency keeps her file.
    """
    held = hold(by, plan)
    content = queries.plan_for_paper(held)
    if not content:
        raise RefusedError(NOTHING_YET)
    _waiting(held).update(taken_back_at=timezone.now())
    # Numbered through all of her plans, so that a number names one thing on her file.
    last = PlanVersion.objects.filter(client=held.client_id).aggregate(last=Max("number"))["last"] or 0
    return PlanVersion.objects.create(
        **on_file(held.client, by),
        plan=held,
        number=last + 1,
        content=content.to_json(),
        review_on=held.review_on,
    )


def _waiting(plan: CarePlan) -> QuerySet[PlanVersion]:
    return PlanVersion.objects.filter(plan=plan, agreed_at=None, taken_back_at=None)


def _hold_version(by: Worker, version: PlanVersion) -> PlanVersion:
    """A version that waits for her.

    Raises:
        RefusedError: it does not, any more.
        PermissionDenied: another agency keeps her file.
    """
    take_up(version.client, by)
    now = PlanVersion.objects.select_related("client", "plan").get(pk=version.pk)
    if now.state is State.OTHERWISE:
        raise RefusedError(OTHERWISE)
    if now.state is not State.WAITING:
        raise RefusedError(OVER)
    return now


@transaction.atomic
def agree(*, by: Worker, version: PlanVersion, **how: Unpack[Agreed]) -> None:
    """She agrees to a version. From then on nobody changes it.

    Raises:
        RefusedError: it does not wait for her any more; there is no signature; or the day is wrong.
        PermissionDenied: another agency keeps her file.
    """
    held = _hold_version(by, version)
    signature, name = PlanVersion.Signature(how["signature"]), how.get("print_name", "").strip()
    drawn = cleaned(how.get("drawn", "")) if signature is PlanVersion.Signature.DRAWN else ""
    if signature is PlanVersion.Signature.DRAWN and not drawn:
        raise RefusedError("There is no signature yet. She can draw it, or type her name instead", "drawn")
    if signature is PlanVersion.Signature.TYPED and not name:
        raise RefusedError("Enter her name, as she writes it", "print_name")
    today = timezone.localdate()
    day = how.get("agreed_on") or today
    if not timezone.localdate(held.made_at) <= day <= today:
        raise RefusedError("Enter the day she agreed: not before it was put to her, and not after today", "agreed_on")
    PlanVersion.objects.filter(pk=held.pk).update(
        signature=signature,
        drawn=drawn,
        print_name=name,
        agreed_on=day,
        agreed_at=timezone.now(),
        taken_up_by=by.staff,
    )


@transaction.atomic
def want_otherwise(*, by: Worker, version: PlanVersion, words: str) -> None:
    """She does not agree to it as it is, and says what she wants otherwise.

    Raises:
        RefusedError: it does not wait for her any more, or nothing is said.
        PermissionDenied: another agency keeps her file.
    """
    if not words.strip():
        raise RefusedError("Write what is to be different", "words")
    held = _hold_version(by, version)
    PlanVersion.objects.filter(pk=held.pk).update(not_agreed=words.strip())


@transaction.atomic
def keep_her_words(*, by: Worker, version: PlanVersion, words: str) -> State:
    """What she wrote on her own screen that she wants otherwise, whatever became of the version while she wrote.

    Her words are never lost to a worker who took it back, put it anew, or wrote down an answer on another screen
    meanwhile: they stand on the version that she was shown, below what stands there already. It stays as it is.

    Returns:
        How the version stood before.

    Raises:
        RefusedError: nothing is said.
        PermissionDenied: another agency keeps her file.
    """
    if not words.strip():
        raise RefusedError("Write what is to be different", "words")
    take_up(version.client, by)
    now = PlanVersion.objects.get(pk=version.pk)
    said = words.strip()
    if now.not_agreed == said or now.not_agreed.endswith(f"\n{said}"):  # she pressed twice: they stand there
        return State.WAITING if now.state is State.OTHERWISE else now.state
    both = f"{now.not_agreed}\n{said}" if now.not_agreed else said
    PlanVersion.objects.filter(pk=now.pk).update(not_agreed=both)
    return now.state


@transaction.atomic
def take_back(*, by: Worker, version: PlanVersion) -> None:
    """Put a version aside that she has not agreed to. It stays to be read.

    Raises:
        RefusedError: she has agreed to it, or it was taken back already.
        PermissionDenied: another agency keeps her file.
    """
    take_up(version.client, by)
    if not _waiting(version.plan).filter(pk=version.pk).update(taken_back_at=timezone.now()):
        raise RefusedError(OVER)


@transaction.atomic
def countersign(*, by: Worker, version: PlanVersion) -> None:
    """A manager puts her name beside what a woman and her worker agreed.

    Raises:
        RefusedError: it is not agreed, a later one is, it is countersigned already, or she had a part in it herself.
        PermissionDenied: it is another agency's.
    """
    if version.agency_id != by.agency.pk:
        raise PermissionDenied("Another agency made this plan.")
    take_up(version.client, by)
    now = PlanVersion.objects.get(pk=version.pk)
    counter = now.countersigned_at is not None
    superseded = queries.is_superseded(now)
    if not may_countersign(
        stands=now.state,
        countersigned=counter,
        superseded=superseded,
        made_by=now.made_by_id,
        taken_up_by=now.taken_up_by_id,
        by=by.staff.pk,
    ):
        if counter:
            raise RefusedError(COUNTERSIGNED)
        if now.state is not State.AGREED:
            raise RefusedError(NOT_AGREED)
        raise RefusedError(SUPERSEDED if superseded else BY_ANOTHER)
    PlanVersion.objects.filter(pk=now.pk).update(countersigned_by=by.staff, countersigned_at=timezone.now())
