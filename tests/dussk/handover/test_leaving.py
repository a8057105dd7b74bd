"""A hostile woman with the tablet in her hands: whatever she asks for, she is at her form."""

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client as Cookies
from django.urls import reverse
from django.utils import timezone

from casework.clients.models import Client
from casework.contacts.models import Place
from dussk.drafts.models import Draft
from dussk.handover.queries import KEY
from dussk.staff.models import Post, StaffSession
from dussk.staff.sessions import SessionStore
from tests.dussk.handover.sample import ANOTHERS, HERS
from tests.dussk.staff.conftest import Browser
from tests.world import PASSWORD, World, session

GIVE_BACK = "/hers/give-back/"
COOKIE = settings.SESSION_COOKIE_NAME
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
ELSEWHERE = [
    "/",
    "/clients/",
    "/clients",
    "/clients/new/",
    "/clients/find/",
    "/nights/",
    "/not-saved/",
    "/account/",
    "/agency/",
    "/staff/",
    "/sign-in/",
    "/sign-in/second-step/",
    "/sign-in/set-up/",
    "/sign-out/",
    "/new-password/",
    "/invitation/23456789ABCDEFGHJKMN/",
    "/hidden/",
    "/healthz",
    "/hand-over/",
    "/.well-known/change-password",
    "/nowhere/",
    "/hers/",
    "/hers/sample/",
    ANOTHERS,
    HERS.rstrip("/"),
    f"{HERS}worker/",
    f"{HERS}../2/",
    f"{HERS}%2e%2e/2/",
    f"{HERS}..%2f2/",
    f"{HERS}..%5c2/",
    f"{HERS}/clients/",
    f"/{HERS}",
    "//clients/",
    "/%63lients/",
    "/clients/%00",
    "/hers/sample/1%2f../2/",
    "/hers/sample/\u0661/",  # the same number in other digits: an address that is not hers
    "/HERS/SAMPLE/1/",
]


def is_led_back(answer: Any, method: str = "GET") -> bool:
    """Whether the answer leads to her form and says nothing."""
    status = 302 if method in ("GET", "HEAD") else 303
    return (answer.status_code, answer.headers.get("Location"), answer.content) == (status, HERS, b"")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_every_other_address_leads_back(tablet: Browser, address: str) -> None:
    for method in METHODS:
        answer = tablet.generic(method, address)
        assert is_led_back(answer, method) or answer.status_code == 301, f"{method}: {answer.status_code}"
        assert "no-store" in answer.headers["Cache-Control"] or answer.status_code == 301
    assert tablet.get(HERS).content == b"form 1 GET "


def test_a_slash_that_is_put_on_leads_back_too(tablet: Browser) -> None:
    assert is_led_back(tablet.get("/clients", follow=True).redirect_chain and tablet.get("/clients/"))


def test_nothing_is_done_elsewhere(tablet: Browser, world: World) -> None:
    anna = world.clients["anna"].reference
    before = Client.objects.count()
    for address, fields in (
        ("/clients/new/", {"called": "Mallory", "once": str(uuid.uuid4())}),
        (reverse("clients:called", args=[anna]), {"called": "Mallory"}),
        (reverse("clients:find"), {"q": "Anna"}),
        ("/agency/", {"agency": str(world.drugs.uid)}),
        ("/sign-in/", {"login": "manager@example.org", "password": PASSWORD}),
        ("/account/password/", {"now": PASSWORD, "password": "something else entirely"}),
        ("/sign-out/", {}),
    ):
        assert is_led_back(tablet.post(address, fields), "POST")
    assert Client.objects.count() == before
    assert not Client.objects.filter(called="Mallory").exists()
    assert tablet.get(HERS).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"X-Requested-With": "XMLHttpRequest"},
        {"X-Dussk-Background": "1"},
        {"X-Dussk-Save": "1"},
    ],
)
def test_what_scripts_of_other_windows_ask_covers_them(tablet: Browser, headers: dict[str, str]) -> None:
    for method in METHODS:
        for address in ("/", "/clients/", "/nights/", "/not-saved/keep/", "/not-saved/kept/"):
            answer = tablet.generic(method, address, headers=headers)
            assert (answer.status_code, answer.content) == (423, b"")


def test_an_open_register_in_another_window_gets_nothing(jo: Browser, world: World) -> None:
    night = session(world.worker("keyworker"), Place.objects.get(name="Lantern House", agency=world.charity))
    register = jo.get(reverse("contacts:register", kwargs={"uid": night.uid})).content.decode()
    found = re.search(r'data-since="([^"]+)"', register)
    assert found is not None
    poll, background = unescape(found[1]), {"X-Requested-With": "XMLHttpRequest", "X-Dussk-Background": "1"}
    assert jo.get(poll, headers=background).status_code == 204
    jo.post("/hand-over/")
    answer = jo.get(poll, headers=background)
    assert (answer.status_code, answer.content) == (423, b"")


def test_the_script_of_another_window_keeps_no_draft(tablet: Browser, world: World) -> None:
    body = '{"address": "/clients/new/", "form": "NewFileForm", "action": "/clients/new/", "title": "x", "fields": []}'
    tablet.post("/not-saved/keep/", body, content_type="application/json")
    tablet.post("/lock/", headers={"X-Requested-With": "XMLHttpRequest"})
    tablet.post(HERS, {"once": str(uuid.uuid4()), "note": "something she typed on a screen that was locked by then"})
    assert not Draft.objects.exists()


def test_all_windows_share_it(tablet: Browser) -> None:
    another = Cookies()
    another.cookies[COOKIE] = tablet.cookies[COOKIE].value
    assert is_led_back(another.get("/clients/"))
    assert another.get(HERS).status_code == 200


def test_the_key_of_before_is_worth_nothing(jo: Browser) -> None:
    before = jo.cookies[COOKIE].value
    jo.post("/hand-over/")
    old = Cookies()
    old.cookies[COOKIE] = before
    assert old.get("/account/").headers["Location"].startswith("/sign-in/")


def test_a_request_that_was_under_way_puts_nothing_back(jo: Browser) -> None:
    under_way = SessionStore(jo.cookies[COOKIE].value)
    under_way["seen_at"] = under_way["seen_at"] + 1
    jo.post("/hand-over/")
    with pytest.raises(UpdateError):
        under_way.save()
    assert jo.session[KEY]["prefix"] == HERS


@pytest.mark.parametrize("value", ["", "x", "0" * 32, "../../etc", "a" * 4000])
def test_a_changed_cookie_is_signed_out(tablet: Browser, value: str) -> None:
    tablet.cookies[COOKIE] = value
    for address in ("/clients/", HERS, GIVE_BACK):
        assert tablet.get(address).headers["Location"].startswith("/sign-in/")


def test_other_cookies_change_nothing(tablet: Browser) -> None:
    for name in ("handed_over", "dussk_csrf", "messages", "csrftoken"):
        tablet.cookies[name] = "1"
    tablet.cookies["sessionid"] = "1"
    assert is_led_back(tablet.get("/clients/"))


def test_a_form_without_the_token_does_nothing_and_leads_to_her_form(tablet: Browser) -> None:
    strict: Any = Cookies(enforce_csrf_checks=True)
    strict.cookies[COOKIE] = tablet.cookies[COOKIE].value
    assert is_led_back(strict.post(f"{HERS}two/"), "POST")
    assert strict.post(HERS).headers["Location"] == GIVE_BACK


def test_what_is_not_there_for_her_leads_to_her_form(tablet: Browser) -> None:
    for name in ("gone", "refused"):
        assert is_led_back(tablet.get(f"{HERS}{name}/"))


def test_a_page_of_hers_that_leads_away_does_not(tablet: Browser) -> None:
    assert tablet.get(f"{HERS}astray/").headers["Location"] == GIVE_BACK
    assert tablet.get(f"{HERS}on/").headers["Location"] == HERS


def test_a_worker_who_lost_her_role_gets_the_tablet_back_all_the_same(tablet: Browser, world: World) -> None:
    Post.objects.filter(staff=world.staff("keyworker")).update(role="volunteer")
    assert tablet.get(HERS).headers["Location"] == GIVE_BACK
    assert tablet.get(GIVE_BACK).status_code == 200
    assert tablet.post(GIVE_BACK, {"secret": PASSWORD}).headers["Location"] == "/account/"


def test_a_worker_who_lost_her_agency_gets_the_tablet_back_all_the_same(tablet: Browser, world: World) -> None:
    Post.objects.filter(staff=world.staff("keyworker")).update(ended_at=timezone.now())
    assert tablet.get(HERS).headers["Location"] == GIVE_BACK
    assert tablet.get(GIVE_BACK).status_code == 200
    assert tablet.post(GIVE_BACK, {"secret": PASSWORD}).headers["Location"] == "/account/"
    assert tablet.get("/account/").headers["Location"].startswith("/agency/")


def test_a_worker_whose_account_is_closed_is_signed_out(tablet: Browser, world: World) -> None:
    staff = world.staff("keyworker")
    staff.is_active, staff.suspended_at = False, timezone.now()
    staff.save()
    assert tablet.get(HERS).headers["Location"].startswith("/sign-in/")
    assert tablet.get("/sign-in/").status_code == 200
    assert not StaffSession.objects.filter(staff=staff).exists()


def test_her_pages_are_kept_nowhere(tablet: Browser) -> None:
    for address in (HERS, f"{HERS}two/", GIVE_BACK):
        assert tablet.get(address).headers["Cache-Control"] == "no-store"


def test_nothing_is_said_to_her_that_was_for_the_worker(tablet: Browser) -> None:
    tablet.post("/lock/")
    assert b"Zuzanna" not in tablet.get("/locked/").content


def test_a_session_that_is_not_handed_over_is_as_before(jo: Browser) -> None:
    assert jo.get(HERS).status_code == 200
    assert jo.get(GIVE_BACK).headers["Location"] == "/"
    assert jo.get("/account/").status_code == 200
