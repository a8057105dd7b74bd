"""What assessments have on Today and among a woman's pages."""

from collections.abc import Mapping
from typing import Any

from casework.assessments import queries
from casework.assessments.models import Assessment
from casework.clients import panels
from casework.clients.views.opening import seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today import helping
from dussk.today.registry import Panel, register

#: How many stand on Today; the rest are on the women's own pages.
AT_A_GLANCE = 5


def being_gone_through(request: StaffRequest) -> dict[str, Any] | None:
    """Assessments that this worker has begun, or that are gone through with her women. None: no panel."""
    rows = list(queries.begun_by(request.worker)[: AT_A_GLANCE + 1])
    seen(request, [one.client for one in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE} if rows else None


def _names_open_assessments(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the assessment it names."""
    if not page.startswith(("her_assessments:", "assessment_hers:")) or "uid" not in named:
        return True
    return Assessment.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register the panel, the tab and the timeline, and say which drafts are open."""
    register(Panel(29, "casework/assessments/_today.html", being_gone_through, Permission.PLAN_CARE))
    form = "The ten areas with their scale, and what the guidance asks about."
    helping.register(helping.Paper(30, "Assessment form", form, "assessments:blank", Permission.READ_PLANS))
    panels.register_tab(panels.Tab(24, "Assessments", "her_assessments:list", Permission.READ_PLANS))
    queries.put_on_timeline()
    closed.register(_names_open_assessments)
