"""Reading releases. What a query does not return, the reader may not see."""

from consent.disclosures.queries.register import Narrowed, register
from consent.disclosures.queries.releases import (
    Match,
    had_a_part,
    of_woman,
    open_matches,
    permission_is_over,
    release,
    to_decide,
    to_send,
    told_nothing,
    with_reputation,
    yes_to,
)

__all__ = [
    "Match",
    "Narrowed",
    "had_a_part",
    "of_woman",
    "open_matches",
    "permission_is_over",
    "register",
    "release",
    "to_decide",
    "to_send",
    "told_nothing",
    "with_reputation",
    "yes_to",
]
