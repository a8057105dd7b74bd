"""How referrals are told: where somebody has to say whose they are, on a woman's file, and in full to her."""

from casework.care_plans.rules.treatment import What
from casework.clients.kinds import Kind, as_written, register
from casework.clients.queries import WrittenKind, register_written
from casework.clients.telling import Hanging, Line, Telling
from consent.referrals.models import Referral, ReferralStep
from consent.referrals.rules.moves import Basis, Outcome, Refusal, State
from dussk.access.categories import Category
from dussk.ui import when

_TABLE = "consent_referral"

#: What is chosen among staff, said to her, where it is about her.
_STATES = {State.SEEN: "You were seen", State.MISSED: "You did not come"}
_BASES = {
    Basis.CONSENT: "You agreed that they may be told",
    Basis.SHARE: "You let this partner agency see part of your file",
    Basis.HERSELF: "We told them nothing: you ask there yourself, with us beside you if you like",
}
_HOW = {Referral.How.TOGETHER: "With you there"}
_REASONS = {
    Refusal.CRITERIA: "You do not meet what they ask",
    Refusal.USING: "They ask you not to use drugs or alcohol",
    Refusal.NEEDS: "Your needs are more than they can meet",
    Refusal.RISK: "They saw a risk, or have excluded you",
    Refusal.COMPANY: "Your partner, child or pet could not come",
    Refusal.NOT_REACHED: "They could not reach you",
}
_OUTCOMES = {
    Outcome.HELPED: "You got what you wanted from it",
    Outcome.PARTLY: "You got some of it",
    Outcome.HER_CHOICE: "You did not want it, or not any more",
    Outcome.LOST_TOUCH: "They lost touch with you",
}


def _referral(row: Referral) -> str:
    return f"To {row.where}, {when.on(row.made_on, short=True)}: {row.what.words}. {row.why}"


def _what_for(row: Referral) -> str:
    return What(row.tier, row.kind).words


def _state(row: Referral) -> str:
    return _STATES.get(State(row.state), row.get_state_display())


def _basis(row: Referral) -> str:
    return _BASES.get(Basis(row.basis), row.get_basis_display())


def _how(row: Referral) -> str:
    return _HOW.get(Referral.How(row.how), row.get_how_display())


def _step(row: ReferralStep) -> Line:
    """What became of it on a day, told by whichever side wrote it."""
    because = ""
    if row.reason:
        because = _REASONS.get(Refusal(row.reason), row.get_reason_display())
    elif row.outcome:
        because = _OUTCOMES.get(Outcome(row.outcome), row.get_outcome_display())
    at = f"Appointment on {when.on(row.appointment)}, {when.at(row.appointment)}" if row.appointment else ""
    by = f"Written by {row.made_by}, {row.agency.name}"
    mistake = "This was a mistake" if row.mistake_at else ""
    became = _STATES.get(State(row.state), row.get_state_display())
    return when.on(row.on), ". ".join(filter(None, (became, because, at, row.words.rstrip("."), by, mistake)))


_FULL = Telling(
    labels={
        "service": "To which service",
        "named": "To which service",
        "to_agency": "The agency that it was sent to",
        "to_whom": "To whom there",
        "kind": "What for",
        "wants": "What you want from it",
        "basis": "Why we may tell them",
        "made_on": "Made on",
        "state": "How it stands",
        "state_on": "Since",
    },
    left_out={
        "tier": "where such services stand among all services: told by what it is for",
        "choice": "which answer of hers it rests on: told by why we may tell them, and by what she agreed to",
        "disclosure": "which release it rests on: releases are told by themselves",
        "instead_of": "which one it was made in place of: that one is told by itself",
    },
    words={"kind": _what_for, "state": _state, "basis": _basis, "how": _how},
    hanging=(Hanging(ReferralStep, "referral", _step, ("made_by", "agency")),),
)


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
            full=_FULL,
        )
    )
