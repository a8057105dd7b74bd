"""The versions of what is asked."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from casework.intake.models import CriteriaSet, Criterion
from dussk.staff.models import Agency


def criteria_sets(agency: Agency) -> QuerySet[CriteriaSet]:
    """Every version of an agency, the latest first. Each says how many questions it asks (``asks``)."""
    asks = Count("criteria", filter=Q(criteria__left_out=False))
    rows = CriteriaSet.objects.filter(agency=agency).select_related("made_by", "published_by")
    return rows.annotate(asks=asks).order_by("-number")


def in_use(agency: Agency) -> CriteriaSet | None:
    """The version by which women are screened now: the latest that is published."""
    return CriteriaSet.objects.filter(agency=agency, published_at__isnull=False).order_by("-number").first()


def published_set(agency: Agency, uid: UUID | None) -> CriteriaSet | None:
    """The version that a form was opened with, also where a later one has been published since; else the latest."""
    opened = CriteriaSet.objects.filter(agency=agency, uid=uid, published_at__isnull=False).first() if uid else None
    return opened or in_use(agency)


def draft_of(agency: Agency) -> CriteriaSet | None:
    """The version that is being written, where there is one."""
    return CriteriaSet.objects.filter(agency=agency, published_at=None).first()


def asked(of: CriteriaSet) -> QuerySet[Criterion]:
    """What a version asks, in its order."""
    return Criterion.objects.filter(set=of, left_out=False).order_by("order", "id")
