"""Rules of the information sheet. Source: 004, appendix 2, "Information gathering"."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """A section of the sheet. Each is saved on its own, and finished on whatever night it is finished."""

    DETAILS = "details"
    CHILDREN = "children"
    OTHERS = "others"
    EMERGENCY = "emergency"
    GP = "gp"
    AGENCIES = "agencies"
    KEPT = "kept"


#: As the form calls them. The last is ours: what 004 asks besides, where she wants it kept.
LABELS: Mapping[Section, str] = {
    Section.DETAILS: "Details",
    Section.CHILDREN: "Children",
    Section.OTHERS: "Significant others",
    Section.EMERGENCY: "In case of emergency",
    Section.GP: "GP",
    Section.AGENCIES: "Other agencies",
    Section.KEPT: "What else she wants kept",
}


class State(StrEnum):
    """How far a section is. None of these is a demand."""

    GONE_THROUGH = "gone_through"
    BEGUN = "begun"
    NOT_YET = "not_yet"


def state(*, gone_through: bool, anything: bool) -> State:
    """How far a section is: somebody went through it with her, something stands there, or neither."""
    if gone_through:
        return State.GONE_THROUGH
    return State.BEGUN if anything else State.NOT_YET


@dataclass(frozen=True)
class Moment:
    """Somebody did something. ``by``: the number of a member of staff; None where that is not known."""

    by: int | None
    at: datetime


@dataclass(frozen=True)
class Past:
    """What a sheet said from one moment on."""

    moment: Moment
    finished: Collection[str]
    values: Mapping[str, Any]


def gone_through(past: Iterable[Past]) -> dict[Section, Moment]:
    """Of each section that is gone through, who said so last, and when.

    Args:
        past: what the sheet said, the first first.
    """
    before: Collection[str] = ()
    said: dict[Section, Moment] = {}
    for each in past:
        for section in Section:
            if section not in each.finished:
                said.pop(section, None)
            elif section not in before:
                said[section] = each.moment
        before = each.finished
    return said


def last_written(past: Iterable[Past], fields: Sequence[str]) -> Moment | None:
    """Who last wrote something else in some fields of a sheet, and when; None where they never said anything.

    Args:
        past: what the sheet said, the first first.
        fields: which.
    """
    before: list[Any] = [None] * len(fields)
    last = None
    for each in past:
        now = [each.values.get(field) or None for field in fields]
        if now != before:
            before, last = now, each.moment
    return last


def differing(shown: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The fields in which another sheet says something, and not what the one that is shown says."""
    return [name for name, value in other.items() if value and value != shown.get(name)]


class NotOneError(ValueError):
    """What was typed is no such number. The sentence says why, and what to do."""


#: How they are kept, for the database.
NI_NUMBER, PRISON_NUMBER = r"^[A-Z]{2}[0-9]{6}[A-D]$", r"^[A-Z][0-9]{4}[A-Z]{2}$"
_BARE = re.compile(r"[\s.\-/]")

# HMRC, National Insurance Manual NIM39110: letters that are not used, and prefixes that are never given out.
_NEVER_FIRST, _NEVER_SECOND = frozenset("DFIQUV"), frozenset("DFIOQUV")
_NEVER_GIVEN = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_TEMPORARY = re.compile(r"TN[0-9]{6}[FM]")


def _bare(typed: str) -> str:
    return _BARE.sub("", typed).upper()


def ni_number(typed: str) -> str:
    """A National Insurance number as it is kept, from one as people write it; "" from nothing.

    Raises:
        NotOneError: it cannot be one.
    """
    number = _bare(typed)
    if not number:
        return ""
    if _TEMPORARY.fullmatch(number):
        raise NotOneError("This is a temporary number, made of her date of birth. Leave it empty until she has her own")
    if not re.fullmatch(NI_NUMBER, number):
        raise NotOneError("It is two letters, six numbers and A, B, C or D, like AB 12 34 56 C")
    first, second, prefix = number[0], number[1], number[:2]
    if first in _NEVER_FIRST or second in _NEVER_SECOND or prefix in _NEVER_GIVEN:
        raise NotOneError(f"No National Insurance number begins with {prefix}. Look at it again, or leave it empty")
    return number


def spaced_ni_number(number: str) -> str:
    """A National Insurance number as it stands on a card: in pairs."""
    return " ".join(number[at : at + 2] for at in range(0, len(number), 2))


def prison_number(typed: str) -> str:
    """A prison number as it is kept, from one as people write it; "" from nothing.

    Raises:
        NotOneError: it cannot be one.
    """
    number = _bare(typed)
    if number and not re.fullmatch(PRISON_NUMBER, number):
        raise NotOneError("A prison number is a letter, four numbers and two letters, like A1234BC")
    return number


def has_a_number(typed: str) -> bool:
    """Whether a phone can be rung on what was typed: some figures are in it."""
    return sum(each.isdigit() for each in typed) >= _FEWEST_FIGURES


_FEWEST_FIGURES = 3  # 999, 101

#: How long before an important date the keyworker's Today names it (days).
DAYS_AHEAD = 14


def until(today: date) -> date:
    """The last day that Today looks ahead to."""
    return today + timedelta(days=DAYS_AHEAD)
