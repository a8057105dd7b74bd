"""Rules of plans on paper: which edition holds what."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a paper is."""

    FILE = "file"
    HERS = "hers"


class Part(StrEnum):
    """What can be left out of her edition, so that nobody at home can use it against her."""

    SERVICE = "service"
    WORKERS = "workers"
    HER_NAME = "her_name"
    SUBSTANCES = "substances"
    TREATMENT = "treatment"
    MENTAL_HEALTH = "mental_health"
    FAMILY = "family"
    OTHER_PEOPLE = "other_people"
    DATES = "dates"
    CRISIS = "crisis"
