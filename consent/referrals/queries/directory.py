"""Reading the directory of services."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from casework.care_plans.rules import treatment
from casework.clients.rules import plain
from consent.referrals.models import Service
from consent.referrals.rules import hours
from consent.referrals.rules.hours import Opening
from dussk.staff.models import Agency


@dataclass(frozen=True)
class Listed:
    """A service as a list shows it, at a moment.

    Attributes:
        service: which.
        openings: when it is open; empty where nobody knows.
        open_now: whether it is.
        closes: when it closes, where it is open now.
        at_night: whether it is open in any night.
    """

    service: Service
    openings: tuple[Opening, ...]
    open_now: bool
    closes: time | None
    at_night: bool

    @property
    def days(self) -> list[tuple[str, list[Opening]]]:
        """The openings, day by day, nights first."""
        return hours.night_first(self.openings)

    @property
    def barriers(self) -> list[str]:
        """What stands in her way there, in words."""
        words = dict(Service.Barrier.choices)
        return [words.get(code, code) for code in self.service.barriers]


@dataclass(frozen=True)
class Asked:
    """What somebody looks for in the directory. Empty: everything.

    Attributes:
        words: any words of its name, what it offers, its address or its languages.
        what: a tier and kind; or a whole tier ("3:").
        when: "now", "night", or any time.
        women: only what is for women only, at least at some hours.
        without: barriers that it must not have.
    """

    words: str = ""
    what: str = ""
    when: str = ""
    women: bool = False
    without: tuple[str, ...] = ()


def services(agency: Agency) -> QuerySet[Service]:
    """The directory of an agency, with what was retired."""
    return Service.objects.filter(agency=agency).select_related("partner", "checked_by")


def offered(agency: Agency) -> QuerySet[Service]:
    """What of it can be referred to."""
    return services(agency).filter(retired_at=None)


def listed(service: Service, at: datetime | None = None) -> Listed:
    """One service at a moment, with its hours (prefetched, where many are asked)."""
    here = timezone.localtime(at or timezone.now())
    openings = tuple(sorted(one.opening for one in service.hours.all()))
    return Listed(
        service,
        openings,
        hours.open_at(openings, here),
        hours.closes_at(openings, here),
        hours.opens_at_night(openings),
    )


def found(agency: Agency, asked: Asked, at: datetime | None = None) -> list[Listed]:
    """What of the directory fits, what is open now first, then what is open at night, then by name.

    A directory is some hundred services at most, so they are looked at one by one.
    """
    moment = at or timezone.now()
    rows = [listed(one, moment) for one in offered(agency).prefetch_related("hours")]
    fits = [one for one in rows if _fits(one, asked)]
    return sorted(fits, key=lambda one: (not one.open_now, not one.at_night, plain(one.service.name)))


def _fits(one: Listed, asked: Asked) -> bool:
    service = one.service
    if asked.when == "now" and not one.open_now:
        return False
    if asked.when == "night" and not one.at_night:
        return False
    if asked.women and service.women not in (Service.Women.ONLY, Service.Women.HOURS):
        return False
    if set(asked.without) & set(service.barriers):
        return False
    if asked.what and asked.what not in (service.what.key, f"{service.what.key.partition(':')[0]}:"):
        return False
    said = plain(" ".join(_said_of(service)))
    return all(word in said for word in plain(asked.words).split())


def _said_of(service: Service) -> Iterable[str]:
    yield from (service.name, service.offers, service.address, service.languages, service.ask_for)
    yield from (service.what.words, treatment.TIERS[service.tier])


def retired(agency: Agency) -> QuerySet[Service]:
    """What is no longer offered, the latest first."""
    return services(agency).filter(retired_at__isnull=False).order_by("-retired_at", "-pk")


def hours_typed(service: Service) -> dict[int, str]:
    """Its hours, day by day, as the form reads them back."""
    openings = [one.opening for one in service.hours.all()]
    return {day: hours.typed([one for one in openings if one.day == day]) for day in range(len(hours.DAYS))}
