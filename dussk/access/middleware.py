"""Each view, with the rendering of its response, is one transaction behind the wall."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from dussk.access.asking import asking
from dussk.access.marks import mark_of


class RequestIdMiddleware:
    """First in MIDDLEWARE: gives every request the id that its log lines, history rows and error page carry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = uuid.uuid4()  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["X-Request-Id"] = str(request.request_id)  # type: ignore[attr-defined]
        return response


class WallMiddleware:
    """After all but ``DraftsMiddleware`` in MIDDLEWARE.

    Sessions and messages stay outside it, so that ``on_commit`` keeps its usual meaning.

    What a view raises undoes all that it did, at once and for good: the pages that say so read nothing. A savepoint
    around each view (ATOMIC_REQUESTS) would do the same for two more statements a request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        worker = getattr(request, "worker", None)
        request_id = request.request_id  # type: ignore[attr-defined]
        with asking(worker, page=_page(request), request_id=request_id, durable=True):
            response = self.get_response(request)
            if response.streaming and not isinstance(response, FileResponse):
                raise RuntimeError("A streamed body is made after the transaction has ended: build a file instead.")
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
            elif not transaction.get_rollback() and (connection.connection is None or _failed()):
                # COMMIT of a failed transaction is a silent ROLLBACK: never acknowledge that save.
                raise RuntimeError("A database error was swallowed; nothing of this request was saved.")
        if worker is not None:
            response.headers.setdefault("Cache-Control", "no-store")  # nothing of hers stays in a browser
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what is not marked, or marked for somebody else."""
        mark = mark_of(view)
        if mark is None:
            raise PermissionDenied("This view has no mark.")
        if mark.permissions and not any(map(request.may, mark.permissions)):  # type: ignore[attr-defined]
            raise PermissionDenied(f"{' or '.join(sorted(mark.permissions))} is needed.")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Undo what the view did. Whatever answers in its place, nothing of it is saved."""
        transaction.set_rollback(True)


def _page(request: HttpRequest) -> str:
    """The name of the page that is asked for. Not its path: that of an invitation is as good as a password."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _failed() -> bool:
    status: int = connection.connection.info.transaction_status
    return status == TRANSACTION_STATUS_INERROR
