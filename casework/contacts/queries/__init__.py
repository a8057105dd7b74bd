"""Reading sessions, their registers, contacts and follow-ups. What a query does not return, the reader may not see."""

from casework.contacts.queries.follow_ups import can_follow_up, done_follow_ups, follow_ups_of, open_follow_ups
from casework.contacts.queries.lists import items, places, topics
from casework.contacts.queries.nights import nights, open_sessions, sessions, staff_who_may, team
from casework.contacts.queries.register import (
    LATEST_SESSIONS,
    MOST_LIKELY,
    REGULAR_FROM,
    REGULAR_WITHIN,
    likely_tonight,
    line_of,
    lines,
    mistakes,
    totals,
    women_on,
)

__all__ = [
    "LATEST_SESSIONS",
    "MOST_LIKELY",
    "REGULAR_FROM",
    "REGULAR_WITHIN",
    "can_follow_up",
    "done_follow_ups",
    "follow_ups_of",
    "items",
    "likely_tonight",
    "line_of",
    "lines",
    "mistakes",
    "nights",
    "open_follow_ups",
    "open_sessions",
    "places",
    "sessions",
    "staff_who_may",
    "team",
    "topics",
    "totals",
    "women_on",
]
