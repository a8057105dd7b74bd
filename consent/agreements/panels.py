"""What agreements have on Today and among a woman's pages."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework.clients import panels
from casework.clients.views.opening import seen
from casework.intake import onward
from consent.agreements import queries
from consent.agreements.models import Agreement
from consent.agreements.queries.timeline import put_on_timeline
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today import helping
from dussk.today.registry import Panel, register
from dussk.ui import navigation

#: How many stand on Today; the rest are on their own page.
AT_A_GLANCE = 10


def to_talk_through(request: StaffRequest) -> dict[str, Any] | None:
    """Agreements that are to be talked through again. Where there is none, there is no panel."""
    due = list(queries.reviews_due(request.worker, timezone.localdate())[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in due[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"due": due[:AT_A_GLANCE], "more": len(due) > AT_A_GLANCE} if due else None


def _names_open_agreements(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the agreement it names."""
    if not page.startswith("consent:") or "uid" not in named or page == "consent:told_again":
        return True
    return Agreement.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register the panel, the tab, the timeline and the entry of the navigation, and say which drafts are open."""
    register(Panel(27, "consent/agreements/_today_due.html", to_talk_through, Permission.TAKE_CONSENT))
    panels.register_tab(panels.Tab(40, "Consent", "consent:consent", Permission.TAKE_CONSENT))
    words = "Each version, in each language, with a blank one to print."
    form = helping.Paper(40, "Consent forms", words, "consent_forms:versions", Permission.TAKE_CONSENT, opens=False)
    helping.register(form)
    onward.register(onward.Onward(10, "Go through consent with her", "consent:consent", Permission.TAKE_CONSENT))
    put_on_timeline()
    closed.register(_names_open_agreements)
    navigation.register(navigation.NavItem(60, "Consent forms", "consent_forms:versions", Permission.EDIT_FORMS))
