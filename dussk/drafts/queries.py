"""Reading drafts. Behind the wall there are only her own, of the agency she works as."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.drafts.models import Draft, Sending
from dussk.drafts.rules import KEPT_FOR


def not_saved(by: Worker) -> QuerySet[Draft]:
    """What she typed and has not saved, the latest first.

    A draft that came late, when its form had been saved already, is none: it is told by the form's key.
    """
    saved = Sending.objects.filter(staff=OuterRef("staff"), key=OuterRef("key"))
    hers = Draft.objects.filter(staff=by.staff, agency=by.agency, kept_at__gte=timezone.now() - KEPT_FOR)
    return hers.exclude(Exists(saved)).order_by("-kept_at", "-pk")


def sending(by: Worker, key: UUID) -> Sending | None:
    """The form of hers that was saved under this key, or None."""
    return Sending.objects.filter(staff=by.staff, key=key).first()
