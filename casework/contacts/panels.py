"""What casework has on the Today page: tonight, and her follow-ups."""

from typing import Any

from casework.contacts import queries
from casework.contacts.views.showing import note_views
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.today.registry import Panel, register
from dussk.ui import navigation

#: How many of a list stand on the Today page; the rest are on their own page.
AT_A_GLANCE = 10


def tonight(request: StaffRequest) -> dict[str, Any]:
    """The registers that are open, and the way to open one."""
    return {"open": queries.open_sessions(request.worker), "runs": request.may(Permission.RUN_SESSION)}


def follow_ups(request: StaffRequest) -> dict[str, Any]:
    """What she has still to do."""
    mine = list(queries.open_follow_ups(request.worker))
    note_views(request, [one.client for one in mine[:AT_A_GLANCE]], ViewKind.LISTED, "today:today")
    return {"to_do": mine[:AT_A_GLANCE], "more": len(mine) - AT_A_GLANCE}


def put_up() -> None:
    """Register the panels and the entry of the navigation. Called when the app starts."""
    register(Panel(10, "casework/contacts/_tonight.html", tonight, Permission.USE_REGISTER))
    register(Panel(20, "casework/contacts/_follow_ups.html", follow_ups, Permission.FOLLOW_UP))
    navigation.register(navigation.NavItem(30, "Nights", "contacts:nights", Permission.USE_REGISTER))
