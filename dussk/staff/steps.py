"""The way into the service: which views somebody reaches before she is ready to work, and where she is sent instead."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from dussk.access.http import StaffRequest
from dussk.access.marks import mark_of, while_signing_in
from dussk.staff.rules import Step

V = TypeVar("V", bound=Callable[..., Any])

#: The status by which a page's script knows that the screen is locked.
LOCKED = 423

_PAGES = {
    Step.SIGN_IN: "staff:sign_in",
    Step.LOCKED: "staff:locked",
    Step.SECOND_FACTOR: "staff:enrol",
    Step.AGENCY: "staff:choose_agency",
}
_WORDS = {
    Step.SIGN_IN: "You were signed out, so nothing was saved. Sign in and do it again.",
    Step.LOCKED: "The screen was locked, so nothing was saved. Unlock it and do it again.",
    Step.SECOND_FACTOR: "Nothing was saved. Set up your second step first.",
    Step.AGENCY: "Nothing was saved. Choose the agency you are working for first.",
}
_KEPT = {
    Step.SIGN_IN: "You were signed out before this was saved. What you typed is kept: sign in to go on with it.",
    Step.LOCKED: "The screen was locked before this was saved. What you typed is kept: unlock to go on with it.",
}
_ATTRIBUTE = "reached_at"


class SteppingRequest(StaffRequest):
    """A request of somebody who may be on her way in. For annotations only."""

    step: Step


def during(reason: str, *steps: Step) -> Callable[[V], V]:
    """Mark a view that is part of signing in: reached at these steps, and by anybody who is ready."""

    def put(view: V) -> V:
        setattr(view, _ATTRIBUTE, frozenset(steps))
        return while_signing_in(reason)(view)

    return put


def may_reach(view: Callable[..., Any], step: Step) -> bool:
    """Whether the view may be opened at this step. Permissions are judged after it (``dussk.access.middleware``)."""
    mark = mark_of(view)
    if mark is None or mark.public or step is Step.READY:
        return True
    return mark.before_ready and step in getattr(view, _ATTRIBUTE, frozenset())


def send_to(step: Step, request: HttpRequest, *, kept: str = "") -> HttpResponse:
    """The answer to whoever opens a page that she has not come to yet.

    Args:
        step: what she has to do first.
        request: hers.
        kept: the page that gives back what she typed, where that was kept.
    """
    scripted = bool(request.headers.get("HX-Request")) or request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if scripted and step is Step.LOCKED:
        return HttpResponse(status=LOCKED)
    page = kept or (request.get_full_path() if request.method == "GET" and not scripted else came_from(request))
    url = with_next(_PAGES[step], page)
    if scripted:
        return HttpResponseClientRedirect(url)
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(url)
    messages.warning(request, _KEPT[step] if kept else _WORDS[step])
    return see_other(url)


class SeeOther(HttpResponseRedirect):
    """After a POST: go there with GET."""

    status_code = HTTPStatus.SEE_OTHER


def see_other(url: str) -> HttpResponse:
    """After a POST: go there with GET."""
    return SeeOther(url)


def with_next(url_name: str, page: str) -> str:
    """The address of a step, which leads on to ``page`` afterwards ("" or the first page: nowhere in particular)."""
    url = reverse(url_name)
    if page in ("", "/"):
        return url
    query = QueryDict(mutable=True)
    query["next"] = page
    return f"{url}?{query.urlencode(safe='/')}"


def next_page(request: HttpRequest) -> str:
    """The path she wanted to go to, or "" where none was named, or one outside this service."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith("/") else ""


def onward(request: HttpRequest) -> str:
    """Where to go when a step is done."""
    return next_page(request) or resolve_url("today:today")


def came_from(request: HttpRequest) -> str:
    """The path of the page of ours that she was on, or ""."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    if referrer.netloc != request.get_host() or not referrer.path.startswith("/") or referrer.path.startswith("//"):
        return ""
    return f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path
