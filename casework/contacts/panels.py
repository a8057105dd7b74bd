"""What contacts have on Today and on a woman's page: tonight, follow-ups, her latest contacts, her timeline."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework.clients import panels
from casework.clients.models import Client
from casework.contacts import queries
from casework.contacts.models import Contact, FollowUp, Session
from casework.contacts.views.showing import note_views
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today import helping
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


def nobodys(request: StaffRequest) -> dict[str, Any] | None:
    """What nobody is doing, as whoever took it cannot any more. Where there is nothing, there is no panel."""
    left = list(queries.nobodys(request.worker)[: AT_A_GLANCE + 1])
    note_views(request, [one.client for one in left[:AT_A_GLANCE]], ViewKind.LISTED, "today:today")
    return {"left": left[:AT_A_GLANCE], "more": len(left) > AT_A_GLANCE} if left else None


def her_contacts(request: StaffRequest, client: Client) -> dict[str, Any]:
    """Her latest contacts, and how often somebody has tried to reach her since she was last in touch."""
    latest = queries.latest_contacts(client)
    return {
        "latest": latest,
        "attempts": queries.attempts_of(latest),
        "may_log": request.may(Permission.LOG_CONTACT),
    }


def her_follow_ups(request: StaffRequest, client: Client) -> dict[str, Any]:
    """What is still to do about her, whoever has it."""
    return {
        "to_do": queries.to_do_about(client),
        "today": timezone.localdate(),
        "may_follow_up": request.may(Permission.FOLLOW_UP),
    }


def _names_open_contacts(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the register, line, contact or follow-up it names."""
    room, _, name = page.partition(":")
    if room not in ("contacts", "her"):
        return True
    of_contact = room == "her" or name.startswith("unknown_") or name in ("who", "who_is")
    kinds = {"line_uid": Contact, "follow_up_uid": FollowUp, "uid": Contact if of_contact else Session}
    return all(kinds[key]._default_manager.filter(uid=uid).exists() for key, uid in named.items() if key in kinds)


def put_up() -> None:
    """Register the panels, her timeline and the entry of the navigation, and say which drafts are open."""
    own = "casework/contacts/"
    register(Panel(10, own + "_tonight.html", tonight, Permission.USE_REGISTER))
    register(Panel(20, own + "_follow_ups.html", follow_ups, Permission.FOLLOW_UP))
    register(Panel(25, own + "_follow_ups_nobodys.html", nobodys, Permission.FOLLOW_UP))
    # Not for volunteers, who have no list of women: of her contacts they read only those on registers of their own
    # shifts, so what these say of her would not be true for them.
    panels.register(panels.Panel(20, own + "_contacts_panel.html", her_contacts, Permission.LIST_CLIENTS))
    panels.register(panels.Panel(21, own + "_follow_ups_panel.html", her_follow_ups, Permission.LIST_CLIENTS))
    panels.register_tab(panels.Tab(20, "Timeline", "her:timeline"))
    queries.put_on_timeline()
    closed.register(_names_open_contacts)
    night = "To write on by hand who came, and to be typed in afterwards."
    helping.register(
        helping.Paper(10, "Register of a night", night, "contacts:blank", Permission.USE_REGISTER, opens=False)
    )
    navigation.register(navigation.NavItem(30, "Nights", "contacts:nights", Permission.USE_REGISTER))
