"""Rules of assessments. Source: 004, appendix 2 (areas and scale), and "Strategies to facilitate exiting" (prompts)."""

from enum import StrEnum

LOWEST, HIGHEST = 1, 5


class Area(StrEnum):
    """The ten areas, in the order of the form."""

    HOUSING = "housing"
    SUBSTANCES = "substances"
    PHYSICAL = "physical"
    SPIRITUAL = "spiritual"
    MENTAL = "mental"
    FAMILY = "family"
    FRIENDS = "friends"
    AGENCIES = "agencies"
    LIVING = "living"
    RESPONSIBILITY = "responsibility"


AREAS: dict[Area, str] = {
    Area.HOUSING: "Housing",
    Area.SUBSTANCES: "Substance misuse",
    Area.PHYSICAL: "Physical health",
    Area.SPIRITUAL: "Spiritual health",
    Area.MENTAL: "Mental health",
    Area.FAMILY: "Relationship + family",
    Area.FRIENDS: "Relationship + friends",
    Area.AGENCIES: "Relationship + agencies",
    Area.LIVING: "Living skills",
    Area.RESPONSIBILITY: "Personal responsibility",
}

SCALE: dict[int, str] = {
    1: "Going very badly",
    2: "Not doing very well",
    3: "Okay",
    4: "Doing well",
    5: "Doing very well",
}


class Prompt(StrEnum):
    """What the guidance asks a comprehensive assessment to cover. None is compulsory."""

    DRUG_TREATMENT = "drug_treatment"
    CRIMINAL_RECORDS = "criminal_records"
    EDUCATION_WORK = "education_work"
    HOUSING = "housing"
    HEALTH = "health"
    MENTAL_HEALTH = "mental_health"
    MONEY = "money"
    FAMILIES = "families"
    ABUSE = "abuse"
    LIFE = "life"
    VIOLENCE = "violence"
    SUBSTANCES = "substances"
    SEX_WORK = "sex_work"
    NIGHT = "night"
