"""What can be left out of what she takes home, what each part means, and the words that give a part away.

``domain.md``: partners, buyers and pimps read phones and post. A line that says too little is asked about next week;
one that says too much may be read by whoever she lives with. So every list here errs on the side of leaving out, and
the worker is told what was left out before anything is printed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from casework.assessments.rules import Area


class Edition(StrEnum):
    """For whom a paper is."""

    FILE = "file"
    HERS = "hers"


class Part(StrEnum):
    """What can be left out of her edition, so that nobody at home can use it against her."""

    SERVICE = "service"
    WORKERS = "workers"
    HER_NAME = "her_name"
    SEX_WORK = "sex_work"
    SUBSTANCES = "substances"
    TREATMENT = "treatment"
    MENTAL_HEALTH = "mental_health"
    SAFETY = "safety"
    FAMILY = "family"
    OTHER_PEOPLE = "other_people"
    DATES = "dates"
    CRISIS = "crisis"


PARTS: dict[Part, str] = {
    Part.SERVICE: "Who we are",
    Part.WORKERS: "Workers’ names",
    Part.HER_NAME: "Her name",
    Part.SEX_WORK: "Sex work",
    Part.SUBSTANCES: "Drugs and alcohol",
    Part.TREATMENT: "Treatment",
    Part.MENTAL_HEALTH: "Mental health",
    Part.SAFETY: "Violence, police and leaving",
    Part.FAMILY: "Children and family",
    Part.OTHER_PEOPLE: "Other people",
    Part.DATES: "Dates",
    Part.CRISIS: "When things get hard",
}

MEANS: dict[Part, str] = {
    Part.SERVICE: "The charity’s name and colour, and every line that names it, another service or her help. "
    "It looks like anybody’s list.",
    Part.WORKERS: "Who does something with her is not named, nor who printed it, nor that there is somebody.",
    Part.HER_NAME: "None of her names.",
    Part.SEX_WORK: "Every line that speaks of it, or of sexual health.",
    Part.SUBSTANCES: "Goals about substance use, and every line that speaks of it.",
    Part.TREATMENT: "Goals that are treatment, and every line that speaks of it or names a service.",
    Part.MENTAL_HEALTH: "Goals about it, and every line that speaks of it.",
    Part.SAFETY: "Every line that speaks of a partner, fear, violence, the police, court, a refuge or leaving.",
    Part.FAMILY: "Goals about it, and every line that speaks of her children or of social services.",
    Part.OTHER_PEOPLE: "Goals about friends, who else does something, and who she can turn to.",
    Part.DATES: "No days: not by when, not the next review, not when it was printed, and no line that names one.",
    Part.CRISIS: "How a crisis begins, what helps, who she can turn to and how she keeps safe.",
}

#: The area whose goals go with a part.
AREA_OF: dict[Part, Area] = {
    Part.SUBSTANCES: Area.SUBSTANCES,
    Part.MENTAL_HEALTH: Area.MENTAL,
    Part.FAMILY: Area.FAMILY,
    Part.OTHER_PEOPLE: Area.FRIENDS,
}

#: The kinds of help whose goals go with a part, whatever their words are.
KINDS_OF: dict[Part, frozenset[str]] = {
    Part.SEX_WORK: frozenset({"sexual_health"}),
    Part.SUBSTANCES: frozenset(
        {"needle_exchange", "advice", "triage", "prescribing", "day_programme", "detox", "rehab"}
    ),
    Part.MENTAL_HEALTH: frozenset({"mental_health", "trauma"}),
    Part.SAFETY: frozenset({"violence"}),
    Part.FAMILY: frozenset({"maternity", "social_care"}),
}

#: With any of these, nothing of the paper's own says that somebody works with her.
ALONE = frozenset({Part.SERVICE, Part.WORKERS})

#: What is left out of her edition until she was asked: everything but the days.
CAUTIOUS = frozenset(Part) - {Part.DATES}


@dataclass(frozen=True)
class Choice:
    """What she wants left out.

    Attributes:
        parts: of the plan.
        words: which never stand on it.
        no_paper: she takes none home.
        asked: whether she was asked; otherwise it is the cautious one.
    """

    parts: frozenset[Part] = CAUTIOUS
    words: tuple[str, ...] = ()
    no_paper: bool = False
    asked: bool = False


def both(choices: Iterable[Choice]) -> Choice:
    """What several leave out together, as where two files were joined; the cautious one where there is none."""
    every = list(choices)
    if not every:
        return Choice()
    words = dict.fromkeys(word for one in every for word in one.words)
    parts = frozenset(part for one in every for part in one.parts)
    return Choice(parts, tuple(words), any(one.no_paper for one in every), asked=True)
