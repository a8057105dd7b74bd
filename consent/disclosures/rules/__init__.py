"""What a release must say, how it may move, on what grounds it is made, and whom its recipient resembles.

Source: ``004``, appendix 2, clauses 2 to 4; ``003`` on the honest conversation before anything is shared.
"""

from consent.disclosures.rules.bases import ARTICLE_6, ARTICLE_9, BASES, SCHEDULE_1, USUAL, Article, Basis, usual_for
from consent.disclosures.rules.grounds import (
    CONSENT,
    EXCEPTIONS,
    NOT_TALKED,
    Facts,
    Fault,
    Missing,
    Reason,
    contradicts,
    fault_of_ground,
    grounds_offered,
    missing,
    needs_approval,
    overrides_list,
    permission_is_over,
)
from consent.disclosures.rules.moves import (
    CLOSED,
    MOVES,
    State,
    Step,
    diagram,
    may,
    moved,
    opens,
)
from consent.disclosures.rules.near import How, Listed, Near, Part, Recipient, near

__all__ = [
    "ARTICLE_6",
    "ARTICLE_9",
    "BASES",
    "CLOSED",
    "CONSENT",
    "EXCEPTIONS",
    "MOVES",
    "NOT_TALKED",
    "SCHEDULE_1",
    "USUAL",
    "Article",
    "Basis",
    "Facts",
    "Fault",
    "How",
    "Listed",
    "Missing",
    "Near",
    "Part",
    "Reason",
    "Recipient",
    "State",
    "Step",
    "contradicts",
    "diagram",
    "fault_of_ground",
    "grounds_offered",
    "may",
    "missing",
    "moved",
    "near",
    "needs_approval",
    "opens",
    "overrides_list",
    "permission_is_over",
    "usual_for",
]
