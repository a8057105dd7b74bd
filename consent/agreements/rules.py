"""What a consent form is made of, what must be answered, and what an agreement says on a day.

Source: ``004``, appendix 2, consent to store and release personal information.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Part(StrEnum):
    """One page of the form, in the order in which she is asked. Parts with a number are the clauses of the form."""

    SERVICE = "service"
    STORING = "storing"  # 1
    OUTSIDE = "outside"  # 2
    PARTNERS = "partners"
    PEOPLE = "people"  # 3
    GROUNDS = "grounds"  # 4
    SEEING = "seeing"  # 5
    RESEARCH = "research"
    SIGNING = "signing"  # 6


#: The clause of the form of 2008 that a part carries.
CLAUSE = {Part.STORING: 1, Part.OUTSIDE: 2, Part.PEOPLE: 3, Part.GROUNDS: 4, Part.SEEING: 5, Part.SIGNING: 6}

#: Parts that are one yes or no. Nothing is ticked beforehand, and nothing is signed without all three.
CHOICES = (Part.SERVICE, Part.STORING, Part.RESEARCH)


class Outside(StrEnum):
    """The ten kinds of outside agency that the form names. Others are named in words."""

    SOCIAL_SERVICES = "social_services"
    POLICE = "police"
    DWP = "dwp"
    SOLICITORS = "solicitors"
    HOUSING_OFFICES = "housing_offices"
    EDUCATION = "education"
    DRUG_SERVICES = "drug_services"
    UTILITIES = "utilities"
    HEALTH = "health"
    HOUSING_PROVIDERS = "housing_providers"


class Ground(StrEnum):
    """When something confidential is released without asking her first (clause 4)."""

    CHILD = "A"
    ADULT_HARM = "B"
    VULNERABLE_ADULT = "C"
    SELF_HARM = "D"
    PERMISSION = "E"
    COURT = "F"
    REPUTATION = "G"


class Sharing(StrEnum):
    """What can be opened to a partner agency. Any of them lets it know who she is."""

    IDENTITY = "identity"
    CASEWORK = "casework"
    PATHWAY = "pathway"
    CLINICAL = "clinical"
    SAFETY = "safety"


def grounds(*, with_reputation: bool) -> tuple[Ground, ...]:
    """The grounds that a version of the form names: G is off unless an administrator turned it on."""
    return tuple(each for each in Ground if with_reputation or each is not Ground.REPUTATION)


@dataclass(frozen=True)
class Words:
    """The words of a page: what is said first, and what follows as a list, one line for each thing she may choose."""

    first: str
    lines: tuple[str, ...] = ()


_DASH = "- "


def read_words(words: str) -> Words:
    """Take the words of a page apart: lines that begin with a dash are its list."""
    rows = [row.strip() for row in words.splitlines()]
    lines = tuple(row.removeprefix(_DASH).strip() for row in rows if row.startswith(_DASH))
    return Words("\n".join(row for row in rows if not row.startswith(_DASH)).strip(), lines)


def write_words(words: Words) -> str:
    """Put the words of a page together again."""
    return "\n".join([words.first, *(f"{_DASH}{line}" for line in words.lines)])


def lines_wanted(part: Part, *, with_reputation: bool) -> int:
    """How many lines the list of a page has: a tick, or a ground, stands for each in its place."""
    lists = {
        Part.OUTSIDE: len(Outside),
        Part.PARTNERS: len(Sharing),
        Part.GROUNDS: len(grounds(with_reputation=with_reputation)),
    }
    return lists.get(part, 0)


#: What is asked only where information about her may be stored at all: where nothing is kept, nothing can be released.
_NEEDS_STORING = (Part.OUTSIDE, Part.PARTNERS, Part.PEOPLE)


def pages(*, storing: bool | None) -> tuple[Part, ...]:
    """The parts she is taken through, in their order. ``storing``: what she said to it; None where she has not."""
    return tuple(part for part in Part if storing is not False or part not in _NEEDS_STORING)


def to_go_through(answered: Collection[str], *, storing: bool | None) -> tuple[Part, ...]:
    """The parts that she has not gone through yet; her signature comes after all of them and is not among these."""
    return tuple(part for part in pages(storing=storing) if part is not Part.SIGNING and part not in answered)


def unanswered(answers: Mapping[Part, bool | None]) -> tuple[Part, ...]:
    """The choices to which she has said neither yes nor no."""
    return tuple(part for part in CHOICES if answers.get(part) is None)


@dataclass(frozen=True)
class Agreed:
    """What a signed agreement says, and what was taken back of it since.

    Attributes:
        signed_on: the day she signed.
        ends_on: the last day of it, where she said one.
        review_on: the day on which it is talked through again.
        withdrawn_on: the day she took all of it back.
    """

    signed_on: date
    review_on: date
    ends_on: date | None = None
    withdrawn_on: date | None = None


class State(StrEnum):
    """What an agreement is worth on a day."""

    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"  # still in force: a review that is late closes nothing
    OVER = "over"
    WITHDRAWN = "withdrawn"


def state(agreed: Agreed, today: date) -> State:
    """Return what an agreement is worth on a day."""
    if agreed.withdrawn_on is not None and agreed.withdrawn_on <= today:
        return State.WITHDRAWN
    if agreed.ends_on is not None and agreed.ends_on < today:
        return State.OVER
    return State.REVIEW_DUE if agreed.review_on <= today else State.IN_FORCE


#: The longest that an agreement waits to be talked through again (months).
LONGEST_REVIEW = 24


def review_on(signed_on: date, months: int) -> date:
    """Return the day for a review: as many months later, or the last day of that month where it has no such day."""
    month = signed_on.month - 1 + months
    year, month = signed_on.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(signed_on.day, last))


def last_day(of_share: date | None, of_agreement: date | None) -> date | None:
    """Return the last day of a share: never later than that of its agreement."""
    known: Sequence[date] = [each for each in (of_share, of_agreement) if each is not None]
    return min(known) if known else None


def provisional_is_due(made_on: date, today: date, days: int) -> bool:
    """Whether a file about which she has not answered has waited so long that a manager is asked."""
    return today >= made_on + timedelta(days=days)


class Fault(StrEnum):
    """What is wrong with a last day or a day of signing."""

    PAST = "past"
    LONGER_THAN_AGREEMENT = "longer_than_agreement"
    TO_COME = "to_come"
    BEFORE_FORM = "before_form"


def fault_of_last_day(of_share: date | None, of_agreement: date | None, today: date) -> Fault | None:
    """What is wrong with the last day of a share: it has passed, or comes after that of its agreement."""
    if of_share is None:
        return None
    if of_share < today:
        return Fault.PAST
    return Fault.LONGER_THAN_AGREEMENT if of_agreement is not None and of_share > of_agreement else None


def fault_of_signing(signed_on: date, form_published_on: date, today: date) -> Fault | None:
    """What is wrong with the day she signed: it is to come, or the words that she signed did not exist yet."""
    if signed_on > today:
        return Fault.TO_COME
    return Fault.BEFORE_FORM if signed_on < form_published_on else None


#: The most that a drawn signature takes (characters): some hundred strokes.
LONGEST_DRAWN = 100_000
_PATH = re.compile(r"M[\d.,\s-]+(?:[MLQC][\d.,\s-]+)*")


def is_drawn(path: str) -> bool:
    """Whether a text is lines somebody drew: an SVG path of absolute moves, lines and curves, and nothing else."""
    return len(path) <= LONGEST_DRAWN and _PATH.fullmatch(path) is not None and any(ch in path for ch in "LQC")


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_MARGIN = 4


def box_of(path: str) -> tuple[float, float, float, float] | None:
    """The box around lines that were drawn: left, top, width, height, with a little room. None where there are none."""
    if not is_drawn(path):
        return None
    numbers = [float(number) for number in _NUMBER.findall(path)]
    xs, ys = numbers[0::2], numbers[1::2]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
    return left, top, max(xs) - left + _MARGIN, max(ys) - top + _MARGIN


@dataclass(frozen=True)
class ToPartner:
    """What she lets one partner agency see.

    Attributes:
        categories: which parts of her file (:class:`Sharing`). None of them is a no.
        from_today: only what is written from the moment she signs.
        until: the last day on which it is open; as long as the agreement holds, where there is none.
    """

    categories: frozenset[str] = frozenset()
    from_today: bool = False
    until: date | None = None


def categories_in_order(chosen: Collection[str]) -> list[str]:
    """What was chosen for a partner, in the order in which it is always named."""
    return [each.value for each in Sharing if each.value in chosen]
