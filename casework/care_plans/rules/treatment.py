"""What women are referred for, and what goals of treatment are of, tier by tier.

Source: ``004``, appendix 3 (tiers of treatment): 1 general services, 2 open access, 3 community treatment in a care
plan, 4 residential. What is none of these, such as a solicitor, has no tier.
"""

from dataclasses import dataclass

TIERS: dict[int | None, str] = {
    1: "Tier 1: general services",
    2: "Tier 2: open access, for anybody who walks in",
    3: "Tier 3: treatment in the community, in a care plan",
    4: "Tier 4: residential",
    None: "No tier",
}

KINDS: dict[int | None, dict[str, str]] = {
    1: {
        "gp": "GP or health centre",
        "hospital": "Hospital",
        "dentist": "Dentist",
        "sexual_health": "Sexual health and contraception",
        "maternity": "Maternity",
        "mental_health": "Mental health",
        "housing": "Housing advice or a tenancy",
        "hostel": "Hostel, night shelter or refuge",
        "money": "Benefits and money",
        "social_care": "Social services",
        "learning": "Education, training and work",
    },
    2: {
        "drop_in": "Drop-in",
        "needle_exchange": "Needle exchange",
        "advice": "Drug and alcohol advice",
        "triage": "Triage: a first talk about treatment",
    },
    3: {
        "prescribing": "Prescribing",
        "day_programme": "Structured day programme",
        "psychosocial": "Psychosocial interventions",
        "trauma": "Trauma therapy",
    },
    4: {
        "detox": "Inpatient detoxification",
        "rehab": "Residential rehabilitation",
    },
    None: {
        "legal": "Legal help",
        "violence": "Help after rape, assault or domestic abuse",
        "practical": "Food, clothes and other practical help",
    },
}

#: What fits nowhere else: there is one in every tier.
OTHER = "other"


@dataclass(frozen=True)
class What:
    """What somebody is referred for: a tier, or none, and a kind."""

    tier: int | None
    kind: str

    @property
    def key(self) -> str:
        """What stands for it in a form: ``3:prescribing``."""
        return f"{'' if self.tier is None else self.tier}:{self.kind}"

    @property
    def words(self) -> str:
        """The kind, as people read it."""
        return "Something else" if self.kind == OTHER else KINDS[self.tier].get(self.kind, self.kind)

    def __str__(self) -> str:
        return f"{self.words} ({self.tier_words.lower()})"

    @property
    def tier_words(self) -> str:
        """The tier, in two words."""
        return "No tier" if self.tier is None else f"Tier {self.tier}"


def fits(tier: int | None, kind: str) -> bool:
    """Whether there is such a kind in such a tier."""
    return tier in KINDS and (kind == OTHER or kind in KINDS[tier])


def read(key: str) -> What | None:
    """What a form means by a key; None where nothing is."""
    tier, colon, kind = key.partition(":")
    if not colon or (tier and not (tier.isascii() and tier.isdigit())):
        return None
    what = What(int(tier) if tier else None, kind)
    return what if fits(what.tier, what.kind) else None


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kind, tier by tier, as a select shows them."""
    return [
        (TIERS[tier], [(What(tier, kind).key, What(tier, kind).words) for kind in (*kinds, OTHER)])
        for tier, kinds in KINDS.items()
    ]
