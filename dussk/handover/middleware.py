"""Keeps a session that was handed over at its form, whatever is asked of it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from dussk.drafts.middleware import BY_SCRIPT
from dussk.drafts.once import leads_to
from dussk.handover.marks import is_on_her_screen
from dussk.handover.queries import handed_over
from dussk.handover.rules import HandedOver, is_within
from dussk.staff.middleware import BACKGROUND
from dussk.staff.steps import LOCKED, see_other

GIVE_BACK = "handover:give_back"

#: What else answers: the way out, which asks for the worker's factor, and the locked screen.
ALSO_OPEN = frozenset({GIVE_BACK, "staff:lock", "staff:locked", "staff:unlock", "staff:alive"})

_LOST = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


class HandedOverMiddleware:
    """Before any middleware that answers addresses of its own, and before the worker is known.

    It says what is open, never what is closed: an address that nobody thought of leads back to her form too. It adds
    ``handed_over``: what the session was handed over for, or None.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        handed = _handed_over(request)
        request.handed_over = handed  # type: ignore[attr-defined]
        if handed is None:
            return self.get_response(request)
        if not _is_open(request.path_info, handed):
            return _no_store(_led_to(request, handed.prefix))
        response = self.get_response(request)
        if handed_over(request) is not None and _went_astray(request, response, handed):
            response = _led_to(request, _where_to(request, response, handed))
        return _no_store(response)


def _handed_over(request: HttpRequest) -> HandedOver | None:
    """What the session was handed over for. Where its worker's account is closed by now, the session is over."""
    handed = handed_over(request)
    if handed is not None and not request.user.is_authenticated:
        request.session.flush()
        return None
    return handed


def _is_open(path: str, handed: HandedOver) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.view_name in ALSO_OPEN or (is_on_her_screen(match.func) and is_within(path, handed.prefix))


def _went_astray(request: HttpRequest, response: HttpResponseBase, handed: HandedOver) -> bool:
    """Whether an answer leads out of her form, or is a page for workers that says she cannot have this."""
    led = leads_to(response)
    if led:
        return not _is_open(urlsplit(led).path, handed)
    return response.status_code in _LOST and is_within(request.path_info, handed.prefix)


def _where_to(request: HttpRequest, response: HttpResponseBase, handed: HandedOver) -> str:
    """To the beginning of her form; where that is no longer there for its worker, to the page that takes it back."""
    of_her_form = is_within(request.path_info, handed.prefix)
    gone = of_her_form and (request.path_info == handed.prefix or leads_to(response))
    return reverse(GIVE_BACK) if gone else handed.prefix


def _led_to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead there; a page of the worker's in another window covers itself, as it does when the screen is locked."""
    headers = request.headers
    scripted = headers.get("X-Requested-With") == "XMLHttpRequest" or BACKGROUND in headers or BY_SCRIPT in headers
    if scripted or "HX-Request" in headers:
        return HttpResponse(status=LOCKED)
    return HttpResponseRedirect(address) if request.method in ("GET", "HEAD") else see_other(address)


def _no_store(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "no-store"
    return response
