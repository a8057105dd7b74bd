"""Releases that a referral can stand on. The room that records releases says, when the service starts, which there are.

It registers from the app's ``ready()``, so that this room never imports it::

    releases.register(releases_for)

Where nobody has registered, no referral is made on a release.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from casework.clients.models import Client
from dussk.access.asking import Worker


@dataclass(frozen=True)
class Release:
    """A release about her that was approved, and what it is, in a few words."""

    uid: UUID
    words: str


_asked: list[Callable[[Worker, Client], list[Release]]] = []


def register(asked: Callable[[Worker, Client], list[Release]]) -> None:
    """Add what says which releases about a woman somebody's agency has made."""
    if asked not in _asked:
        _asked.append(asked)


def releases_for(by: Worker, client: Client) -> list[Release]:
    """The releases about a woman that a referral by ``by`` can stand on."""
    return [release for asked in _asked for release in asked(by, client)]
