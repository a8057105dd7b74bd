"""What this room has on a manager's Today and among a woman's pages."""

from collections.abc import Mapping
from typing import Any

from casework.clients import panels
from casework.clients.models import EmergencyAccess
from casework.clients.views.opening import seen
from casework.looking import queries
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today.registry import Panel, register

#: How many stand on Today; the rest are on their own page.
AT_A_GLANCE = 10


def to_review(request: StaffRequest) -> dict[str, Any] | None:
    """Emergency access that nobody has reviewed to its end. Where there is none, no panel."""
    rows = list(queries.to_review(request.agency, request.worker.staff)[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE} if rows else None


def _names_open_reviews(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the emergency access it names."""
    if page != "looking:review":
        return True
    return EmergencyAccess.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    register(Panel(44, "casework/looking/_today_to_review.html", to_review, Permission.REVIEW_EMERGENCY))
    who_looked = Permission.SEE_WHO_LOOKED
    panels.register_tab(panels.Tab(90, "Who looked", "her_looked:looked", who_looked, own_file=True, seldom=True))
    closed.register(_names_open_reviews)
