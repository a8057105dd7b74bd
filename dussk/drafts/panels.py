"""What Today says of what she has typed and not saved."""

from itertools import islice
from typing import Any

from dussk.access.http import StaffRequest
from dussk.drafts import closed

_MOST = 5


def not_saved(request: StaffRequest) -> dict[str, Any] | None:
    """Her latest drafts, and whether there are more; nothing where there are none."""
    drafts = list(islice(closed.not_saved(request), _MOST + 1))
    return {"drafts": drafts[:_MOST], "more": len(drafts) > _MOST} if drafts else None
