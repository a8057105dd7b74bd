"""Who gives access, by raw SQL as the application's login: a careless or hostile view would get no further."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from dussk.access.asking import asking
from dussk.staff.actions import access
from dussk.staff.models import AccessRequest, Approval, Post, Staff
from dussk.staff.roles import Role
from tests.dussk.staff.conftest import approve, ask, run
from tests.world import World, hire

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
