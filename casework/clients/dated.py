"""What this room has on a woman's timeline: how she and the service stood, alerts begun and ended, files joined."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.clients import timeline
from casework.clients.models import Alert, Client, Joining, StatusChange

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


def _joined(client: Client) -> QuerySet[Joining]:
    """Also on the file that was joined, once it is one of its own again."""
    return Joining.objects.filter(Q(client=client) | Q(joined=client))


def _undone(client: Client) -> QuerySet[Joining]:
    return _joined(client).filter(undone_at__isnull=False)


def _load_joinings(pks: Collection[int]) -> Iterable[Joining]:
    return Joining.objects.filter(pk__in=pks).select_related("client", "joined", "made_by", "undone_by")


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    begun, ended = _OWN + "_timeline_alert.html", _OWN + "_timeline_alert_ended.html"
    status = _OWN + "_timeline_status.html"
    timeline.register(timeline.Source("status", "Status", status, _statuses, "on", _load_statuses))
    timeline.register(timeline.Source("alert", "Alerts", begun, _begun, "starts", _load_alerts))
    timeline.register(timeline.Source("alert_ended", "Alerts", ended, _ended, "ends", _load_alerts, who="ended_by"))
    joined, undone = _OWN + "_timeline_joining.html", _OWN + "_timeline_joining_undone.html"
    timeline.register(timeline.Source("joining", "Joined files", joined, _joined, "made_at", _load_joinings))
    timeline.register(
        timeline.Source("joining_undone", "Joined files", undone, _undone, "undone_at", _load_joinings, who="undone_by")
    )
