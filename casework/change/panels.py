"""What this room has on Today, among a woman's pages, on her timeline and in the navigation."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework.change import queries
from casework.change.models import JourneyMark
from casework.clients import panels
from casework.clients.views.opening import seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today.registry import Panel, register
from dussk.ui import navigation

#: How many stand on Today; the rest are on their own page.
AT_A_GLANCE = 5
#: So far they are counted there.
_COUNTED = 100


def due_reviews(request: StaffRequest) -> dict[str, Any] | None:
    """Reviews that are overdue or due: of her own women, or everybody’s for a manager. None: no panel."""
    today = timezone.localdate()
    manages = request.may(Permission.COUNTERSIGN)
    whose = queries.of_whom(request.worker, all_of_them=manages)
    found = list(queries.reviews(request.agency, whose, today)[: _COUNTED + 1])
    if not found:
        return None
    dues = queries.named(found[:AT_A_GLANCE], today)
    seen(request, list({due.client.pk: due.client for due in dues}.values()), ViewKind.LISTED)
    counted = found[:_COUNTED]
    return {
        "dues": dues,
        "count": len(counted),
        "overdue": sum(on < today for on, *_rest in counted),
        "over": len(found) > _COUNTED,
        "manages": manages,
    }


def _names_open_marks(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the mark it names."""
    if not page.startswith("her_change:") or "uid" not in named:
        return True
    return JourneyMark.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    register(Panel(26, "casework/change/_today_reviews.html", due_reviews, Permission.PLAN_CARE))
    panels.register_tab(panels.Tab(26, "Journey", "her_change:journey", Permission.READ_PLANS))
    queries.put_on_timeline()
    closed.register(_names_open_marks)
    navigation.register(navigation.NavItem(33, "Reviews", "plans:reviews", Permission.PLAN_CARE))
