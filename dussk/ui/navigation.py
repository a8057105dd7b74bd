"""The service navigation: a registry each app fills when it starts."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, order=True)
class NavItem:
    """One entry.

    Args:
        order: place from the left.
        label: words shown.
        url_name: address, as for `reverse`.
        permission: shown only where `request.may(permission)`; None for anyone signed in.
    """

    order: int
    label: str
    url_name: str
    permission: object | None = None


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    label: str
    url: str
    current: bool


_registered: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry, from an app's `ready()`. Registering the same address again replaces it."""
    _registered[item.url_name] = item


def registered() -> list[NavItem]:
    """Return every entry in order."""
    return sorted(_registered.values(), key=lambda item: (item.order, item.label))


def links(request: HttpRequest) -> list[Link]:
    """Return the entries this person sees on this page. Nobody signed in, no entries."""
    may = getattr(request, "may", None)
    if may is None or not getattr(getattr(request, "user", None), "is_authenticated", False):
        return []
    allowed = [item for item in registered() if item.permission is None or may(item.permission)]
    addresses = {item.url_name: address(item.url_name) for item in allowed}
    here = _here(request.path, addresses.values())
    return [Link(item.label, url, url == here) for item in allowed if (url := addresses[item.url_name])]


def address(url_name: str) -> str:
    """Return the address of a URL name, or "" where it has none (`manage.py check` reports those)."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _here(path: str, addresses: object) -> str:
    """Return the address this page lies under: the longest that begins its path."""
    found = [url for url in addresses if url and (path == url or (url != "/" and path.startswith(url)))]  # type: ignore[attr-defined]
    return max(found, key=len, default="")
