"""What holds for signing in and for giving access. Plain values in, plain values out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum, auto

#: Letters and numbers of a printed code: none that can be taken for another (0 and O, 1 and I and L, U and V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20  # of 30 signs: 98 bits
CODE_GROUP = 4

#: How long a touch may go unwritten: a minute, or less where the screen locks soon.
_TOUCH_SECONDS = 60
_TOUCHES_IN_IDLE = 10

ADMINISTRATOR = "administrator"
MANAGER = "manager"

#: How long an approval counts; the database insists on the same (wall.has_yes).
YES_LASTS = timedelta(days=30)


class Step(Enum):
    """How far somebody has come with signing in."""

    SIGN_IN = auto()
    LOCKED = auto()
    SECOND_FACTOR = auto()
    AGENCY = auto()
    READY = auto()


class SessionState(Enum):
    """What a signed-in session is worth at a moment."""

    OPEN = auto()
    LOCKED = auto()
    OVER = auto()


def session_state(
    signed_in_at: float | None, seen_at: float | None, now: float, *, idle: float, age: float
) -> SessionState:
    """Judge a session by the server's clock.

    Args:
        signed_in_at: when she signed in, in seconds; None where the session does not say, which is worth nothing.
        seen_at: when she last touched it, in seconds; None where it was locked by hand.
        now: this moment, in seconds.
        idle: seconds without a touch after which the screen is locked.
        age: seconds after which the session is over, touched or not.
    """
    if signed_in_at is None or now - signed_in_at >= age:
        return SessionState.OVER
    if seen_at is None or now - seen_at >= idle:
        return SessionState.LOCKED
    return SessionState.OPEN


def touch_is_due(seen_at: float, now: float, *, idle: float) -> bool:
    """Whether a touch is worth a write: not more than once a minute."""
    return now - seen_at >= min(_TOUCH_SECONDS, idle / _TOUCHES_IN_IDLE)


def step(*, signed_in: bool, locked: bool, second_factor: bool, at_agency: bool) -> Step:
    """The next thing she has to do before she can work."""
    if not signed_in:
        return Step.SIGN_IN
    if locked:
        return Step.LOCKED
    if not second_factor:
        return Step.SECOND_FACTOR
    return Step.READY if at_agency else Step.AGENCY


def in_groups(code: str) -> str:
    """A code as it is printed: ABCD-EFGH-..."""
    return "-".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


def code_typed(typed: str) -> str | None:
    """A code as somebody types it from paper, in any case, with spaces or dashes; None where it can be no code."""
    code = "".join(sign for sign in typed.upper() if sign not in " -\u2010\u2011\u2012\u2013\u2014\t\n")
    return code if len(code) == CODE_LENGTH and all(sign in ALPHABET for sign in code) else None


def approvals_needed(*, second_factor: bool, reads: bool) -> frozenset[str]:
    """Who has to say yes.

    Args:
        second_factor: whether a second factor is to be taken away.
        reads: whether the role that is asked for reads anything about clients.
    """
    return frozenset({ADMINISTRATOR, MANAGER}) if second_factor or reads else frozenset({ADMINISTRATOR})


def may_approve_as(
    needed: Collection[str],
    given: Collection[str],
    holds: Collection[str],
    *,
    her_agency: bool,
    had_her_say: bool,
    taken_up: bool,
) -> str | None:
    """What somebody can approve a request as; None where she cannot.

    Args:
        needed: the approvals it needs.
        given: those it has.
        holds: the roles she holds at the agency she works as.
        her_agency: whether the request is for that agency.
        had_her_say: whether it is for herself, or she has approved it already.
        taken_up: whether the person it is for has taken up her account with a second factor.
    """
    if had_her_say:
        return None
    able = {MANAGER: MANAGER in holds and her_agency, ADMINISTRATOR: ADMINISTRATOR in holds}
    # The manager first: any administrator can give the other, only this agency's manager this one.
    role = next(
        (each for each in (MANAGER, ADMINISTRATOR) if able[each] and each in needed and each not in given), None
    )
    # The yes of a manager, and the last one, are for somebody who is there: not for an account that anybody with the
    # letter could still make her own.
    return None if MANAGER in needed and not taken_up and MANAGER in {role, *given} else role


def yes_counts(given_as: str, given_at: datetime, now: datetime, *, active: bool, holds: Collection[str]) -> bool:
    """Whether an approval still counts: its giver must not have gone since, and it must not be forgotten.

    Args:
        given_as: what she gave it as.
        given_at: when.
        now: this moment.
        active: whether she may still sign in.
        holds: the roles she holds that can give it: of that agency, and administrator at any.
    """
    return active and given_as in holds and now - given_at < YES_LASTS
