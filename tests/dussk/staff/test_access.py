"""Who gives access: by the actions, and by raw SQL against the database alone."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from dussk.access.asking import Worker, asking
from dussk.staff import queries
from dussk.staff.actions import access, accounts
from dussk.staff.models import AccessRequest, AccountEvent, Approval, Post, Staff, StaffSession
from dussk.staff.roles import ROLES, Role
from tests.dussk.staff.conftest import give_app
from tests.world import PASSWORD, World, hire


@pytest.fixture
def nell(world: World) -> Staff:
    """Somebody new, who has taken up her account."""
    staff = Staff.objects.create_user("nell@example.org", PASSWORD, name="Nell Ostrander")
    give_app(staff)
    return staff


@pytest.fixture
def not_come(world: World) -> Staff:
    """Somebody whose account nobody has taken up."""
    return Staff.objects.create_user("noa@example.org", None, name="Noa Lindqvist")


def ask(world: World, staff: Staff, by: str = "administrator", role: Role = Role.KEYWORKER) -> AccessRequest:
    worker = world.worker(by)
    with asking(worker):
        return access.ask_for_role(by=worker, staff=staff, agency=world.charity, role=role, reason="New")


def approve(worker: Worker, request: AccessRequest) -> bool:
    with asking(worker):
        return access.approve(by=worker, request=request)


def holds(staff: Staff, role: Role) -> bool:
    return Post.objects.filter(staff=staff, role=role, ended_at=None).exists()


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


# By raw SQL, as the application's login: a careless or hostile view would get no further


def run(worker: Worker | None, sql: str, *values: int | str) -> int:
    with asking(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return int(cursor.rowcount)


_GRANT = "INSERT INTO staff_post (staff_id, agency_id, role, starts_at) VALUES (%s, %s, %s, now())"
_YES = "INSERT INTO staff_approval (request_id, approver_id, given_as, at) VALUES (%s, %s, %s, now())"
_ASK = """INSERT INTO staff_accessrequest
    (uid, kind, staff_id, agency_id, role, reason, asked_by_id, asked_at, refusal_reason)
    VALUES (gen_random_uuid(), %s, %s, %s, %s, '', %s, now(), '')"""


@pytest.mark.parametrize("name", ["administrator", "manager", "keyworker", "volunteer"])
@pytest.mark.parametrize("role", ["administrator", "keyworker"])
def test_sql_nobody_grants_anything_to_herself(world: World, name: str, role: str) -> None:
    me = world.worker(name)
    for statement in (
        (_GRANT, me.staff.pk, world.drugs.pk, role),
        (_ASK, "role", me.staff.pk, world.drugs.pk, role, me.staff.pk),
    ):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(me, *statement)


def test_sql_an_approved_request_for_herself_gives_her_nothing(world: World) -> None:
    """Even with both approvals there, she cannot put in the post for herself."""
    administrator = world.worker("administrator")
    request = AccessRequest.objects.create(
        kind="role", staff=administrator.staff, agency=world.charity, role="keyworker", asked_by=world.staff("manager")
    )
    Approval.objects.create(request=request, approver=world.staff("manager"), given_as="manager")
    Approval.objects.create(request=request, approver=world.staff("drugs_manager"), given_as="administrator")
    with pytest.raises(DatabaseError, match="row-level security"):
        run(administrator, _GRANT, administrator.staff.pk, world.charity.pk, "keyworker")


def test_sql_one_approval_is_not_enough(world: World, nell: Staff) -> None:
    ask(world, nell)
    for name in ("administrator", "manager"):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(world.worker(name), _GRANT, nell.pk, world.charity.pk, "keyworker")


def test_sql_a_letter_used_by_the_administrator_gives_nothing(world: World, not_come: Staff) -> None:
    """Both approvals are there, and still nobody can put in the post before the account is taken up."""
    request = ask(world, not_come)
    run(world.worker("manager"), _YES, request.pk, world.staff("manager").pk, "manager")
    for name in ("administrator", "manager"):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(world.worker(name), _GRANT, not_come.pk, world.charity.pk, "keyworker")


def test_sql_approvals_are_given_as_what_she_is_and_in_her_own_name(world: World, nell: Staff) -> None:
    request = ask(world, nell, by="manager")
    manager, administrator = world.worker("manager"), world.worker("administrator")
    others = world.worker("drugs_manager")
    for worker, approver, given_as in (
        (manager, manager, "administrator"),
        (manager, administrator, "administrator"),
        (administrator, administrator, "manager"),
        (others, others, "manager"),
        (world.worker("keyworker"), world.worker("keyworker"), "administrator"),
        (None, administrator, "administrator"),
    ):
        with pytest.raises(DatabaseError, match="row-level security"):
            run(worker, _YES, request.pk, approver.staff.pk, given_as)


def test_sql_the_same_person_twice(world: World, nell: Staff) -> None:
    both = hire(world.charity, "bothroles", Role.ADMINISTRATOR, Role.MANAGER)
    with asking(both):
        request = access.ask_for_role(by=both, staff=nell, agency=world.charity, role=Role.KEYWORKER, reason="New")
    with pytest.raises(DatabaseError, match="approval_once_a_person"):
        run(both, _YES, request.pk, both.staff.pk, "administrator")


@pytest.mark.parametrize(
    "change",
    [
        "role = 'psychologist'",
        "staff_id = %(other)s",
        "agency_id = %(nhs)s",
        "kind = 'second_factor', role = ''",
        "asked_by_id = %(other)s",
    ],
)
@pytest.mark.parametrize("name", ["manager", "administrator"])
def test_sql_a_yes_to_one_thing_is_not_made_a_yes_to_another(world: World, nell: Staff, change: str, name: str) -> None:
    request = ask(world, nell)
    values = {"other": world.staff("volunteer").pk, "nhs": world.nhs.pk, "id": request.pk}
    with asking(world.worker(name)), connection.cursor() as cursor:
        refused = pytest.raises(DatabaseError, match=r"cannot be changed|row-level security")
        with refused, transaction.atomic():
            cursor.execute(f"UPDATE staff_accessrequest SET {change} WHERE id = %(id)s", values)


def test_sql_a_closed_request_is_not_opened_again(world: World, nell: Staff) -> None:
    request, manager = ask(world, nell), world.worker("manager")
    approve(manager, request)
    with pytest.raises(DatabaseError, match="closed"):
        run(manager, "UPDATE staff_accessrequest SET done_at = NULL WHERE id = %s", request.pk)
    with pytest.raises(DatabaseError, match="row-level security"):
        run(manager, _GRANT, nell.pk, world.charity.pk, "keyworker")


def test_sql_refusing_in_anothers_name(world: World, nell: Staff) -> None:
    request = ask(world, nell)
    with pytest.raises(DatabaseError, match="cannot be changed"):
        run(
            world.worker("manager"),
            "UPDATE staff_accessrequest SET refused_at = now(), refused_by_id = %s WHERE id = %s",
            world.staff("administrator").pk,
            request.pk,
        )


@pytest.mark.parametrize(
    "change", ["role = 'psychologist'", "agency_id = %s", "staff_id = %s", "starts_at = now() - interval '1 year'"]
)
def test_sql_a_post_can_only_be_ended(world: World, change: str) -> None:
    (post,) = world.staff("keyworker").posts.all()
    values = [world.nhs.pk if "agency" in change else world.staff("volunteer").pk] if "%s" in change else []
    for name in ("manager", "administrator"):
        with pytest.raises(DatabaseError, match=r"only be ended|row-level security"):
            run(world.worker(name), f"UPDATE staff_post SET {change} WHERE id = {post.pk}", *values)


def test_sql_an_ended_post_stays_ended(world: World) -> None:
    (post,) = world.staff("keyworker").posts.all()
    Post.objects.filter(pk=post.pk).update(ended_at=timezone.now())
    with pytest.raises(DatabaseError, match="only be ended"):
        run(world.worker("manager"), "UPDATE staff_post SET ended_at = NULL WHERE id = %s", post.pk)


@pytest.mark.parametrize(
    "change", ["is_active = true, suspended_at = NULL", "email = 'me@evil.example'", "uid = gen_random_uuid()"]
)
@pytest.mark.parametrize("name", ["administrator", "manager", "keyworker"])
def test_sql_nobody_edits_her_own_standing(world: World, change: str, name: str) -> None:
    me = world.worker(name)
    if "is_active" in change:
        change = "is_active = false, suspended_at = now()"
    with pytest.raises(DatabaseError, match="only another administrator"):
        run(me, f"UPDATE staff_staff SET {change} WHERE id = %s", me.staff.pk)


def test_sql_nobody_edits_anothers_account_but_an_administrator(world: World) -> None:
    for name in ("manager", "keyworker"):
        assert (
            run(world.worker(name), "UPDATE staff_staff SET password = 'x' WHERE id = %s", world.staff("volunteer").pk)
            == 0
        )


def test_sql_requests_of_other_agencies_are_not_there(world: World, nell: Staff) -> None:
    request = ask(world, nell)
    for name, seen in (("manager", 1), ("administrator", 1), ("drugs_manager", 0), ("keyworker", 0)):
        with asking(world.worker(name)):
            assert AccessRequest.objects.filter(pk=request.pk).count() == seen, name
            assert Approval.objects.filter(request=request).count() == seen, name


@pytest.mark.parametrize(
    "table",
    ["staff_post", "staff_accessrequest", "staff_approval", "staff_invitation", "staff_staff", "staff_accountevent"],
)
def test_sql_nothing_of_it_is_deleted(world: World, table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(world.worker("administrator"), f"DELETE FROM {table}")


# What waits for whom


def test_what_waits(world: World, nell: Staff) -> None:
    request = ask(world, nell)
    for name, waits in (("manager", [request]), ("administrator", []), ("drugs_manager", []), ("keyworker", [])):
        with asking(world.worker(name)):
            assert [asked.request for asked in queries.requests_for(world.worker(name))] == waits, name
