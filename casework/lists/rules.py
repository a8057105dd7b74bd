"""Rules about lists, over plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

#: Standings for which an agency always keeps a word: every file starts as the first, anybody may ask for the second,
#: and the hatch offers nobody who has died.
ALWAYS_NEEDED = ("in_touch", "closed", "died")


@dataclass(frozen=True)
class Version:
    """What a thing on a list was from one change on, and who made that change (empty where nobody is known to)."""

    at: datetime
    by: str
    name: str
    order: int
    retired: bool
    counts_as: str = ""


@dataclass(frozen=True)
class Change:
    """Something that changed, in words."""

    at: datetime
    by: str
    what: str


def changes(versions: Iterable[Version]) -> list[Change]:
    """What changed from each version to the next, the latest first.

    Moves by one person on one day, one after another, are told once.

    Args:
        versions: of one thing, the first first.
    """
    told: list[Change] = []
    before: Version | None = None
    for now in versions:
        what = "; ".join(_what(before, now))
        before = now
        if what == MOVED and told and told[-1].what == MOVED and _same_hand(told[-1], now):
            told[-1] = Change(now.at, now.by, what)
        elif what:
            told.append(Change(now.at, now.by, what))
    return told[::-1]


#: What is said of a thing that stands elsewhere in its list.
MOVED = "Moved in the list"


def _what(before: Version | None, now: Version) -> list[str]:
    if before is None:
        return [f"Added as “{now.name}”"]
    said = []
    if now.name != before.name:
        said.append(f"Renamed from “{before.name}” to “{now.name}”")
    if now.counts_as != before.counts_as:
        said.append(f"Counts as “{now.counts_as}”, before as “{before.counts_as}”")
    if now.retired != before.retired:
        said.append("Offered no longer" if now.retired else "Brought back")
    return said or ([MOVED] if now.order != before.order else [])


def _same_hand(told: Change, now: Version) -> bool:
    return told.by == now.by and told.at.date() == now.at.date()


def earlier_names(names: Iterable[str]) -> list[str]:
    """The names a thing had before its present one, the latest first, each once.

    Args:
        names: one for each version of it, the first first.
    """
    every = list(dict.fromkeys(reversed(list(names))))
    return every[1:]


def moved(orders: Sequence[int], place: int, *, up: bool) -> dict[int, int]:
    """How to move a thing one place in its list.

    Args:
        orders: the order of each thing, in the order they are shown.
        place: where it is, from 0.
        up: towards the beginning; towards the end otherwise.

    Returns:
        New orders by place, of those that change. Empty where it is at that end already.
    """
    other = place - 1 if up else place + 1
    if not 0 <= other < len(orders):
        return {}
    if orders[other] != orders[place]:
        return {place: orders[other], other: orders[place]}
    # Two alike, as a thing that was brought back may be: all are numbered anew.
    places = list(range(len(orders)))
    places[place], places[other] = places[other], places[place]
    fresh = {at: (position + 1) * STEP for position, at in enumerate(places)}
    return {at: order for at, order in fresh.items() if order != orders[at]}


#: Between the orders of two things, and the last order there is room for.
STEP, LAST = 10, 32_000


def next_order(last: int | None) -> int:
    """The order of a thing that is put at the end of its list."""
    return min((last or 0) + STEP, LAST)
