"""What this room has on a woman's timeline: referrals made, and what became of them."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from casework.clients import timeline
from casework.clients.models import Client
from consent.referrals.models import Referral, ReferralStep
from consent.referrals.rules.moves import State

_OWN, _KIND = "consent/referrals/", "Referrals"


def _made(client: Client) -> QuerySet[Referral]:
    return Referral.objects.filter(client=client)


def _load_made(pks: Collection[int]) -> Iterable[Referral]:
    return Referral.objects.filter(pk__in=pks).select_related("made_by", "agency", "service")


def _steps(client: Client) -> QuerySet[ReferralStep]:
    """That it was sent is what made it."""
    return ReferralStep.objects.filter(referral__client=client, mistake_at=None).exclude(state=State.SENT)


def _load_steps(pks: Collection[int]) -> Iterable[ReferralStep]:
    return ReferralStep.objects.filter(pk__in=pks).select_related("made_by", "agency", "referral__service")


def put_on_timeline() -> None:
    """Register it all; called once, when the app starts."""
    made, step = _OWN + "_timeline_made.html", _OWN + "_timeline_step.html"
    timeline.register(timeline.Source("referral", _KIND, made, _made, "made_on", _load_made))
    timeline.register(timeline.Source("referral_step", _KIND, step, _steps, "on", _load_steps))
