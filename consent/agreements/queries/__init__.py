"""Reading consent forms and agreements. What a query does not return, the reader may not see."""

from consent.agreements.queries.agreements import (
    Chosen,
    Standing,
    agreement_that_holds,
    agreements,
    agreements_of,
    before,
    being_filled_in,
    chosen,
    not_to_be_told,
    of_file,
    partner_agencies,
    people_of,
    reviews_due,
    standing,
    withdrawals_of,
)
from consent.agreements.queries.forms import (
    all_forms,
    newer_form,
    offered_forms,
    paper_forms,
    parts_of,
)
from consent.agreements.queries.said import Choice, Page, ToAgency, drawing, pages_of
from consent.agreements.queries.taking_back import TakeBack, in_words, to_take_back

__all__ = [
    "Choice",
    "Chosen",
    "Page",
    "Standing",
    "TakeBack",
    "ToAgency",
    "agreement_that_holds",
    "agreements",
    "agreements_of",
    "all_forms",
    "before",
    "being_filled_in",
    "chosen",
    "drawing",
    "in_words",
    "newer_form",
    "not_to_be_told",
    "of_file",
    "offered_forms",
    "pages_of",
    "paper_forms",
    "partner_agencies",
    "parts_of",
    "people_of",
    "reviews_due",
    "standing",
    "to_take_back",
    "withdrawals_of",
]
