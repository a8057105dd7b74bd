"""What the page of a woman is made of. Rooms add panels and pages of their own here when the service starts.

A room registers from the app's ``ready()``, so that this one never imports it::

    panels.register(Panel(30, "casework/contacts/_panel.html", contacts_of, Permission.VIEW_CLIENT))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from casework.clients.models import Client
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest


@dataclass(frozen=True)
class Panel:
    """A part of her page.

    ``context`` gives the template its ``panel`` (None: no panel for this reader of this woman); the template also has
    ``client``, ``bar``, ``mine`` (whether the reader's own agency keeps the file) and ``may_change``. ``order``: her
    safety comes first, below 20; contacts from 20; the rest of what is known of her from 30.
    """

    order: int
    template: str
    context: Callable[[StaffRequest, Client], Mapping[str, Any] | None]
    permission: Permission = Permission.VIEW_CLIENT


@dataclass(frozen=True)
class Tab:
    """A page about her, named in the navigation above every such page. Its address takes her reference alone.

    ``own_file``: only for the agency that keeps her file. ``seldom``: it stands under More, so that those that are
    asked for every night fit on a phone.
    """

    order: int
    label: str
    url_name: str
    permission: Permission = Permission.VIEW_CLIENT
    own_file: bool = False
    seldom: bool = False


_panels: dict[str, Panel] = {}
_tabs: dict[str, Tab] = {}


def register(panel: Panel) -> None:
    """Add a panel. Registering the same template again replaces it."""
    _panels[panel.template] = panel


def register_tab(tab: Tab) -> None:
    """Add a page. Registering the same address again replaces it."""
    _tabs[tab.url_name] = tab


def panels_for(request: StaffRequest, client: Client) -> list[tuple[str, Mapping[str, Any]]]:
    """Each panel this reader sees on this woman's page: its template and what it shows, in order."""
    allowed = [panel for panel in _panels.values() if request.may(panel.permission)]
    shown = [
        (panel.template, panel.context(request, client)) for panel in sorted(allowed, key=lambda panel: panel.order)
    ]
    return [(template, context) for template, context in shown if context is not None]


def tabs_for(request: StaffRequest, client: Client) -> list[tuple[str, str, bool]]:
    """The pages about her this reader may open: words, address, and whether it is seldom asked for; in order."""
    mine = client.agency_id == request.agency.pk
    open_ones = (tab for tab in _tabs.values() if request.may(tab.permission) and (mine or not tab.own_file))
    allowed = sorted(open_ones, key=lambda tab: tab.order)
    return [(tab.label, reverse(tab.url_name, args=[client.reference]), tab.seldom) for tab in allowed]
