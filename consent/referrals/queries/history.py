"""What a referral said before it was put right."""

from casework.contacts.queries.history import EarlierText, changes, in_words
from consent.referrals.models import Referral
from consent.referrals.rules import moves
from dussk.audit.tracking import history_of

_COLUMNS = (
    ("Why", lambda event: event.why),
    ("What she wants from it", lambda event: event.wants),
    ("How soon", lambda event: moves.URGENCIES[moves.Urgency(event.urgency)]),
    ("To whom", lambda event: event.to_whom),
)


def earlier_texts(referral: Referral) -> list[EarlierText]:
    """All that was put right on it, the latest first."""
    return in_words(list(changes(history_of(Referral).filter(pgh_obj_id=referral.pk).order_by("pgh_id"), _COLUMNS)))
