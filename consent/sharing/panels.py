"""What sharing has on a woman's page and on a manager's Today."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from casework.clients import panels
from casework.clients.models import Client
from casework.clients.queries import own_record_of, restriction_of, show_besides, to_look_at
from casework.clients.views.opening import seen
from consent.sharing import queries, rules
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.today.registry import Panel, register

#: How many stand on Today; the rest are on their own page.
AT_A_GLANCE = 10


def who_sees(request: StaffRequest, client: Client) -> dict[str, Any]:
    """Who can see what of her file and since when, and whether she has been asked at all."""
    mine = client.agency_id == request.agency.pk
    takes = mine and request.may(Permission.TAKE_CONSENT)
    return {
        "seers": queries.seers(client),
        "takes": takes,
        "until": _waits_until(client) if takes and not queries.has_answered(client) else None,
        "today": timezone.localdate(),
        "decides": mine and request.may(Permission.DECIDE_STORING),
    }


def _waits_until(client: Client) -> date:
    longer: date | None = getattr(client, "waits_until", None)
    made_on = timezone.localdate(client.made_at)
    return rules.last_day_of_waiting(made_on, longer, settings.CONSENT_PROVISIONAL_DAYS)


def restricted(request: StaffRequest, client: Client) -> dict[str, Any] | None:
    """For managers, who alone see such a file: that nobody is to work with it."""
    if client.agency_id != request.agency.pk:
        return None
    row = restriction_of(client)
    return {"row": row} if row else None


def own_record(request: StaffRequest, client: Client) -> dict[str, Any] | None:
    """For another agency: its own record of her, or the way to begin one."""
    if client.agency_id == request.agency.pk:
        return None
    return {"record": own_record_of(client, request.worker)}


def waiting(request: StaffRequest) -> dict[str, Any] | None:
    """For a manager's Today: files that have waited too long for her answer."""
    late = list(queries.waiting_too_long(request.agency, timezone.localdate())[: AT_A_GLANCE + 1])
    seen(request, late[:AT_A_GLANCE], ViewKind.LISTED)
    return {"women": late[:AT_A_GLANCE], "more": len(late) > AT_A_GLANCE} if late else None


def kept(request: StaffRequest) -> dict[str, Any] | None:
    """For a manager's Today: restricted files of which somebody has to say why they are kept."""
    rows = list(to_look_at(request.agency)[: AT_A_GLANCE + 1])
    seen(request, [row.client for row in rows[:AT_A_GLANCE]], ViewKind.LISTED)
    return {"rows": rows[:AT_A_GLANCE], "more": len(rows) > AT_A_GLANCE} if rows else None


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    own = "consent/sharing/"
    show_besides("consent_answered", queries.answered)
    show_besides("waits_until", queries.waits_until)
    panels.register(panels.Panel(1, own + "_restricted.html", restricted, Permission.DECIDE_STORING))
    panels.register(panels.Panel(35, own + "_who_sees.html", who_sees))
    panels.register(panels.Panel(36, own + "_own_record.html", own_record, Permission.KEEP_OWN_RECORD))
    register(Panel(42, own + "_today_waiting.html", waiting, Permission.DECIDE_STORING))
    register(Panel(43, own + "_today_restricted.html", kept, Permission.DECIDE_STORING))
