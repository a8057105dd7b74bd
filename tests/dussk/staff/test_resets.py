"""Who takes away second steps that were lost, and who suspends an account."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.utils import timezone

from dussk.access.asking import asking
from dussk.staff.actions import access, accounts
from dussk.staff.models import AccessRequest, AccountEvent, Staff, StaffSession
from tests.dussk.staff.conftest import approve, give_app
from tests.world import World

# Second-factor resets


def ask_reset(world: World, staff: Staff, by: str = "administrator") -> AccessRequest:
    worker = world.worker(by)
    with asking(worker):
        return access.ask_for_reset(by=worker, staff=staff, agency=world.charity, reason="Her phone fell in the canal")


def test_a_reset_takes_both_and_ends_everything(world: World) -> None:
    staff = world.staff("keyworker")
    give_app(staff)
    StaffSession.objects.create(
        session_key="x" * 40, session_data="", expire_date=timezone.now() + timedelta(hours=1), staff=staff
    )
    request = ask_reset(world, staff)
    assert Authenticator.objects.filter(user=staff).count() == 2
    assert approve(world.worker("manager"), request) is True
    assert not Authenticator.objects.filter(user=staff).exists()
    assert not StaffSession.objects.filter(staff=staff).exists()
    removed = AccountEvent.objects.filter(staff=staff, kind="factor_removed")
    assert {event.by for event in removed} == {world.staff("manager")}


def test_a_reset_is_approved_by_a_manager_of_hers(world: World) -> None:
    """Not by an agency she does not work for, which two people could otherwise choose at will."""
    administrator, staff = world.worker("administrator"), world.staff("keyworker")
    with pytest.raises(DatabaseError, match="row-level security"), asking(administrator):
        access.ask_for_reset(by=administrator, staff=staff, agency=world.drugs, reason="Please")


def test_nobody_resets_her_own(world: World) -> None:
    with pytest.raises(PermissionDenied):
        ask_reset(world, world.staff("administrator"))
    request = ask_reset(world, world.staff("manager"))
    with pytest.raises(PermissionDenied):
        approve(world.worker("manager"), request)


# Suspending


def test_suspending_and_restoring(world: World) -> None:
    administrator, staff = world.worker("administrator"), world.staff("keyworker")
    with asking(administrator):
        accounts.suspend(by=administrator, staff=staff)
        accounts.suspend(by=administrator, staff=staff)
    assert Staff.objects.filter(pk=staff.pk, is_active=False, suspended_at__isnull=False).exists()
    with asking(administrator):
        accounts.restore(by=administrator, staff=staff)
    assert Staff.objects.filter(pk=staff.pk, is_active=True, suspended_at=None).exists()
    assert {e.by for e in AccountEvent.objects.filter(staff=staff)} == {administrator.staff}


@pytest.mark.parametrize("name", ["administrator", "manager", "keyworker"])
def test_others_and_herself_suspend_nobody(world: World, name: str) -> None:
    worker = world.worker(name)
    staff = world.staff("administrator" if name == "administrator" else "psychologist")
    with pytest.raises(PermissionDenied), asking(worker):
        accounts.suspend(by=worker, staff=staff)
    staff.refresh_from_db()
    assert staff.is_active
