"""How assessments are told where somebody has to say whose they are (undoing a joining)."""

from casework.assessments.models import Assessment
from casework.clients.queries import WrittenKind, register_written
from dussk.ui import when


def _assessment(row: Assessment) -> str:
    begun = f"Begun on {when.on(row.started_on, short=True)}"
    if row.completed_on is not None:
        by = row.get_completed_by_display().lower()
        return f"{begun}, completed on {when.on(row.completed_on, short=True)} by {by}: {row.project}"
    return f"{begun}, {'left unfinished' if row.left_at else 'not completed yet'}: {row.project}"


def put_in_place() -> None:
    """Register it; called once, when the app starts."""
    register_written("casework_assessment", WrittenKind("Assessments", _assessment))
