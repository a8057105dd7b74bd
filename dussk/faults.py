"""When something goes wrong: plain pages that tell nothing, and log lines that hold ids only."""

import logging
import sys
import traceback
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dussk.ui.again import sent

logger = logging.getLogger(__name__)

#: Classes of PostgreSQL's error codes: connections broken, resources used up, the server going down or coming up.
_AWAY = ("08", "53", "57P")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or from one that was left open past a sign-out."""
    return render(request, "403_csrf.html", {"again": sent(request)}, status=403)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something no page of ours would send."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """She is signed in, and this is not part of her role."""
    return HttpResponse(render_to_string("403.html"), status=403)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes for what does not exist and what she may not see: nothing of the request is on the page."""
    return HttpResponse(render_to_string("404.html"), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault gets a reference; the database going away gets a 503, and the next request tries anew."""
    fault = sys.exc_info()[1]
    reference = str(getattr(request, "request_id", ""))
    logger.error("%s at %s in request %s", type(fault).__name__, _place(fault), reference)
    if database_is_away(fault):
        response = HttpResponse(render_to_string("503.html", {"again": sent(request)}), status=503)
        response.headers["Retry-After"] = "60"
        return response
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def _place(fault: BaseException | None) -> str:
    """Where in our own code it happened, never what was in it: an exception's message can hold a name or a note."""
    frames = traceback.extract_tb(fault.__traceback__) if fault else []
    ours = [frame for frame in frames if _is_ours(Path(frame.filename))] or frames
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}" if ours else "nowhere"


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts


def database_is_away(fault: BaseException | None) -> bool:
    """Whether the database could not be reached, or went away in the middle; not whether a statement was at fault."""
    if isinstance(fault, InterfaceError):
        return True
    # Mostly an OperationalError; psycopg2's bare DatabaseError where the connection broke before libpq could say
    # anything. (Django's own bare ones, of an update that found no row, have no cause.)
    if isinstance(fault, OperationalError) or (type(fault) is DatabaseError and fault.__cause__):
        code = getattr(fault.__cause__, "pgcode", None)
        return code is None or code.startswith(_AWAY)
    return False
