"""The pages of those who look after accounts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from dussk.access.asking import Worker, asking
from dussk.staff.models import AccessRequest, Approval, Post, Staff
from dussk.staff.panels import waiting
from dussk.staff.roles import permissions_of
from tests.dussk.staff.conftest import Browser, give_app
from tests.world import World

SignIn = Callable[[Worker], Browser]


@pytest.fixture
def office(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("administrator"))


@pytest.fixture
def manager(world: World, signed_in: SignIn) -> Browser:
    return signed_in(world.worker("manager"))


def page_of(staff: Staff) -> str:
    return f"/staff/{staff.uid}/"


def ask_role(browser: Browser, world: World, staff: Staff, **more: str) -> Any:
    wanted = {"agency": str(world.charity.uid), "role": "facilitator", "reason": "She runs a group"} | more
    return browser.post(f"{page_of(staff)}role/", wanted, follow=True)


def test_an_administrator_sees_everybody(world: World, office: Browser) -> None:
    page = office.get("/staff/").content.decode()
    for worker in world.people.values():
        assert worker.staff.name in page
    assert "Invite somebody" in page


def test_a_manager_sees_her_agencys_staff(world: World, manager: Browser) -> None:
    page = manager.get("/staff/").content.decode()
    assert world.staff("volunteer").name in page
    assert world.staff("psychologist").name not in page
    assert "Invite somebody" not in page
    assert manager.get(page_of(world.staff("volunteer"))).status_code == 200


def test_what_she_may_not_see_is_not_there(world: World, manager: Browser) -> None:
    elsewhere, nobody = page_of(world.staff("psychologist")), "/staff/00000000-0000-4000-8000-000000000000/"
    assert manager.get(elsewhere).status_code == 404
    assert manager.get(elsewhere).content == manager.get(nobody).content
    for part in ("role/", "reset/"):
        assert manager.get(elsewhere + part).status_code == 404
    (post,) = world.staff("psychologist").posts.all()
    assert manager.post(f"{elsewhere}posts/{post.pk}/end/").status_code == 404
    assert manager.post(f"{page_of(world.staff('volunteer'))}posts/{post.pk}/end/").status_code == 404


@pytest.mark.parametrize("name", ["keyworker", "volunteer", "supervisor", "facilitator", "psychologist"])
def test_others_have_no_such_pages(world: World, signed_in: SignIn, name: str) -> None:
    browser = signed_in(world.worker(name))
    herself = page_of(world.staff(name))
    for url in ("/staff/", "/staff/new/", herself, f"{herself}role/", f"{herself}reset/"):
        assert browser.get(url).status_code == 403, url
    for url in ("invite/", "cancel-invitation/", "suspend/", "restore/", "posts/1/end/", "role/"):
        assert browser.post(herself + url).status_code == 403, url


def test_a_manager_does_not_keep_accounts(world: World, manager: Browser) -> None:
    staff = page_of(world.staff("volunteer"))
    for url in ("invite/", "cancel-invitation/", "suspend/", "restore/"):
        assert manager.post(staff + url).status_code == 403, url
    assert manager.get("/staff/new/").status_code == 403
    page = manager.get(staff).content
    assert b"Suspend" not in page
    assert b"What happened lately" not in page


def test_changes_take_a_post(world: World, office: Browser) -> None:
    staff = page_of(world.staff("volunteer"))
    for url in ("invite/", "cancel-invitation/", "suspend/", "restore/", "posts/1/end/"):
        assert office.get(staff + url).status_code == 405, url


def test_from_asking_to_working(world: World, office: Browser, manager: Browser) -> None:
    staff = world.staff("volunteer")
    assert office.get(f"{page_of(staff)}role/").status_code == 200
    assert b"Her page says what it waits for" in ask_role(office, world, staff).content
    request = AccessRequest.objects.get()
    assert b"Waits for: Manager; first she takes up her account" in office.get(page_of(staff)).content
    assert b"no approval that you can give" in office.get(f"/staff/requests/{request.uid}/").content
    waiting_page = manager.get(f"/staff/requests/{request.uid}/").content
    assert b"Not taken up yet" in waiting_page
    assert b"She has not taken up her account yet. Approve when she has, and you have met her." in waiting_page
    assert b'value="approve"' not in waiting_page
    assert b'value="refuse"' in waiting_page
    assert manager.post(f"/staff/requests/{request.uid}/", {"answer": "approve"}).status_code == 403
    assert b"Waiting for your approval" not in manager.get("/staff/").content
    give_app(staff)
    shown = office.get(page_of(staff)).content
    assert b"Waits for: Manager" in shown
    assert b"first she takes up" not in shown
    assert b"no approval that you can give" in office.get(f"/staff/requests/{request.uid}/").content
    assert b"Waiting for your approval" not in office.get("/staff/").content
    assert b"Waiting for your approval" in manager.get("/staff/").content
    page = manager.get(f"/staff/requests/{request.uid}/").content
    assert b"She runs a group" in page
    assert b"Taken up, with a second step" in page
    assert b"whether it was she who did" in page
    answer = manager.post(f"/staff/requests/{request.uid}/", {"answer": "approve", "reason": ""}, follow=True)
    assert b"approved and done" in answer.content
    assert Post.objects.filter(staff=staff, role="facilitator").exists()
    shown = manager.get(page_of(staff)).content
    assert b"Given and refused" in shown
    assert b"Administrator (Administrator) and Manager (Manager)" in shown


def test_an_approval_that_lapsed_is_said(world: World, office: Browser, manager: Browser) -> None:
    give_app(world.staff("volunteer"))
    ask_role(office, world, world.staff("volunteer"))
    Approval.objects.update(at=timezone.now() - timedelta(days=31))
    page = manager.get(f"/staff/requests/{AccessRequest.objects.get().uid}/").content
    assert b"An approval no longer counts" in page
    assert b'value="approve"' not in page


def test_a_refusal_needs_its_reason(world: World, office: Browser, manager: Browser) -> None:
    ask_role(office, world, world.staff("volunteer"))
    request = AccessRequest.objects.get()
    url = f"/staff/requests/{request.uid}/"
    assert b"Say why you refuse it" in manager.post(url, {"answer": "refuse", "reason": " "}).content
    assert b"It is refused" in manager.post(url, {"answer": "refuse", "reason": "Not yet"}, follow=True).content
    request.refresh_from_db()
    assert request.refusal_reason == "Not yet"
    assert manager.post(url, {"answer": "approve"}).status_code == 403
    assert b"Not yet" in manager.get(url).content


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_neither_yes_nor_no_does_nothing(world: World, office: Browser, manager: Browser, answer: str) -> None:
    ask_role(office, world, world.staff("volunteer"))
    request = AccessRequest.objects.get()
    assert manager.post(f"/staff/requests/{request.uid}/", {"answer": answer}).status_code == 200
    request.refresh_from_db()
    assert request.done_at is request.refused_at is None


def test_a_request_of_another_agency_is_not_there(world: World, office: Browser, signed_in: SignIn) -> None:
    ask_role(office, world, world.staff("volunteer"))
    url = f"/staff/requests/{AccessRequest.objects.get().uid}/"
    assert signed_in(world.worker("drugs_manager")).get(url).status_code == 404
    assert signed_in(world.worker("drugs_manager")).post(url, {"answer": "approve"}).status_code == 404


def test_a_request_about_herself_has_no_buttons(world: World, office: Browser, manager: Browser) -> None:
    ask_role(office, world, world.staff("manager"))
    url = f"/staff/requests/{AccessRequest.objects.get().uid}/"
    assert b'value="approve"' not in manager.get(url).content
    assert manager.post(url, {"answer": "approve"}).status_code == 403
    page = manager.get(page_of(world.staff("manager"))).content
    assert b"Ask for a role" not in page


def test_asking_twice_is_said(world: World, office: Browser) -> None:
    assert b"holds this role already" in ask_role(office, world, world.staff("keyworker"), role="keyworker").content
    ask_role(office, world, world.staff("volunteer"))
    assert b"waits for an answer" in ask_role(office, world, world.staff("volunteer")).content


def test_a_manager_asks_for_her_own_agency_only(world: World, manager: Browser) -> None:
    page = manager.get(f"{page_of(world.staff('volunteer'))}role/").content
    assert world.drugs.name.encode() not in page
    ask_role(manager, world, world.staff("volunteer"), agency=str(world.drugs.uid))
    assert not AccessRequest.objects.exists()


def test_a_reset_from_page_to_page(world: World, office: Browser, manager: Browser) -> None:
    staff = world.staff("keyworker")
    give_app(staff)
    page = manager.get(page_of(staff)).content
    assert b"App on a phone, Recovery codes" in page
    wanted = {"agency": str(world.charity.uid), "reason": "She lost her phone. I saw her."}
    assert world.drugs.name.encode() not in office.get(f"{page_of(staff)}reset/").content
    office.post(f"{page_of(staff)}reset/", wanted)
    assert b"asked for already" in manager.post(f"{page_of(staff)}reset/", wanted).content
    request = AccessRequest.objects.get()
    manager.post(f"/staff/requests/{request.uid}/", {"answer": "approve"})
    assert b"None" in office.get(page_of(staff)).content


def test_suspended_at_once(world: World, office: Browser, signed_in: SignIn) -> None:
    staff = world.staff("volunteer")
    hers = signed_in(world.worker("volunteer"))
    assert hers.get("/account/").status_code == 200
    assert b"account is suspended" in office.post(f"{page_of(staff)}suspend/", follow=True).content
    assert hers.get("/account/").url.startswith("/sign-in/")
    assert b"Suspended" in office.get("/staff/").content
    assert b"can sign in again" in office.post(f"{page_of(staff)}restore/", follow=True).content
    assert hers.get("/account/").url.startswith("/sign-in/")


def test_nobody_suspends_herself(world: World, office: Browser) -> None:
    herself = world.staff("administrator")
    assert b"Suspend" not in office.get(page_of(herself)).content
    assert office.post(f"{page_of(herself)}suspend/").status_code == 403
    herself.refresh_from_db()
    assert herself.is_active


def test_ending_a_post(world: World, manager: Browser, signed_in: SignIn) -> None:
    hers = signed_in(world.worker("volunteer"))
    (post,) = world.staff("volunteer").posts.all()
    url = f"{page_of(world.staff('volunteer'))}posts/{post.pk}/end/"
    assert b"is ended" in manager.post(url, follow=True).content
    assert hers.get("/account/").url.startswith("/agency/")
    (own,) = world.staff("manager").posts.all()
    assert manager.post(f"{page_of(world.staff('manager'))}posts/{own.pk}/end/").status_code == 403


def test_names_are_not_read_as_markup(world: World, office: Browser) -> None:
    Staff.objects.filter(pk=world.staff("volunteer").pk).update(name="<script>alert(1)</script>{{ 1 }}")
    for url in ("/staff/", page_of(world.staff("volunteer")), f"{page_of(world.staff('volunteer'))}role/"):
        page = office.get(url).content
        assert b"<script>alert" not in page
        assert b"&lt;script&gt;alert(1)&lt;/script&gt;{{ 1 }}" in page


def test_the_menu_leads_there(world: World, office: Browser, manager: Browser, signed_in: SignIn) -> None:
    for browser in (office, manager):
        assert b'href="/staff/"' in browser.get("/account/").content
    assert b'href="/staff/"' not in signed_in(world.worker("keyworker")).get("/account/").content


def test_today_says_what_waits(world: World, office: Browser) -> None:
    give_app(world.staff("volunteer"))
    ask_role(office, world, world.staff("volunteer"))
    for name, waits in (("manager", True), ("administrator", False), ("keyworker", False)):
        request = RequestFactory().get("/")
        worker = world.worker(name)
        held = permissions_of(worker.staff.posts.values_list("role", flat=True))
        request.worker, request.may = worker, held.__contains__  # type: ignore[attr-defined]
        with asking(worker):
            assert (waiting(request) is not None) is waits  # type: ignore[arg-type]
