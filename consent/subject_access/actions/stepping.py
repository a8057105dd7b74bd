"""What goes on with a request. The database takes each step itself (``wall.step_access``), along the table of moves."""

from datetime import date

from django.utils import timezone

from casework.clients.actions import RefusedError
from consent.subject_access import queries
from consent.subject_access.actions.calling import NOT_ANY_MORE, TOO_LATE, call
from consent.subject_access.models import SubjectAccessRequest
from consent.subject_access.rules import Step
from dussk.access.asking import Worker
from dussk.staff.models import Agency


def step(
    *,
    by: Worker,
    request: SubjectAccessRequest,
    what: Step,
    on: date | None = None,
    said: str = "",
    to_agency: Agency | None = None,
) -> None:
    """Take one step with a request.

    Args:
        by: who takes it.
        request: with which.
        what: the step.
        on: when it was; today where it is not said.
        said: what was asked, answered or decided, and why.
        to_agency: to which it is passed on.

    Raises:
        RefusedError: it cannot be taken as the request stands, or it does not say what it must.
        PermissionDenied: it is a manager's, or another agency's.
    """
    today = timezone.localdate()
    if what is Step.EXTEND:
        held = queries.own_request(by, request.uid)
        if held is None:
            raise RefusedError(NOT_ANY_MORE)
        clocks = queries.standing(held, today).clocks
        if clocks.extend_by is not None and not clocks.may_extend:
            raise RefusedError(TOO_LATE)
    if what is Step.RELEASE:  # kept where the step is refused: what came to be held since is to be gone through first
        call("SELECT wall.add_parts(%s)", [request.pk])
    call(
        "SELECT wall.step_access(%s, %s, %s, %s, %s)",
        [request.pk, what.value, on or today, said, to_agency.pk if to_agency else None],
    )
