"""How long referrals wait, and what they came to, service by service."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from consent.referrals.rules.moves import State, Urgency


@dataclass(frozen=True)
class Step:
    """One step of a referral that counts, on its day. ``reason``: why it was refused."""

    state: State
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Waits:
    """Days between the steps of one referral; None where the later step has not come.

    Attributes:
        accepted: from sent to accepted.
        seen: from sent to the first time she was seen.
        answered: from sent to the first yes or no; being seen is a yes.
    """

    accepted: int | None
    seen: int | None
    answered: int | None


def waits(steps: Sequence[Step]) -> Waits:
    """Return the days between the steps of a referral, given in the order they were taken."""
    sent = next((step.on for step in steps if step.state is State.SENT), None)

    def until(*states: State) -> int | None:
        first = next((step.on for step in steps if step.state in states), None)
        return None if sent is None or first is None else (first - sent).days

    answer = (State.ACCEPTED, State.REFUSED, State.SEEN)
    return Waits(until(State.ACCEPTED), until(State.SEEN), until(*answer))


#: Days a referral may stand before somebody is asked to see to it: until it is answered, and until she is seen.
_LONGEST: dict[Urgency, tuple[int, int]] = {
    Urgency.TODAY: (1, 1),
    Urgency.WEEK: (3, 7),
    Urgency.ROUTINE: (14, 42),
}


def longest(state: State, urgency: Urgency) -> int | None:
    """After how many days in a state somebody is asked to see to it; None where nothing is waited for.

    On a waiting list she waits as long as one who was accepted.
    """
    answered, seen = _LONGEST[urgency]
    if state is State.SENT:
        return answered
    return seen if state in (State.WAITING, State.ACCEPTED, State.MISSED) else None


def too_long(state: State, since: date, urgency: Urgency, today: date) -> bool:
    """Whether a referral has stood longer than it should."""
    days = longest(state, urgency)
    return days is not None and (today - since).days > days


#: Fewer than this many referrals say nothing about what is usual.
ENOUGH = 3


def usual(days: Iterable[int | None]) -> int | None:
    """The usual wait in days: the middle one of those that are known; None where fewer than :data:`ENOUGH` are."""
    known = [each for each in days if each is not None]
    return round(median(known)) if len(known) >= ENOUGH else None


@dataclass
class Went:
    """How the referrals to one service went."""

    name: str
    sent: int = 0
    accepted: int = 0
    seen: int = 0
    waiting: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    to_accepted: list[int] = field(default_factory=list)
    to_seen: list[int] = field(default_factory=list)

    @property
    def all_refused(self) -> int:
        """How many were refused, whatever the reason."""
        return sum(self.refused.values())

    @property
    def usual_answer(self) -> int | None:
        """The usual days from sent to accepted."""
        return usual(self.to_accepted)

    @property
    def usual_seen(self) -> int | None:
        """The usual days from sent to seen."""
        return usual(self.to_seen)


def figures(referrals: Iterable[tuple[str, Sequence[Step]]]) -> list[Went]:
    """Count referrals service by service, those with most first.

    A referral is counted once in each column that it reached: one that was accepted and then refused in both.

    Args:
        referrals: the service's name, and the steps that count, in the order they were taken.
    """
    of: dict[str, Went] = {}
    for name, steps in referrals:
        went = of.setdefault(name, Went(name))
        reached, days = {step.state for step in steps}, waits(steps)
        went.sent += 1
        went.accepted += bool(reached & {State.ACCEPTED, State.SEEN})
        went.seen += State.SEEN in reached
        went.waiting += bool(steps) and steps[-1].state in (State.SENT, State.WAITING)
        if refusal := next((step for step in steps if step.state is State.REFUSED), None):
            went.refused[refusal.reason] = went.refused.get(refusal.reason, 0) + 1
        went.to_accepted += [days.accepted] if days.accepted is not None else []
        went.to_seen += [days.seen] if days.seen is not None else []
    return sorted(of.values(), key=lambda went: (-went.sent, went.name))
