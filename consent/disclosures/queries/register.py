"""The agency's register of releases, for its managers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from consent.disclosures.models import Disclosure
from dussk.staff.models import Agency
from dussk.ui.when import local


@dataclass(frozen=True)
class Narrowed:
    """What of the register is wanted. Empty: all of it.

    Attributes:
        state, ground, to_kind: as the release says.
        since, until: days on which it was asked for, or begun.
    """

    state: str = ""
    ground: str = ""
    to_kind: str = ""
    since: date | None = None
    until: date | None = None


def register(agency: Agency, narrowed: Narrowed) -> QuerySet[Disclosure]:
    """The agency's own releases, the latest first: those of women whose files the reader may see."""
    rows = Disclosure.objects.filter(agency=agency)
    same = {name: getattr(narrowed, name) for name in ("state", "ground", "to_kind") if getattr(narrowed, name)}
    rows = rows.filter(**same)
    if narrowed.since is not None:
        rows = rows.filter(made_at__gte=_midnight(narrowed.since))
    if narrowed.until is not None:
        rows = rows.filter(made_at__lt=_midnight(narrowed.until + timedelta(days=1)))
    return rows.select_related("client", "made_by", "closed_by").order_by("-made_at", "-pk")


def _midnight(day: date) -> datetime:
    return local(day, time())
