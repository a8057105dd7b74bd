"""Releases among the kinds of rows that a woman's file is made of, and how one is told where files are joined."""

from casework.clients.kinds import Kind, as_written, register
from casework.clients.queries import WrittenKind, register_written
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch
from dussk.access.categories import Category

_TABLE = "consent_disclosure"


def _release(row: Disclosure) -> str:
    return f"To {row.to_whom}: {row.what} ({row.get_state_display().lower()})"


def put_in_place() -> None:
    """Register both; called once, when the app starts."""
    register_written(_TABLE, WrittenKind("Releases to others", _release))
    hang_on_it = (DisclosureApproval, DisclosureMatch)
    words = "What we told others about you, or were asked to"
    register(Kind("releases", Disclosure, Category.CASEWORK, as_written(_TABLE), words, with_it=hang_on_it))
