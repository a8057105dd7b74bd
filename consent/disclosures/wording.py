"""What a release is called to staff: what is missing, what is wrong with a ground, and whom a recipient resembles."""

from consent.agreements.rules import Ground
from consent.disclosures.rules import CONSENT, Fault, How, Missing, Near, Part

MISSING = {
    Missing.GROUND: "on what ground it is made",
    Missing.WHY: "why it is needed",
    Missing.ARTICLE_6: "what the law allows it by (Article 6)",
    Missing.ARTICLE_9: "what allows it where it is about health, sex life or the like (Article 9), or that nothing is",
    Missing.SCHEDULE_1: "the condition of schedule 1 that this Article 9 reason needs",
    Missing.TALKED: "whether somebody talked with her first, or why nobody did",
}

FAULT = {
    Fault.NO_YES: (
        "She has no standing yes to telling them: go through consent with her, so that she can say so on the form, or"
        " choose another ground, if one is there"
    ),
    Fault.NOT_ON_FORM: "The form that she signed does not name ground G, so nothing is released on it",
    Fault.NOT_TALKED: (
        "Ground E is her own permission for exactly this: say when somebody talked with her, and what she said"
    ),
    Fault.TAKEN_BACK: (
        "Since somebody talked with her about this, she has taken back what let us tell them, so her permission does"
        " not stand any more. Nothing was done: talk with her again"
    ),
}

#: Grounds in a word or two, for a list to choose from on a phone.
GROUNDS = {
    CONSENT: "Her consent",
    Ground.CHILD: "A: a child",
    Ground.ADULT_HARM: "B: another adult",
    Ground.VULNERABLE_ADULT: "C: an adult at risk",
    Ground.SELF_HARM: "D: self-harm",
    Ground.PERMISSION: "E: her permission",
    Ground.COURT: "F: a court",
    Ground.REPUTATION: "G: our good name",
}

_PART = {Part.AGENCY: "The agency", Part.PERSON: "The person there", Part.ASKED: "Who asked"}

_HOW = {
    How.SAME: "is the same name as",
    How.SHORT_FORM: "may be a form of the same name as",
    How.SOUNDS: "sounds like",
    How.SPELT: "is spelt nearly as",
    How.FAMILY: "has the surname of",
    How.FIRST_NAME: "has the first name of",
}


def in_words(near: Near) -> str:
    """Whom a recipient resembles and how, as a sentence without its full stop. Typed names stand in it as they are."""
    who = f"“{near.listed.name}”"
    if near.listed.relationship:
        who += f" ({near.listed.relationship})"
    if near.how is How.ROLE:
        return f"{_PART[near.part]}: nobody is named in “{near.typed}”, and {who} does or is the same"
    words = f": “{near.word}”, “{near.listed_word}”" if near.word and near.word != near.listed_word else ""
    return f"{_PART[near.part]}: “{near.typed}” {_HOW[near.how]} {who}{words}"
