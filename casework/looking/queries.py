"""Reading the view log of one woman's file, what ties those who looked to her, and reviews of emergency access."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from casework.clients import kinds
from casework.clients.models import Block, Client, ClientName, EmergencyAccess
from casework.contacts.models import FollowUp, Shift
from casework.looking import rules
from casework.looking.models import EmergencyReview
from casework.looking.rules import Look, Ties, Unusual
from dussk.audit.models import ViewKind, ViewLog
from dussk.staff.models import Agency, Post, Staff
from dussk.staff.roles import Role
from dussk.ui.when import local

#: What counts as having looked at the file; to be named in a list, or found by a search, does not.
_LOOKED = (ViewKind.OPENED, ViewKind.PRINTED, ViewKind.EXPORTED)

#: What the pages of a room are called, for whoever reads the log: by the beginning of the name of the route.
_PAGES: tuple[tuple[str, str], ...] = (
    ("clients:client", "Her page"),
    ("clients:emergenc", "Files opened in an emergency"),
    ("clients:join", "Joining two files"),
    ("clients:compare", "Joining two files"),
    ("clients:", "Her details"),
    ("her:timeline", "Timeline"),
    ("her:", "Her contacts"),
    ("contacts:", "Registers and follow-ups"),
    ("her_intake:", "The programme"),
    ("intake:", "The programme"),
    ("her_assessments:", "Assessments"),
    ("assessment_hers:", "Assessments, with her"),
    ("consent_hers:", "Consent, with her"),
    ("consent:", "Consent"),
    ("consent_forms:", "Consent"),
    ("sharing:", "Who can see what"),
    ("provisional:", "Files that wait for an answer"),
    ("plan_hers:", "Care plan, with her"),
    ("her_plan:", "Care plan"),
    ("care_plans:", "Steps and plans to countersign"),
    ("kept:", "Own records and restricted files"),
    ("her_change:", "Journey and areas over time"),
    ("plans:reviews", "Reviews"),
    ("her_referrals:", "Referrals"),
    ("referrals:", "Referrals"),
    ("releases:", "Releases"),
    ("all_releases:", "Releases"),
    ("her_access:", "What she asked to see"),
    ("access:", "What she asked to see"),
    ("importing:", "Files brought in from a list"),
    ("jobs:", "Long work and what it made"),
    ("her_looked:", "Who looked"),
    ("her_information:", "Her information sheet"),
    ("her_paper:", "Her plan on paper"),
    ("paper:", "Care plans on paper"),
    ("looking:", "Emergency access"),
    ("today:", "Today"),
    ("drafts:", "Not saved yet"),
)


def page_words(route: str) -> str:
    """What a page is called, by the name of its route."""
    return next((words for beginning, words in _PAGES if route.startswith(beginning)), "Another page")


def _files(client: Client) -> QuerySet[Client]:
    return Client.objects.filter(Q(pk=client.pk) | Q(joined_into=client.pk))


@dataclass(frozen=True)
class Looked:
    """What one worker saw of a woman on one day.

    Attributes:
        staff: who.
        agency: as whose worker.
        day: which day.
        times: how often she opened, printed or took out anything.
        named: how often the woman was only named, in a list or a search.
        first: when it was first.
        last: when it was last.
        pages: which pages, in words.
        unusual: what is unusual about it.
        role: what she does there, in words, for a page that names no workers.
    """

    staff: Staff
    agency: Agency
    day: date
    times: int
    named: int
    first: datetime
    last: datetime
    pages: tuple[str, ...]
    unusual: tuple[Unusual, ...]
    role: str

    @property
    def why(self) -> list[str]:
        """What is unusual about it, in words."""
        return [rules.WORDS[each] for each in self.unusual]


def looked(
    client: Client, *, since: date | None = None, until: date | None = None, named_too: bool = False
) -> list[Looked]:
    """Who saw what of a woman's file, and of those joined into it, day by day: what is unusual first.

    For a manager of the agency that keeps it: nobody else reads the log.

    Args:
        client: whose file.
        since: the first day.
        until: the last day.
        named_too: also days on which somebody only saw her named.
    """
    rows = _days(client, since, until)
    if not named_too:
        rows = [row for row in rows if row["times"]]
    staff = Staff.objects.in_bulk({row["staff_id"] for row in rows})
    agencies = Agency.objects.in_bulk({row["agency_id"] for row in rows})
    known = _Known(client, rows)
    found = [
        Looked(
            staff[row["staff_id"]],
            agencies[row["agency_id"]],
            row["day"],
            row["times"],
            row["named"],
            row["first"],
            row["last"],
            tuple(sorted({page_words(page) for page in row["pages"]})),
            tuple(known.unusual(staff[row["staff_id"]], row)),
            known.role(row["staff_id"], row["agency_id"]),
        )
        for row in rows
        if row["staff_id"] in staff and row["agency_id"] in agencies
    ]
    return sorted(found, key=lambda one: (*rules.place(one.unusual, one.day), one.staff.name))


def _days(client: Client, since: date | None, until: date | None) -> list[dict[str, Any]]:
    log = _between(ViewLog.objects.filter(client_id__in=_files(client).values("pk")), since, until)
    opened = Q(kind__in=_LOOKED)
    grouped = log.annotate(day=TruncDate("at")).values("staff_id", "agency_id", "day").order_by()
    found = grouped.annotate(
        times=Count("request_id", filter=opened, distinct=True),
        named=Count("request_id", filter=~opened, distinct=True),
        first=Min("at"),
        last=Max("at"),
        pages=ArrayAgg("page", distinct=True),
        # Of those that count as looking; nothing where she was only named.
        clocks=ArrayAgg("at", filter=opened),
    )
    return [dict(row) for row in found]


def _between(rows: QuerySet[ViewLog], since: date | None, until: date | None) -> QuerySet[ViewLog]:
    if since is not None:
        rows = rows.filter(at__gte=local(since, time()))
    return rows if until is None else rows.filter(at__lt=local(until + timedelta(days=1), time()))


class _Known:
    """What is known of those who looked: asked once for all of them."""

    def __init__(self, client: Client, rows: Sequence[dict[str, Any]]) -> None:
        self._client = client
        self._people = {row["staff_id"] for row in rows}
        self._days = {row["day"] for row in rows}
        files = list(_files(client).values_list("pk", flat=True))
        names = ClientName.objects.filter(client__in=files).values_list("name", flat=True)
        self._names = {client.called, *names}
        blocks = Block.objects.filter(client__in=files, blocked__in=self._people)
        self._blocked = set(blocks.values_list("blocked", flat=True))
        self._wrote = set(self._writers(files))
        self._emergencies = list(EmergencyAccess.objects.filter(client__in=files, made_by__in=self._people))
        self._shifts = self._on_shift()
        self._opened = self._files_opened()
        posts = Post.objects.filter(staff__in=self._people).order_by(F("ended_at").desc(nulls_first=True), "pk")
        self._roles: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for staff, agency, role in posts.values_list("staff", "agency", "role"):
            self._roles[staff, agency].append(Role(role).label)

    def _writers(self, files: Sequence[int]) -> Iterable[int]:
        for kind in kinds.kinds():
            rows = kind.model._default_manager.filter(client__in=files, made_by__in=self._people).order_by()
            yield from rows.values_list("made_by", flat=True).distinct()
        yield from FollowUp.objects.filter(client__in=files).values_list("assigned_to", flat=True)

    def _on_shift(self) -> set[tuple[int, date]]:
        if not self._days:
            return set()
        nights = (min(self._days) - timedelta(days=1), max(self._days))
        rows = Shift.objects.filter(staff__in=self._people, session__night__range=nights)
        return set(rows.values_list("staff", "session__night"))

    def _files_opened(self) -> dict[tuple[int, date], int]:
        """How many women's files of this agency each of them opened on each of those days."""
        if not self._days:
            return {}
        log = ViewLog.objects.filter(owner_id=self._client.agency_id, staff_id__in=self._people, kind__in=_LOOKED)
        log = _between(log, min(self._days), max(self._days))
        rows = log.annotate(day=TruncDate("at")).values("staff_id", "day").order_by()
        return {
            (row["staff_id"], row["day"]): row["files"]
            for row in rows.annotate(files=Count("client_id", distinct=True))
        }

    def unusual(self, staff: Staff, row: dict[str, Any]) -> list[Unusual]:
        """What is unusual about one day of somebody's."""
        day = row["day"]
        on_shift = any((staff.pk, night) in self._shifts for night in (day, day - timedelta(days=1)))
        clocks = tuple(timezone.localtime(at).time() for at in row["clocks"] or ())
        look = Look(staff.name, row["times"], clocks, on_shift, self._opened.get((staff.pk, day), 0))
        ties = Ties(
            wrote=staff.pk in self._wrote,
            keyworker=staff.pk == self._client.keyworker_id,
            blocked=staff.pk in self._blocked,
            emergency=any(
                one.made_by_id == staff.pk and one.starts <= row["last"] and one.ends >= row["first"]
                for one in self._emergencies
            ),
        )
        return rules.unusual(look, ties, self._names)

    def role(self, staff: int, agency: int) -> str:
        """What she does, or did, at an agency."""
        return self._roles[staff, agency][0] if self._roles[staff, agency] else "Worker"


def accesses(agency: Agency) -> QuerySet[EmergencyAccess]:
    """Each time somebody opened a file of an agency in an emergency, with its review, the latest first."""
    rows = EmergencyAccess.objects.filter(owner=agency).order_by("-starts", "-pk")
    return rows.select_related("client__joined_into", "made_by", "agency", "review")


def to_review(agency: Agency, staff: Staff) -> QuerySet[EmergencyAccess]:
    """Those that a manager has to look at: whose review is not closed, and that are not her own. The oldest first."""
    closed = EmergencyReview.objects.filter(closed_at__isnull=False).values("access")
    return accesses(agency).exclude(pk__in=closed).exclude(made_by=staff).order_by("starts", "pk")


def review_of(access: EmergencyAccess) -> EmergencyReview | None:
    """What a manager has written about one so far."""
    return EmergencyReview.objects.filter(access=access).select_related("made_by", "closed_by").first()


@dataclass(frozen=True)
class Seen:
    """One page that was looked at during an emergency access."""

    at: datetime
    words: str
    kind: str


def seen_during(access: EmergencyAccess) -> list[Seen]:
    """What somebody looked at of a woman while she had her file open in an emergency, from the view log."""
    kept = access.client.joined_into_id or access.client_id
    files = Client.objects.filter(Q(pk=kept) | Q(joined_into=kept)).values("pk")
    log = ViewLog.objects.filter(client_id__in=files, staff_id=access.made_by_id, agency_id=access.agency_id)
    rows = log.filter(at__gte=access.starts, at__lte=access.ends).order_by("at", "pk")
    return [Seen(row.at, page_words(row.page), row.get_kind_display()) for row in rows]
