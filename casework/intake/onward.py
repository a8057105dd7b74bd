"""What follows where a woman takes part: links on her screening, which other apps add when the service starts.

Consent adds the way to its own agreement here, so that this room never imports it::

    onward.register(Onward(10, "Go through consent with her", "agreements:begin", Permission.TAKE_CONSENT))
"""

from dataclasses import dataclass

from django.urls import reverse

from casework.clients.models import Client
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest


@dataclass(frozen=True)
class Onward:
    """A link for an eligible woman who has not declined. Its address takes her reference alone."""

    order: int
    label: str
    url_name: str
    permission: Permission


_registered: dict[str, Onward] = {}


def register(link: Onward) -> None:
    """Add a link. Registering the same address again replaces it."""
    _registered[link.url_name] = link


def links_for(request: StaffRequest, client: Client) -> list[tuple[str, str]]:
    """The links that this reader may follow: words and address, in order."""
    allowed = [link for link in _registered.values() if request.may(link.permission)]
    in_order = sorted(allowed, key=lambda link: link.order)
    return [(link.label, reverse(link.url_name, args=[client.reference])) for link in in_order]
