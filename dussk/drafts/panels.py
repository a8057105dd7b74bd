"""What Today says of what she has typed and not saved."""

from typing import Any

from dussk.access.http import StaffRequest
from dussk.drafts import queries

_MOST = 5


def not_saved(request: StaffRequest) -> dict[str, Any] | None:
    """Her latest drafts, and whether there are more; nothing where there are none."""
    drafts = list(queries.not_saved(request.worker)[: _MOST + 1])
    return {"drafts": drafts[:_MOST], "more": len(drafts) > _MOST} if drafts else None
