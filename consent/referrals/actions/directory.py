"""Keeping the directory of services. Nothing is taken away: what is not offered any longer stays on old referrals."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.clients.actions import RefusedError
from casework.contacts.actions.holding import one
from consent.referrals.models import Service, ServiceHours
from consent.referrals.rules.hours import Opening
from dussk.access.asking import Worker

_TWICE = "“{name}” is in your directory already"


@transaction.atomic
def add_service(*, by: Worker, said: dict[str, Any], openings: Sequence[Opening]) -> Service:
    """Put a service into the agency's directory. Whoever adds it has checked it today.

    Args:
        by: a keyworker or manager.
        said: columns of :class:`Service`.
        openings: when it is open.

    Raises:
        RefusedError: one of that name is in it.
    """
    checked = {"checked_on": timezone.localdate(), "checked_by": by.staff}
    try:
        with transaction.atomic():
            made = Service.objects.create(agency=by.agency, made_by=by.staff, **checked, **said)
    except IntegrityError as fault:
        raise _twice(fault, said) from fault
    _put_hours(made, openings)
    return made


@transaction.atomic
def change_service(*, by: Worker, service: Service, said: dict[str, Any], openings: Sequence[Opening]) -> None:
    """Change what the directory says of a service.

    Raises:
        RefusedError: another of that name is in it.
        PermissionDenied: it is another agency's.
    """
    try:
        with transaction.atomic():
            one(Service.objects.filter(pk=service.pk, agency=by.agency).update(**said))
    except IntegrityError as fault:
        raise _twice(fault, said) from fault
    _put_hours(service, openings)


def _twice(fault: IntegrityError, said: dict[str, Any]) -> Exception:
    if "service_once" not in str(fault):
        return fault
    return RefusedError(_TWICE.format(name=said["name"]), "name")


def _put_hours(service: Service, openings: Sequence[Opening]) -> None:
    wanted = {(each.day, each.opens, each.closes) for each in openings}
    there = {(each.day, each.opens, each.closes): each.pk for each in service.hours.all()}
    ServiceHours.objects.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).delete()
    new = sorted(wanted - there.keys())
    ServiceHours.objects.bulk_create(
        ServiceHours(service=service, day=day, opens=opens, closes=closes) for day, opens, closes in new
    )


def check_service(*, by: Worker, service: Service) -> None:
    """Say that what the directory says of a service was checked today.

    Raises:
        PermissionDenied: it is another agency's.
    """
    checked = {"checked_on": timezone.localdate(), "checked_by": by.staff}
    one(Service.objects.filter(pk=service.pk, agency=by.agency).update(**checked))


def retire_service(*, by: Worker, service: Service) -> None:
    """Offer a service no longer. Old referrals keep it.

    Raises:
        PermissionDenied: it is another agency's.
    """
    one(Service.objects.filter(pk=service.pk, agency=by.agency).update(retired_at=timezone.now()))


@transaction.atomic
def bring_back_service(*, by: Worker, service: Service) -> None:
    """Offer a service again.

    Raises:
        RefusedError: another of its name is in the directory by now.
        PermissionDenied: it is another agency's.
    """
    try:
        with transaction.atomic():
            one(Service.objects.filter(pk=service.pk, agency=by.agency).update(retired_at=None))
    except IntegrityError as fault:
        raise _twice(fault, {"name": service.name}) from fault
