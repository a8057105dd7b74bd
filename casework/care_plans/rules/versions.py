"""How a version of a plan stands: put to her, agreed, wanted otherwise, or in whose place another came."""

from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a version stands."""

    WAITING = "waiting"
    OTHERWISE = "otherwise"
    AGREED = "agreed"
    TAKEN_BACK = "taken_back"


WORDS: dict[State, str] = {
    State.WAITING: "Waits for her",
    State.OTHERWISE: "She wants it otherwise",
    State.AGREED: "Agreed",
    State.TAKEN_BACK: "Not agreed, put forward anew or taken back",
}


def state(*, agreed_at: datetime | None, taken_back_at: datetime | None, not_agreed: str) -> State:
    """Where a version stands. Agreed is for good; what she wants otherwise waits to be put to her anew."""
    if agreed_at is not None:
        return State.AGREED
    if taken_back_at is not None:
        return State.TAKEN_BACK
    return State.OTHERWISE if not_agreed else State.WAITING


def may_countersign(
    *, stands: State, countersigned: bool, superseded: bool, made_by: int | None, taken_up_by: int | None, by: int
) -> bool:
    """Whether a manager may put her name beside it.

    It is agreed, no later one is, it has no other manager's name, and she neither made it nor wrote down that the woman
    agreed: two people stand for every version.
    """
    return stands is State.AGREED and not countersigned and not superseded and by not in (made_by, taken_up_by)
