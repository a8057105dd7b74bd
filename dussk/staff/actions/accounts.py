"""One account: its password, its sessions, whether it may sign in at all."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.staff.models import AccountEvent, Post, Staff, StaffSession

Kind = AccountEvent.Kind


def note(kind: AccountEvent.Kind, staff: Staff, *, by: Staff | None = None) -> None:
    """Keep with an account what happened to it; ``by`` where somebody else did it."""
    AccountEvent.objects.create(staff=staff, kind=kind, by=by)


def end_sessions(staff: Staff, *, but: str = "") -> int:
    """Sign somebody out everywhere.

    Args:
        but: the digest of a session that goes on.

    Returns:
        How many sessions were ended.
    """
    ended, _each = StaffSession.objects.filter(staff=staff).exclude(session_key=but).delete()
    return ended


@transaction.atomic
def set_password(*, by: Staff, password: str) -> None:
    """Give her own account a new password. Django ties sessions to it: every other one of hers ends."""
    by.set_password(password)
    by.save(update_fields=["password"])
    note(Kind.PASSWORD_CHANGED, by)


@transaction.atomic
def suspend(*, by: Worker, staff: Staff) -> None:
    """Let somebody sign in no more, and end her sessions now.

    Raises:
        PermissionDenied: she is no administrator, or it is herself.
    """
    _change_standing(by, staff, active=False)
    end_sessions(staff)
    note(Kind.SUSPENDED, staff, by=by.staff)


@transaction.atomic
def restore(*, by: Worker, staff: Staff) -> None:
    """Let somebody sign in again.

    Raises:
        PermissionDenied: she is no administrator, or it is herself.
    """
    _change_standing(by, staff, active=True)
    note(Kind.RESTORED, staff, by=by.staff)


def _change_standing(by: Worker, staff: Staff, *, active: bool) -> None:
    if by.staff.pk == staff.pk:
        raise PermissionDenied("Nobody suspends or restores herself.")
    changed = Staff.objects.filter(pk=staff.pk, is_active=not active).update(
        is_active=active, suspended_at=None if active else timezone.now()
    )
    if not changed and Staff.objects.get(pk=staff.pk).is_active is not active:
        raise PermissionDenied("Only an administrator suspends and restores accounts.")


@transaction.atomic
def end_post(*, by: Worker, post: Post) -> None:
    """Take a role from somebody. She loses it with her next request.

    Raises:
        PermissionDenied: it is her own, or of an agency she has no say in.
    """
    if by.staff.pk == post.staff_id:
        raise PermissionDenied("Nobody ends her own post.")
    still_held = Post.objects.filter(pk=post.pk, ended_at=None)
    if not still_held.update(ended_at=timezone.now()) and still_held.exists():
        raise PermissionDenied("Only an administrator or the agency's manager ends a post.")
