"""What this room puts on other pages when the service starts: panels of hers, navigation, parts of Today."""

from collections.abc import Mapping
from typing import Any

from casework.clients import dated, panels, queries
from casework.clients.models import Client
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.drafts import closed
from dussk.today import registry
from dussk.ui import navigation

#: How many women Today names before it leads on to the list.
_MOST_ON_TODAY = 12


def reaching(_request: StaffRequest, client: Client) -> dict[str, Any]:
    """How to reach her safely."""
    return {"ways": queries.safe_contacts_of(client)}


def alerts(_request: StaffRequest, client: Client) -> dict[str, Any]:
    """Alerts in full: why, for whom, since when."""
    return {"alerts": queries.alerts_of(client)}


def about_her(request: StaffRequest, client: Client) -> dict[str, Any]:
    """Her names and her age."""
    may_join = request.may(Permission.JOIN_FILES) and client.agency_id == request.agency.pk
    return {"names": queries.names_of(client), "may_join": may_join}


def talking(_request: StaffRequest, client: Client) -> dict[str, Any]:
    """Languages, interpreter, and what makes things easier."""
    chosen = dict(client._meta.get_field("adjustments").base_field.flatchoices)
    return {"adjustments": [chosen.get(adjustment, adjustment) for adjustment in client.adjustments]}


def standing(_request: StaffRequest, client: Client) -> dict[str, Any]:
    """Her keyworker, and how she and the service have stood."""
    return {"statuses": queries.statuses_of(client)}


def joinings(request: StaffRequest, client: Client) -> dict[str, Any] | None:
    """Which files were joined into hers, for those who read casework. Where none was, there is no panel."""
    joined = list(queries.joinings_of(client)) if getattr(client, "has_joined", True) else []
    may_undo = request.may(Permission.JOIN_FILES) and client.agency_id == request.agency.pk
    return {"joinings": joined, "may_undo": may_undo} if joined else None


def access(request: StaffRequest, client: Client) -> dict[str, Any]:
    """Who can see this file, and who is kept from it."""
    may_block = request.may(Permission.RECORD_BLOCK)
    blocks = queries.blocks_of(client) if may_block else []
    return {"blocks": blocks, "may_block": may_block, "may_declare": request.may(Permission.DECLARE_CONFLICT)}


def key_clients(request: StaffRequest) -> dict[str, Any] | None:
    """For Today: the women she key-works."""
    women = list(queries.key_clients(request.worker)[: _MOST_ON_TODAY + 1])
    shown, more = women[:_MOST_ON_TODAY], len(women) > _MOST_ON_TODAY
    _named(request, shown)
    return {"women": shown, "more": more}


def emergencies(request: StaffRequest) -> dict[str, Any] | None:
    """For a manager's Today: files of her agency opened in an emergency in the last week."""
    accesses = list(queries.recent_emergencies(request.agency))
    _named(request, [access.client for access in accesses])
    return {"accesses": accesses} if accesses else None


def _named(request: StaffRequest, women: list[Client]) -> None:
    page = "today:today"
    record_views(by=request.worker, clients=women, kind=ViewKind.LISTED, page=page, request_id=request.request_id)


def _names_open_files(_page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see every file it names."""
    files = (named[name] for name in ("reference", "other") if name in named)
    return all(queries.file_of(reference) is not None for reference in files)


def put_in_place() -> None:
    """Register all of it; called once, from the app's ``ready()``."""
    own = "casework/clients/"
    panels.register(panels.Panel(10, own + "_reaching.html", reaching))
    panels.register(panels.Panel(15, own + "_alerts.html", alerts))
    panels.register(panels.Panel(30, own + "_about_her.html", about_her))
    panels.register(panels.Panel(31, own + "_talking.html", talking))
    panels.register(panels.Panel(32, own + "_standing.html", standing))
    panels.register(panels.Panel(33, own + "_joinings.html", joinings, Permission.LIST_CLIENTS))
    panels.register(panels.Panel(40, own + "_access.html", access))
    panels.register_tab(panels.Tab(10, "Her page", "clients:client"))
    dated.put_on_timeline()
    closed.register(_names_open_files)
    registry.register(registry.Panel(40, own + "_today_key_clients.html", key_clients, Permission.CHANGE_CLIENT))
    registry.register(registry.Panel(50, own + "_today_emergencies.html", emergencies, Permission.REVIEW_EMERGENCY))
    navigation.register(navigation.NavItem(30, "Women", "clients:list", Permission.LIST_CLIENTS))
    navigation.register(navigation.NavItem(40, "Find", "clients:find", Permission.FIND_CLIENT))
