"""What a manager found about an emergency, told to her in full when she asks, and to no other agency."""

from casework.clients.kinds import Kind, register
from casework.clients.queries import WrittenKind
from casework.clients.telling import Line, Telling
from casework.looking.models import EmergencyReview
from dussk.access.categories import Category
from dussk.ui import when

_TOLD = {
    EmergencyReview.Told.TOLD: "You were told",
    EmergencyReview.Told.NOT_YET: "You were not told yet",
    EmergencyReview.Told.UNSAFE: "It was not safe to tell you",
}


def _which(row: EmergencyReview) -> Line:
    return "The time when your file was opened", f"{when.on(row.access.starts)}, {when.at(row.access.starts)}"


def _told(row: EmergencyReview) -> str:
    return _TOLD.get(EmergencyReview.Told(row.told), "") if row.told else ""


_FULL = Telling(
    labels={
        "finding": "What the manager found",
        "why": "Why",
        "told": "Whether you were told",
        "told_on": "When you were told",
        "told_by": "Who told you",
        "told_words": "Why you were not told",
        "closed_at": "Finished",
        "closed_by": "Finished by",
    },
    left_out={"access": "which emergency it is about: told by its day"},
    words={"told": _told},
    first=_which,
    loads=("access",),
)


def put_in_place() -> None:
    """Register it; called once, when the app starts."""
    found = WrittenKind("Reviews of emergencies")
    hers = "What we found when we looked at an emergency again"
    register(
        Kind(
            "reviews",
            EmergencyReview,
            Category.VIEW_LOG,
            lambda: found,
            hers,
            full=_FULL,
            besides=True,
            whose="owner",
        )
    )
