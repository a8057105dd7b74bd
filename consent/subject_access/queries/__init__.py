"""Reading requests, what was gathered for them, and how long there is."""

from consent.subject_access.queries.gathered import (
    Progress,
    as_it_stands,
    others_who_hold,
    part_of,
    progress,
    record_of,
    records_of,
    suggested,
    with_passages,
)
from consent.subject_access.queries.requests import (
    Standing,
    appointment_to_come,
    files,
    her_requests,
    known_file,
    open_request,
    own_request,
    standing,
    standings,
    to_shorten,
    whom,
)

__all__ = [
    "Progress",
    "Standing",
    "appointment_to_come",
    "as_it_stands",
    "files",
    "her_requests",
    "known_file",
    "open_request",
    "others_who_hold",
    "own_request",
    "part_of",
    "progress",
    "record_of",
    "records_of",
    "standing",
    "standings",
    "suggested",
    "to_shorten",
    "whom",
    "with_passages",
]
