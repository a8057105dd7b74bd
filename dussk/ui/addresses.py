"""The addresses that the frame of every page needs, by URL name. Settings may name others in UI_URLS."""

from django.conf import settings

from dussk.ui.navigation import address

URL_NAMES = {
    "home": "today:today",
    "hidden": "today:hidden",
    "help": "today:help",
    "sign_in": "staff:sign_in",
    "sign_out": "staff:sign_out",
    "change_agency": "staff:change_agency",
    "account": "staff:account",
    "lock": "staff:lock",
    "unlock": "staff:unlock",
    "alive": "staff:alive",
    "keep": "drafts:keep",
    "kept": "drafts:kept",
}


def url_names() -> dict[str, str]:
    """Return the URL name for each purpose."""
    return {**URL_NAMES, **getattr(settings, "UI_URLS", {})}


def addresses() -> dict[str, str]:
    """Return the address for each purpose, "" where it is not routed."""
    return {purpose: address(name) for purpose, name in url_names().items()}
