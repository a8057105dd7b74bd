"""What is unusual about somebody looking at a woman's file, and what a review of an emergency access must say.

Source: document 000 to 004 know nothing of it; ``design.md``, "The wall", and the issue "what leaves the building".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from casework.clients.rules import plain

#: Within these times anybody may be at work without a shift.
DAY_BEGINS, DAY_ENDS = time(7), time(20)
#: So often on one day is many: a keyworker who writes a plan opens a file five or ten times.
OFTEN = 20
#: So many different women's files on one day, without having been on a shift.
MANY_FILES = 30


class Unusual(StrEnum):
    """Why a manager looks at somebody's looking first. In the order of how much it says."""

    BLOCKED = "blocked"
    OWN_NAME = "own_name"
    SAME_SURNAME = "same_surname"
    EMERGENCY = "emergency"
    NO_CONTACT = "no_contact"
    MANY_FILES = "many_files"
    ODD_HOUR = "odd_hour"
    OFTEN = "often"


WORDS: dict[Unusual, str] = {
    Unusual.BLOCKED: "She is, or was, blocked from this file",
    Unusual.OWN_NAME: "She has the same name as the woman",
    Unusual.SAME_SURNAME: "She has the same surname as the woman",
    Unusual.EMERGENCY: "She had opened the file in an emergency",
    Unusual.NO_CONTACT: "She has written nothing on this file, has no follow-up about her, and is not her keyworker",
    Unusual.MANY_FILES: "She opened many women’s files that day, and was on no shift",
    Unusual.ODD_HOUR: "It was early, late or at night, and she was on no shift",
    Unusual.OFTEN: "She opened it many times that day",
}


@dataclass(frozen=True)
class Look:
    """One worker's opening of one woman's file on one day.

    Attributes:
        worker: her name.
        times: how often she opened, printed or took anything of it out.
        clocks: at which times of the day, the first and the last at least.
        on_shift: whether she was on a register's shift that day or the night before.
        files: how many different women's files she opened that day.
    """

    worker: str
    times: int
    clocks: tuple[time, ...]
    on_shift: bool = False
    files: int = 1


@dataclass(frozen=True)
class Ties:
    """What ties a worker to a woman.

    Attributes:
        wrote: she wrote anything on her file, or has a follow-up about her.
        keyworker: she is her keyworker.
        blocked: she is, or was at any time, blocked from the file.
        emergency: she had opened it in an emergency that day.
    """

    wrote: bool = False
    keyworker: bool = False
    blocked: bool = False
    emergency: bool = False


def unusual(look: Look, ties: Ties, her_names: Iterable[str]) -> list[Unusual]:
    """Return what is unusual about it, what says most first. Nothing is usual; it never says that anything is wrong.

    Where somebody never opened the file and only saw the name in a list, nothing is.
    """
    if not look.times:
        return []
    names = [plain(name) for name in her_names]
    said = {
        Unusual.BLOCKED: ties.blocked,
        Unusual.OWN_NAME: _same_name(look.worker, names),
        Unusual.SAME_SURNAME: not _same_name(look.worker, names) and _same_surname(look.worker, names),
        Unusual.EMERGENCY: ties.emergency,
        Unusual.NO_CONTACT: not ties.wrote and not ties.keyworker,
        Unusual.MANY_FILES: look.files >= MANY_FILES and not look.on_shift,
        Unusual.ODD_HOUR: any(odd(clock) for clock in look.clocks) and not look.on_shift,
        Unusual.OFTEN: look.times >= OFTEN,
    }
    return [each for each in Unusual if said[each]]


def odd(clock: time) -> bool:
    """Whether a time is outside the day, where only those on a shift are at work."""
    return not DAY_BEGINS <= clock < DAY_ENDS


def _same_name(worker: str, names: Collection[str]) -> bool:
    """Two words at least: a first name alone is nobody's in particular."""
    hers = plain(worker)
    return " " in hers and hers in names


def _same_surname(worker: str, names: Collection[str]) -> bool:
    surname = _surname(plain(worker))
    return bool(surname) and any(_surname(name) == surname for name in names)


def _surname(name: str) -> str:
    first, _space, rest = name.partition(" ")
    return rest.split()[-1] if first and rest else ""


def place(reasons: Collection[Unusual], day: date) -> tuple[int, int, int]:
    """By which a list is put in order: what says most first, then with most reasons, then the latest day."""
    order = list(Unusual)
    first = min((order.index(each) for each in reasons), default=len(order))
    return first, -len(reasons), -day.toordinal()


class Told(StrEnum):
    """Whether she knows that somebody opened her file in an emergency."""

    TOLD = "told"
    NOT_YET = "not_yet"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Review:
    """What a review of an emergency access says.

    Attributes:
        finding: what the manager finds; empty where nothing yet.
        why: why she finds so.
        done: what was done about it.
        told: whether the woman was told.
        told_on: when.
        told_words: why not yet, or why it is not safe.
    """

    finding: str = ""
    why: str = ""
    done: str = ""
    told: str = ""
    told_on: date | None = None
    told_words: str = ""


def missing(review: Review) -> list[str]:
    """What is still missing before a review can be closed: the names of what has to be answered, in order."""
    names = [name for name in ("finding", "why", "done", "told") if not getattr(review, name)]
    if review.told == Told.NOT_YET:
        names.append("told")
    if review.told == Told.TOLD and review.told_on is None:
        names.append("told_on")
    if review.told == Told.UNSAFE and not review.told_words:
        names.append("told_words")
    return names
