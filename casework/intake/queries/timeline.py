"""What this room has on a woman's timeline: offers of the programme, and screenings."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from casework.clients import timeline
from casework.clients.models import Client
from casework.intake.models import Recruitment, Screening

_OWN, _KIND = "casework/intake/", "The programme"


def _offers(client: Client) -> QuerySet[Recruitment]:
    return Recruitment.objects.filter(client=client, mistake_at=None)


def _load_offers(pks: Collection[int]) -> Iterable[Recruitment]:
    return Recruitment.objects.filter(pk__in=pks).select_related("made_by", "agency")


def _screenings(client: Client) -> QuerySet[Screening]:
    return Screening.objects.filter(client=client, mistake_at=None)


def _load_screenings(pks: Collection[int]) -> Iterable[Screening]:
    return Screening.objects.filter(pk__in=pks).select_related("made_by", "agency", "recruitment")


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    offer, screening = _OWN + "_timeline_offer.html", _OWN + "_timeline_screening.html"
    timeline.register(timeline.Source("offer", _KIND, offer, _offers, "at", _load_offers))
    timeline.register(timeline.Source("screening", _KIND, screening, _screenings, "at", _load_screenings))
