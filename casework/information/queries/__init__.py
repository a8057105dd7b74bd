"""Reading the information sheet. Every query here runs behind the wall."""

from casework.information.queries.before import corrections
from casework.information.queries.dates import coming, put_on_timeline
from casework.information.queries.lists import (
    LISTED,
    LISTS,
    Listed,
    current,
    earlier,
    entries,
    lists_of,
    people_named,
)
from casework.information.queries.sheets import (
    ALL_FIELDS,
    AT_A_GLANCE,
    FIELDS,
    Line,
    Part,
    beside,
    history,
    mark_of_both,
    otherwise,
    parts,
    sheet_of,
    sheets_of,
    values_of,
)

__all__ = [
    "ALL_FIELDS",
    "AT_A_GLANCE",
    "FIELDS",
    "LISTED",
    "LISTS",
    "Line",
    "Listed",
    "Part",
    "beside",
    "coming",
    "corrections",
    "current",
    "earlier",
    "entries",
    "history",
    "lists_of",
    "mark_of_both",
    "otherwise",
    "parts",
    "people_named",
    "put_on_timeline",
    "sheet_of",
    "sheets_of",
    "values_of",
]
