"""What intake has on Today and on a woman's page: whom to ask again, and where she stands with the programme."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework.clients import panels
from casework.clients.models import Client
from casework.clients.queries import show_besides
from casework.intake import queries
from casework.intake.flow import LABELS
from casework.intake.models import Recruitment
from casework.intake.rules import Stage
from casework.intake.views.showing import note_views
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today.registry import Panel, register
from dussk.ui import navigation

#: How many of a list stand on the Today page; the rest are on their own page.
AT_A_GLANCE = 10


def ask_again(request: StaffRequest) -> dict[str, Any] | None:
    """Women who could not consent, and whose day to be asked again has come. Where there is none, no panel."""
    today = timezone.localdate()
    due = list(queries.ask_again(request.worker, until=today)[: AT_A_GLANCE + 1])
    note_views(request, [row.client for row in due[:AT_A_GLANCE]], ViewKind.LISTED, "today:today")
    return {"due": due[:AT_A_GLANCE], "more": len(due) > AT_A_GLANCE, "today": today} if due else None


def the_programme(request: StaffRequest, client: Client) -> dict[str, Any]:
    """Where she stands with the programme, by the latest that is known."""
    place = queries.place_of(client)
    may_screen = request.may(Permission.SCREEN)
    takes_part = place is not None and place.stage is Stage.CONSENTED
    return {
        "place": place and {"label": LABELS[place.stage], "at": place.at},
        "may_screen": may_screen,
        "may_offer": may_screen and not takes_part,
    }


def _names_open_offers(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the offer it names. What is asked is open to all."""
    room, _, _name = page.partition(":")
    if room not in ("intake", "her_intake") or "uid" not in named or "set_uid" in named:
        return True
    return Recruitment.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register the panels, her timeline and the entry of the navigation, and say which drafts are open."""
    own = "casework/intake/"
    register(Panel(30, own + "_ask_again.html", ask_again, Permission.SCREEN))
    # Not for volunteers, who read no casework: what it said of her would not be true for them.
    panels.register(panels.Panel(34, own + "_panel.html", the_programme, Permission.LIST_CLIENTS))
    panels.register_tab(panels.Tab(40, "The programme", "her_intake:intake", Permission.LIST_CLIENTS, seldom=True))
    show_besides("programme", queries.known_of_her)
    queries.put_on_timeline()
    closed.register(_names_open_offers)
    navigation.register(navigation.NavItem(35, "Programme", "intake:flow", Permission.SCREEN))
    navigation.register(navigation.NavItem(60, "Screening questions", "intake:criteria", Permission.EDIT_FORMS))
