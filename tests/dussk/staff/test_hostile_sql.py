"""What somebody who can run SQL as the application's login still cannot make of an account."""

from datetime import timedelta

import psycopg2
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import DatabaseError
from django.utils import timezone

from dussk.access.asking import asking
from dussk.staff import factors
from dussk.staff.models import AccessRequest, Invitation, Post, Staff, StaffSession
from dussk.staff.sessions import digest
from tests import world as worlds
from tests.dussk.access.test_row_matrix import web_login
from tests.dussk.staff.conftest import Browser, code_now, give_app, run
from tests.world import PASSWORD, World

COOKIE = "dussk_session"
ACCOUNT = "/account/"
COPY = """INSERT INTO staff_session (session_key, session_data, expire_date, staff_id)
    SELECT %s, session_data, expire_date, staff_id FROM staff_session WHERE session_key = %s"""


def key_of(browser: Browser) -> str:
    return browser.cookies[COOKIE].value


def sign_in(name: str) -> Browser:
    browser = Browser()
    browser.post("/sign-in/", {"login": f"{name}@example.org", "password": PASSWORD})
    return browser


# Sessions


@pytest.fixture
def managers(world: World) -> Browser:
    give_app(world.staff("manager"))
    browser = sign_in("manager")
    browser.post("/sign-in/second-step/", {"code": code_now()})
    assert browser.get("/staff/").status_code == 200
    return browser


def test_a_copied_session_is_nobodys(world: World, managers: Browser) -> None:
    mine = "k" * 32
    assert run(world.worker("keyworker"), COPY, digest(mine), digest(key_of(managers))) == 1
    thief = Browser()
    thief.cookies[COOKIE] = mine
    assert thief.get("/staff/").url.startswith("/sign-in/")
    assert StaffSession.objects.get(session_key=digest(mine)).get_decoded() == {}
    assert managers.get("/staff/").status_code == 200


def test_a_session_that_is_given_another_key_is_nobodys(world: World, managers: Browser) -> None:
    mine = "k" * 32
    row = StaffSession.objects.get(session_key=digest(key_of(managers)))
    assert row.get_decoded()["_auth_user_id"] == str(world.staff("manager").pk)
    sql = "UPDATE staff_session SET session_key = %s WHERE session_key = %s"
    assert run(world.worker("keyworker"), sql, digest(mine), row.session_key) == 1
    thief = Browser()
    thief.cookies[COOKIE] = mine
    assert thief.get("/staff/").url.startswith("/sign-in/")


def test_what_another_session_keeps_is_not_taken_into_ones_own(world: World, managers: Browser) -> None:
    mine = sign_in("keyworker")
    copy = "UPDATE staff_session SET session_data = (SELECT session_data FROM staff_session WHERE session_key = %s)"
    keys = (digest(key_of(managers)), digest(key_of(mine)))
    assert run(world.worker("keyworker"), f"{copy} WHERE session_key = %s", *keys) == 1
    assert mine.get("/staff/").url.startswith("/sign-in/")


def test_a_new_key_keeps_the_session(world: World, managers: Browser) -> None:
    """Locking and unlocking saves the same session under another key, for which it is signed anew."""
    before = key_of(managers)
    for _each in range(2):
        managers.post("/lock/", {"next": ACCOUNT})
        assert managers.get(ACCOUNT).url.startswith("/locked/")
        assert managers.post("/unlock/", {"secret": PASSWORD, "next": ACCOUNT}).url == ACCOUNT
        assert managers.get("/staff/").status_code == 200
    assert key_of(managers) != before
    row = StaffSession.objects.get(session_key=digest(key_of(managers)))
    assert row.get_decoded()["_auth_user_id"] == str(world.staff("manager").pk)


# What a statement blanks while it runs


def guarded(world: World) -> dict[str, tuple[str, list[int], str, str]]:
    """Two rows of each guarded table, what nobody may make of the second, and how that is refused."""
    administrator = world.staff("administrator")
    posts = [world.staff(name).posts.get().pk for name in ("volunteer", "keyworker")]
    people = [world.staff(name).pk for name in ("volunteer", "keyworker")]
    requests = [
        AccessRequest.objects.create(
            kind="role", staff_id=staff, agency=world.charity, role="supervisor", asked_by=administrator
        ).pk
        for staff in people
    ]
    later = timezone.now() + timedelta(days=1)
    invitations = [
        Invitation.objects.create(staff_id=staff, code_digest=f"{staff}", made_by=administrator, expires_at=later).pk
        for staff in people
    ]
    return {
        "staff_post": ("role", posts, "'manager'", "a post can only be ended"),
        "staff_accessrequest": ("role", requests, "'psychologist'", "what was asked for cannot be changed"),
        "staff_invitation": ("code_digest", invitations, "'mine'", "an invitation can only be used or cancelled"),
        "staff_staff": ("password", people, "'mine'", "nobody is asking"),
    }


BLANK = """UPDATE {table} SET {column} = CASE WHEN id = {second}
    THEN CASE WHEN set_config('wall.asking', '', true) = '' THEN {value} END ELSE {column} END
    WHERE id IN ({first}, {second})"""


@pytest.mark.django_db(transaction=True)
def test_blanking_who_asks_in_mid_statement_opens_no_guard() -> None:
    """The policies' sub-selects are judged once, at the first row: the guards must not believe an empty setting."""
    world = worlds.build()
    attacks = guarded(world)
    with web_login() as query:
        for table, (column, (first, second), value, refused) in attacks.items():
            sql = BLANK.format(table=table, column=column, first=first, second=second, value=value)
            with pytest.raises(psycopg2.Error, match=refused):
                query(world.worker("administrator"), sql)
    assert not Post.objects.filter(role="manager", staff=world.staff("keyworker")).exists()
    assert Staff.objects.get(pk=world.staff("keyworker").pk).check_password(PASSWORD)


def test_the_owners_housekeeping_still_passes(world: World) -> None:
    """Without a role dropped to: this connection is the owner."""
    give_app(world.staff("keyworker"))
    assert Post.objects.filter(staff=world.staff("keyworker")).update(role="facilitator") == 1
    assert Staff.objects.filter(pk=world.staff("keyworker").pk).update(password="x") == 1
    assert Authenticator.objects.filter(user=world.staff("keyworker")).update(user=world.staff("volunteer")) == 2


# Passwords


SET_PASSWORD = "UPDATE staff_staff SET password = %s WHERE id = %s"


def test_an_administrator_sets_nobodys_password(world: World) -> None:
    with pytest.raises(DatabaseError, match="nobody changes the password of somebody else"):
        run(world.worker("administrator"), SET_PASSWORD, "mine", world.staff("volunteer").pk)


@pytest.mark.parametrize("name", ["manager", "keyworker"])
def test_the_account_of_somebody_else_is_out_of_reach(world: World, name: str) -> None:
    assert run(world.worker(name), SET_PASSWORD, "mine", world.staff("volunteer").pk) == 0


@pytest.mark.parametrize("name", ["administrator", "keyworker", None])
def test_a_password_is_set_by_herself_or_before_anyone_is_known(world: World, name: str | None) -> None:
    """An invitation, a reset by e-mail and a new hash at sign-in all come before."""
    worker = world.worker(name) if name else None
    assert run(worker, SET_PASSWORD, "hers", world.staff(name or "volunteer").pk) == 1


# Second factors


@pytest.fixture
def apps(world: World) -> tuple[int, int]:
    """Whose second factors are there: the thief's and the victim's."""
    for name in ("keyworker", "manager"):
        give_app(world.staff(name))
    return world.staff("keyworker").pk, world.staff("manager").pk


@pytest.mark.parametrize(
    "change",
    [
        "user_id = {victim}",
        "user_id = {victim}, type = 'webauthn'",
        "type = 'webauthn'",
        "created_at = now() - interval '1 day'",
        'data = data || \'{{"secret": "mine"}}\'',
        "data = '{{}}'",
    ],
)
@pytest.mark.parametrize("as_nobody", [True, False])
def test_a_second_factor_stays_whose_and_what_it_is(
    world: World,
    apps: tuple[int, int],
    change: str,
    as_nobody: bool,  # noqa: FBT001
) -> None:
    thief, victim = apps
    factors.remove_all(world.staff("manager"))
    sql = f"UPDATE mfa_authenticator SET {change.format(victim=victim)} WHERE user_id = {thief} AND type = 'totp'"
    with pytest.raises(DatabaseError, match=r"only be used|row-level security"):
        run(None if as_nobody else world.worker("keyworker"), sql)


def test_the_secret_of_ones_own_app_is_not_put_into_anothers(world: World, apps: tuple[int, int]) -> None:
    thief, victim = apps
    with pytest.raises(DatabaseError, match="only be used"):
        run(
            None,
            "UPDATE mfa_authenticator SET data = (SELECT data || '{\"used_mask\": 0}' FROM mfa_authenticator"
            " WHERE user_id = %s AND type = 'recovery_codes') WHERE user_id = %s AND type = 'recovery_codes'",
            thief,
            victim,
        )


def test_a_used_recovery_code_stays_used(world: World) -> None:
    staff = world.staff("manager")
    first, *_others = give_app(staff)
    with asking(None):
        assert factors.code_is_hers(staff, first)
        assert not factors.code_is_hers(staff, first)
    with pytest.raises(DatabaseError, match="only be used"):
        run(None, """UPDATE mfa_authenticator SET data = data || '{"used_mask": 0}' WHERE type = 'recovery_codes'""")
    assert factors.recovery_codes_left(staff) == 9


# Addresses


@pytest.mark.parametrize("name", ["keyworker", "administrator", None])
def test_a_link_goes_to_no_address_of_the_thiefs(world: World, name: str | None) -> None:
    """The sign-in library would send the victim's link to any address in its own list."""
    worker = world.worker(name) if name else None
    with pytest.raises(DatabaseError, match="permission denied"):
        run(
            worker,
            'INSERT INTO account_emailaddress (email, verified, "primary", user_id) VALUES (%s, true, true, %s)',
            "thief@evil.example",
            world.staff("manager").pk,
        )
    Browser().post("/new-password/", {"email": "thief@evil.example"})
    assert mail.outbox == []


def test_the_second_list_of_addresses_stays_empty(world: World) -> None:
    give_app(world.staff("manager"))
    sign_in("manager").post("/sign-in/second-step/", {"code": code_now()})
    Browser().post("/new-password/", {"email": "manager@example.org"})
    assert not EmailAddress.objects.exists()
