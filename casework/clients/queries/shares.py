"""What of her file is open to whom, and what else is asked for together with her file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.functions import JSONArray
from django.utils import timezone

from casework.clients.models import Client, ClientShare


@dataclass(frozen=True)
class ShareHeld:
    """One share of a file, open or over: what was open to which agency, from when until when.

    ``covers_from``: what was written before stays closed; None where the share covers all of the category.
    """

    agency: str
    agency_uid: str
    category: str
    starts: datetime
    ends: datetime | None
    covers_from: datetime | None

    def open_at(self, moment: datetime) -> bool:
        """Whether it opens its category at a moment."""
        return self.starts <= moment and (self.ends is None or self.ends > moment)


def open_shares(now: datetime) -> QuerySet[ClientShare]:
    """Shares that are open at a moment."""
    return ClientShare.objects.filter(Q(ends=None) | Q(ends__gt=now), starts__lte=now)


def shares_held(client: Client) -> list[ShareHeld]:
    """Every share there ever was of a file, as far as the reader may know: agency by agency, the oldest first."""
    told: list[list[Any]] | None = getattr(client, "shares_told", None)
    if told is None:
        told = list(_shares(client.pk).values_list(_told(), flat=True))
    return [
        ShareHeld(agency, uid, category, *(datetime.fromisoformat(at) if at else None for at in times))  # type: ignore[arg-type]  # it always starts
        for agency, uid, category, *times in told
    ]


def shares_of(client: Client) -> dict[str, list[str]]:
    """What is shared of her file today, as far as the reader may know: the agency's name to its categories."""
    now = timezone.now()
    shares: dict[str, list[str]] = {}
    for share in shares_held(client):
        if share.open_at(now) and share.category not in shares.setdefault(share.agency, []):
            shares[share.agency].append(share.category)
    return {agency: sorted(categories) for agency, categories in shares.items() if categories}


def _shares(client: Any) -> QuerySet[ClientShare]:
    return ClientShare.objects.filter(client=client).order_by("agency__name", "starts", "pk")


def _told() -> JSONArray:
    return JSONArray("agency__name", "agency__uid", "category", "starts", "ends", "covers_from")


_besides: dict[str, Callable[[], Combinable | BaseExpression]] = {}


def show_besides(name: str, expression: Callable[[], Combinable | BaseExpression]) -> None:
    """Have every file that a page is about carry something more, asked in the same statement as the file itself.

    A room that shows something on her page registers it from the app's ``ready()``: her page may send no more
    statements than it does (``docs/performance.md``).

    Args:
        name: of the attribute.
        expression: makes it; ``OuterRef("pk")`` is the file.
    """
    _besides[name] = expression


def with_what_all_show(files: QuerySet[Client]) -> QuerySet[Client]:
    """Files with what every page about her shows besides, in the same query.

    Each carries ``shares_told`` (for :func:`shares_held`), ``has_joined`` (whether a file was joined into it) and what
    rooms have registered (:func:`show_besides`).
    """
    told = ArraySubquery(_shares(OuterRef("pk")).values(one=_told()))
    joined = Exists(Client.objects.filter(joined_into=OuterRef("pk")))
    more: dict[str, Any] = {name: make() for name, make in _besides.items()}
    return files.annotate(shares_told=told, has_joined=joined, **more)
