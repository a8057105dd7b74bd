"""Who is at work in this request: her agency, and what she may do there."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.staff.models import Post
from dussk.staff.roles import permissions_of

#: Where the session keeps the agency she works as.
AGENCY_KEY = "agency"


class DemonstrationMiddleware:
    """The demonstration answers to this machine alone: its personas have no passwords worth the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.DEMONSTRATION and not ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback:
            raise PermissionDenied("The demonstration answers to this machine alone.")
        return self.get_response(request)


class WorkerMiddleware:
    """Completes the request of somebody signed in: ``agency``, ``worker``, ``permissions``, ``may``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        agency = None
        roles: list[str] = []
        if request.user.is_authenticated and (agency_id := request.session.get(AGENCY_KEY)):
            posts = list(
                Post.objects.filter(staff=request.user, agency_id=agency_id, ended_at=None).select_related("agency")
            )
            roles = [post.role for post in posts]
            agency = posts[0].agency if posts else None
        permissions = permissions_of(roles)

        def may(permission: Permission) -> bool:
            return permission in permissions

        request.agency = agency  # type: ignore[attr-defined]
        request.worker = Worker(request.user, agency) if agency and request.user.is_authenticated else None  # type: ignore[attr-defined]
        request.permissions = permissions  # type: ignore[attr-defined]
        request.may = may  # type: ignore[attr-defined]
        return self.get_response(request)
