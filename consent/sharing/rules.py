"""Who sees what of a file, since when, and how long a file waits for her answer.

Source: ``design.md``, "The wall"; ``004``, appendix 2. The database decides by itself (``wall.is_shared``); what is
said here puts its answer into words, and a test holds both equal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

IDENTITY = "identity"


@dataclass(frozen=True)
class Share:
    """One stretch in which one category of a file is open to one agency.

    Attributes:
        agency: whatever names the agency.
        category: which part of her file.
        starts: from then on.
        ends: until then; None where no end is set.
        covers_from: what was written before stays closed; None where it covers all of the category.
    """

    agency: str
    category: str
    starts: datetime
    ends: datetime | None = None
    covers_from: datetime | None = None

    def open_at(self, at: datetime) -> bool:
        """Whether it opens its category at a moment."""
        return self.starts <= at and (self.ends is None or self.ends > at)


@dataclass(frozen=True)
class Opened:
    """A category that is open to an agency, without a break since a moment.

    Attributes:
        categories: those that are open in the same way, in the order in which they are always named.
        since: from when on without a break. Where she signs again, the new stretch touches the one before.
        until: when it will end; None where no end is set.
        covers_from: only what was written from then on; None for all of it.
    """

    categories: tuple[str, ...]
    since: datetime
    until: datetime | None
    covers_from: datetime | None


def since(shares: Iterable[Share], at: datetime) -> datetime | None:
    """From when on something is open without a break, by any of these shares; None where it is not open.

    Stretches that touch are one: what ends at the instant at which the next begins was never closed.
    """
    known = sorted((one for one in shares if one.starts <= at), key=lambda one: one.starts, reverse=True)
    began: datetime | None = None
    reached = at
    for one in known:
        if one.open_at(at) or (began is not None and one.ends is not None and one.ends >= reached):
            began = one.starts if began is None else min(began, one.starts)
            reached = began
    return began


def opened(shares: Sequence[Share], agency: str, at: datetime, order: Sequence[str]) -> list[Opened]:
    """What is open to one agency at a moment, what is open in the same way taken together.

    Any share lets the agency know who the woman is: that is open as long as any of them.

    Args:
        shares: all of the file, open or over.
        agency: which.
        at: the moment.
        order: the categories in the order in which they are named.
    """
    hers = [one for one in shares if one.agency == agency]
    if not any(one.open_at(at) for one in hers):
        return []
    ways: dict[tuple[datetime, datetime | None, datetime | None], list[str]] = {}
    for category in order:
        of_it = hers if category == IDENTITY else [one for one in hers if one.category == category]
        now = [one for one in of_it if one.open_at(at)]
        began = since(of_it, at)
        if not now or began is None:
            continue
        covers = None if category == IDENTITY else _earliest(one.covers_from for one in now)
        ways.setdefault((began, _latest(one.ends for one in now), covers), []).append(category)
    return [Opened(tuple(categories), *way) for way, categories in ways.items()]


def _latest(ends: Iterable[datetime | None]) -> datetime | None:
    known = list(ends)
    return None if None in known else max(end for end in known if end is not None)


def _earliest(times: Iterable[datetime | None]) -> datetime | None:
    known = list(times)
    return None if None in known else min(at for at in known if at is not None)


@dataclass(frozen=True)
class Written:
    """What of a row on her file says whether another agency sees it.

    Attributes:
        category: which part of her file it is.
        agency: whose worker wrote it.
        at: when it was written.
    """

    category: str
    agency: str
    at: datetime


def sees(written: Written, shares: Iterable[Share], agency: str, at: datetime) -> bool:
    """Whether an agency that does not keep her file sees a row of it at a moment.

    That is what somebody there sees whose roles read every category, who is not blocked and opened nothing in an
    emergency. An agency sees what it wrote itself, and what a share opens; any share opens who she is.
    """
    if written.agency == agency:
        return True
    return any(
        one.agency == agency
        and one.open_at(at)
        and (
            written.category == IDENTITY
            or (one.category == written.category and (one.covers_from is None or written.at >= one.covers_from))
        )
        for one in shares
    )


def waits_too_long(*, made_on: date, answered: bool, waits_until: date | None, today: date, days: int) -> bool:
    """Whether a manager is asked about a file: she has said neither yes nor no to storing for so many days.

    Args:
        made_on: when her file was started.
        answered: she has signed an agreement, whatever it says.
        waits_until: the last day until which a manager lets it wait; None where none did.
        today: the day.
        days: how long a file may wait by itself.
    """
    if answered or today < made_on + timedelta(days=days):
        return False
    return waits_until is None or waits_until < today


def last_day_of_waiting(made_on: date, waits_until: date | None, days: int) -> date:
    """The day before a manager is asked."""
    by_itself = made_on + timedelta(days=days - 1)
    return by_itself if waits_until is None else max(by_itself, waits_until)
