"""What the invented plans say. Days are counted back from today; a negative number is to come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepText:
    """A step: set, due, done or dropped so many days ago."""

    what: str
    who: str = "together"
    worker: str = ""
    ago: int = 60
    due: int | None = None
    done: int | None = None
    dropped: int | None = None
    why: str = ""
    outcome: str = ""
    other: str = ""


@dataclass(frozen=True)
class GoalText:
    """A goal with its steps."""

    what: str
    area: str = ""
    her_words: str = ""
    tier: int | None = None
    kind: str = ""
    ago: int = 60
    end: str = ""
    ended: int = 0
    why: str = ""
    steps: tuple[StepText, ...] = ()


@dataclass(frozen=True)
class VersionText:
    """A version that was put to her: how she agreed ("": she has not), and what became of it."""

    ago: int
    how: str = ""
    countersigned: int | None = None
    otherwise: str = ""
    taken_back: int | None = None


@dataclass(frozen=True)
class ReviewText:
    """A review that was held, and when the next was to be."""

    ago: int
    her_words: str
    note: str = ""
    next: int | None = None
    with_her: bool = True


@dataclass(frozen=True)
class PlanText:
    """A plan. ``crisis``: how it begins, what helps, who she can turn to, how she keeps safe."""

    woman: str
    by: str
    ago: int
    wants: str
    strengths: str = ""
    crisis: tuple[str, str, str, str] = ("", "", "", "")
    review: int | None = None
    ended: int | None = None
    ended_why: str = ""
    goals: tuple[GoalText, ...] = ()
    versions: tuple[VersionText, ...] = ()
    reviews: tuple[ReviewText, ...] = ()


PLANS: tuple[PlanText, ...] = (
    PlanText(
        "kelly",
        "jo",
        75,
        "My own front door. Somewhere my mum can come for a cup of tea and not be ashamed.",
        "Up before anybody when it matters. Knows every hostel in town and who runs it. Her mum picks up the phone"
        " whatever the hour.",
        (
            "I stop answering my phone. I sleep in the day and walk at night.",
            "Somebody sitting with me without asking. A bath. Being told what day it is.",
            "Mum, before ten. Jo at Lantern House. At night the van.",
            "Stays with Donna on bad nights. Carries naloxone, and so does Donna.",
        ),
        review=-16,
        goals=(
            GoalText(
                "A room with a lock of my own",
                "housing",
                "Not a hostel. I have done hostels.",
                ago=75,
                steps=(
                    StepText("Get a copy of her birth certificate", "worker", "jo", 75, 60, done=64),
                    StepText(
                        "Fill in the housing application", "together", "jo", 70, 45, done=41, outcome="Sent. Ref. 4471."
                    ),
                    StepText("Ring the housing office about the medical letter", "worker", "jo", 12, 0),
                    StepText("See the flat in Mina Road", "together", "jo", 6, -3),
                    StepText(
                        *("Ask at the night shelter", "her", "", 70, 50),
                        dropped=55,
                        why="She does not feel safe there since the spring",
                    ),
                ),
            ),
            GoalText(
                "Less heroin, and a script that holds",
                "substances",
                "I want mornings that are mine.",
                3,
                "prescribing",
                ago=75,
                steps=(
                    StepText("First appointment at Harbour, with Jo in the room", "together", "jo", 75, 66, done=66),
                    StepText("Pick up every day this week", "her", "", 10, 2),
                    StepText("Talk with Rowan about the Tuesday group", "together", "rowan", 10, 1),
                ),
            ),
            GoalText("See my mum every other Sunday", "family", "She said yes.", ago=40, end="reached", ended=9),
        ),
        versions=(VersionText(72, "drawn", countersigned=70), VersionText(3)),
        reviews=(
            ReviewText(40, "It is going. The script is the hard bit.", "Keeps appointments better than ever.", 5),
        ),
    ),
    PlanText(
        "donna",
        "rowan",
        140,
        "To sleep a whole night. And then to do what I keep telling the young ones to do.",
        "Six months stable. People listen to her. She reads everything.",
        (
            "Dreams three nights in a row. Then I want to use before I am awake.",
            "Saying it out loud to somebody. Radio 4. Cold water.",
            "Rowan, Marta, and the number on the fridge.",
            "Phone charged. Door chain on. Not alone on the anniversary.",
        ),
        review=-40,
        goals=(
            GoalText(
                "Therapy for what happened",
                "mental",
                "I am ready to be asked now.",
                3,
                "trauma",
                ago=140,
                steps=(
                    StepText("Talk with Ines about what it would be like", "together", "rowan", 120, 95, done=97),
                    StepText("Write down what helps when it gets too much", "her", "", 60, 30, done=28),
                    StepText("First of the five stabilisation groups", "her", "", 20, -9),
                ),
            ),
            GoalText(
                "Rehab before the winter, if there is a place",
                "substances",
                "",
                4,
                "rehab",
                ago=62,
                steps=(
                    StepText("Ask Fern Lodge how long the list is now", "worker", "rowan", 60, 4),
                    StepText("Visit Fern Lodge for an afternoon", "together", "rowan", 20, -12),
                ),
            ),
            GoalText(
                "A reading group in the drop-in",
                "living",
                "Three of us would come.",
                ago=90,
                end="reached",
                ended=21,
                steps=(StepText("Ask Dilys for the back room on Thursdays", "her", "", 90, 70, done=72),),
            ),
        ),
        versions=(VersionText(138, "paper", countersigned=133), VersionText(50, "drawn", countersigned=49)),
        reviews=(
            ReviewText(90, "I did not think I would still be here.", "The list at Fern Lodge is long.", 50),
            ReviewText(50, "Ask me about the books.", "Steadier every month.", -40),
        ),
    ),
    PlanText(
        "claire",
        "jo",
        110,
        "To be Claire. Not Crystal. And to have the money sorted so nobody has me over a barrel.",
        "Good with figures. Honest about what she cannot do.",
        review=8,
        goals=(
            GoalText(
                "The debts on one page, and a plan for them",
                "responsibility",
                ago=110,
                steps=(
                    StepText("Bring the letters in a bag", "her", "", 110, 100, done=98, outcome="Two bags."),
                    StepText("Sit with the adviser at the law centre", "together", "jo", 90, 60, done=58),
                    StepText("Pay the first five pounds", "her", "", 50, 20, done=22),
                ),
            ),
            GoalText(
                "A dentist who is kind",
                "physical",
                ago=30,
                steps=(StepText("Ring three of them", "worker", "jo", 30, 6),),
            ),
        ),
        versions=(VersionText(109, "typed", countersigned=100), VersionText(30, "said")),
        reviews=(ReviewText(58, "Opening the letters was the worst of it.", "", 8),),
    ),
    PlanText(
        "mo",
        "jo",
        170,
        "My leg to heal.",
        ended=60,
        ended_why="It healed. She wants to plan something else now",
        goals=(
            GoalText(
                "A doctor who looks at it",
                "physical",
                ago=170,
                end="reached",
                ended=70,
                steps=(StepText("Go to the Cedars with Temi", "together", "temi", 165, 150, done=148),),
            ),
        ),
        versions=(VersionText(168, "said", countersigned=160),),
    ),
    PlanText(
        "mo",
        "jo",
        58,
        "A bit of garden, and to be left in peace.",
        "Fifty-two years of managing.",
        ("", "", "The Tuesday women. Jo.", "Home by ten."),
        review=-30,
        goals=(
            GoalText(
                "An allotment, or half of one",
                "living",
                "I had beans once.",
                ago=58,
                steps=(
                    StepText(
                        "Ask the council how long the wait is", "worker", "jo", 55, 40, done=38, outcome="Two years."
                    ),
                    StepText(
                        *("Ask the women at St Agnes whether they share", "other", "", 38, -1),
                        other="Ruth from the church",
                    ),
                ),
            ),
        ),
        versions=(VersionText(56, "drawn", countersigned=50),),
    ),
    PlanText(
        "nikki",
        "marta",
        35,
        "To feel safe in my own flat again.",
        "Her dog. Her neighbour across the landing.",
        (
            "Every sound on the stairs.",
            "The dog on the bed. Lights on.",
            "Marta. The neighbour, any time.",
            "Alarm by the door. A bag packed at her neighbour’s.",
        ),
        review=-20,
        goals=(
            GoalText(
                "A lock that he cannot open",
                "housing",
                ago=35,
                steps=(
                    StepText("Ask the housing officer for the lock change", "worker", "marta", 35, 28, done=27),
                    StepText("Talk about an order, only if she wants", "together", "marta", 20, 3),
                ),
            ),
            GoalText("Sleep", "mental", "", 1, "mental_health", ago=35),
        ),
        versions=(VersionText(4, "drawn"),),
    ),
    PlanText(
        "sian",
        "rowan",
        50,
        "Have my daughters at weekends.",
        "Never missed a contact visit.",
        review=-6,
        goals=(
            GoalText(
                "Weekends with my daughters",
                "family",
                "They ask for me.",
                ago=50,
                steps=(
                    StepText("Letter for the review from Lantern House", "worker", "rowan", 30, 0),
                    StepText("Parenting course, Wednesdays", "her", "", 45, -30),
                ),
            ),
        ),
        versions=(VersionText(2, "said"),),
    ),
    PlanText(
        "shaz",
        "jo",
        20,
        "Stop the van money running my life.",
        review=-10,
        goals=(GoalText("Benefits that come on the day they should", "responsibility", ago=20),),
        versions=(
            VersionText(15, taken_back=9),
            VersionText(9, otherwise="Take out the bit about the debts. That is my business."),
        ),
    ),
    PlanText(
        "jess",
        "jo",
        6,
        "I don’t know yet. Just not this.",
        crisis=("When it gets quiet.", "Tea. Not talking.", "Whoever is on the van.", ""),
    ),
    PlanText(
        "rosa",
        "jo",
        12,
        "Aprender inglês e falar sozinha com o médico. (To learn English, and to talk to the doctor by myself.)",
        "Speaks four languages, only not this one.",
        goals=(
            GoalText(
                "English lessons in the morning",
                "living",
                ago=12,
                steps=(StepText("Ask the college when the next course begins", "worker", "jo", 12, 1),),
            ),
        ),
    ),
)
