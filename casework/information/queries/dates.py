"""Important dates that are near, and what this room has on a woman's timeline."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.clients import timeline
from casework.clients.models import Client
from casework.clients.queries import goes_on, possible_keyworkers
from casework.information import rules
from casework.information.models import ImportantDate
from dussk.access.asking import Worker


def coming(by: Worker, today: date, *, nobodys: bool = False) -> QuerySet[ImportantDate]:
    """Dates that are near of the women ``by`` key-works, the next first. Each has ``is_nobodys``.

    Args:
        by: whose women.
        today: from when on.
        nobodys: also those of women with whom no keyworker works: none is named, or she is not at work there any more.
    """
    near = ImportantDate.objects.filter(goes_on(), ended_at=None, on__gte=today, on__lte=rules.until(today))
    keyworks = possible_keyworkers(by.agency).filter(pk=OuterRef("client__keyworker"))
    near = near.filter(agency=by.agency, client__agency=by.agency).annotate(is_nobodys=~Exists(keyworks))
    whose = Q(client__keyworker=by.staff) | (Q(is_nobodys=True) if nobodys else Q(pk__in=()))
    return near.filter(whose).select_related("client").order_by("on", "at", "pk")


def _dates(client: Client) -> QuerySet[ImportantDate]:
    """Also those to come."""
    return ImportantDate.objects.filter(client=client, ended_at=None)


def _load(pks: Collection[int]) -> Iterable[ImportantDate]:
    return ImportantDate.objects.filter(pk__in=pks).select_related("made_by", "agency")


def put_on_timeline() -> None:
    """Register it; called once, when the app starts."""
    template = "casework/information/_timeline_date.html"
    timeline.register(timeline.Source("important_date", "Important dates", template, _dates, "on", _load))
