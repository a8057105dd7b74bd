"""A form that is sent twice is saved once: after a lost signal, a server that died, or an impatient thumb.

Every form carries a key, made when its page was (``once_field``). A view that saves something is marked ``@once``,
nearest to the function::

    @requires(Permission.ADD_CLIENT)
    @require_http_methods(["GET", "POST"])
    @once
    def new(request): ...

The key is written in the transaction that saves, under a unique constraint. A second arrival waits there for the first,
does not run the view, and is answered as the first was. What was refused uses up no key: the view answers with
anything but a redirect, or says so with :func:`nothing_saved`.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from dussk.access.http import StaffRequest
from dussk.drafts import actions, queries, rules
from dussk.staff.steps import came_from

V = TypeVar("V", bound=Callable[..., HttpResponse])
R = TypeVar("R", bound=HttpResponseBase)

SAVED_ALREADY = "This was saved already. It is there once"
CHANGED_SINCE = (
    "This was saved already, as you sent it first. What you changed since then is not saved: it is kept under"
    " “Not saved yet” on your Today page"
)

_MARK, _NOTHING = "saves_once", "nothing_saved"
_LEADS = ("HX-Redirect", "HX-Location")


def once(view: V) -> V:
    """Run a view once for each key that a form carries. Without a key, and for GET, it runs as it is."""

    @wraps(view)
    def sent_once(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return view(request, *args, **kwargs)
        by, content = request.worker, rules.content(request.POST.lists())
        while not actions.take_key(by=by, key=key, content=content):
            if sending := queries.sending(by, key):
                return _as_before(request, sending.address, same=sending.content == content)
        response = view(request, *args, **kwargs)
        if saved(request, response):
            actions.use_key(by=by, key=key, draft=draft_of(request), address=leads_to(response))
        else:
            actions.give_back_key(by=by, key=key)
        return response

    setattr(sent_once, _MARK, True)
    return sent_once  # type: ignore[return-value]  # the same view, wrapped


def is_once(view: object) -> bool:
    """Whether a view runs once for each key."""
    return getattr(view, _MARK, False) is True


def nothing_saved(response: R) -> R:
    """Say of an answer that leads on, or fills a part of the page, that nothing was saved: it uses up no key."""
    setattr(response, _NOTHING, True)
    return response


def saved(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer says that something was saved: it leads on, or fills a part of the page without complaint."""
    if getattr(response, _NOTHING, False) or response.status_code >= HTTPStatus.BAD_REQUEST:
        return False
    return bool(leads_to(response) or getattr(request, "htmx", False))


def leads_to(response: HttpResponseBase) -> str:
    """The path an answer leads to; "" where it leads nowhere."""
    if response.status_code in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER):
        return response.headers.get("Location", "")
    return next((response.headers[name] for name in _LEADS if name in response.headers), "")


def key_of(request: HttpRequest) -> uuid.UUID | None:
    """The key that a form carries, or None."""
    return rules.read_uuid(request.POST.get(rules.KEY)) if request.method == "POST" else None


def draft_of(request: HttpRequest) -> uuid.UUID | None:
    """The draft that was given back into a form, or None."""
    return rules.read_uuid(request.POST.get(rules.DRAFT))


def _as_before(request: StaffRequest, address: str, *, same: bool) -> HttpResponse:
    """Answer as the first arrival was answered; where it held something else, that is kept and not lost."""
    if same:
        actions.forget(by=request.worker, key=key_of(request), draft=draft_of(request))
        messages.success(request, SAVED_ALREADY)
    else:
        _keep_changed(request)
        messages.warning(request, CHANGED_SINCE)
    to = address or came_from(request) or "/"
    if request.htmx:  # without a fragment: with one, a page that is there already would not be asked for again
        return HttpResponseClientRedirect(to.partition("#")[0])
    return HttpResponseRedirect(to)


def _keep_changed(request: StaffRequest) -> None:
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    with suppress(rules.NotKeptError):
        address = came_from(request) or request.path
        actions.keep_sent(by=request.worker, key=None, address=address, to=request.path, fields=fields)
