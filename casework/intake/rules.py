"""What follows from the answers of a screening, and where a woman stands in the recruitment flow.

Source: ``001``, recruitment and screening; figures in ``tests/casework/intake``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto


class Said(StrEnum):
    """An answer to one criterion."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Result(StrEnum):
    """What the answers of a screening come to."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Standard:
    """One of the criteria that every agency begins with. ``failed`` and ``missing`` can be read to her."""

    code: str
    question: str
    failed: str
    missing: str
    is_of_age: bool = False


STANDARD_WHY = "The criteria of the study that the programme comes from."

#: The study's criteria (``001``; the age from its published paper): version 1 of every agency. A data migration
#: (casework 0011) says them once more, for agencies that were at work before.
STANDARD_CRITERIA = (
    Standard(
        "woman",
        "Is she a woman?",
        "The programme is for women only.",
        "We still need to ask you whether you are a woman.",
    ),
    Standard(
        "age",
        "Is she 18 or over?",
        "The programme is for people who are 18 or over. We will look with you for help that is meant for your age.",
        "We still need to know whether you are 18 or over.",
        is_of_age=True,
    ),
    Standard(
        "selling",
        "Has she sold sex on the street at least once a week in the last calendar month?",
        "The programme is for women who sold sex on the street at least once a week in the last calendar month.",
        "We still need to know how often you sold sex on the street in the last calendar month.",
    ),
    Standard(
        "using",
        "Has she used heroin or crack cocaine at least once a week in the last calendar month?",
        "The programme is for women who used heroin or crack at least once a week in the last calendar month.",
        "We still need to know how often you used heroin or crack in the last calendar month.",
    ),
)


class Stage(StrEnum):
    """Where a woman stands in the recruitment flow, by the latest that is known of her."""

    OFFERED = auto()  # offered, and she has not said yes or no
    DECLINED_SCREENING = auto()
    INCOMPLETE = auto()  # screened, and an answer is still missing
    NOT_ELIGIBLE = auto()
    ELIGIBLE = auto()  # and has not yet said whether she takes part
    CONSENTED = auto()
    CANNOT_CONSENT = auto()
    DECLINED = auto()


@dataclass(frozen=True)
class Asked:
    """One criterion of a set, as far as the result goes by it.

    Attributes:
        code: what the set calls it.
        is_of_age: it asks whether she is an adult: anything but yes is a matter of safeguarding first.
    """

    code: str
    is_of_age: bool = False


@dataclass(frozen=True)
class Outcome:
    """The result of a screening.

    Attributes:
        result: what the answers come to. One no is enough, whatever is missing besides; not known is never a no.
        failed: codes of the criteria answered no, in the order of the set.
        missing: codes of those not answered, or not known, in the same order.
        safeguarding: she is, or may be, under 18: safeguarding at once, and no adult pathway.
    """

    result: Result
    failed: tuple[str, ...]
    missing: tuple[str, ...]
    safeguarding: bool


def outcome(criteria: Sequence[Asked], answers: Mapping[str, Said]) -> Outcome:
    """Return what the answers come to; a criterion that is not among ``answers`` is missing."""
    failed = tuple(each.code for each in criteria if answers.get(each.code) is Said.NO)
    missing = tuple(each.code for each in criteria if answers.get(each.code, Said.NOT_KNOWN) is Said.NOT_KNOWN)
    young = any(each.is_of_age and each.code in (*failed, *missing) for each in criteria)
    without_a_no = Result.INCOMPLETE if missing else Result.ELIGIBLE
    return Outcome(Result.NOT_ELIGIBLE if failed else without_a_no, failed, missing, young)


@dataclass(frozen=True)
class Standing:
    """What is known of one woman: her latest offer and her latest screening.

    Attributes:
        declined: she declined screening when it was last offered, and was not screened since.
        result: of her latest screening; None where she was never screened.
        decision: what an eligible woman said: ``consented``, ``declined``, ``cannot``; empty where nothing yet.
    """

    declined: bool
    result: Result | None
    decision: str = ""


_DECISIONS = {"consented": Stage.CONSENTED, "declined": Stage.DECLINED, "cannot": Stage.CANNOT_CONSENT}
_RESULTS = {Result.INCOMPLETE: Stage.INCOMPLETE, Result.NOT_ELIGIBLE: Stage.NOT_ELIGIBLE}


def stage(standing: Standing) -> Stage:
    """Return where she stands. Exactly one: so the numbers of a flow add up."""
    if standing.declined:
        return Stage.DECLINED_SCREENING
    if standing.result is None:
        return Stage.OFFERED
    return _RESULTS.get(standing.result) or _DECISIONS.get(standing.decision, Stage.ELIGIBLE)


#: Those who were screened, and those of them who are eligible: each number of a flow is the sum of those below it.
SCREENED = (
    Stage.INCOMPLETE,
    Stage.NOT_ELIGIBLE,
    Stage.ELIGIBLE,
    Stage.CONSENTED,
    Stage.CANNOT_CONSENT,
    Stage.DECLINED,
)
FOUND_ELIGIBLE = (Stage.ELIGIBLE, Stage.CONSENTED, Stage.CANNOT_CONSENT, Stage.DECLINED)


def ask_again_is_due(on: date | None, today: date) -> bool:
    """Whether the day has come to ask a woman again who could not consent."""
    return on is not None and on <= today


def counted(stages: Iterable[Stage]) -> dict[Stage, int]:
    """How many women stand where; every stage is there, also with nobody."""
    counts = dict.fromkeys(Stage, 0)
    for each in stages:
        counts[each] += 1
    return counts
