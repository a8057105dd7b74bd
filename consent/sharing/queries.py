"""Reading who sees what of a file, what is held about her, and which files still wait for her answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from casework.clients import kinds
from casework.clients.kinds import Kind
from casework.clients.models import Client, Restriction, Status
from casework.clients.queries import restriction_of, shares_held
from casework.clients.rules import SHARED_WORDS
from consent.agreements.models import Agreement
from consent.agreements.queries import agreement_that_holds, chosen, not_to_be_told, of_file
from consent.agreements.rules import Outside
from consent.agreements.wording import OUTSIDE
from consent.sharing import rules
from consent.sharing.models import LongerWait
from dussk.access.categories import SHAREABLE
from dussk.staff.models import Agency

_ORDER = [category.value for category in SHAREABLE]


def shares(client: Client) -> list[rules.Share]:
    """All shares of a file, open or over, by the random id of the agency."""
    return [
        rules.Share(one.agency_uid, one.category, one.starts, one.ends, one.covers_from) for one in shares_held(client)
    ]


@dataclass(frozen=True)
class Way:
    """Parts of a file that an agency sees in the same way.

    Attributes:
        parts: what they are called.
        since: from when on without a break.
        until: when it will end; None where no end is set.
        covers_from: only what was written from then on; None for all of it.
    """

    parts: tuple[str, ...]
    since: datetime
    until: datetime | None
    covers_from: datetime | None

    @property
    def words(self) -> str:
        """The parts one after another; some are called by two words already."""
        return "; ".join(self.parts)

    @property
    def last_day(self) -> date | None:
        """The last day on which it is open: it ends at the midnight after."""
        return timezone.localdate(self.until - timedelta(microseconds=1)) if self.until else None


@dataclass(frozen=True)
class Seer:
    """An agency that sees something of a file now."""

    name: str
    uid: str
    ways: tuple[Way, ...]


#: What each part of her file is called to her.
FOR_HER = {
    "identity": "who you are and how to reach you",
    "casework": "your support: when we met and what we talked about",
    "pathway": "your steps: which groups you go to",
    "clinical": "tests and therapy",
    "safety": "your safety: what happened to you, and how to keep you safe",
}


def seers(client: Client, now: datetime | None = None, words: Mapping[str, str] = SHARED_WORDS) -> list[Seer]:
    """The agencies that see something of a file now, as far as the reader may know, in the order of their names.

    Args:
        client: whose file.
        now: the moment; now.
        words: what each part of a file is called: ``FOR_HER``, or as staff call them.
    """
    at, held = now or timezone.now(), shares_held(client)
    known = shares(client)
    names = {one.agency_uid: one.agency for one in held}
    found = []
    for uid, name in sorted(names.items(), key=lambda pair: pair[1]):
        ways = tuple(
            Way(tuple(words[category] for category in one.categories), one.since, one.until, one.covers_from)
            for one in rules.opened(known, uid, at, _ORDER)
        )
        if ways:
            found.append(Seer(name, uid, ways))
    return found


@dataclass(frozen=True)
class SeenOfKind:
    """How many rows of one kind there are, and which of them another agency sees."""

    kind: Kind
    rows: tuple[Any, ...]
    seen: tuple[Any, ...]

    @property
    def how_much(self) -> str:
        """In words, for a table."""
        if not self.seen:
            return "None"
        return f"All {len(self.seen)}" if len(self.seen) == len(self.rows) else f"{len(self.seen)} of {len(self.rows)}"


@dataclass(frozen=True)
class AsSeen:
    """A file as another agency sees it, of what the reader may see herself."""

    client: Client
    agency: Agency
    at: datetime

    @cached_property
    def _shares(self) -> list[rules.Share]:
        return shares(self.client)

    @cached_property
    def opens_it(self) -> bool:
        """Whether that agency sees that there is a file, and who she is."""
        return self._sees("identity", self.client.agency, self.client.made_at)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """What is open to it, since when."""
        return next((one.ways for one in seers(self.client, self.at) if one.uid == str(self.agency.uid)), ())

    @cached_property
    def kinds(self) -> list[SeenOfKind]:
        """Kind by kind: how much is there, and how much of that it sees."""
        return [self._of_kind(kind) for kind in kinds.kinds()]

    def _of_kind(self, kind: Kind) -> SeenOfKind:
        rows = tuple(kind.rows(self.client))
        seen = tuple(row for row in rows if self._was_sent(kind, row) or self._sees_row(kind, row))
        return SeenOfKind(kind, rows, seen)

    def _was_sent(self, kind: Kind, row: Any) -> bool:
        return bool(kind.sent_to) and getattr(row, f"{kind.sent_to}_id") == self.agency.pk and self.opens_it

    def _sees_row(self, kind: Kind, row: Any) -> bool:
        return self._sees(kind.category_of(row), row.agency, row.made_at)

    def _sees(self, category: str, made_by: Agency, at: datetime) -> bool:
        written = rules.Written(str(category), str(made_by.uid), at)
        return rules.sees(written, self._shares, str(self.agency.uid), self.at)


@dataclass(frozen=True)
class Held:
    """How many of one kind are held about her, since when, in words for her."""

    words: str
    count: int
    since: date | None


def held(client: Client) -> list[Held]:
    """What is held about her, on her file and on those joined into it, in the order of a file."""
    found = []
    for kind in kinds.kinds():
        rows = kind.model._default_manager.filter(of_file(client))
        dates = [timezone.localdate(at) for at in rows.values_list("made_at", flat=True)]
        if dates:
            found.append(Held(kind.for_her, len(dates), min(dates)))
    return found


def answered() -> Exists | Any:
    """Of a file (``OuterRef("pk")``): whether she has signed anything, whatever she said in it."""
    signed = Agreement.objects.filter(signed_at__isnull=False)
    return Exists(signed.filter(client=OuterRef("pk"))) | Exists(signed.filter(client__joined_into=OuterRef("pk")))


def waits_until() -> Subquery:
    """Of a file (``OuterRef("pk")``): the last day until which a manager lets it wait; null where none did."""
    latest = LongerWait.objects.filter(client=OuterRef("pk")).order_by().values("client")
    return Subquery(latest.annotate(latest=Max("until")).values("latest"))


def longest_wait(client: Client) -> LongerWait | None:
    """Until when a manager lets a file wait for her answer; None where none did."""
    waits = LongerWait.objects.filter(of_file(client))
    return waits.select_related("made_by").order_by("-until", "-pk").first()


def has_answered(client: Client) -> bool:
    """Whether she has signed anything, whatever she said in it."""
    told: bool | None = getattr(client, "consent_answered", None)
    if told is None:
        told = bool(
            Client.objects.filter(pk=client.pk).annotate(said=answered()).values_list("said", flat=True).first()
        )
    return told


def waiting_too_long(agency: Agency, today: date) -> QuerySet[Client]:
    """The agency's provisional files about which a manager is asked, the longest waiting first.

    Not those of women who have died, who cannot answer any more, nor those that are restricted already.
    """
    days = settings.CONSENT_PROVISIONAL_DAYS
    before = timezone.make_aware(datetime.combine(today - timedelta(days=days - 1), datetime.min.time()))
    files = Client.objects.filter(agency=agency, joined_into=None, made_at__lt=before).exclude(status=Status.DIED)
    restricted = Restriction.objects.filter(client=OuterRef("pk"), lifted_at=None)
    files = files.annotate(waits_until=waits_until()).filter(~answered(), ~Exists(restricted))
    return files.filter(Q(waits_until=None) | Q(waits_until__lt=today)).order_by("made_at", "pk")


@dataclass(frozen=True)
class ForHer:
    """What a page for her says besides what is held.

    Attributes:
        seers: who sees what, in words for her.
        outside: to whom information may be given, one time after another.
        people: how many people are to be told nothing. Their names are on no paper that she takes away.
        agreement: what she signed and has not taken back; None where nothing holds.
        restricted: nobody works with her file.
    """

    seers: list[Seer]
    outside: list[str]
    people: int
    agreement: Agreement | None
    restricted: bool


def for_her(client: Client) -> ForHer:
    """Who sees her file and may be told of it, in words for her."""
    agreement = agreement_that_holds(client)
    outside: list[str] = []
    if agreement is not None:
        rows = [row for row in chosen(agreement).outside if row.agreed and row.withdrawn_at is None]
        outside = [row.name or OUTSIDE[Outside(row.kind)] for row in rows]
    return ForHer(
        seers(client, words=FOR_HER),
        outside,
        not_to_be_told(client).count(),
        agreement,
        restriction_of(client) is not None,
    )
