"""How plans are told where somebody has to say whose they are. What is in a plan goes with that plan."""

from casework.care_plans.models import CarePlan, Goal, PlanReview, PlanVersion, Step
from casework.care_plans.rules.changes import short
from casework.clients.queries import WrittenKind, register_written
from dussk.ui import when


def _plan(row: CarePlan) -> str:
    ended = f", ended {when.on(row.ended_at, short=True)}" if row.ended_at else ""
    return f"Begun on {when.on(row.made_at, short=True)}{ended}{f': {short(row.wants)}' if row.wants else ''}"


def _goal(row: Goal) -> str:
    return f"{row.get_area_display()}: {row.what}" if row.area else row.what


def _step(row: Step) -> str:
    return f"{row.what} (for: {short(row.goal.what)})"


def _version(row: PlanVersion) -> str:
    return f"Version {row.number}, put to her on {when.on(row.made_at, short=True)}: {row.state_words.lower()}"


def _review(row: PlanReview) -> str:
    said = row.her_words or row.note
    return f"Held on {when.on(row.on, short=True)}{f': {short(said)}' if said else ''}"


def put_in_place() -> None:
    """Register it all; called once, when the app starts."""
    register_written("casework_careplan", WrittenKind("Care plans", _plan))
    register_written("casework_goal", WrittenKind("Goals", _goal))
    register_written("casework_step", WrittenKind("Steps", _step, ("goal",)))
    register_written("casework_planversion", WrittenKind("Versions of care plans", _version))
    register_written("casework_planreview", WrittenKind("Reviews of care plans", _review))
