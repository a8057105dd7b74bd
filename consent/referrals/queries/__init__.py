"""Reading the directory and referrals. What a query does not return, the reader may not see."""

from consent.referrals.queries.begun import begun, for_release, on_release
from consent.referrals.queries.beside import open_referrals
from consent.referrals.queries.directory import Asked, Listed, found, hours_typed, listed, offered, retired, services
from consent.referrals.queries.history import earlier_texts
from consent.referrals.queries.referrals import (
    Narrowed,
    To,
    as_rules,
    figures,
    goes_to,
    incoming,
    lets_see,
    of_agency,
    on_her_list,
    referrals,
    releases_for,
    standing_answers,
    steps_of,
    still_permitted,
    to_answer,
    usual_waits,
    waiting_too_long,
    with_all,
)
from consent.referrals.queries.timeline import put_on_timeline

__all__ = [
    "Asked",
    "Listed",
    "Narrowed",
    "To",
    "as_rules",
    "begun",
    "earlier_texts",
    "figures",
    "for_release",
    "found",
    "goes_to",
    "hours_typed",
    "incoming",
    "lets_see",
    "listed",
    "of_agency",
    "offered",
    "on_her_list",
    "on_release",
    "open_referrals",
    "put_on_timeline",
    "referrals",
    "releases_for",
    "retired",
    "services",
    "standing_answers",
    "steps_of",
    "still_permitted",
    "to_answer",
    "usual_waits",
    "waiting_too_long",
    "with_all",
]
