"""Every address, as every role, by every method, about rows in every state. It completes itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from dussk.access.asking import Worker
from dussk.access.marks import Mark, mark_of
from dussk.staff.roles import permissions_of
from dussk.staff.rules import Step
from dussk.staff.steps import may_reach
from tests.conftest import SignIn
from tests.matrix.once import built, put_back
from tests.matrix.routes import LIBRARY_NAMES, ROUTES
from tests.matrix.targets import Sees, Target, Targets

METHODS = ("GET", "POST")


COOKIE = settings.SESSION_COOKIE_NAME


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}", pattern


EVERY = dict(patterns(get_resolver("dussk.urls")))


@pytest.mark.django_db  # some test has to say so, also where these run alone: pytest-django makes no database otherwise
def test_every_address_is_in_the_matrix() -> None:
    served = {name for name in EVERY if not name.startswith(LIBRARY_NAMES)}
    listed = {name for name in ROUTES if not name.startswith(LIBRARY_NAMES)}
    assert served == listed


def test_the_librarys_names_lead_to_views_in_the_matrix() -> None:
    ours = {EVERY[name].callback for name in ROUTES}
    assert [name for name, pattern in EVERY.items() if pattern.callback not in ours] == []


def test_every_view_has_a_mark_and_every_open_one_a_reason() -> None:
    marks = {name: mark_of(pattern.callback) for name, pattern in EVERY.items()}
    assert [name for name, mark in marks.items() if mark is None] == []
    assert [name for name, mark in marks.items() if mark and mark.public and not mark.reason] == []


def ask(signed_in: Browser, method: str, address: str) -> int:
    """The answer, from a browser that knows nothing but the cookie it signed in with."""
    browser = Browser(raise_request_exception=False)
    browser.cookies[COOKIE] = signed_in.cookies[COOKIE].value
    with put_back():
        response = browser.generic(method, address, content_type="application/x-www-form-urlencoded")
    return response.status_code


def expected(mark: Mark, target: Target, worker: Any, roles: list[str], method: str, name: str) -> set[int]:
    """Which statuses are right. The mark is judged before the method, and the method before what it is about."""
    route = ROUTES[name]
    if mark.permissions and not mark.permissions & permissions_of(roles):
        return {HTTPStatus.FORBIDDEN}
    if method not in route.methods.split():
        return {HTTPStatus.METHOD_NOT_ALLOWED}
    if not target.sees(worker):
        return {HTTPStatus.NOT_FOUND} | ({HTTPStatus.FORBIDDEN} if target.closed_before(worker) else set())
    if route.changes and not target.changes(worker):
        return {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
    return {
        HTTPStatus.OK,
        HTTPStatus.NO_CONTENT,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }


def asked(
    mark: Mark, worker: Worker, roles: list[str], name: str, about: Sequence[Target]
) -> Iterator[tuple[Target, Sequence[str]]]:
    """What is asked of an address: about one row only, what its mark or its method answers already.

    Of a row that she does not see, an address that answers to both methods is asked by one of them, in turn: different
    people ask about each row by each.
    """
    answered = [method for method in METHODS if method in ROUTES[name].methods.split()]
    if mark.permissions and not mark.permissions & permissions_of(roles):
        answered = []
    for number, target in enumerate(about):
        if not number:
            yield target, METHODS
        elif answered and target.sees(worker):
            yield target, answered
        elif answered:
            yield target, [answered[(number + worker.staff.pk) % len(answered)]]


def remembered(targets: Targets) -> Targets:
    """The same rows; who may do what with one is asked of the reference once, as nothing in this world changes."""
    kept: dict[Sees, Sees] = {}

    def once(ask: Sees) -> Sees:
        return kept.setdefault(ask, cache(ask))

    def known(target: Target) -> Target:
        return replace(
            target,
            sees=once(target.sees),
            changes=once(target.changes),
            closed_before=once(target.closed_before),
        )

    return replace(targets, of={about: [known(target) for target in rows] for about, rows in targets.of.items()})


@pytest.fixture(scope="module")
def world_of_all(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Targets]:
    with built(django_db_blocker) as targets:
        yield remembered(targets)


@pytest.fixture
def targets(world_of_all: Targets) -> Iterator[Targets]:
    with put_back():
        yield world_of_all


@pytest.fixture(autouse=True)
def nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reaches a PDF is asked here many times over; what is on it is asked where it is made."""
    monkeypatch.setattr("dussk.ui.documents.pdf", lambda *_args, **_said: b"%PDF-1.7")
    monkeypatch.setattr("consent.subject_access.documents.seal", lambda pdf, _words: pdf)


#: What an empty form may answer besides, and why.
ALSO_RIGHT = {
    "staff:persona": {HTTPStatus.NOT_FOUND},  # there are personas in a demonstration only
    "staff:unlock": {HTTPStatus.FORBIDDEN},  # nothing was given to unlock with
    "staff:remove_factor": {HTTPStatus.SEE_OTHER},  # asks again who she is before it looks for anything
    "drafts:keep": {HTTPStatus.CONFLICT},  # no page of hers asks
    "drafts:kept": {HTTPStatus.CONFLICT},
    "contacts:put": {HTTPStatus.NOT_FOUND},  # nobody was named
    "contacts:give": {HTTPStatus.NOT_FOUND},  # nothing was named
    "contacts:name": {HTTPStatus.NOT_FOUND},  # nobody was named
    "contacts:who_is": {HTTPStatus.NOT_FOUND},  # nobody was named
    "contacts:topic": {HTTPStatus.NOT_FOUND},  # nothing was named
    "intake:who_is": {HTTPStatus.NOT_FOUND},  # nobody was named
}


@pytest.mark.no_cover  # who may ask is proved here; what a page does counts as covered where a test says what it is
@pytest.mark.parametrize("name", [name for name in EVERY if name in ROUTES])
def test_who_reaches_it(targets: Targets, signed_in: SignIn, name: str) -> None:
    mark = mark_of(EVERY[name].callback)
    assert mark is not None
    wrong = []
    for person, worker in targets.world.people.items():
        roles = list(worker.staff.posts.filter(agency=worker.agency).values_list("role", flat=True))
        browser = signed_in(worker)
        for target, methods in asked(mark, worker, roles, name, targets.of[ROUTES[name].about]):
            address = reverse(name, kwargs=target.kwargs)
            for method in methods:
                status = ask(browser, method, address)
                right = expected(mark, target, worker, roles, method, name) | ALSO_RIGHT.get(name, set())
                if status not in right:
                    wrong.append(f"{method} as {person}, {target.name}: {status}, should be {sorted(map(int, right))}")
    assert wrong == []


@pytest.mark.no_cover  # who may ask is proved here; what a page does counts as covered where a test says what it is
@pytest.mark.parametrize("name", [name for name in EVERY if name in ROUTES])
def test_nobody_signed_in_reaches_only_what_is_public(targets: Targets, name: str) -> None:
    mark = mark_of(EVERY[name].callback)
    assert mark is not None
    for target in targets.of[ROUTES[name].about]:
        for method in ROUTES[name].methods.split():
            with put_back():
                response = Browser().generic(method, reverse(name, kwargs=target.kwargs))
            if mark.public or may_reach(EVERY[name].callback, Step.SIGN_IN):
                assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
            else:
                assert response.status_code in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)
                assert response.headers["Location"].startswith("/sign-in/")


def test_it_fails_when_a_mark_is_taken_away(
    targets: Targets, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = EVERY["clients:list"].callback
    monkeypatch.delattr(view, "access_mark")
    assert mark_of(view) is None
    assert ask(signed_in(targets.world.worker("manager")), "GET", reverse("clients:list")) == HTTPStatus.FORBIDDEN
    with pytest.raises(AssertionError):
        test_every_view_has_a_mark_and_every_open_one_a_reason()


def test_invisible_and_nonexistent_are_the_same_bytes(targets: Targets, signed_in: SignIn) -> None:
    browser = signed_in(targets.world.worker("facilitator"))
    hidden = reverse("clients:client", kwargs={"reference": targets.world.clients["cass"].reference})
    absent = reverse("clients:client", kwargs={"reference": "00000000"})
    assert browser.get(hidden).content == browser.get(absent).content
