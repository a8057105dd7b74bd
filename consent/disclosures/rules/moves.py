"""How a release moves from one state to the next: one table, from which its diagram is drawn.

The database allows the same moves and no others (``consent/disclosures.sql``); a test holds both equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from consent.disclosures.rules.grounds import needs_approval


class State(StrEnum):
    """Where a release stands."""

    ASKED = "asked"
    WAITING = "waiting"
    APPROVED = "approved"
    RELEASED = "released"
    REFUSED = "refused"
    DROPPED = "dropped"


class Step(StrEnum):
    """What somebody does with it."""

    PUT_FORWARD = "put_forward"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    TURN_DOWN = "turn_down"
    RELEASE = "release"
    REFUSE = "refuse"
    DROP = "drop"


@dataclass(frozen=True)
class Move:
    """One line of the table.

    Attributes:
        before, step, after: in this state, doing this leads there.
        by_hand: whether the application's login does it by a plain write; otherwise the database's function alone.
        approval: only on grounds that need a manager's approval (True), or need none (False); None: on any, and none.
        words: who does it, for the diagram.
    """

    before: State
    step: Step
    after: State
    words: str
    by_hand: bool = True
    approval: bool | None = None


MOVES: tuple[Move, ...] = (
    Move(State.ASKED, Step.PUT_FORWARD, State.WAITING, "put forward, on a ground without her consent", approval=True),
    Move(State.ASKED, Step.RELEASE, State.RELEASED, "sent, with her consent", by_hand=False, approval=False),
    Move(State.ASKED, Step.REFUSE, State.REFUSED, "we say no"),
    Move(State.ASKED, Step.DROP, State.DROPPED, "not needed any more"),
    Move(State.WAITING, Step.APPROVE, State.APPROVED, "a manager who did not ask for it approves", by_hand=False),
    Move(State.WAITING, Step.TURN_DOWN, State.REFUSED, "a manager who did not ask for it says no", by_hand=False),
    Move(State.WAITING, Step.TAKE_BACK, State.ASKED, "taken back, to be changed"),
    Move(State.WAITING, Step.DROP, State.DROPPED, "not needed any more"),
    Move(State.APPROVED, Step.RELEASE, State.RELEASED, "sent", by_hand=False),
    Move(State.APPROVED, Step.TAKE_BACK, State.ASKED, "taken back: the approval counts no more"),
    Move(State.APPROVED, Step.DROP, State.DROPPED, "not needed any more"),
)

#: States that nothing leads out of: what was sent, refused or dropped stays as it was.
CLOSED = (State.RELEASED, State.REFUSED, State.DROPPED)


def opens(state: str, ground: str) -> Iterator[Move]:
    """The moves out of a state, for a release on a ground ("" where none is chosen yet)."""
    for move in MOVES:
        if move.before == state and (move.approval is None or (ground and move.approval == needs_approval(ground))):
            yield move


def may(step: Step, state: str, ground: str) -> bool:
    """Whether something can be done with a release that stands like this."""
    return any(move.step is step for move in opens(state, ground))


def moved(step: Step, state: str, ground: str) -> State | None:
    """Where a step leads; None where it cannot be taken."""
    return next((move.after for move in opens(state, ground) if move.step is step), None)


def diagram() -> str:
    """The table as a Mermaid diagram."""
    lines = ["```mermaid", "stateDiagram-v2", f"  [*] --> {State.ASKED}"]
    lines += [f"  {move.before} --> {move.after}: {move.words}" for move in MOVES]
    lines += [f"  {state} --> [*]" for state in CLOSED]
    return "\n".join([*lines, "```", ""])
