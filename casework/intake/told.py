"""How offers and screenings are told where somebody has to say whose they are (undoing a joining)."""

from casework.clients.queries import WrittenKind, register_written
from casework.intake.models import Recruitment, Screening
from dussk.ui import when


def _offer(row: Recruitment) -> str:
    at = f"{row.get_setting_display()}, {when.on(row.at, short=True)}, {when.at(row.at)}"
    return f"{at}: {row.get_answer_display().lower()}{f'. {row.note}' if row.note else ''}"


def _screening(row: Screening) -> str:
    """Not asked for: a screening goes with its offer."""
    return f"Screened on {when.on(row.at, short=True)}"


def put_in_place() -> None:
    """Register it all; called once, when the app starts."""
    register_written("casework_recruitment", WrittenKind("Offers of the programme", _offer))
    register_written("casework_screening", WrittenKind("Screenings", _screening))
