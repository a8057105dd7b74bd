"""How marks on her way are told: where somebody has to say whose they are, and in full to her."""

from typing import Any

from casework.change.models import JourneyMark
from casework.change.rules import cues
from casework.change.rules.marks import SCALES
from casework.change.rules.when import Exactness, When
from casework.clients.kinds import Kind, as_written, register
from casework.clients.queries import WrittenKind, register_written
from casework.clients.telling import Telling
from dussk.access.categories import Category

_TABLE = "casework_journeymark"
#: What is chosen among staff, said to her, where it is about her.
_MARKS = {
    "overdose": "An overdose that nearly killed you",
    "children": "Your children were taken into care",
    "violence": "Extreme violence against you",
}
_MODELS = {
    "cycle": "The stages of making a change, and going round them again",
    "phase": "Phases of life that women move between",
    "turning": "A turning point",
    "transition": "How you were moving on",
}


def _when(row: Any) -> str:
    """Asked of a row and of what it said before, which has its columns and nothing else."""
    return str(When(row.on, Exactness(row.exactness)))


def _mark(row: JourneyMark) -> str:
    """Among staff: "Cycle of change, March 2024: Contemplation. Note"."""
    said = f"{SCALES[row.of][0]}, {_when(row)}: {row.get_mark_display()}"
    return f"{said}. {row.note}" if row.note else said


def _which(row: Any) -> str:
    return _MARKS.get(row.mark) or str(row.get_mark_display())


def _model(row: Any) -> str:
    return _MODELS[row.scale]


def _seen(row: Any) -> str:
    return "; ".join(cues.in_words(row.cues, to_her=True))


_FULL = Telling(
    labels={
        "scale": "What it is about",
        "mark": "What your worker noted",
        "on": "When",
        "cues": "What your worker saw",
        "mistake_at": "Found to be a mistake",
        "mistake_by": "Who said so",
    },
    left_out={"exactness": "how exactly the day is known: told by the day itself"},
    words={"scale": _model, "mark": _which, "on": _when, "cues": _seen},
)


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    register_written(_TABLE, WrittenKind("Marks on her journey", _mark))
    hers = "What we noted of your way over the years"
    register(Kind("journey", JourneyMark, Category.CASEWORK, as_written(_TABLE), hers, at="on", full=_FULL))
