"""Sentences as they stand in plans: what each part has to take, and what is harmless and stays."""

import pytest

from casework.care_plans.rules.content import Content, GoalSaid, StepSaid
from casework.printing.rules import Choice, Names, Part, her_edition, holds
from casework.printing.rules.words import WORDS_OF

NAMES = Names(
    service=("Lantern House", "Lantern"),
    others=("Developing Health and Independence", "DHI", "Harbour Drug Service", "Harbour"),
    workers=("Jo Ash", "Jo", "Ash"),
    hers=("Anna",),
    called="Anna",
)

GIVES_AWAY = [
    *(
        (Part.SAFETY, said)
        for said in (
            "Talk about my partner's temper",
            "My boyfriend Dave must not know",
            "My girlfriend shouts",
            "My husband’s family",
            "His wife rang",
            "My ex",
            "If he threatens me, go to Ann",
            "When I get threats",
            "I am afraid at night",
            "I get scared",
            "He scares me",
            "Go to the SARC about it",
            "Leave Dave",
            "leave dave",
            "leaving Dave for good",
            "I left Dave",
            "Leave him",
            "To leave her",
            "moving away from him",
            "beating",
            "the beatings",
            "stop abusing",
            "he was abusive",
            "when he hits out",
            "he strangled me",
            "Ring Women’s Aid",
            "speak to the IDVA",
            "get out of this relationship",
            "go to court on my own",
            "mustn’t know where I live",
            "I was stalked",
        )
    ),
    *(
        (Part.SEX_WORK, said)
        for said in (
            "Customers on Friday nights",
            "Stop seeing clients",
            "sexworker",
            "Sex-work less",
            "go on the game",
            "Come to drop-in, see the van",
            "Come to the dropins",
            "See outreach",
            "HIV test and hep B",
            "STI check",
            "pick up condoms",
            "Fewer punters",
            "my regulars",
        )
    ),
    *(
        (Part.SUBSTANCES, said)
        for said in (
            "I was drugged",
            "Ask about OST",
            "opioids",
            "I use less than before",
            "used on Monday",
            "not using",
            "Drink less",
            "stay off the gear",
        )
    ),
    *(
        (Part.TREATMENT, said)
        for said in ("Ask about OST", "Pick up my script", "Ring DHI Monday", "Go to Harbour", "ring d.h.i.")
    ),
    *((Part.MENTAL_HEALTH, said) for said in ("panic attacks", "when I panic", "I self-harm", "see the psychologist")),
    *(
        (Part.SERVICE, said)
        for said in (
            "Ring DHI Monday",
            "Ask at Lantern",
            "developing health AND independence",
            "Ring my keyworker",
            "Come to the drop-in",
            "see the van",
        )
    ),
    *((Part.WORKERS, said) for said in ("Ring my worker", "Ring Jo", "my key worker knows", "my support-worker")),
    *((Part.FAMILY, said) for said in ("See my kids", "social\nservices", "my daughter’s birthday")),
    *(
        (Part.DATES, said)
        for said in (
            "Ring on Monday",
            "by mon",
            "Sat morning",
            "on sat",
            "in March",
            "by may",
            "before 3 may",
            "May 3",
            "on the 3rd",
            "on the 21 st",
            "by 3/12",
            "by 3/12/26",
            "12.3.2027",
            "2027-03-12",
            "in 2027",
            "Every Tues",
            "Octo-\nber",
            "3dec",
        )
    ),
]

HARMLESS = [
    "A flat of my own, with a door that locks",
    "Learn to swim",
    "Cook for everyone",
    "Fill in the form",
    "Leave the window open",
    "Leave early to catch the bus",
    "leave it at that",
    "I may go for a walk",
    "March on, and sing",
    "I sat in the sun",
    "A walk by the water",
    "Get my driving licence",
    "Buy a coat and two pairs of boots",
    "Sleep eight hours",
    "Paint the kitchen green",
    "My sister Ruth makes me laugh",
    "Write to the council about the damp",
    "Save £5 a week",
    "Read 20 pages a night",
    "Have my teeth seen to",
    "An example of excellent bread",
    "Post the letter",
]


def left(said: str, *parts: Part) -> str:
    """What is left of a plan that says this and nothing else."""
    hers = her_edition(Content(wants=said), Choice(frozenset(parts), asked=True), NAMES)
    return " ".join(hers.words()).replace("Anna", "").strip()


@pytest.mark.parametrize(("part", "said"), GIVES_AWAY)
def test_a_part_takes_what_gives_it_away(part: Part, said: str) -> None:
    assert left(said, part) == ""
    assert left(f"A dog.\n{said}\nA cat.", part).split() == ["A", "dog.", "A", "cat."]
    assert left(said.upper(), part) == ""


@pytest.mark.parametrize("said", HARMLESS)
def test_what_is_harmless_stays_whatever_is_left_out(said: str) -> None:
    every = set(Part) - ({Part.DATES} if said.startswith("March") else set())  # a month, for all that one can see
    assert left(said, *every) == said


def test_with_nothing_left_out_all_of_it_stays() -> None:
    for _part, said in GIVES_AWAY:
        assert left(said) == said.replace("\n", " ")


def test_goals_and_steps_and_who_does_them_are_looked_at_too() -> None:
    steps = (StepSaid("Post it", "other", "Kim, by mon"), StepSaid("Leave Dave"), StepSaid("Sing", "her"))
    plan = Content(
        goals=(GoalSaid("", "Leave dave"), GoalSaid("", "Hand in", her_words="By 3/4\nIt helps", steps=steps))
    )
    hers = her_edition(plan, Choice(frozenset({Part.SAFETY, Part.DATES}), asked=True), NAMES)
    (goal,) = (goal for section in hers.sections for goal in section.goals)
    assert (goal.what, goal.words, goal.steps) == ("Hand in", ("It helps",), (("Post it", ""), ("Sing", "Me")))
    left_out = {one.text: one.why for one in hers.left_out}
    assert left_out["Leave Dave"] == "Violence, police and leaving: leaving somebody"
    assert left_out["By 3/4"] == "Dates: a day"


def test_phrases_are_each_their_own() -> None:
    """A phrase that is broken over two lines of the list is none that anybody writes."""
    for words in WORDS_OF.values():
        for word in words:
            assert holds(f"and {word} too", [word]) == word
            assert len(word.split()) <= 3, word
