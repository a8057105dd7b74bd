"""The appointment, what she said there, and what was put right."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.subject_access import rules
from consent.subject_access.actions.calling import NOT_ANY_MORE
from consent.subject_access.actions.stepping import step
from consent.subject_access.models import Appointment, Correction, PackRecord, SubjectAccessRequest
from consent.subject_access.rules import State, Step
from dussk.access.asking import Worker


def _held(by: Worker, request: SubjectAccessRequest) -> SubjectAccessRequest:
    mine = SubjectAccessRequest.objects.select_for_update().filter(pk=request.pk, agency=by.agency).first()
    if mine is None:
        raise PermissionDenied("Another agency was asked.")
    return mine


@transaction.atomic
def arrange(*, by: Worker, request: SubjectAccessRequest, at: datetime, where: str, with_her: str) -> Appointment:
    """Make the appointment at which she looks at it; or another in its place.

    Raises:
        RefusedError: nothing is ready to be looked at, or the time has passed.
        PermissionDenied: another agency was asked.
    """
    mine = _held(by, request)
    if rules.after(State(mine.state), Step.ARRANGE) is None:
        raise RefusedError(NOT_ANY_MORE)
    if at < timezone.now():
        raise RefusedError("Enter a time that is still to come", "day")
    mine.appointments.filter(came=None, moved_at=None).update(moved_at=timezone.now())
    made = Appointment.objects.create(request=mine, at=at, where=where, with_her=with_her, made_by=by.staff)
    step(by=by, request=mine, what=Step.ARRANGE)
    return made


@transaction.atomic
def hold_appointment(*, by: Worker, request: SubjectAccessRequest, came: bool, said: str) -> None:
    """Write down whether she came, and what she said. Where she came, she has seen it, and the request is over.

    Raises:
        RefusedError: no appointment was made, or somebody else has written this down.
        PermissionDenied: another agency was asked.
    """
    mine = _held(by, request)
    coming = mine.appointments.filter(came=None, moved_at=None)
    if not coming.update(came=came, said=said):
        raise RefusedError(NOT_ANY_MORE)
    step(by=by, request=mine, what=Step.GIVE if came else Step.MISSED, said=said)


@transaction.atomic
def say_wrong(*, by: Worker, request: SubjectAccessRequest, wrong: str, record: PackRecord | None = None) -> Correction:
    """Write down something that she says is wrong.

    Raises:
        PermissionDenied: another agency was asked.
    """
    mine = _held(by, request)
    return Correction.objects.create(request=mine, wrong=wrong, record=record, made_by=by.staff)


@transaction.atomic
def settle(*, by: Worker, correction: Correction, outcome: str, done: str) -> None:
    """Say what was done about it: it was put right, or her word stands beside it.

    Raises:
        RefusedError: somebody else has said so already.
        PermissionDenied: another agency was asked.
    """
    _held(by, correction.request)
    settled = Correction.objects.filter(pk=correction.pk, outcome=Correction.Outcome.TO_DO).update(
        outcome=outcome, done=done, done_on=timezone.localdate(), done_by=by.staff
    )
    if not settled:
        raise RefusedError("Somebody else has settled this already. Look at what was done")
