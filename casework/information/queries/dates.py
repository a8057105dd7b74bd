"""Important dates that are near, and what this room has on a woman's timeline."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from casework.clients import timeline
from casework.clients.models import Client, Status
from casework.information import rules
from casework.information.models import ImportantDate
from dussk.access.asking import Worker


def coming(by: Worker, today: date) -> QuerySet[ImportantDate]:
    """Dates of the women ``by`` key-works that are near, the next first."""
    near = ImportantDate.objects.filter(ended_at=None, on__gte=today, on__lte=rules.until(today), agency=by.agency)
    hers = near.filter(client__keyworker=by.staff, client__joined_into=None).exclude(client__status=Status.DIED)
    return hers.select_related("client").order_by("on", "at", "pk")


def _dates(client: Client) -> QuerySet[ImportantDate]:
    """Also those to come."""
    return ImportantDate.objects.filter(client=client, ended_at=None)


def _load(pks: Collection[int]) -> Iterable[ImportantDate]:
    return ImportantDate.objects.filter(pk__in=pks).select_related("made_by", "agency")


def put_on_timeline() -> None:
    """Register it; called once, when the app starts."""
    template = "casework/information/_timeline_date.html"
    timeline.register(timeline.Source("important_date", "Important dates", template, _dates, "on", _load))
