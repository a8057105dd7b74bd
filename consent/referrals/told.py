"""How referrals are told where somebody has to say whose they are, and among the kinds of rows of a woman's file."""

from casework.clients.kinds import Kind, as_written, register
from casework.clients.queries import WrittenKind, register_written
from consent.referrals.models import Referral, ReferralStep
from dussk.access.categories import Category
from dussk.ui import when

_TABLE = "consent_referral"


def _referral(row: Referral) -> str:
    return f"To {row.where}, {when.on(row.made_on, short=True)}: {row.what.words}. {row.why}"


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    register_written(_TABLE, WrittenKind("Referrals", _referral, ("service",)))
    register(
        Kind(
            "referrals",
            Referral,
            Category.CASEWORK,
            as_written(_TABLE),
            "Services we asked for you",
            at="made_on",
            with_it=(ReferralStep,),
            sent_to="to_agency",
        )
    )
