"""What this room has on Today, among a woman's pages, and on her timeline."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework.clients import panels
from casework.clients.views.opening import seen
from casework.information import queries
from casework.information.models import InformationSheet
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today import helping
from dussk.today.registry import Panel, register

#: How many stand on Today; the rest are on the women's own sheets.
AT_A_GLANCE = 10


def dates(request: StaffRequest) -> dict[str, Any] | None:
    """Important dates of the women she key-works that are near; for a manager, also of those nobody key-works.

    Where there is none, no panel.
    """
    today = timezone.localdate()
    rows = list(queries.coming(request.worker, today, nobodys=request.may(Permission.COUNTERSIGN))[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE, "today": today} if rows else None


def _names_open_rows(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the line, or the sheet, that it names."""
    if not page.startswith("her_information:") or "uid" not in named:
        return True
    listed = queries.LISTS.get(named.get("code", ""))
    model = listed.model if listed else InformationSheet
    return model._default_manager.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    register(Panel(22, "casework/information/_today_dates.html", dates, Permission.READ_PLANS))
    sheet = "The seven sections, with room to write."
    helping.register(helping.Paper(20, "Information sheet", sheet, "information:blank", Permission.READ_PLANS))
    panels.register_tab(panels.Tab(28, "Information", "her_information:sheet", Permission.READ_PLANS))
    queries.put_on_timeline()
    closed.register(_names_open_rows)
