"""What this room has on a woman's timeline: marks on her way."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from casework.change.models import JourneyMark
from casework.clients import timeline
from casework.clients.models import Client


def _marks(client: Client) -> QuerySet[JourneyMark]:
    return JourneyMark.objects.filter(client=client, mistake_at=None)


def _load(pks: Collection[int]) -> Iterable[JourneyMark]:
    return JourneyMark.objects.filter(pk__in=pks).select_related("made_by", "agency")


def put_on_timeline() -> None:
    """Register it; called once, when the app starts."""
    template = "casework/change/_timeline_mark.html"
    timeline.register(timeline.Source("journey_mark", "Journey", template, _marks, "on", _load))
