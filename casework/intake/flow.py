"""The recruitment flow: every woman who was offered the programme, by the latest that is known of her.

It counts women, and every woman stands in one place, so that each number is the sum of those below it. A woman nobody
knows is counted once for each offer, as nobody can say whether two of them are one.

Source: ``001``: 125 contacts, of which 84 declined screening and 41 were screened; of these 11 were eligible and
consented, 3 were eligible and could not consent, 27 were not eligible (``tests/casework/intake/test_flow.py``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from casework.intake.rules import FOUND_ELIGIBLE, SCREENED, Result, Stage, Standing, stage


@dataclass(frozen=True)
class Offered:
    """An offer that counts. ``woman``: the key of her file; None of a woman nobody knows."""

    row: int
    woman: int | None
    at: datetime
    answer: str
    reason: str = ""


@dataclass(frozen=True)
class Screened:
    """A screening that counts, and which criteria she does not meet (codes, in the order they are asked)."""

    row: int
    offer: int
    woman: int | None
    at: datetime
    result: Result
    decision: str = ""
    because: str = ""
    failed: tuple[str, ...] = ()


class Whose(NamedTuple):
    """Whom a row is about: a file, or one offer to a woman who has none."""

    is_known: bool
    row: int


@dataclass(frozen=True)
class Placed:
    """One woman in the flow.

    Attributes:
        whose: who she is.
        at: when she was last offered it, or screened.
        stage: where she stands.
        offer: the row to open: of the offer that says so.
        part: what her place is divided by: why she declined, why she cannot consent, which criteria she does not meet.
    """

    whose: Whose
    at: datetime
    stage: Stage
    offer: int
    part: str = ""


#: More than one criterion is not met: such women stand together, so that each is counted once.
SEVERAL = "several"


def placed(offers: Iterable[Offered], screenings: Iterable[Screened]) -> list[Placed]:
    """Return every woman and where she stands, the latest first.

    Args:
        offers: those that count.
        screenings: those that count.
    """
    offered: dict[Whose, Offered] = {}
    screened: dict[Whose, Screened] = {}
    for offer in sorted(offers, key=lambda one: (one.at, one.row)):
        offered[_whose(offer.woman, offer.row)] = offer
    for screening in sorted(screenings, key=lambda one: (one.at, one.row)):
        screened[_whose(screening.woman, screening.offer)] = screening
    everybody = [_place(whose, offered.get(whose), screened.get(whose)) for whose in offered.keys() | screened.keys()]
    return sorted(everybody, key=lambda one: (one.at, one.offer), reverse=True)


def _whose(woman: int | None, offer: int) -> Whose:
    return Whose(is_known=woman is not None, row=offer if woman is None else woman)


def _place(whose: Whose, offer: Offered | None, screening: Screened | None) -> Placed:
    """Where she stands by her latest offer and her latest screening, of which there is at least one."""
    if offer is not None and (screening is None or (offer.answer == "declined" and offer.at > screening.at)):
        return Placed(whose, offer.at, stage(Standing(offer.answer == "declined", None)), offer.row, offer.reason)
    if screening is None:
        raise ValueError("Nothing is known of her.")
    stands = stage(Standing(declined=False, result=screening.result, decision=screening.decision))
    part = screening.because
    if stands is Stage.NOT_ELIGIBLE:
        part = screening.failed[0] if len(screening.failed) == 1 else SEVERAL
    at = screening.at if offer is None else max(offer.at, screening.at)
    return Placed(whose, at, stands, screening.offer, part)


@dataclass(frozen=True)
class Step:
    """One number of the flow, and the women it counts.

    Attributes:
        key: what stands for it in an address.
        label: what it says.
        depth: 0 for everybody; each number is the sum of those one deeper that follow it.
        women: those it counts, the latest first.
    """

    key: str
    label: str
    depth: int
    women: Sequence[Placed]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.women)


#: Words of each place.
LABELS: dict[Stage, str] = {
    Stage.OFFERED: "Not decided yet",
    Stage.DECLINED_SCREENING: "Declined screening",
    Stage.INCOMPLETE: "Answers missing",
    Stage.NOT_ELIGIBLE: "Not eligible",
    Stage.ELIGIBLE: "Not yet asked, or not yet said",
    Stage.CONSENTED: "Takes part",
    Stage.CANNOT_CONSENT: "Cannot consent now",
    Stage.DECLINED: "Does not want to take part",
}

#: The flow from the top: a place, or several that one number stands for, with the key, the words and the depth.
_ORDER: tuple[tuple[str, str, int, tuple[Stage, ...]], ...] = (
    ("all", "Women offered the programme", 0, tuple(Stage)),
    *((one, LABELS[one], 1, (one,)) for one in (Stage.OFFERED, Stage.DECLINED_SCREENING)),
    ("screened", "Screened", 1, SCREENED),
    *((one, LABELS[one], 2, (one,)) for one in (Stage.INCOMPLETE, Stage.NOT_ELIGIBLE)),
    ("found_eligible", "Eligible", 2, FOUND_ELIGIBLE),
    *((one, LABELS[one], 3, (one,)) for one in FOUND_ELIGIBLE),
)


def steps(women: Sequence[Placed], words: Mapping[Stage, Mapping[str, str]]) -> list[Step]:
    """Return every number of the flow, from the top.

    Args:
        women: everybody, as :func:`placed` gives them.
        words: for places that are divided, the words of each part. A part that nobody stands in is left out; one
            without words stands under its own name.
    """
    out = []
    for key, label, depth, stages in _ORDER:
        here = [one for one in women if one.stage in stages]
        out.append(Step(str(key), label, depth, here))
        if len(stages) == 1 and stages[0] in words:
            out += _parts(stages[0], here, words[stages[0]], depth + 1)
    return out


def _parts(of: Stage, women: Sequence[Placed], words: Mapping[str, str], depth: int) -> Iterable[Step]:
    there = dict.fromkeys([*words, *(one.part for one in women)])
    for part in there:
        here = [one for one in women if one.part == part]
        if here:
            yield Step(f"{of}.{part}", words.get(part, part), depth, here)
