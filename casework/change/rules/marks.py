"""Models of change, and what they are called. None is linear, and none is a goal that anybody is measured by.

Source: 004, "The cycle of change and its impact on exiting", Hester & Westmarland (2004), Sanders (2006).
"""

from enum import StrEnum


class Scale(StrEnum):
    """Which of the models a mark is of."""

    CYCLE = "cycle"
    PHASE = "phase"
    TURNING = "turning"
    TRANSITION = "transition"


MARKS: dict[Scale, dict[str, str]] = {
    Scale.CYCLE: {
        "pre_contemplation": "Pre-contemplation",
        "contemplation": "Contemplation",
        "decision": "Decision",
        "action": "Action",
        "maintenance": "Maintenance",
        "relapse": "Lapse or relapse",
    },
    Scale.PHASE: {
        "vulnerability": "Vulnerability",
        "chaos": "Chaos",
        "stabilisation": "Stabilisation",
        "moving_on": "Moving on",
        "post_exit": "Post exit",
    },
    Scale.TURNING: {
        "overdose": "An overdose that nearly killed her",
        "children": "Children taken into care",
        "violence": "Extreme violence",
        "pregnancy": "Pregnancy",
        "other_turning": "Something else",
    },
    Scale.TRANSITION: {
        "reactionary": "Reactionary",
        "gradual": "Gradual planning",
        "natural": "Natural progression",
        "yo_yoing": "Yo-yoing",
    },
}

#: What each model is called, and what it is for, in our own words.
SCALES: dict[Scale, tuple[str, str]] = {
    Scale.CYCLE: ("Cycle of change", "Where she stands with one change, as you see it with her."),
    Scale.PHASE: ("Phase", "How her life stands as a whole. Women move between these in any order."),
    Scale.TURNING: ("Turning point", "A crisis from which something can begin to change."),
    Scale.TRANSITION: ("Kind of transition", "How she is moving on, where she is."),
}

#: Sanders (2006): what set each kind of transition off for women who worked on the street. Examples, not conditions.
TRIGGERS: dict[str, str] = {
    "reactionary": "After violence, ill health, prison, a pregnancy, or a child removed. Often it is for a time.",
    "gradual": "With a drug treatment programme, a new home, welfare support, or a therapeutic relationship.",
    "natural": "Out of a wish for another, safer life without drugs, or worry about how the work has become.",
    "yo_yoing": "In and out: after treatment or support that did not carry, or in step with courts and prison.",
}

#: Where each of the documents says it.
SOURCES: dict[Scale, str] = {
    Scale.CYCLE: "Prochaska and others (1998), in “Working with Sex Workers: Exiting”, UK Network of Sex Work Projects",
    Scale.PHASE: "Hester and Westmarland (2004)",
    Scale.TURNING: "Hester and Westmarland (2004)",
    Scale.TRANSITION: "Sanders (2006)",
}

#: Turning points that only their note says.
IN_WORDS_ONLY = frozenset({"other_turning"})


def words(scale: Scale, mark: str) -> str:
    """What a mark is called."""
    return MARKS[scale][mark]


def comes_round(scale: Scale, before: str | None, now: str) -> bool:
    """Whether somebody is again at a stage or a phase that lies before the last one that was noted.

    It is part of the way, and no step down: each round makes the next one likelier to hold (004). Turning points and
    transitions have no order.
    """
    if before is None or scale not in (Scale.CYCLE, Scale.PHASE):
        return False
    order = list(MARKS[scale])
    return order.index(now) < order.index(before)
