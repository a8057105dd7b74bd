"""When something goes wrong: plain pages that tell nothing, and log lines that hold ids only."""

import logging
import sys
import traceback

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django names it)
    """A form that did not come from our own page, or from one that was left open past a sign-out."""
    return render(request, "403_csrf.html", status=403)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django names it)
    """Something no page of ours would send."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django names it)
    """She is signed in, and this is not part of her role."""
    return HttpResponse(render_to_string("403.html"), status=403)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django names it)
    """The same bytes for what does not exist and what she may not see: nothing of the request is on the page."""
    return HttpResponse(render_to_string("404.html"), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault gets a reference; the database going away gets a 503, and the next request tries anew."""
    fault = sys.exc_info()[1]
    reference = str(getattr(request, "request_id", ""))
    # Where it happened, never what was in it: an exception's message can hold a name or a note.
    where = traceback.extract_tb(fault.__traceback__)[-1] if fault and fault.__traceback__ else None
    place = f"{where.filename}:{where.lineno}" if where else "nowhere"
    logger.error("%s at %s in request %s", type(fault).__name__, place, reference)
    if isinstance(fault, OperationalError | InterfaceError) and not _database_answers():
        response = HttpResponse(render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = "60"
        return response
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def _database_answers() -> bool:
    try:
        connection.ensure_connection()
        return bool(connection.connection.closed == 0 and connection.is_usable())
    except (OperationalError, InterfaceError):
        return False
