"""What the frame of every page is given."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dussk.access.asking import Worker
from dussk.ui import navigation
from dussk.ui.addresses import addresses
from dussk.ui.text import fingerprint

#: Sent by the scripts of a page: for whom it was opened (``at_work``).
FOR = "X-Dussk-For"


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the service's name, the demonstration mark, who is signed in, navigation, screen lock.

    Works for a request on which nobody is signed in and one that never reached the sign-in middleware.
    """
    user = getattr(request, "user", None)
    handed_over = getattr(request, "handed_over", None)  # to her: a page says nothing of who is signed in
    signed_in = bool(getattr(user, "is_authenticated", False)) and handed_over is None
    # Half signed in (no second factor yet, screen locked) shows no navigation and cannot be locked again.
    working = signed_in and getattr(request, "agency", None) is not None and not getattr(request, "locked", False)
    return {
        "service_name": settings.SERVICE_NAME,
        "demonstration": settings.DEMONSTRATION,
        "navigation": navigation.links(request) if working else [],
        "addresses": addresses(),
        "signed_in": signed_in,
        "working": working,
        "signed_in_as": str(user) if signed_in else "",
        "agency_name": str(getattr(request, "agency", None) or ""),
        "several_agencies": bool(getattr(request, "several_agencies", True)),
        "idle_seconds": settings.IDLE_SECONDS,
        "at_work": at_work(request) if working or handed_over else "",
        "handed_over": handed_over,
    }


def at_work(request: HttpRequest) -> str:
    """A short text that tells who is at work, and as which agency: what a page typed belongs to nobody else."""
    return _mark(getattr(request, "user", None), getattr(request, "agency", None))


def opened_by_another(request: HttpRequest, *, than: Worker | None = None) -> bool:
    """Whether a page asks that was opened by somebody else, or for another agency, than is at work by now.

    Args:
        request: the page's.
        than: who is meant, where her session is locked or over.
    """
    now = at_work(request) if than is None else _mark(than.staff, than.agency)
    return request.headers.get(FOR, now) != now


def _mark(staff: object, agency: object) -> str:
    return fingerprint([getattr(staff, "pk", ""), getattr(agency, "pk", "")])
