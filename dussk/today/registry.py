"""What the Today page shows: panels that each app registers when it starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dussk.access.categories import Permission
from dussk.access.http import StaffRequest


@dataclass(frozen=True)
class Panel:
    """One part of the Today page.

    Args:
        order: place from the top.
        template: a partial; it is given what ``context`` gives.
        context: what it shows, for whoever asks; None where it has nothing to say to her, and is left out. Where it
            names women it calls ``record_views`` itself.
        permission: shown only to those who hold it; None for everyone at work.
    """

    order: int
    template: str
    context: Callable[[StaffRequest], Mapping[str, Any] | None]
    permission: Permission | None = None


@dataclass(frozen=True)
class Shown:
    """A panel as the page shows it."""

    template: str
    context: dict[str, Any]


_registered: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel, from an app's ``ready()``. Registering its template again replaces it."""
    _registered[panel.template] = panel


def panels(request: StaffRequest) -> list[Shown]:
    """What this person's Today page shows, in order."""
    allowed = (p for p in _registered.values() if p.permission is None or request.may(p.permission))
    asked = ((panel, panel.context(request)) for panel in sorted(allowed, key=lambda panel: panel.order))
    return [Shown(panel.template, dict(context)) for panel, context in asked if context is not None]
