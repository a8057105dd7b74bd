"""How a file came to be by bringing a caseload in, told to her when she asks; and what of that is not told."""

from casework.clients.kinds import Kind, exempt, register
from casework.clients.queries import WrittenKind
from casework.clients.telling import Line, Telling
from casework.importing.models import BroughtIn, ImportBatch, ImportFinding
from dussk.access.categories import Category


def _from(_row: BroughtIn) -> Line:
    return "Where your file came from", "A list that we kept before we used this computer system"


_FULL = Telling(
    labels={"line": "Line of that list"},
    left_out={"batch": "the list itself: it is about other women too, and no part of it is kept once it is brought in"},
    first=_from,
)


def put_in_place() -> None:
    """Register them; called once, when the app starts."""
    brought = WrittenKind("Brought in with a caseload")
    hers = "How your file came to be"
    register(Kind("brought-in", BroughtIn, Category.CASEWORK, lambda: brought, hers, full=_FULL, besides=True))
    others = "a list of many women, for managers to look at: gone in a day, and told by the files that came of it"
    exempt(ImportBatch, others)
    exempt(ImportFinding, others)
