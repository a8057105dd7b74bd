"""Alerts: what staff must know before they speak to her."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from casework.clients import queries
from casework.clients.actions.writing import RefusedError, on_file, take_up
from casework.clients.models import Alert, Client
from dussk.access.asking import Worker


@transaction.atomic
def add_alert(
    *, by: Worker, client: Client, text: str, audience: str, starts: date, reason: str = "", ends: date | None = None
) -> None:
    """Put an alert on her file, for one audience, until somebody ends it or a last day passes.

    Raises:
        RefusedError: the same alert for the same audience is there already.
    """
    her = take_up(client, by)
    if queries.coming_alerts(her).filter(text__iexact=text, audience=audience).exists():
        raise RefusedError("This alert is on her file already", "text")
    Alert.objects.create(**on_file(her, by), text=text, audience=audience, starts=starts, reason=reason, ends=ends)


@transaction.atomic
def end_alert(*, by: Worker, alert: Alert, reason: str) -> None:
    """End an alert, from now on, and say why.

    Raises:
        RefusedError: somebody has ended it already.
    """
    her = take_up(alert.client, by)
    ending = {"ended_by": by.staff, "end_reason": reason, "ends": Greatest("starts", timezone.localdate())}
    if not Alert.objects.filter(pk=alert.pk, client=her, ended_by=None).update(**ending):
        raise RefusedError("Somebody else has already ended this alert")
