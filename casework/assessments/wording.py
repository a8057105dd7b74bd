"""What the forms of an assessment say, in our own words: what each prompt is about, and each area in plain words.

What a prompt covers follows 004 ("Strategies to facilitate exiting") and, from LIFE on, what the needs assessment found
(002). Cues remind a worker of what might be talked about. None is a question that has to be asked, and none is put to a
woman on her own screen.
"""

from dataclasses import dataclass

from casework.assessments.rules import Area, Prompt


@dataclass(frozen=True)
class Cues:
    """What one prompt is called, and what might be talked about."""

    label: str
    cues: tuple[str, ...]


PROMPTS: dict[Prompt, Cues] = {
    Prompt.DRUG_TREATMENT: Cues(
        "Drug treatment",
        (
            "What she has had: drop-in, needle exchange, prescribing, groups, detox, rehab",
            "What helped and what did not, and what she would like next",
            "Times and places that work for her; women only or mixed; her partner’s treatment",
        ),
    ),
    Prompt.CRIMINAL_RECORDS: Cues(
        "Criminal records",
        (
            "Convictions, cautions and orders that stand in her way, and for what",
            "Court dates, bail, probation, fines",
            "How to tell a college or an employer of them, and what that stirs up",
        ),
    ),
    Prompt.EDUCATION_WORK: Cues(
        "Education, training and work",
        (
            "School and courses, reading and writing, what she is good at",
            "Work she has done, and work or learning she would like",
            "Small first steps to be glad of: a workshop here, a certificate",
        ),
    ),
    Prompt.HOUSING: Cues(
        "Housing",
        (
            "Where she sleeps, with whom, whether it is safe and how long it lasts",
            "Times without a home; hostels, curfews, rules about visitors, children or drug use",
            "Tenancy, arrears, eviction, waiting lists; women-only places, moving away from the area",
        ),
    ),
    Prompt.HEALTH: Cues(
        "General health and wellbeing",
        (
            "GP, dentist and teeth, eyes, pain, injuries that never healed",
            "Sexual health, contraception, pregnancy, smears",
            "Eating and weight, sleep, how she feels about her body",
        ),
    ),
    Prompt.MENTAL_HEALTH: Cues(
        "Mental health",
        (
            "How she has been: low, anxious, memories that come back, voices, sleep",
            "Self-harm or eating, when life feels out of her hands",
            "Diagnoses and whether she agrees with them; medicine; who sees her, and what that is like",
        ),
    ),
    Prompt.MONEY: Cues(
        "Benefits and money",
        (
            "Benefits she has, waits for, or was stopped; an account, identity papers",
            "Debts and to whom, fines, loans, money owed to a dealer",
            "What the week costs, and what she would need to live on without street work",
        ),
    ),
    Prompt.FAMILIES: Cues(
        "Families and relationships",
        (
            "Where her children are, who looks after them, contact, proceedings and dates",
            "Parents, sisters and brothers, others: who is close, who is not, who could be again",
            "Her partner: what is good, what is hard, whether he uses or lives from her work",
        ),
    ),
    Prompt.ABUSE: Cues(
        "Domestic abuse and sexual assault",
        (
            "Whether she is afraid of anybody now, and what would make tonight safer",
            "Abuse by a partner, now or before; rape or assault; what happened in childhood, if she wants to say",
            "Support she has had or wants: SARC, IDVA, refuge, counselling, police or not",
        ),
    ),
    Prompt.LIFE: Cues(
        "Growing up",
        (
            "Whether she was in care, where, and how leaving was",
            "Who was there for her; school; losses",
            "What she is proud of having come through",
        ),
    ),
    Prompt.VIOLENCE: Cues(
        "Violence",
        (
            "From customers, partners, dealers, other people: what happens, how often, when last",
            "What she does to keep safe; warnings about dangerous people, an attack alarm",
            "What she wants done: nothing, a warning to others, police with or without her name",
        ),
    ),
    Prompt.SUBSTANCES: Cues(
        "What she uses, and how",
        (
            "Which: heroin, crack, alcohol, tablets, other; how much, how often, alone or with others",
            "Smoked, injected, taken otherwise; where she injects, wounds, sharing, naloxone at hand",
            "Overdoses, times without, what brings it on and what holds it off",
        ),
    ),
    Prompt.SEX_WORK: Cues(
        "Sex work and safer sex",
        (
            "How old she was when it began, and how it came about",
            "How often, where, with whom; what she will and will not do; whether anybody makes her",
            "Condoms; tests for HIV, hepatitis and infections; hepatitis B jabs; PrEP",
        ),
    ),
    Prompt.NIGHT: Cues(
        "Support at night",
        (
            "Which nights and hours she is out, and what she would use then",
            "Van, drop-in, a place to rest, food, a lift, somebody to ring",
            "What would make the nights safer, and what would let her stay in",
        ),
    ),
}


@dataclass(frozen=True)
class InPlainWords:
    """One area as it stands on her own screen.

    Attributes:
        name: what it is called there, in words that a child of eleven reads.
        asked: the question.
        about: what might belong to it.
    """

    name: str
    asked: str
    about: str


TO_HER: dict[Area, InPlainWords] = {
    Area.HOUSING: InPlainWords(
        "Where I live", "How is it going with where you live?", "A place to sleep, a place that is yours, feeling safe."
    ),
    Area.SUBSTANCES: InPlainWords(
        "Drugs and drink", "How is it going with drugs and drink?", "What you use, your script, cutting down or not."
    ),
    Area.PHYSICAL: InPlainWords(
        "My body", "How is your body?", "Pain, teeth, food, sleep, seeing a doctor, looking after yourself."
    ),
    Area.SPIRITUAL: InPlainWords(
        "What I believe in",
        "How is it going with what you believe in?",
        "Faith, hope, music, being outside, whatever gives you strength.",
    ),
    Area.MENTAL: InPlainWords(
        "How I feel", "How do you feel?", "Your mood, worries, bad memories, getting through the day."
    ),
    Area.FAMILY: InPlainWords(
        "My family", "How is it going with your family?", "Children, parents, a partner, anybody you call family."
    ),
    Area.FRIENDS: InPlainWords(
        "My friends",
        "How is it going with your friends?",
        "People you like, people you trust, people who are good for you.",
    ),
    Area.AGENCIES: InPlainWords(
        "People who work with me",
        "How is it going with the people who work with you?",
        "Us, the drug service, a doctor, the council, the courts.",
    ),
    Area.LIVING: InPlainWords(
        "Day to day", "How is it going day to day?", "Money, cooking, washing, letters, getting to places on time."
    ),
    Area.RESPONSIBILITY: InPlainWords(
        "Running my own life",
        "How is it going with running your own life?",
        "Making up your own mind, doing what you said, asking for help.",
    ),
}
