"""Invitations: a link by e-mail, or a code on paper."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from dussk.access.asking import Worker, asking
from dussk.staff import rules
from dussk.staff.actions import invitations
from dussk.staff.middleware import NOWHERE
from dussk.staff.models import AccessRequest, AccountEvent, Invitation, Staff
from tests.dussk.staff.conftest import Browser
from tests.world import PASSWORD, World

INVITATION = "/invitation/"
NEW = "four calm grey herons"
SignIn = Callable[[Worker], Browser]


@pytest.fixture
def nell(world: World) -> Staff:
    return Staff.objects.create_user("nell@example.org", None, name="Nell Ostrander")


def invite(world: World, staff: Staff, *, by_email: bool = False) -> str:
    with asking(world.worker("administrator")):
        return invitations.invite(by=world.worker("administrator"), staff=staff, by_email=by_email)


def take_up(browser: Browser, code: str, password: str = NEW) -> Any:
    return browser.post(INVITATION, {"code": code, "password": password})


def test_a_code_opens_the_account_once(world: World, nell: Staff, browser: Browser) -> None:
    code = invite(world, nell)
    answer = take_up(browser, rules.in_groups(code).lower())
    assert answer.status_code == 302
    assert browser.get("/account/").url.startswith("/sign-in/set-up/")
    nell.refresh_from_db()
    assert nell.check_password(NEW)
    again = take_up(Browser(), code, "another five grey herons")
    assert b"This code does not work" in again.content
    nell.refresh_from_db()
    assert nell.check_password(NEW)
    assert [e.kind for e in AccountEvent.objects.filter(staff=nell).order_by("pk")] == [
        "invited",
        "password_changed",
        "signed_in",
    ]


def test_only_a_digest_is_kept(world: World, nell: Staff) -> None:
    code = invite(world, nell)
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM staff_invitation i UNION ALL SELECT e::text FROM staff_invitationevent e")
        kept = str(cursor.fetchall())
    assert code not in kept
    assert rules.in_groups(code) not in kept


def test_opening_the_link_changes_nothing(world: World, nell: Staff, browser: Browser) -> None:
    code = invite(world, nell, by_email=True)
    page = browser.get(f"{INVITATION}{code}/")
    assert code.encode() in page.content
    assert f'action="{INVITATION}"'.encode() in page.content
    assert Invitation.objects.get().used_at is None
    assert browser.post(f"{INVITATION}{code}/").status_code == 405
    assert take_up(browser, code).status_code == 302


def test_a_link_to_nothing_looks_the_same(world: World, browser: Browser) -> None:
    page = browser.get(f"{INVITATION}{'X' * 20}/")
    assert page.status_code == 200


@pytest.mark.parametrize("how", ["unknown", "expired", "cancelled", "replaced", "suspended", "nonsense", "taken up"])
def test_a_code_that_is_not_good_gets_one_message(world: World, nell: Staff, browser: Browser, how: str) -> None:
    code = invite(world, nell)
    when = datetime.now(UTC)
    match how:
        case "unknown":
            code = "A" * 20
        case "nonsense":
            code = "let me in"
        case "expired":
            when += timedelta(hours=72)
        case "cancelled":
            invitations.cancel_invitations(staff=nell)
        case "replaced":
            invite(world, nell)
        case "suspended":
            Staff.objects.filter(pk=nell.pk).update(is_active=False, suspended_at=when)
        case "taken up":
            nell.set_password(PASSWORD)
            nell.save()
    with time_machine.travel(when):
        answer = take_up(browser, code)
    assert answer.content.count(b"This code does not work. It may be mistyped, used or older than three days") == 2
    nell.refresh_from_db()
    assert not nell.check_password(NEW)


def test_it_is_good_for_seventy_two_hours(world: World, nell: Staff, browser: Browser) -> None:
    code = invite(world, nell)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=71, minutes=59)):
        assert take_up(browser, code).status_code == 302


def test_everything_wrong_with_a_password_is_said_at_once(world: World, nell: Staff, browser: Browser) -> None:
    code = invite(world, nell)
    said = take_up(browser, code, "12345678").content.decode()
    assert "too short" in said
    assert "too common" in said
    assert "similar" in take_up(browser, code, "nell ostrander").content.decode()
    assert Invitation.objects.get().used_at is None
    assert take_up(browser, code).status_code == 302


def test_codes_cannot_be_guessed_for_ever(world: World, nell: Staff) -> None:
    code = invite(world, nell)
    for _each in range(20):
        take_up(Browser(REMOTE_ADDR="198.51.100.1"), "A" * 20)
    refused = take_up(Browser(REMOTE_ADDR="198.51.100.1"), code)
    assert refused.status_code == 429
    assert take_up(Browser(REMOTE_ADDR="198.51.100.2"), code).status_code == 302


@pytest.mark.parametrize("name", ["administrator", "keyworker"])
def test_whoever_is_signed_in_at_this_screen_is_signed_out(
    world: World, nell: Staff, signed_in: SignIn, name: str
) -> None:
    browser = signed_in(world.worker(name))
    take_up(browser, invite(world, nell))
    assert browser.session["_auth_user_id"] == str(nell.pk)
    assert AccountEvent.objects.filter(staff=world.staff(name), kind="signed_out").exists()
    assert browser.get("/staff/").url.startswith("/sign-in/set-up/")


# Making an account


def form(world: World, **more: object) -> dict[str, object]:
    return {
        "name": "Nell Ostrander",
        "email": "Nell@Example.org",
        "agency": str(world.charity.uid),
        "roles": ["keyworker", "volunteer"],
        "way": "paper",
    } | more


def test_a_letter_is_shown_exactly_once(world: World, signed_in: SignIn, browser: Browser) -> None:
    office = signed_in(world.worker("administrator"))
    answer = office.post("/staff/new/", form(world))
    found = re.search(r"(?:[2-9A-Z]{4}-){4}[2-9A-Z]{4}", answer.content.decode())
    assert found
    assert "no-store" in answer.headers["Cache-Control"]
    nell = Staff.objects.get(email="nell@example.org")
    assert found[0] not in office.get(f"/staff/{nell.uid}/").content.decode()
    assert not mail.outbox
    assert take_up(browser, found[0]).status_code == 302


def test_a_link_is_sent(world: World, signed_in: SignIn, browser: Browser) -> None:
    office = signed_in(world.worker("administrator"))
    answer = office.post("/staff/new/", form(world, way="email"), follow=True)
    assert b"The invitation is sent" in answer.content
    (sent,) = mail.outbox
    assert sent.to == ["nell@example.org"]
    found = re.search(r"http://testserver/invitation/([2-9A-Z]{20})/", str(sent.body))
    assert found
    assert found[1].encode() not in answer.content
    assert take_up(browser, found[1]).status_code == 302


def test_when_the_mail_cannot_go_she_is_told(world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    answer = signed_in(world.worker("administrator")).post("/staff/new/", form(world, way="email"), follow=True)
    assert b"could not be sent" in answer.content
    assert Staff.objects.filter(email="nell@example.org").exists()


def test_roles_are_asked_for_and_not_given(world: World, signed_in: SignIn) -> None:
    signed_in(world.worker("administrator")).post("/staff/new/", form(world))
    nell = Staff.objects.get(email="nell@example.org")
    assert not nell.posts.exists()
    asked = AccessRequest.objects.filter(staff=nell, done_at=None)
    assert sorted(asked.values_list("role", flat=True)) == ["keyworker", "volunteer"]
    assert [a.given_as for request in asked for a in request.approvals.all()] == ["administrator"] * 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"email": "keyworker@EXAMPLE.org"}, "There is an account with this e-mail address already"),
        ({"email": "nobody"}, "Enter"),
        ({"name": ""}, "Enter her name"),
        ({"name": "N" * 101}, "100"),
        ({"name": "N\x00"}, "cannot be kept"),
        ({"roles": []}, "Choose what she does there"),
        ({"roles": ["owner"]}, "owner is not one of the available choices"),
        ({"agency": "x"}, "Select a valid choice"),
        ({"way": "pigeon"}, "pigeon is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said(world: World, signed_in: SignIn, more: dict[str, object], said: str) -> None:
    before = Staff.objects.count()
    answer = signed_in(world.worker("administrator")).post("/staff/new/", form(world, **more))
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert Staff.objects.count() == before


def test_extra_fields_change_nothing(world: World, signed_in: SignIn) -> None:
    extra = form(world, is_active="", password="x", suspended_at="2020-01-01", uid="0" * 32)
    signed_in(world.worker("administrator")).post("/staff/new/", extra)
    nell = Staff.objects.get(email="nell@example.org")
    assert nell.is_active
    assert not nell.has_usable_password()


def test_a_new_invitation_ends_the_one_before(world: World, nell: Staff, signed_in: SignIn, browser: Browser) -> None:
    old = invite(world, nell)
    office = signed_in(world.worker("administrator"))
    assert b"Print a new letter" in office.get(f"/staff/{nell.uid}/").content
    assert office.post(f"/staff/{nell.uid}/invite/", {"way": "paper"}).status_code == 200
    assert b"This code does not work" in take_up(browser, old).content
    assert Invitation.objects.filter(cancelled_at=None).count() == 1
    office.post(f"/staff/{nell.uid}/cancel-invitation/")
    assert not Invitation.objects.filter(cancelled_at=None).exists()


def test_whoever_has_come_is_not_invited_again(world: World, signed_in: SignIn) -> None:
    staff = world.staff("keyworker")
    answer = signed_in(world.worker("administrator")).post(f"/staff/{staff.uid}/invite/", {"way": "paper"}, follow=True)
    assert b"taken up her account already" in answer.content
    assert not Invitation.objects.exists()


def test_nobody_invites_herself(world: World) -> None:
    administrator = world.worker("administrator")
    with pytest.raises(PermissionDenied):
        invitations.invite(by=administrator, staff=administrator.staff, by_email=False)


# By raw SQL, as the application's login


@pytest.mark.parametrize("name", ["manager", "keyworker", "volunteer", "supervisor"])
def test_only_an_administrator_makes_accounts_and_invitations(world: World, nell: Staff, name: str) -> None:
    with asking(world.worker(name)):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Staff.objects.create_user("more@example.org", None, name="More")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            invitations.invite(by=world.worker(name), staff=nell, by_email=False)


@pytest.mark.parametrize(
    "change",
    [
        "staff_id = (SELECT id FROM staff_staff WHERE email = 'manager@example.org')",
        "code_digest = 'known'",
        "expires_at = now() + interval '9 years'",
        "made_by_id = NULL",
    ],
)
@pytest.mark.parametrize("name", ["administrator", None])
def test_an_invitation_can_only_be_used_or_cancelled(world: World, nell: Staff, change: str, name: str | None) -> None:
    invite(world, nell)
    with asking(world.worker(name) if name else None), connection.cursor() as cursor:
        refused = pytest.raises(DatabaseError, match="once")
        with refused, transaction.atomic():
            cursor.execute(f"UPDATE staff_invitation SET {change}")


def test_a_used_invitation_stays_used(world: World, nell: Staff) -> None:
    code = invite(world, nell)
    with asking(None):
        invitations.take_up(code=code, password=NEW)
        with pytest.raises(DatabaseError, match="once"), transaction.atomic():
            Invitation.objects.update(used_at=None)


def test_whoever_has_no_agency_reads_no_invitation(world: World, nell: Staff) -> None:
    invite(world, nell)
    with asking(Worker(world.staff("keyworker"), NOWHERE)):
        assert not Invitation.objects.exists()
