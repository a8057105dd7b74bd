"""What the law allows a release by: UK GDPR Articles 6 and 9, and the Data Protection Act 2018, schedule 1.

A list to choose from, in plain words. What is usual for a ground is suggested and never chosen for anybody: whoever
releases something decides, and a manager approves it. It is no legal advice.
"""

from dataclasses import dataclass
from enum import StrEnum

from consent.agreements.rules import Ground


class Article(StrEnum):
    """Where in the law it stands."""

    SIX = "article_6"
    NINE = "article_9"
    SCHEDULE_1 = "schedule_1"


@dataclass(frozen=True)
class Basis:
    """One that can be chosen.

    Attributes:
        article: where it stands.
        label: what it is called.
        meaning: when it fits, in plain words.
        needs_condition: whether the law asks for a condition of schedule 1 besides.
    """

    article: Article
    label: str
    meaning: str
    needs_condition: bool = False


NO_ARTICLE_9 = "9-none"

BASES: dict[str, Basis] = {
    "6-consent": Basis(Article.SIX, "Consent", "She freely said yes to exactly this, and loses nothing by a no."),
    "6-law": Basis(Article.SIX, "The law requires it", "A court order, or an Act that says we must tell."),
    "6-life": Basis(Article.SIX, "Somebody’s life", "To protect somebody’s life, hers or another’s."),
    "6-public": Basis(Article.SIX, "A public task", "A task that the law gives, as to an NHS body."),
    "6-interests": Basis(
        Article.SIX,
        "Legitimate interests",
        "Needed for a good reason, as to safeguard somebody, that weighs more than her privacy here.",
    ),
    NO_ARTICLE_9: Basis(
        Article.NINE,
        "None is needed",
        "Nothing is about health, sex life, ethnic group, religion, politics or sexuality.",
    ),
    "9-consent": Basis(Article.NINE, "Explicit consent", "She said so in clear words, for exactly this."),
    "9-life": Basis(Article.NINE, "Somebody’s life", "To protect a life, where she cannot give consent."),
    "9-care": Basis(
        Article.NINE,
        "Health or social care",
        "To treat or care for her, by somebody bound to secrecy.",
        needs_condition=True,
    ),
    "9-courts": Basis(Article.NINE, "Legal claims and courts", "For a claim, or because a court asks."),
    "9-public": Basis(
        Article.NINE,
        "Substantial public interest",
        "As to safeguard a child, or an adult at risk.",
        needs_condition=True,
    ),
    "s1-care": Basis(
        Article.SCHEDULE_1, "Paragraph 2: health or social care", "With Article 9, health or social care."
    ),
    "s1-law": Basis(Article.SCHEDULE_1, "Paragraph 6: laid down in law", "Needed for a function that an Act gives."),
    "s1-crime": Basis(
        Article.SCHEDULE_1,
        "Paragraph 10: preventing or detecting unlawful acts",
        "Where asking her first would defeat it.",
    ),
    "s1-counselling": Basis(
        Article.SCHEDULE_1,
        "Paragraph 17: counselling",
        "For confidential support, where she cannot be asked.",
    ),
    "s1-safeguarding": Basis(
        Article.SCHEDULE_1,
        "Paragraph 18: safeguarding",
        "To protect a child, or an adult at risk, from harm.",
    ),
    "s1-offences": Basis(
        Article.SCHEDULE_1,
        "Part 3: offences and convictions",
        "Needed besides where it tells of offences.",
    ),
}


def _of(article: Article) -> tuple[str, ...]:
    return tuple(code for code, basis in BASES.items() if basis.article is article)


ARTICLE_6, ARTICLE_9, SCHEDULE_1 = _of(Article.SIX), _of(Article.NINE), _of(Article.SCHEDULE_1)

#: What is usual for each ground. For G there is nothing usual: today's law would rarely support it.
USUAL: dict[str, tuple[str, ...]] = {
    "consent": ("6-consent", "9-consent"),
    Ground.CHILD: ("6-interests", "9-public", "s1-safeguarding"),
    Ground.ADULT_HARM: ("6-life", "6-interests", "9-public", "s1-crime", "s1-safeguarding"),
    Ground.VULNERABLE_ADULT: ("6-interests", "9-public", "s1-safeguarding"),
    Ground.SELF_HARM: ("6-life", "9-life", "9-public", "s1-safeguarding"),
    Ground.PERMISSION: ("6-consent", "9-consent"),
    Ground.COURT: ("6-law", "9-courts"),
    Ground.REPUTATION: (),
}


def usual_for(ground: str) -> tuple[Basis, ...]:
    """What is usual for a ground, to be suggested; nothing where no ground is chosen."""
    return tuple(BASES[code] for code in USUAL.get(ground, ()))
