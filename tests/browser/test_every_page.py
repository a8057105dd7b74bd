"""Every page with axe-core, on a phone and on a desk. It completes itself: a page that is not looked at fails."""

import time
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client as DjangoBrowser
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request, Route, ViewportSize
from pytest_django import DjangoDbBlocker

from casework.contacts.actions import begin_lists
from dussk.access.asking import Worker
from dussk.access.marks import mark_of
from dussk.handover.queries import KEY as HANDED_OVER
from dussk.handover.rules import HandedOver
from dussk.staff import session_keys
from dussk.staff.roles import permissions_of
from tests.browsing import DESK, PHONE, answered, faults, ours, too_wide
from tests.dussk.access.test_routes import EVERY
from tests.matrix.about import About
from tests.matrix.once import built, put_back
from tests.matrix.routes import LIBRARY_NAMES, ROUTES
from tests.matrix.targets import Target, Targets
from tests.world import PASSWORD

SITE = "http://dussk.test"

#: What is not a page of its own, and why.
NO_PAGE = {
    "today:healthz": "one word, for monitors",
    "jobs:now": "a part of the page of a job: tests/dussk/jobs/test_pages.py",
    "jobs:fetch": "a file: tests/dussk/jobs/test_pages.py",
    "importing:example": "a file: tests/casework/importing/test_pages.py",
    "importing:bad_rows_file": "a file: tests/casework/importing/test_pages.py",
    "contacts:print": "a PDF: tests/casework/contacts/test_nights.py",
    "contacts:since": "what a register's page asks for by itself: tests/casework/contacts/test_since.py",
    "consent_hers:sign": "follows what she looked at: tests/browser/test_tablet.py",
    "her_assessments:print": "a PDF: tests/casework/assessments/test_documents.py",
    "assessments:blank": "a PDF: tests/casework/assessments/test_documents.py",
    "consent:print": "a PDF: tests/consent/agreements/test_documents.py",
    "releases:print": "a PDF: tests/consent/disclosures/test_documents.py",
    "consent_forms:blank": "a PDF: tests/consent/agreements/test_documents.py",
    "sharing:print": "a PDF: tests/consent/sharing/test_for_her.py",
    "her_information:print": "a PDF: tests/casework/information/test_documents.py",
    "information:blank": "a PDF: tests/casework/information/test_documents.py",
    "her_paper:print": "a PDF: tests/casework/printing/test_editions.py",
    "her_paper:version": "a PDF: tests/casework/printing/test_editions.py",
    "her_looked:print": "a PDF: tests/casework/looking/test_pages.py",
    "access:print": "a PDF: tests/consent/subject_access/test_pack.py",
    "access:download": "a PDF: tests/consent/subject_access/test_pack.py",
    "drafts:kept": "for the page's script: tests/browser/test_drafts.py",
    "staff:change_agency": "the same page as staff:choose_agency",
    "staff:team": "the same page as staff:people",
}

#: Pages on the way in: what a session is without when she is sent there.
ON_THE_WAY = {
    "staff:locked": session_keys.SEEN_AT,
    "staff:enrol": session_keys.SECOND_FACTOR,
    "staff:choose_agency": session_keys.AGENCY,
}


#: Pages that open only on a screen that was handed over.
ON_HER_SCREEN = ("consent_hers:", "assessment_hers:", "plan_hers:", "handover:")
#: What the worker does before she hands it over.
BY_THE_WORKER = ("consent_hers:hand", "assessment_hers:hand", "plan_hers:hand")


@pytest.fixture(scope="module")
def world_of_all(django_db_setup: None, browser: Browser, django_db_blocker: DjangoDbBlocker) -> Iterator[Targets]:
    """Made when the browser runs: Django keeps a connection of its own for what is done beside Playwright's loop."""
    with built(django_db_blocker) as targets:
        begin_lists(targets.world.charity)
        yield targets


@pytest.fixture
def targets(world_of_all: Targets) -> Iterator[Targets]:
    with put_back():
        yield world_of_all


def pages() -> list[str]:
    with_page = [name for name, route in ROUTES.items() if "GET" in route.methods.split()]
    return [name for name in with_page if name not in NO_PAGE]


@pytest.mark.django_db  # some test has to say so, also where these run alone: pytest-django makes no database otherwise
def test_every_address_with_a_page_is_looked_at() -> None:
    served = {name for name in EVERY if not name.startswith(LIBRARY_NAMES)}
    without_page = {name for name in served if "GET" not in ROUTES[name].methods.split()}
    assert served - without_page - set(NO_PAGE) <= set(pages())
    assert set(NO_PAGE) <= served


def visitors(targets: Targets, name: str) -> Iterator[tuple[Worker | None, Target]]:
    """Whoever may open the page, and what it can be about."""
    mark = mark_of(EVERY[name].callback)
    assert mark is not None
    if mark.public:
        yield None, targets.of[ROUTES[name].about][0]
        return
    anybody = ["keyworker", "manager", "administrator", "facilitator", "psychologist"]
    preferred = ["both"] if name == "staff:choose_agency" else anybody
    for person in preferred:
        worker = targets.world.worker(person)
        roles = worker.staff.posts.filter(agency=worker.agency).values_list("role", flat=True)
        if mark.permissions and not mark.permissions & permissions_of(roles):
            continue
        for target in targets.of[ROUTES[name].about]:
            if target.sees(worker) and target.changes(worker):
                yield worker, target


def visitor(targets: Targets, name: str) -> tuple[DjangoBrowser, str, Any]:
    """The browser of somebody for whom the page opens, its address, and the page. Of some files it leads elsewhere."""
    for worker, target in visitors(targets, name):
        address = reverse(name, kwargs=target.kwargs)
        with put_back():
            response = session_of(worker, name).get(address)
        if response.status_code == HTTPStatus.OK:
            return session_of(worker, name), address, response
    pytest.fail(f"For nobody in this world {name} opens")


def session_of(worker: Worker | None, name: str) -> DjangoBrowser:
    """Her browser, signed in as far as the page asks for."""
    browser = DjangoBrowser()
    if name == "staff:second_factor":
        browser.post(reverse("staff:sign_in"), {"login": "keyworker@example.org", "password": PASSWORD})
    if worker is None:
        return browser
    browser.force_login(worker.staff)
    session = browser.session
    now = time.time()
    kept: dict[str, Any] = {
        session_keys.AGENCY: worker.agency.pk,
        session_keys.SECOND_FACTOR: True,
        session_keys.SIGNED_IN_AT: now,
        session_keys.SEEN_AT: now,
        session_keys.CONFIRMED_AT: now,
    }
    session.update(kept)
    if name in ON_THE_WAY:
        del session[ON_THE_WAY[name]]
    if name.startswith(ON_HER_SCREEN) and name not in BY_THE_WORKER:
        session[HANDED_OVER] = asdict(HandedOver("/hers/", "your form", "/"))
    session.save()
    return browser


def asked(django: DjangoBrowser, request: Request, address: str) -> Any:
    """What Django answers to something that a page in Chromium asks."""
    sent, kind = request.post_data_buffer or b"", request.headers.get("content-type", "text/plain")
    return django.generic(request.method, address, sent, kind, headers=ours(request))


def opened(
    browser: Browser, django: DjangoBrowser, address: str, size: ViewportSize = PHONE, *, first: Any = None
) -> Page:
    """The page in a browser of its own, as wide as ``size``. ``first`` is the page itself, where it is here already."""
    page = browser.new_context(viewport=size).new_page()
    go(page, django, address, first=first)
    return page


def go(page: Page, django: DjangoBrowser, address: str, *, first: Any = None) -> None:
    """Open the page. Its requests are answered by Django in the test's own transaction, without a server."""
    answers = [first] if first else []
    database = connections["default"]

    def answer(route: Route) -> None:
        connections["default"] = database  # each answer has a context of its own, and would open another
        path, query = urlsplit(route.request.url)[2:4]
        if path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            route.fulfill(path=finders.find(path.split("/", 2)[2]))
            return
        request = route.request
        response = answers.pop() if answers else asked(django, request, f"{path}?{query}" if query else path)
        right = response.status_code in (HTTPStatus.OK, HTTPStatus.NO_CONTENT)
        assert right or request.resource_type != "document", f"{path}: {response.status_code}"
        route.fulfill(status=response.status_code, body=response.content, headers=answered(response))

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(SITE + address)


@pytest.fixture(scope="module")
def one_page(browser: Browser) -> Page:
    """One page for all, as to start Chromium's process for each takes as long as axe-core."""
    return browser.new_context(viewport=PHONE).new_page()


@pytest.fixture
def page(one_page: Page) -> Iterator[Page]:
    """The same page in each test, as wide as a phone, where nothing is open and nothing is kept."""
    one_page.set_viewport_size(PHONE)
    yield one_page
    one_page.goto("about:blank")
    assert one_page.context.cookies() == []


@pytest.mark.no_cover  # what a page does counts as covered where a test says what it is
@pytest.mark.parametrize("name", pages())
def test_page(targets: Targets, page: Page, name: str) -> None:
    django, address, first = visitor(targets, name)
    go(page, django, address, first=first)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert faults(page) == []
        assert not too_wide(page)
    assert page.title()


def test_it_would_be_seen(targets: Targets, browser: Browser) -> None:
    """That axe-core runs at all: an image without words for it is found."""
    page = opened(browser, session_of(targets.world.worker("keyworker"), "today:today"), reverse("today:today"))
    assert faults(page) == []
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [rule for rule, _element in faults(page)] == ["image-alt"]
    page.context.close()


def test_every_kind_of_row_that_a_page_is_about_is_in_this_world(targets: Targets) -> None:
    assert set(targets.of) == set(About)
