"""Her own second factors."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from dussk.staff import factors
from dussk.staff.actions.accounts import note
from dussk.staff.models import AccountEvent, Staff


class LastFactorError(Exception):
    """It is her last second factor, which she cannot take away herself."""


@transaction.atomic
def add_app(*, by: Staff, secret: str) -> list[str]:
    """Add an app on her phone, or a new one in place of the old.

    Returns:
        Her first recovery codes, to be shown once; empty where she has some already.
    """
    factors.keep_app(by, secret)
    return _added(by)


@transaction.atomic
def add_passkey(*, by: Staff, name: str, credential: dict[str, Any]) -> list[str]:
    """Add a passkey; returns recovery codes as :func:`add_app` does."""
    factors.keep_passkey(by, name or "Passkey", credential)
    return _added(by)


def _added(staff: Staff) -> list[str]:
    note(AccountEvent.Kind.FACTOR_ADDED, staff)
    if factors.has_recovery_codes(staff):
        return []
    return factors.new_recovery_codes(staff)


@transaction.atomic
def renew_recovery_codes(*, by: Staff) -> list[str]:
    """Make ten new recovery codes; the old ones work no more.

    Raises:
        PermissionDenied: she has no second factor that they could stand in for.
    """
    if not factors.has_factor(by):
        raise PermissionDenied("Recovery codes stand in for a second factor.")
    codes = factors.new_recovery_codes(by)
    note(AccountEvent.Kind.FACTOR_ADDED, by)
    return codes


@transaction.atomic
def remove(*, by: Staff, authenticator: Authenticator) -> None:
    """Take away one of her second factors.

    Raises:
        LastFactorError: she would have none left.
        PermissionDenied: it is not hers.
    """
    # Two that are taken away at once must not each believe that the other one stays.
    Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
    if authenticator.user_id != by.pk or authenticator.type not in factors.REAL:
        raise PermissionDenied("Nobody takes away somebody else's second factor by herself.")
    if not Authenticator.objects.filter(user=by, type__in=factors.REAL).exclude(pk=authenticator.pk).exists():
        raise LastFactorError
    authenticator.delete()
    note(AccountEvent.Kind.FACTOR_REMOVED, by)
