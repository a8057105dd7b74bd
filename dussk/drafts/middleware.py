"""Inside the request's transaction: a saved form's draft goes with the save, and a script is told where to go."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from dussk.drafts import actions
from dussk.drafts.once import draft_of, is_once, key_of, leads_to, saved

#: Sent by the script that saves a form without leaving its page (static/dussk/drafts.js), and what answers it.
BY_SCRIPT, GO = "X-Dussk-Save", "X-Dussk-Go"


class DraftsMiddleware:
    """After ``WallMiddleware``, so that a crash can part nothing: the draft is there, or what was saved of it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        worker, key, draft = getattr(request, "worker", None), key_of(request), draft_of(request)
        by_itself = request.resolver_match is not None and is_once(request.resolver_match.func)
        undone = transaction.get_rollback()  # by what the view raised
        if worker and (key or draft) and not (by_itself or undone) and saved(request, response):
            actions.forget(by=worker, key=key, draft=draft)
        return told(response) if BY_SCRIPT in request.headers and leads_to(response) else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Leave to the browser what is not made for being sent twice: the script then sends it as any other form."""
        return HttpResponse(status=204) if BY_SCRIPT in request.headers and not is_once(view) else None


def told(response: HttpResponseBase) -> HttpResponse:
    """A redirect as a script can read it: a browser follows others by itself, and shows the script nothing of them."""
    answer = HttpResponse(status=204, headers={GO: leads_to(response)})
    answer.cookies = response.cookies
    return answer
