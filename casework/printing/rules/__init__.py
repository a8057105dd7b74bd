"""Rules of plans on paper: which edition holds what, and which words never stand on hers."""

from casework.printing.rules.editions import (
    HerGoal,
    Hers,
    LeftOut,
    Names,
    Section,
    clashes,
    day_in_words,
    her_edition,
    mark,
    same,
    steps_done,
)
from casework.printing.rules.matching import holds, without
from casework.printing.rules.parts import CAUTIOUS, MEANS, PARTS, Choice, Edition, Part, both

__all__ = [
    "CAUTIOUS",
    "MEANS",
    "PARTS",
    "Choice",
    "Edition",
    "HerGoal",
    "Hers",
    "LeftOut",
    "Names",
    "Part",
    "Section",
    "both",
    "clashes",
    "day_in_words",
    "her_edition",
    "holds",
    "mark",
    "same",
    "steps_done",
    "without",
]
