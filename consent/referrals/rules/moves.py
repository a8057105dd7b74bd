"""What can become of a referral, step by step: one table, which the database holds as well.

``consent/referrals.sql`` has the same table (``wall.referral_moves``); a test holds both equal. ``docs/referrals.md``
draws it.
"""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where a referral stands."""

    SENT = "sent"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SEEN = "seen"
    MISSED = "missed"
    ENDED = "ended"


WORDS: dict[State, str] = {
    State.SENT: "Sent",
    State.WAITING: "On their waiting list",
    State.ACCEPTED: "Accepted",
    State.REFUSED: "Refused",
    State.SEEN: "She was seen",
    State.MISSED: "She did not attend",
    State.ENDED: "Ended",
}

_S = State
#: From each state to those that can follow. ``None``: before there is any.
MOVES: dict[State | None, tuple[State, ...]] = {
    None: (_S.SENT,),
    _S.SENT: (_S.WAITING, _S.ACCEPTED, _S.REFUSED, _S.SEEN, _S.ENDED),
    _S.WAITING: (_S.ACCEPTED, _S.REFUSED, _S.SEEN, _S.ENDED),
    _S.ACCEPTED: (_S.WAITING, _S.SEEN, _S.MISSED, _S.REFUSED, _S.ENDED),
    _S.MISSED: (_S.WAITING, _S.ACCEPTED, _S.SEEN, _S.MISSED, _S.REFUSED, _S.ENDED),
    _S.SEEN: (_S.SEEN, _S.MISSED, _S.ENDED),
    _S.REFUSED: (),
    _S.ENDED: (),
}

#: Somebody still has to do something.
OPEN = tuple(state for state, following in MOVES.items() if state is not None and following)
#: The service has not said yes or no.
UNANSWERED = (_S.SENT, _S.WAITING)


def may_follow(before: State | None, after: State) -> bool:
    """Whether a step can come after another."""
    return after in MOVES[before]


def is_history(steps: Iterable[State]) -> bool:
    """Whether these steps, the first first, can all have been taken one after the other."""
    before: State | None = None
    for step in steps:
        if not may_follow(before, step):
            return False
        before = step
    return True


def diagram() -> str:
    """The table as a Mermaid diagram, for ``docs/``."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'  state "{words}" as {state}' for state, words in WORDS.items()]
    for before, following in MOVES.items():
        lines += [f"  {before or '[*]'} --> {after}" for after in following]
    lines += [f"  {state} --> [*]" for state, following in MOVES.items() if not following]
    return "\n".join([*lines, "```", ""])


class Refusal(StrEnum):
    """Why a service said no."""

    FULL = "full"
    CRITERIA = "criteria"
    AREA = "area"
    USING = "using"
    NEEDS = "needs"
    RISK = "risk"
    FUNDS = "funds"
    PAPERS = "papers"
    COMPANY = "company"
    NOT_REACHED = "not_reached"
    NO_ANSWER = "no_answer"
    OTHER = "other"


REFUSALS: dict[Refusal, str] = {
    Refusal.FULL: "No place free",
    Refusal.CRITERIA: "She does not meet what they ask",
    Refusal.AREA: "Not from their area: no local connection",
    Refusal.USING: "They ask her not to use drugs or alcohol",
    Refusal.NEEDS: "Her needs are more than they can meet",
    Refusal.RISK: "They see a risk, or have excluded her",
    Refusal.FUNDS: "Money: no recourse to public funds, or nobody pays",
    Refusal.PAPERS: "Papers: ID or proof is missing",
    Refusal.COMPANY: "Her partner, child or pet could not come",
    Refusal.NOT_REACHED: "They could not reach her",
    Refusal.NO_ANSWER: "They never answered",
    Refusal.OTHER: "Another reason",
}


class Outcome(StrEnum):
    """What a referral came to in the end."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT_HELPED = "not_helped"
    HER_CHOICE = "her_choice"
    LOST_TOUCH = "lost_touch"
    THEY_ENDED = "they_ended"
    OTHER = "other"


OUTCOMES: dict[Outcome, str] = {
    Outcome.HELPED: "She got what she wanted from it",
    Outcome.PARTLY: "She got some of it",
    Outcome.NOT_HELPED: "It did not help",
    Outcome.HER_CHOICE: "She did not want it, or not any more",
    Outcome.LOST_TOUCH: "They lost touch with her",
    Outcome.THEY_ENDED: "They ended it",
    Outcome.OTHER: "Something else",
}


class Urgency(StrEnum):
    """How soon it is needed."""

    TODAY = "today"
    WEEK = "week"
    ROUTINE = "routine"


URGENCIES: dict[Urgency, str] = {
    Urgency.TODAY: "Today",
    Urgency.WEEK: "This week",
    Urgency.ROUTINE: "It can take its time",
}


class Basis(StrEnum):
    """On what ground the service is told anything about her."""

    CONSENT = "consent"
    SHARE = "share"
    DISCLOSURE = "disclosure"
    HERSELF = "herself"


BASES: dict[Basis, str] = {
    Basis.CONSENT: "She agreed that they may be told",
    Basis.SHARE: "She lets this partner agency see part of her file",
    Basis.DISCLOSURE: "A release that was decided about and recorded",
    Basis.HERSELF: "We tell them nothing: she asks there herself, with us beside her if she likes",
}
