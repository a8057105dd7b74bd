"""Everything that is done with a request to see what is held. What cannot be done is a ``RefusedError`` in words."""

from consent.subject_access.actions.afterwards import arrange, hold_appointment, say_wrong, settle
from consent.subject_access.actions.asking import TO_PUT_RIGHT, Asked, ask, put_right
from consent.subject_access.actions.calling import NOT_ANY_MORE
from consent.subject_access.actions.deciding import decide_harm, release_part, take_part_back
from consent.subject_access.actions.preparing import (
    CHANGED,
    READ_BEFORE,
    Stock,
    Through,
    check,
    files_of,
    give_again,
    put_back,
    take_out,
    take_stock,
    withhold,
)
from consent.subject_access.actions.stepping import step

__all__ = [
    "CHANGED",
    "NOT_ANY_MORE",
    "READ_BEFORE",
    "TO_PUT_RIGHT",
    "Asked",
    "Stock",
    "Through",
    "arrange",
    "ask",
    "check",
    "decide_harm",
    "files_of",
    "give_again",
    "hold_appointment",
    "put_back",
    "put_right",
    "release_part",
    "say_wrong",
    "settle",
    "step",
    "take_out",
    "take_part_back",
    "take_stock",
    "withhold",
]
