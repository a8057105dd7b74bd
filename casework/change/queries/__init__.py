"""Reading her way over years, her areas over time, and what is to be reviewed."""

from casework.change.queries.areas import Areas, areas_over_time
from casework.change.queries.journey import Entry, Marked, Way, earlier_texts, mark_of, marks_of, way_of
from casework.change.queries.timeline import put_on_timeline

__all__ = [
    "Areas",
    "Entry",
    "Marked",
    "Way",
    "areas_over_time",
    "earlier_texts",
    "mark_of",
    "marks_of",
    "put_on_timeline",
    "way_of",
]
