"""What this room has on a woman's timeline: agreements signed, and what she took back."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from casework.clients import timeline
from casework.clients.models import Client
from consent.agreements.models import Agreement, Withdrawal
from consent.agreements.queries.agreements import of_file
from consent.agreements.queries.taking_back import in_words

_OWN = "consent/agreements/"


def _signed(client: Client) -> QuerySet[Agreement]:
    return Agreement.objects.filter(of_file(client), signed_at__isnull=False)


def _load_signed(pks: Collection[int]) -> Iterable[Agreement]:
    return Agreement.objects.filter(pk__in=pks).select_related("form", "made_by")


def _taken_back(client: Client) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(of_file(client))


def _load_taken_back(pks: Collection[int]) -> Iterable[Withdrawal]:
    return in_words(Withdrawal.objects.filter(pk__in=pks).select_related("agreement", "made_by"))


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    signed, back = _OWN + "_timeline_signed.html", _OWN + "_timeline_withdrawal.html"
    timeline.register(timeline.Source("agreement", "Consent", signed, _signed, "signed_at", _load_signed))
    timeline.register(timeline.Source("withdrawal", "Consent", back, _taken_back, "made_at", _load_taken_back))
