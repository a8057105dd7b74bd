"""What this room has on Today, on a woman's page, on her timeline and in the navigation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from casework.clients import panels
from casework.clients.models import Client
from casework.clients.queries import show_besides
from casework.clients.views.opening import seen
from consent.referrals import queries
from consent.referrals.models import Referral
from consent.referrals.rules import moves
from dussk.access import documenting
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today.registry import Panel, register
from dussk.ui import navigation

#: How many of a list stand on the Today page; the rest are on their own page.
AT_A_GLANCE = 10


def to_answer(request: StaffRequest) -> dict[str, Any] | None:
    """Referrals that other agencies sent here and nobody has answered. Where there is none, no panel."""
    rows = list(queries.to_answer(request.agency)[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE} if rows else None


def waiting(request: StaffRequest) -> dict[str, Any] | None:
    """Referrals of her agency that have stood too long. Where there is none, no panel."""
    today = timezone.localdate()
    rows = list(queries.waiting_too_long(request.agency, today)[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE, "today": today} if rows else None


def of_hers(request: StaffRequest, client: Client) -> dict[str, Any]:
    """On her page: referrals of which something can still become. They come with her file."""
    told: list[list[str]] = getattr(client, "open_referrals", [])
    rows = [
        {"where": where, "state": moves.WORDS[moves.State(state)], "since": date.fromisoformat(on), "uid": uid}
        for where, state, on, uid in told
    ]
    return {"rows": rows}


def _names_open_referrals(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the referral it names."""
    if not page.startswith("her_referrals:") or "uid" not in named:
        return True
    return Referral.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    own = "consent/referrals/"
    show_besides("open_referrals", queries.open_referrals)
    register(Panel(25, own + "_today_to_answer.html", to_answer, Permission.REFER))
    register(Panel(28, own + "_today_waiting.html", waiting, Permission.REFER))
    panels.register(panels.Panel(37, own + "_panel.html", of_hers, Permission.REFER))
    panels.register_tab(panels.Tab(45, "Referrals", "her_referrals:list", Permission.REFER))
    queries.put_on_timeline()
    closed.register(_names_open_referrals)
    navigation.register(navigation.NavItem(45, "Services", "services:list", Permission.LOOK_UP_SERVICES))
    documenting.add_block("referral-moves", moves.diagram)
