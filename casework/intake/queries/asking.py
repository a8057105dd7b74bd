"""Women who could not consent and are to be asked again."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from casework.intake.models import Recruitment, Screening
from dussk.access.asking import Worker


def ask_again(by: Worker, *, until: date | None = None) -> QuerySet[Screening]:
    """Screenings after which a woman is to be asked again by ``by``'s agency, what has waited longest first.

    A woman who was screened again since, or declined when it was offered again, is not among them.

    Args:
        by: who asks.
        until: only those whose day has come by then.
    """
    later = {"client": OuterRef("client"), "agency": OuterRef("agency"), "mistake_at": None, "at__gt": OuterRef("at")}
    rows = Screening.objects.filter(agency=by.agency, decision=Screening.Decision.CANNOT, mistake_at=None)
    rows = rows.exclude(Exists(Screening.objects.filter(**later)))
    rows = rows.exclude(Exists(Recruitment.objects.filter(**later, answer=Recruitment.Answer.DECLINED)))
    if until is not None:
        rows = rows.filter(ask_again_on__lte=until)
    return rows.select_related("client", "recruitment__client", "made_by").order_by("ask_again_on", "id")
