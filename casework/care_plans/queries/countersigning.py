"""What a manager can put her name beside."""

from django.db.models import QuerySet

from casework.care_plans.models import PlanVersion
from dussk.access.asking import Worker


def to_countersign(by: Worker) -> QuerySet[PlanVersion]:
    """Agreed and not countersigned, of plans that stand, made by somebody else at ``by``'s agency; the oldest first."""
    rows = PlanVersion.objects.filter(
        agency=by.agency, agreed_at__isnull=False, countersigned_at=None, plan__ended_at=None
    )
    return rows.exclude(made_by=by.staff).select_related("client", "made_by", "plan").order_by("agreed_at", "pk")
