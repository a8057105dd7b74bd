"""One session's register: its lines, its totals, and who is likely to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, When

from casework.clients.models import Client, Status
from casework.clients.queries import visible_clients
from casework.contacts import rules
from casework.contacts.models import Contact, ContactItem, FollowUp, Session
from dussk.access.asking import Worker
from dussk.compiled import compiled

#: Who is likely tonight: whoever came to one of the last sessions of this kind, and the agency's regulars.
LATEST_SESSIONS = 8
REGULAR_WITHIN = timedelta(weeks=8)
REGULAR_FROM = 3  # contacts within that time
MOST_LIKELY = 30
#: A charity with one register a night has no more in that time; one with thirty is not read through for each page.
MOST_REGISTERS = 80


def lines(session: Session) -> list[Contact]:
    """The register: every line that counts, the latest first, with all that its row on the page shows.

    Each carries ``first_time``: she has no earlier contact that the reader may see.
    """
    return list(with_rows(Contact.objects.counted().filter(session=session)).annotate(**_first_time()))


def page_lines(session: Session) -> QuerySet[Contact]:
    """The same without ``first_time``, to take a page from."""
    return with_rows(Contact.objects.counted().filter(session=session))


def line_of(by: Worker, session_uid: UUID) -> QuerySet[Contact]:
    """The lines of a register of ``by``'s agency to take one from, mistakes too. Each carries ``corrected``.

    The session comes with the line, in one query: a save at the hatch has few.
    """
    rows = Contact.objects.filter(session__uid=session_uid, session__agency=by.agency)
    return rows.select_related("client", "made_by", "mistake_by", "session__place", "session__closed_by")


def mistakes(session: Session) -> list[Contact]:
    """Lines that were entered by mistake."""
    return _mistakes(session.pk)


@compiled
def _mistakes(session: int) -> QuerySet[Contact]:
    rows = Contact.objects.filter(session=session, mistake_at__isnull=False)
    return rows.select_related("client", "mistake_by")


def with_rows(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """The same lines, each with what its row on the page shows."""
    given = ContactItem.objects.filter(count__gt=0).select_related("item")
    to_do = FollowUp.objects.select_related("assigned_to", "done_by")
    return rows.select_related("client", "made_by").prefetch_related(
        Prefetch("items", given), Prefetch("follow_ups", to_do)
    )


def _first_time() -> dict[str, Any]:
    """What ``annotate`` is to say of each line in ``Contact.first_time``."""
    earlier = Contact.objects.counted().filter(client=OuterRef("client"), at__lt=OuterRef("at"))
    return {"first_time": ~Exists(earlier)}


def women_on(rows: Iterable[Contact]) -> list[Client]:
    """The women named on lines, for the view log."""
    return [row.client for row in rows if row.client is not None]


def totals(rows: Iterable[Contact]) -> rules.Totals:
    """The night in numbers, of lines from :func:`lines`, items in the order of the agency's list."""
    rows = list(rows)
    given = sorted({i.item for row in rows for i in row.items.all()}, key=lambda item: (item.order, item.name))
    added = rules.totals(
        rules.Line(
            known=row.client_id is not None,
            first_time=row.first_time,
            second_line=row.second_line,
            worry=row.worry,
            follow_ups_left=len(row.to_do),
            given={i.item.name: i.count for i in row.items.all()},
        )
        for row in rows
    )
    return added.in_order(item.name for item in given)


@dataclass(frozen=True)
class Tally:
    """The head of a register: who is on it, added up by PostgreSQL."""

    known: int
    unknown: int
    first_timers: int


def tally(session: Session, *, says_new: bool) -> Tally:
    """How many are on a register: all of them, however many a page shows.

    Args:
        session: whose register.
        says_new: whether to count those who are here for the first time, which takes a look at other nights.
    """
    rows = Contact.objects.counted().filter(session=session).order_by()
    woman = Q(client__isnull=False, second_line=False)
    counted: dict[str, Any] = {"known": Count("pk", filter=woman), "unknown": Count("pk", filter=Q(client=None))}
    if says_new:
        rows = rows.annotate(**_first_time())
        counted["first_timers"] = Count("pk", filter=woman & Q(first_time=True))
    return Tally(**{"first_timers": 0} | rows.aggregate(**counted))


def likely_tonight(session: Session, by: Worker) -> list[Client]:
    """Women who may well come, the likeliest first, without those on the register. Each carries ``alerted``.

    A volunteer reads no registers but those of her own shifts, so for her there are few or none.
    """
    registers = _registers_before(session, by)
    of_this_kind = sorted((one for one in registers if one.kind == session.kind), key=lambda one: one.started_at)
    latest = [one.pk for one in of_this_kind[-LATEST_SESSIONS:]]
    here = Contact.objects.counted().filter(session=session, client__isnull=False).values("client")
    seen = (
        Contact.objects.counted()
        .filter(agency=by.agency, session__in=[one.pk for one in registers], client__isnull=False)
        .exclude(client__in=here)
        .exclude(client__status__in=(Status.CLOSED, Status.DIED))
        .order_by()
        .values("client_id")
        .annotate(lately=Count("pk", filter=Q(session__in=latest)), often=Count("pk"), last=Max("at"))
        .filter(Q(lately__gt=0) | Q(often__gte=REGULAR_FROM))
        .order_by("-lately", "-often", "-last", "client_id")[:MOST_LIKELY]
    )
    rank = {row["client_id"]: place for place, row in enumerate(seen)}
    return sorted(visible_clients(by).filter(pk__in=rank), key=lambda her: rank[her.pk])


def _registers_before(session: Session, by: Worker) -> list[Session]:
    """The agency's registers of the weeks before one; of an agency that has very many, those at its place first."""
    since = session.started_at - REGULAR_WITHIN
    return _registers_between(by.agency.pk, session.place_id, since, session.started_at)


@compiled
def _registers_between(agency: int, place: int, since: datetime, until: datetime) -> QuerySet[Session]:
    lately = Session.objects.filter(agency=agency, started_at__gte=since, started_at__lt=until)
    elsewhere = Case(When(place=place, then=0), default=1)
    return lately.order_by(elsewhere, "-started_at").only("kind", "started_at")[:MOST_REGISTERS]
