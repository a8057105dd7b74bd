"""What a manager can put her name beside."""

from django.db.models import Exists, OuterRef, QuerySet

from casework.care_plans.models import PlanVersion
from casework.clients.queries import goes_on
from dussk.access.asking import Worker


def to_countersign(by: Worker) -> QuerySet[PlanVersion]:
    """Agreed, as the last of its plan, and not countersigned, at ``by``'s agency; the oldest first.

    Of plans that stand, of women with whom something is still to be done, and without those in which ``by`` had a part.
    What each says is read where it is asked for.
    """
    later = PlanVersion.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"), agreed_at__isnull=False)
    rows = PlanVersion.objects.filter(
        goes_on(),
        ~Exists(later),
        agency=by.agency,
        agreed_at__isnull=False,
        countersigned_at=None,
        plan__ended_at=None,
    )
    rows = rows.exclude(made_by=by.staff).exclude(taken_up_by=by.staff)
    return rows.select_related("client", "made_by", "plan").defer("content", "drawn").order_by("agreed_at", "pk")


def is_superseded(version: PlanVersion) -> bool:
    """Whether she agreed to a later version of the same plan."""
    later = PlanVersion.objects.filter(plan=version.plan_id, number__gt=version.number, agreed_at__isnull=False)
    return later.exists()
