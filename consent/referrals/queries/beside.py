"""What of her referrals is asked together with her file."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Coalesce, JSONArray

from consent.referrals.models import Referral
from consent.referrals.rules import moves


def open_referrals() -> ArraySubquery:
    """Of a file (``OuterRef("pk")``): each referral of which something can still become: where, state, day, id."""
    rows = Referral.objects.filter(client=OuterRef("pk"), state__in=moves.OPEN).order_by("-made_on", "-pk")
    where = Coalesce("service__name", "named")
    return ArraySubquery(rows.annotate(where_to=where).values(one=JSONArray("where_to", "state", "state_on", "uid")))
