"""Asking for access, and saying yes or no to it. The database holds what each may do, too (``wall.sql``, policies)."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.staff import factors, queries
from dussk.staff.actions.accounts import end_sessions, note
from dussk.staff.models import AccessRequest, AccountEvent, Agency, Approval, Post, Staff
from dussk.staff.roles import Role


class AlreadyAskedError(Exception):
    """She holds this role already, or it waits for an answer."""


@transaction.atomic
def ask_for_role(*, by: Worker, staff: Staff, agency: Agency, role: Role, reason: str) -> AccessRequest:
    """Ask that somebody may hold a role at an agency. Asking is the asker's own approval, where hers is one it needs.

    Raises:
        AlreadyAskedError: she holds it, or it is being asked for.
        PermissionDenied: it is for herself, or for an agency she has no say in.
    """
    if Post.objects.filter(staff=staff, agency=agency, role=role, ended_at=None).exists():
        raise AlreadyAskedError
    return _ask(by, AccessRequest(kind=AccessRequest.Kind.ROLE, staff=staff, agency=agency, role=role, reason=reason))


@transaction.atomic
def ask_for_reset(*, by: Worker, staff: Staff, agency: Agency, reason: str) -> AccessRequest:
    """Ask that somebody's lost second factor is taken away, so that she can set up a new one.

    Raises:
        AlreadyAskedError: it is being asked for.
        PermissionDenied: it is her own, or ``agency`` is not one that the person works for.
    """
    return _ask(by, AccessRequest(kind=AccessRequest.Kind.SECOND_FACTOR, staff=staff, agency=agency, reason=reason))


def _ask(by: Worker, request: AccessRequest) -> AccessRequest:
    _not_for_herself(by, request)
    if not queries.may_ask_at(by, request.agency):
        raise PermissionDenied("Only an administrator or the agency's manager asks for access.")
    request.asked_by = by.staff
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as fault:  # request_open_once
        raise AlreadyAskedError from fault
    if queries.standing(by, [request])[0].may_give:
        approve(by=by, request=request)
    return request


@transaction.atomic
def approve(*, by: Worker, request: AccessRequest) -> bool:
    """Say yes to a request, as what it still needs of those she is. With the last yes it is done.

    A role that reads is given to somebody who has taken up her account with a second factor, so the manager's yes and
    the last one wait for that: otherwise whoever prints the letter could use it herself.

    Returns:
        Whether it is done.

    Raises:
        PermissionDenied: it is for herself, it is closed, she has said yes already, hers is no yes that it needs, the
            account is not taken up yet, or an earlier yes counts no more.
    """
    _not_for_herself(by, request)
    request = _still_open(request)
    (asked,) = queries.standing(by, [request])
    if asked.may_give is None:
        raise PermissionDenied("This request needs no approval that she can give.")
    Approval.objects.create(request=request, approver=by.staff, given_as=asked.may_give)
    given = set(Approval.objects.filter(request=request).values_list("given_as", flat=True))
    if not queries.needed(request) <= given:
        return False
    if request.kind == AccessRequest.Kind.ROLE:
        Post.objects.create(staff=request.staff, agency=request.agency, role=request.role)
    else:
        _take_away_factors(by, request.staff)
    _close(request, done_at=timezone.now())
    return True


@transaction.atomic
def refuse(*, by: Worker, request: AccessRequest, reason: str) -> None:
    """Say no to a request, which closes it.

    Raises:
        PermissionDenied: it is for herself, it is closed, or she has no say in it.
    """
    _not_for_herself(by, request)
    request = _still_open(request)
    _close(request, refused_at=timezone.now(), refused_by=by.staff, refusal_reason=reason)


def _not_for_herself(by: Worker, request: AccessRequest) -> None:
    if request.staff_id == by.staff.pk:
        raise PermissionDenied("Nobody decides on her own access.")


def _still_open(request: AccessRequest) -> AccessRequest:
    found = AccessRequest.objects.select_for_update(no_key=True, of=("self",)).filter(
        pk=request.pk, done_at=None, refused_at=None
    )
    locked = found.first()
    if locked is None:
        raise PermissionDenied("This request is closed, or not hers to decide.")
    return locked


def _close(request: AccessRequest, **how: object) -> None:
    if not AccessRequest.objects.filter(pk=request.pk).update(**how):
        raise PermissionDenied("This request is not hers to decide.")


def _take_away_factors(by: Worker, staff: Staff) -> None:
    had = factors.held(staff)
    factors.remove_all(staff)
    end_sessions(staff)
    for _each in had:
        note(AccountEvent.Kind.FACTOR_REMOVED, staff, by=by.staff)
