"""Dates of birth as files write them, read the one way that fits a whole column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.clients.rules import OLDEST, read_birth

_NUMBERS = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{1,4})(?:[ T]00:00(?::00(?:\.0+)?)?)?")


class Order(StrEnum):
    """In which order a date's numbers stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


IN_WORDS = {
    Order.DMY: "Day first: 27/3/1990 (Britain)",
    Order.MDY: "Month first: 3/27/1990 (United States)",
    Order.YMD: "Year first: 1990-03-27",
}


@dataclass(frozen=True)
class Found:
    """How a column of dates is probably written.

    Attributes:
        order: the order that reads most of them.
        sure: whether no other reads as many.
        examples: a few that can be read in more than one way, each with what it would be; empty where none can.
    """

    order: Order
    sure: bool
    examples: list[tuple[str, list[tuple[Order, date]]]]


def read(text: str, order: Order, *, today: date) -> date | None:
    """A date of birth in a known order, or with its month as a word; None where it cannot be one.

    A year of two digits is the latest one that is not in the future.
    """
    match = _NUMBERS.fullmatch(text.strip())
    if match is None:
        return read_birth(text, today=today) if re.search(r"[a-z]", text.casefold()) else None
    year, month, day = _parts(match.groups(), order)
    if len(year) not in (2, 4) or len(day) > 2:  # noqa: PLR2004 (digits)
        return None
    return read_birth(f"{int(day)}/{int(month)}/{year}", today=today)


def _parts(numbers: Sequence[str], order: Order) -> tuple[str, str, str]:
    """Year, month and day of three numbers."""
    first, second, third = numbers
    if order is Order.YMD:
        return first, second, third
    return (third, second, first) if order is Order.DMY else (third, first, second)


def detect(values: Sequence[str], *, today: date, examples: int = 3) -> Found:
    """In which order a column of dates is written: the one that reads most of them.

    Day first, where two read as many: the service is in Britain. Then it is not sure, and whoever brings it in chooses.
    """
    score = {order: sum(1 for value in values if read(value, order, today=today)) for order in Order}
    best = max(Order, key=lambda order: score[order])
    rivals = [order for order in Order if order is not best and score[order] == score[best] > 0]
    either: list[tuple[str, list[tuple[Order, date]]]] = []
    for value in values:
        ways = [(order, born) for order in Order if (born := read(value, order, today=today))]
        if len({born for _order, born in ways}) > 1:
            either.append((value, ways))
            if len(either) == examples:
                break
    # Where both orders read the same day in every value (7/7/1990), there is nothing to choose.
    return Found(best, sure=not (rivals and either), examples=either)


def why_not(text: str) -> str:
    """Why a text cannot be a date of birth, as part of a sentence."""
    if re.fullmatch(r"\d{4,5}(\.0+)?", text.strip()):
        return "is a spreadsheet’s own number for a date. Show that column as dates before saving the file"
    return f"cannot be a date of birth in this order, or is more than {OLDEST} years ago or in the future"
