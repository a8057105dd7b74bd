"""What stands around every page, and the pages shown when something is wrong."""

from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.checks import run_checks
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import Settings

from dussk.ui import navigation
from dussk.ui.context import site
from dussk.ui.navigation import NavItem
from tests.dussk.ui.sample import GOOD, Contact, request

pytestmark = pytest.mark.usefixtures("menu")


def base(asked: Any, **values: object) -> str:
    return render_to_string("base.html", {**site(asked), "csrf_token": "the-token", **values})


def test_who_is_signed_in_and_for_which_agency() -> None:
    html = base(request())
    assert "Asha Bellweather" in html
    assert "Night Lantern" in html
    assert 'href="/staff/change_agency/"' in html
    assert 'action="/staff/sign_out/"' in html
    assert '<html lang="en"' in html
    assert 'href="#main" class="govuk-skip-link"' in html


def test_agency_cannot_be_changed_by_who_has_one() -> None:
    asked: Any = request()
    asked.several_agencies = False
    assert "change_agency" not in base(asked)


def test_nobody_signed_in_sees_no_navigation_no_lock_and_no_name() -> None:
    html = base(request(signed_in=False))
    assert "govuk-service-navigation__list" not in html
    assert "data-unlock-url" not in html
    assert "sign_out" not in html
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.parametrize("attribute", ["locked", "agency"])
def test_half_signed_in_or_locked_sees_no_navigation_but_can_sign_out(attribute: str) -> None:
    asked: Any = request()
    setattr(asked, attribute, True if attribute == "locked" else None)
    html = base(asked)
    assert "govuk-service-navigation__list" not in html
    assert "data-unlock-url" not in html
    assert "sign_out" in html


def test_a_request_that_never_reached_the_sign_in_middleware() -> None:
    assert "Demonstration" in base(RequestFactory().get("/"), demonstration=True)


def test_navigation_shows_what_she_may_and_marks_where_she_is() -> None:
    asked: Any = request("/list/some/where/")
    assert [(link.label, link.url, link.current) for link in navigation.links(asked)] == [
        ("Today", "/", False),
        ("Women", "/list/", True),
    ]
    asked.may = lambda permission: permission != "read clients"
    assert [link.label for link in navigation.links(asked)] == ["Today"]
    assert 'aria-current="true"' in base(request("/list/"))


def test_an_address_that_is_not_routed_is_left_out_and_found_by_the_check(settings: Settings) -> None:
    assert [error for error in run_checks(tags=["urls"]) if error.id == "ui.E001"] == []
    navigation.register(NavItem(30, "Nowhere", "today:nowhere"))
    settings.UI_URLS = {"lock": "staff:nowhere"}
    assert "Nowhere" not in base(request())
    errors = [str(error) for error in run_checks(tags=["urls"])]
    assert [name for name in ("today:nowhere", "staff:nowhere") if any(name in error for error in errors)] == [
        "today:nowhere",
        "staff:nowhere",
    ]


def test_the_idle_lock_is_set_and_works_without_script(settings: Settings) -> None:
    settings.IDLE_SECONDS = 1200
    html = base(request())
    assert 'data-idle-seconds="1200" data-lock-url="/staff/lock/" data-unlock-url="/staff/unlock/"' in html
    assert 'data-alive-url="/staff/alive/"' in html
    assert '<noscript><meta http-equiv="refresh" content="1200;url=/staff/lock/"></noscript>' in html


def test_hiding_the_page_works_without_script() -> None:
    assert 'href="/hidden/" data-hide' in base(request())
    html = render_to_string("hidden.html", site(request()))
    assert "This page is hidden" in html
    assert "Asha" not in html
    assert "casework" not in html


@pytest.mark.parametrize("shown", [True, False])
def test_the_demonstration_is_marked_on_every_page(settings: Settings, *, shown: bool) -> None:
    settings.DEMONSTRATION = shown
    pages = [base(request()), render_to_string("404.html"), render_to_string("500.html")]
    assert [("everyone here is invented" in html) for html in pages] == [shown] * 3


def test_errors_come_first_in_title_and_page() -> None:
    html = base(request(), form=Contact({}))
    assert "<title>Error: " in html
    assert html.index("There is a problem") < html.index("</main>")
    assert "Error:" not in base(request(), form=Contact(GOOD)) + base(request(), form=Contact())


def test_messages_are_banners() -> None:
    html = base(request(), messages=[Message(constants.SUCCESS, "Saved <b>"), Message(constants.WARNING, "Mind")])
    assert "govuk-notification-banner--success" in html
    assert "Saved &lt;b&gt;" in html
    assert html.count('role="region"') == 1


def test_no_page_is_kept_in_the_browser_and_nothing_is_inline() -> None:
    html = base(request())
    assert '"historyCacheSize": 0' in html
    assert '"allowEval": false' in html
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500", "503"])
def test_pages_for_faults_need_no_context_and_name_the_service(settings: Settings, code: str) -> None:
    settings.SERVICE_NAME = "Lamp & Door"
    html = render_to_string(f"{code}.html")
    assert "Lamp &amp; Door" in html
    assert "<form" not in html
    assert "<script" not in html


def test_the_page_for_nothing_there_is_the_same_for_everybody() -> None:
    somebody = render_to_string("404.html", {**site(request("/list/")), "csrf_token": "x", "reference": "r"}, request())
    assert somebody == render_to_string("404.html")


def test_only_the_page_for_a_fault_shows_a_reference() -> None:
    assert "7f3a-22c1" in render_to_string("500.html", {"reference": "7f3a-22c1"})
    assert "reference" not in render_to_string("500.html")
    assert "7f3a-22c1" not in render_to_string("503.html", {"reference": "7f3a-22c1"})
