"""Making accounts and inviting people to them."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.staff.actions.access import ask_for_role
from dussk.staff.actions.accounts import note
from dussk.staff.models import AccountEvent, Agency, Invitation, Staff
from dussk.staff.roles import Role
from dussk.staff.rules import ALPHABET, CODE_LENGTH


class NotGoodError(Exception):
    """This code opens nothing: unknown, used, cancelled or too old. Which of them is never said."""


class TakenUpError(Exception):
    """She has a password already, and needs no invitation."""


def digest(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def make_account(*, by: Worker, name: str, email: str, agency: Agency, roles: Iterable[Role]) -> Staff:
    """Make an account without a password, and ask for its roles.

    Raises:
        django.db.IntegrityError: somebody else has this e-mail address.
    """
    staff = Staff.objects.create_user(email, None, name=name)
    for role in roles:
        ask_for_role(by=by, staff=staff, agency=agency, role=role, reason="New member of staff")
    return staff


@transaction.atomic
def invite(*, by: Worker | None, staff: Staff, by_email: bool) -> str:
    """Make a way in for somebody who has no password yet; any earlier one ends.

    Args:
        by: the administrator; None for the first accounts, made by the owner of the database.

    Returns:
        The code, which is kept nowhere.

    Raises:
        TakenUpError: she has a password already.
        PermissionDenied: it is herself.
    """
    if by and by.staff.pk == staff.pk:
        raise PermissionDenied("Nobody invites herself.")
    if staff.has_usable_password():
        raise TakenUpError
    cancel_invitations(staff=staff)
    code = "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))
    now = timezone.now()
    Invitation.objects.create(
        staff=staff,
        code_digest=digest(code),
        by_email=by_email,
        made_by=by.staff if by else None,
        made_at=now,
        expires_at=now + timedelta(hours=settings.INVITATION_HOURS),
    )
    note(AccountEvent.Kind.INVITED, staff, by=by.staff if by else None)
    return code


def cancel_invitations(*, staff: Staff) -> int:
    """End every way in of hers that is still good; how many there were."""
    still_good = Invitation.objects.filter(staff=staff, used_at=None, cancelled_at=None)
    return still_good.update(cancelled_at=timezone.now())


@transaction.atomic
def invited(*, code: str) -> Staff:
    """Whose account this code opens, using nothing up.

    Raises:
        NotGoodError: it opens none.
    """
    return _good(code).staff


@transaction.atomic
def take_up(*, code: str, password: str) -> Staff:
    """Use up an invitation: the account has this password now.

    Raises:
        NotGoodError: the code opens no account.
    """
    invitation = _good(code, lock=True)
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None, cancelled_at=None).update(used_at=timezone.now())
    if not used:
        raise NotGoodError
    staff = invitation.staff
    staff.set_password(password)
    staff.save(update_fields=["password"])
    note(AccountEvent.Kind.PASSWORD_CHANGED, staff)
    return staff


def _good(code: str, *, lock: bool = False) -> Invitation:
    found = Invitation.objects.select_related("staff").filter(
        code_digest=digest(code), used_at=None, cancelled_at=None, expires_at__gt=timezone.now(), staff__is_active=True
    )
    if lock:
        found = found.select_for_update(of=("self",))
    invitation = found.first()
    if invitation is None or invitation.staff.has_usable_password():
        raise NotGoodError
    return invitation
