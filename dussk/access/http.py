"""The request as views know it."""

import uuid
from typing import TYPE_CHECKING

from django.http import HttpRequest

from dussk.access.asking import Worker
from dussk.access.categories import Permission

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from dussk.staff.models import Agency, Staff


class StaffRequest(HttpRequest):
    """A request of somebody signed in, as ``dussk.staff.middleware`` completes it. For annotations only."""

    user: "Staff"
    agency: "Agency"
    worker: Worker
    permissions: frozenset[Permission]
    request_id: uuid.UUID
    htmx: "HtmxDetails"

    def may(self, permission: Permission) -> bool:
        """Whether her roles, at the agency she works as, hold this permission."""
        raise NotImplementedError
