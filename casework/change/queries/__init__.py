"""Reading her way over years, her areas over time, and what is to be reviewed."""

from casework.change.queries.areas import Areas, areas_of, areas_over_time
from casework.change.queries.journey import Entry, Marked, Way, earlier_texts, mark_of, marks_of, way_of
from casework.change.queries.reviews import (
    Due,
    Narrowed,
    OfWorker,
    What,
    by_worker,
    keyworkers,
    named,
    of_whom,
    reviews,
    told,
)
from casework.change.queries.timeline import put_on_timeline

__all__ = [
    "Areas",
    "Due",
    "Entry",
    "Marked",
    "Narrowed",
    "OfWorker",
    "Way",
    "What",
    "areas_of",
    "areas_over_time",
    "by_worker",
    "earlier_texts",
    "keyworkers",
    "mark_of",
    "marks_of",
    "named",
    "of_whom",
    "put_on_timeline",
    "reviews",
    "told",
    "way_of",
]
