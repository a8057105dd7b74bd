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
