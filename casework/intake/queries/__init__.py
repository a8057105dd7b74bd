"""Reading offers, screenings and what is asked. What a query does not return, the reader may not see."""

from casework.intake.queries.asking import ask_again
from casework.intake.queries.criteria import asked, criteria_sets, draft_of, in_use, published_set
from casework.intake.queries.flow import Flow, flow, known_of_her, of_step, place_of
from casework.intake.queries.history import earlier_texts
from casework.intake.queries.offers import (
    Answered,
    Decided,
    Said,
    answers_of,
    offers,
    screening_of,
    taken_off,
    told,
    unknown_women,
    with_all,
)
from casework.intake.queries.timeline import put_on_timeline

__all__ = [
    "Answered",
    "Decided",
    "Flow",
    "Said",
    "answers_of",
    "ask_again",
    "asked",
    "criteria_sets",
    "draft_of",
    "earlier_texts",
    "flow",
    "in_use",
    "known_of_her",
    "of_step",
    "offers",
    "place_of",
    "published_set",
    "put_on_timeline",
    "screening_of",
    "taken_off",
    "told",
    "unknown_women",
    "with_all",
]
