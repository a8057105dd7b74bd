"""What this room has on a woman's timeline: what was to be released, and what came of it."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from casework.clients import timeline
from casework.clients.models import Client
from consent.agreements.queries import of_file
from consent.disclosures.models import Disclosure

_OWN = "consent/disclosures/"


def _begun(client: Client) -> QuerySet[Disclosure]:
    return Disclosure.objects.filter(of_file(client))


def _closed(client: Client) -> QuerySet[Disclosure]:
    return _begun(client).filter(closed_at__isnull=False)


def _load(pks: Collection[int]) -> Iterable[Disclosure]:
    return Disclosure.objects.filter(pk__in=pks).select_related("made_by", "closed_by")


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    begun, closed = _OWN + "_timeline_begun.html", _OWN + "_timeline_closed.html"
    timeline.register(timeline.Source("release", "Releases", begun, _begun, "made_at", _load))
    timeline.register(
        timeline.Source("release_closed", "Releases", closed, _closed, "closed_at", _load, who="closed_by")
    )
