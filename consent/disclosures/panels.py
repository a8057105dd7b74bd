"""What releases have on Today, among a woman's pages and in the navigation."""

from collections.abc import Mapping
from typing import Any

from casework.clients import panels
from casework.clients.views.opening import seen
from consent.disclosures import kinds, queries, rules
from consent.disclosures.models import Disclosure
from consent.disclosures.queries.timeline import put_on_timeline
from dussk.access import documenting
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today.registry import Panel, register
from dussk.ui import navigation

#: How many stand on Today; the rest are on their own page.
AT_A_GLANCE = 10


def to_decide(request: StaffRequest) -> dict[str, Any] | None:
    """For a manager: releases that wait for somebody who had no part in them. Where there is none, no panel."""
    rows = list(queries.to_decide(request.worker)[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE} if rows else None


def to_send(request: StaffRequest) -> dict[str, Any] | None:
    """For whoever asked: releases that are approved and not sent yet."""
    rows = list(queries.to_send(request.worker)[:AT_A_GLANCE])
    seen(request, [row.client for row in rows], ViewKind.LISTED)
    return {"rows": rows} if rows else None


def _names_open_releases(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the release it names."""
    if not page.startswith("releases:") or "uid" not in named:
        return True
    return Disclosure.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    own = "consent/disclosures/"
    kinds.put_in_place()
    documenting.add_block("releases", rules.diagram)
    register(Panel(15, own + "_today_decide.html", to_decide, Permission.DECIDE_RELEASES))
    register(Panel(16, own + "_today_send.html", to_send, Permission.RELEASE))
    panels.register_tab(panels.Tab(41, "Releases", "releases:releases", Permission.RELEASE, seldom=True))
    put_on_timeline()
    closed.register(_names_open_releases)
    navigation.register(navigation.NavItem(62, "Releases", "all_releases:register", Permission.DECIDE_RELEASES))
