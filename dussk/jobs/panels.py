"""What Today says of long work."""

from typing import Any

from dussk.access.http import StaffRequest
from dussk.jobs import queries

_MOST = 5


def finished(request: StaffRequest) -> dict[str, Any] | None:
    """What she asked for that is being done, or waits to be fetched; nothing where there is none."""
    jobs = list(queries.to_look_at(request.worker)[: _MOST + 1])
    return {"jobs": jobs[:_MOST], "more": len(jobs) > _MOST} if jobs else None
