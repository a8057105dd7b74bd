"""How what her papers leave out is told where somebody has to say whose it is (undoing a joining)."""

from casework.clients.queries import WrittenKind, register_written
from casework.printing.models import PaperChoice
from casework.printing.rules import PARTS, Part


def _choice(row: PaperChoice) -> str:
    if row.no_paper:
        return "She takes no paper home"
    said = [*(PARTS[Part(each)].lower() for each in row.leaves_out), *(f"“{word}”" for word in row.words)]
    return f"Left out: {', '.join(said)}" if said else "Nothing is left out"


def put_in_place() -> None:
    """Register it; called once, when the app starts."""
    register_written("casework_paperchoice", WrittenKind("What papers for her leave out", _choice))
