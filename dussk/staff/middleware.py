"""Who is at work in this request: how far she has come with signing in, her agency, and what she may do there."""

import ipaddress
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dussk.access.asking import Worker, asking
from dussk.drafts.actions import keep_sent
from dussk.drafts.rules import KEY, NotKeptError, read_uuid
from dussk.staff import session_keys
from dussk.staff.models import Agency, Post, Staff
from dussk.staff.queries import posts_now
from dussk.staff.roles import permissions_of
from dussk.staff.rules import SessionState, Step, session_state, step, touch_is_due
from dussk.staff.steps import came_from, may_reach, send_to
from dussk.ui.again import sent
from dussk.ui.context import opened_by_another

#: Where the session keeps the agency she works as.
AGENCY_KEY = session_keys.AGENCY

#: Sent by requests that nobody's hand makes: polls, and keeping once more what is typed. They are no touch.
BACKGROUND = "X-Dussk-Background"

#: Whoever is not ready to work asks as herself and at no agency: the wall shows her her own account and nothing else.
NOWHERE = Agency(pk=0)


class DemonstrationMiddleware:
    """The demonstration answers to this machine alone: its personas have no passwords worth the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.DEMONSTRATION and not ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback:
            raise PermissionDenied("The demonstration answers to this machine alone.")
        return self.get_response(request)


class WorkerMiddleware:
    """Completes the request of somebody signed in, and sends whoever is not ready to work to what she has to do first.

    It adds ``step``, ``locked``, ``agency``, ``several_agencies``, ``worker``, ``permissions`` and ``may``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        complete(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Send her to the step she is at, unless the view is part of it.

        Nothing is done for a page that somebody else opened, 409: on a shared phone it may still be there.
        """
        at: Step = request.step  # type: ignore[attr-defined]
        if may_reach(view, at):
            return HttpResponse(status=HTTPStatus.CONFLICT) if opened_by_another(request) else None
        draft = keep_typed(request)
        return send_to(at, request, kept=reverse("drafts:draft", args=[draft]) if draft else "")


def complete(request: Any) -> None:
    """Put on the request who is asking, how far she has come, and what she may do."""
    request.cut_off = None
    locked = _judge(request)
    posts = _posts(request) if request.user.is_authenticated else []
    agency = _agency(request, posts)
    request.step = step(
        signed_in=request.user.is_authenticated,
        locked=locked,
        second_factor=settings.DEMONSTRATION or bool(request.session.get(session_keys.SECOND_FACTOR)),
        at_agency=agency is not None,
    )
    ready = request.step is Step.READY
    if locked:
        request.cut_off = _cut_off(request, posts)
    request.locked = locked
    request.several_agencies = len({post.agency_id for post in posts}) > 1
    request.agency = agency if ready else None
    request.permissions = permissions_of(p.role for p in posts if ready and p.agency == agency)
    request.may = lambda permission: permission in request.permissions
    request.worker = Worker(request.user, request.agency or NOWHERE) if request.user.is_authenticated else None


def _judge(request: HttpRequest) -> bool:
    """End a session that is over, note a touch on one that is open; whether it is locked."""
    if not request.user.is_authenticated:
        return False
    session, now = request.session, time.time()
    seen_at = session.get(session_keys.SEEN_AT)
    state = session_state(
        session.get(session_keys.SIGNED_IN_AT),
        seen_at,
        now,
        idle=settings.IDLE_SECONDS,
        age=settings.SESSION_SECONDS,
    )
    if state is SessionState.OVER:
        request.cut_off = _cut_off(request, _posts(request))  # type: ignore[attr-defined]
        session.flush()
        request.user = AnonymousUser()
    elif state is SessionState.OPEN and _is_touch(request, seen_at or 0, now):
        session[session_keys.SEEN_AT] = now
    return state is SessionState.LOCKED


def _is_touch(request: HttpRequest, seen_at: float, now: float) -> bool:
    """Whether somebody is there, and whether that is worth a write."""
    return BACKGROUND not in request.headers and touch_is_due(seen_at, now, idle=settings.IDLE_SECONDS)


def _posts(request: HttpRequest) -> list[Post]:
    """The posts she holds now: they came with her account (``StaffBackend.get_user``) where her session brought her."""
    staff = cast("Staff", request.user)
    held: list[Post] | None = getattr(staff, "posts_now", None)
    return list(posts_now(staff.pk, timezone.now()).select_related("agency")) if held is None else held


def _agency(request: HttpRequest, posts: list[Post]) -> Agency | None:
    """The agency she chose, as long as she has a post there; where she has posts at one only, that is chosen for her.

    A choice that she has lost is never replaced unseen: what she is about to save would be stamped with another agency.
    """
    agencies = {post.agency_id: post.agency for post in posts}
    chosen = request.session.get(session_keys.AGENCY)
    if chosen is None and len(agencies) == 1:
        chosen = request.session[session_keys.AGENCY] = next(iter(agencies))
    return agencies.get(chosen) if chosen is not None else None


def _cut_off(request: HttpRequest, posts: list[Post]) -> Worker | None:
    """Who was at work in a session that is locked or over now: what she sends is still hers."""
    agency = _agency(request, posts)
    proved = settings.DEMONSTRATION or request.session.get(session_keys.SECOND_FACTOR)
    return Worker(cast("Staff", request.user), agency) if agency and proved else None


def keep_typed(request: Any) -> UUID | None:
    """Keep as her draft what arrives too late, on a locked screen or after a time-out. Never a secret.

    Returns:
        The draft's id; None where nothing was kept, for whatever reason: this must not stand in the way of signing in.
    """
    if getattr(request, "handed_over", None):  # what she says on a screen of her own is no draft of the worker's
        return None
    was: Worker | None = getattr(request, "cut_off", None)
    key = read_uuid(request.POST.get(KEY)) if request.method == "POST" else None
    typed = sent(request)
    if was is None or key is None or typed is None or opened_by_another(request, than=was):
        return None
    try:
        with asking(was, page="drafts:keep"):
            address = came_from(request) or request.path
            return keep_sent(by=was, key=key, address=address, to=request.path, fields=typed.fields)
    except (DatabaseError, NotKeptError):
        return None
