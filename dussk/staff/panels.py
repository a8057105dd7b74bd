"""What the first page says about staff: the approvals that wait for her."""

from typing import Any

from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.staff import queries


def waiting(request: StaffRequest) -> dict[str, Any] | None:
    """Requests that she can approve; nothing where there are none, or where approving is not hers."""
    if not (request.may(Permission.MANAGE_STAFF) or request.may(Permission.APPROVE_STAFF)):
        return None
    requests = queries.requests_for(request.worker)
    return {"requests": requests} if requests else None
