"""What Today says of what she has typed and not saved."""

from itertools import islice
from typing import Any

from dussk.access.http import StaffRequest
from dussk.drafts import closed
from dussk.drafts.reading import beginning

_MOST = 5


def not_saved(request: StaffRequest) -> dict[str, Any] | None:
    """Her latest drafts and how each begins, and whether there are more; nothing where there are none."""
    drafts = list(islice(closed.not_saved(request), _MOST + 1))
    if not drafts:
        return None
    shown = [(draft, beginning(draft.form, draft.fields)) for draft in drafts[:_MOST]]
    return {"drafts": shown, "more": len(drafts) > _MOST}
