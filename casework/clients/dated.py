"""What this room has on a woman's timeline: how she and the service stood, and alerts begun and ended."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from casework.clients import timeline
from casework.clients.models import Alert, Client, StatusChange

_OWN = "casework/clients/"


def _statuses(client: Client) -> QuerySet[StatusChange]:
    return StatusChange.objects.filter(client=client)


def _load_statuses(pks: Collection[int]) -> Iterable[StatusChange]:
    return StatusChange.objects.filter(pk__in=pks).select_related("made_by", "word")


def _begun(client: Client) -> QuerySet[Alert]:
    return Alert.objects.filter(client=client, starts__lte=timezone.localdate())


def _ended(client: Client) -> QuerySet[Alert]:
    """Ended by somebody, or past the last day they were set for."""
    return Alert.objects.filter(client=client, ends__lte=timezone.localdate())


def _load_alerts(pks: Collection[int]) -> Iterable[Alert]:
    return Alert.objects.filter(pk__in=pks).select_related("made_by", "ended_by")


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    begun, ended = _OWN + "_timeline_alert.html", _OWN + "_timeline_alert_ended.html"
    status = _OWN + "_timeline_status.html"
    timeline.register(timeline.Source("status", "Status", status, _statuses, "on", _load_statuses))
    timeline.register(timeline.Source("alert", "Alerts", begun, _begun, "starts", _load_alerts))
    timeline.register(timeline.Source("alert_ended", "Alerts", ended, _ended, "ends", _load_alerts, who="ended_by"))
