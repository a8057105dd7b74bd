"""Who gives access, by the actions: asking, approving, refusing, ending a post, and what waits for whom."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dussk.access.asking import asking
from dussk.staff import queries
from dussk.staff.actions import access, accounts
from dussk.staff.models import AccessRequest, Approval, Post, Staff
from dussk.staff.roles import ROLES, Role
from tests.dussk.staff.conftest import approve, ask, give_app, holds
from tests.world import World, hire


@pytest.mark.parametrize("role", [role for role in Role if ROLES[role].reads])
def test_a_role_that_reads_takes_administrator_and_manager(world: World, nell: Staff, role: Role) -> None:
    request = ask(world, nell, role=role)
    assert not holds(nell, role)
    assert approve(world.worker("manager"), request) is True
    assert holds(nell, role)
    request.refresh_from_db()
    assert request.done_at


def test_the_manager_may_ask_and_the_administrator_approve(world: World, nell: Staff) -> None:
    request = ask(world, nell, by="manager")
    assert approve(world.worker("administrator"), request) is True
    assert holds(nell, Role.KEYWORKER)


def test_an_administrator_takes_another_administrator(world: World, nell: Staff) -> None:
    ask(world, nell, role=Role.ADMINISTRATOR)
    assert holds(nell, Role.ADMINISTRATOR)
    ask(world, world.staff("keyworker"), by="manager", role=Role.ADMINISTRATOR)
    assert not holds(world.staff("keyworker"), Role.ADMINISTRATOR)


def test_one_person_is_not_two(world: World, nell: Staff) -> None:
    both = hire(world.charity, "bothroles", Role.ADMINISTRATOR, Role.MANAGER)
    with asking(both):
        request = access.ask_for_role(by=both, staff=nell, agency=world.charity, role=Role.KEYWORKER, reason="New")
        with pytest.raises(PermissionDenied):
            access.approve(by=both, request=request)
    assert not holds(nell, Role.KEYWORKER)
    assert approve(world.worker("administrator"), request) is True


def test_the_managers_yes_waits_until_the_account_is_taken_up(world: World, not_come: Staff) -> None:
    """Otherwise an administrator could use the letter herself, after the manager had approved somebody else."""
    request, manager = ask(world, not_come), world.worker("manager")
    with asking(manager):
        (asked,) = queries.open_requests_about(manager, not_come)
    assert (asked.may_give, asked.may_give_then, asked.waits_for_her, asked.taken_up) == (None, True, True, False)
    with pytest.raises(PermissionDenied):
        approve(manager, request)
    assert not Approval.objects.filter(request=request, given_as="manager").exists()
    give_app(not_come)
    assert approve(manager, request) is True
    assert holds(not_come, Role.KEYWORKER)


def test_what_a_manager_asks_she_approves_when_the_account_is_taken_up(world: World, not_come: Staff) -> None:
    request = ask(world, not_come, by="manager")
    assert not request.approvals.exists()
    assert approve(world.worker("administrator"), request) is False
    give_app(not_come)
    assert approve(world.worker("manager"), request) is True


def test_the_last_yes_waits_for_a_second_step_that_was_taken_away(world: World, nell: Staff) -> None:
    request = ask(world, nell, by="manager")
    Authenticator.objects.filter(user=nell).delete()
    with pytest.raises(PermissionDenied):
        approve(world.worker("administrator"), request)
    give_app(nell)
    assert approve(world.worker("administrator"), request) is True


def test_a_role_that_reads_nothing_is_given_at_once(world: World, not_come: Staff) -> None:
    ask(world, not_come, role=Role.ADMINISTRATOR)
    assert holds(not_come, Role.ADMINISTRATOR)


def lapse(request: AccessRequest, giver: Staff, how: str) -> None:
    if how == "old":
        Approval.objects.filter(request=request).update(at=timezone.now() - timedelta(days=31))
    elif how == "gone":
        Staff.objects.filter(pk=giver.pk).update(is_active=False, suspended_at=timezone.now())
    else:
        Post.objects.filter(staff=giver).update(ended_at=timezone.now())


@pytest.mark.parametrize("how", ["old", "gone", "no post"])
def test_a_yes_that_counts_no_more(world: World, nell: Staff, how: str) -> None:
    request, manager = ask(world, nell), world.worker("manager")
    lapse(request, world.staff("administrator"), how)
    with asking(manager):
        (asked,) = queries.open_requests_about(manager, nell)
    assert (asked.lapsed, asked.may_give) == (True, None)
    with pytest.raises(PermissionDenied):
        approve(manager, request)
    with asking(manager):
        access.refuse(by=manager, request=request, reason="Ask again")
    ask(world, nell, by="manager")


def test_the_manager_of_another_agency_has_no_say(world: World, nell: Staff) -> None:
    request = ask(world, nell)
    with pytest.raises(PermissionDenied):
        approve(world.worker("drugs_manager"), request)
    with pytest.raises(PermissionDenied):
        ask_at_the_charity(world, nell, "drugs_manager")
    assert not holds(nell, Role.KEYWORKER)


def ask_at_the_charity(world: World, staff: Staff, name: str) -> None:
    ask(world, staff, by=name)


@pytest.mark.parametrize("name", ["keyworker", "volunteer", "supervisor", "facilitator"])
def test_others_have_no_say(world: World, nell: Staff, name: str) -> None:
    request = ask(world, nell)
    with pytest.raises(PermissionDenied):
        approve(world.worker(name), request)
    with pytest.raises(PermissionDenied):
        ask(world, nell, by=name)


def test_nobody_decides_on_herself(world: World) -> None:
    administrator, manager = world.worker("administrator"), world.worker("manager")
    with pytest.raises(PermissionDenied):
        ask(world, administrator.staff)
    request = ask(world, manager.staff)
    with pytest.raises(PermissionDenied):
        approve(manager, request)
    with pytest.raises(PermissionDenied), asking(manager):
        access.refuse(by=manager, request=request, reason="No")
    assert not holds(manager.staff, Role.KEYWORKER)


def test_what_is_held_or_asked_for_is_not_asked_again(world: World, nell: Staff) -> None:
    with pytest.raises(access.AlreadyAskedError):
        ask(world, world.staff("keyworker"))
    ask(world, nell)
    with pytest.raises(access.AlreadyAskedError):
        ask(world, nell, by="manager")


def test_a_refusal_closes_it(world: World, nell: Staff) -> None:
    request, manager = ask(world, nell), world.worker("manager")
    with asking(manager):
        access.refuse(by=manager, request=request, reason="She starts in May")
        with pytest.raises(PermissionDenied):
            access.approve(by=manager, request=request)
    request.refresh_from_db()
    assert (request.refused_by, request.refusal_reason) == (manager.staff, "She starts in May")
    ask(world, nell)


def test_an_ended_post_can_be_given_again(world: World) -> None:
    staff = world.staff("keyworker")
    (post,) = staff.posts.all()
    with asking(world.worker("manager")):
        accounts.end_post(by=world.worker("manager"), post=post)
        accounts.end_post(by=world.worker("manager"), post=post)
    assert not holds(staff, Role.KEYWORKER)
    give_app(staff)
    approve(world.worker("manager"), ask(world, staff))
    assert holds(staff, Role.KEYWORKER)


@pytest.mark.parametrize(
    ("by", "whose"), [("drugs_manager", "keyworker"), ("keyworker", "blocked"), ("manager", "manager")]
)
def test_posts_are_ended_by_those_who_may(world: World, by: str, whose: str) -> None:
    (post,) = world.staff(whose).posts.all()
    with pytest.raises(PermissionDenied), asking(world.worker(by)):
        accounts.end_post(by=world.worker(by), post=post)
    assert holds(world.staff(whose), Role(post.role))


def test_what_waits(world: World, nell: Staff) -> None:
    request = ask(world, nell)
    for name, waits in (("manager", [request]), ("administrator", []), ("drugs_manager", []), ("keyworker", [])):
        with asking(world.worker(name)):
            assert [asked.request for asked in queries.requests_for(world.worker(name))] == waits, name
