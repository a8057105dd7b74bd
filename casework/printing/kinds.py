"""What her papers leave out, among the kinds of rows that a woman's file is made of."""

from casework.clients.kinds import Kind, as_written, register
from casework.clients.telling import Telling
from casework.printing.models import PaperChoice
from casework.printing.rules import PARTS, Part
from dussk.access.categories import Category


def _parts(row: PaperChoice) -> str:
    return ", ".join(PARTS[Part(each)] for each in row.leaves_out)


def _words(row: PaperChoice) -> str:
    return ", ".join(row.words)


def _no_paper(row: PaperChoice) -> str:
    return "Nothing is printed for you to take away" if row.no_paper else "You take paper home"


_FULL = Telling(
    labels={
        "leaves_out": "What your paper leaves out",
        "words": "Words that never stand on it",
        "no_paper": "Whether you take paper home",
        "why": "What whoever prints for you should know",
        "ended_at": "Until",
        "ended_by": "Changed by",
    },
    words={"leaves_out": _parts, "words": _words, "no_paper": _no_paper},
)


def put_in_place() -> None:
    """Register it; called once, when the app starts."""
    hers = "What is left out of papers that you take home"
    register(Kind("paper", PaperChoice, Category.CASEWORK, as_written("casework_paperchoice"), hers, full=_FULL))
