"""What is held about a woman besides what a share can open: told to her when she asks, and to no other agency.

Her file itself, who is kept from it, who may see it, who opened it, and what other agencies keep of her themselves.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TypedDict, Unpack

from django.db import connection
from django.db.models import Count, Model
from django.db.models.functions import TruncDate

from casework.clients import kinds, rules
from casework.clients.kinds import Kind
from casework.clients.models import (
    Block,
    Client,
    ClientShare,
    EmergencyAccess,
    EmergencyAttempt,
    JoinedRow,
    JoinedShare,
    Joining,
    OwnRecord,
    Restriction,
)
from casework.clients.queries import WrittenKind
from casework.clients.telling import InFull, Line, Mistakes, Roles, Telling, to_her
from dussk.access.categories import Category
from dussk.audit.models import ViewKind, ViewLog
from dussk.drafts.models import Draft
from dussk.jobs.models import Job, JobResult
from dussk.staff.models import Agency
from dussk.ui import when

#: How each way of seeing her is told to her.
_SEEN = {
    ViewKind.OPENED: "opened your file",
    ViewKind.LISTED: "saw your name in a list",
    ViewKind.FOUND: "found you by searching",
    ViewKind.PRINTED: "printed something about you",
    ViewKind.EXPORTED: "took something about you out of the computer",
}


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _views(files: Sequence[int], agency: int, until: datetime) -> list[InFull]:
    """Who looked at her file: a telling for each month, and in it a line for each day.

    Workers stand by what they do and where, and are not named: who it was is told when she asks the manager.
    """
    rows = ViewLog.objects.filter(client_id__in=files, owner_id=agency, at__lt=until).order_by()
    counted = rows.annotate(day=TruncDate("at")).values_list("day", "agency_id", "staff_id", "kind")
    found = list(counted.annotate(times=Count("pk")))
    names = {one.pk: one.name for one in Agency.objects.all()}
    roles = Roles(row[2] for row in found)
    days: dict[date, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for day, at, staff, kind, times in found:
        days[day][names.get(at, ""), roles.of(staff, at, day), kind] += times
    months: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for day in sorted(days):
        said = [
            f"{role}, {name}: {_SEEN[ViewKind(kind)]} {_times(times)}"
            for (name, role, kind), times in sorted(days[day].items())
        ]
        months[day.year, day.month].append((when.on(day), "; ".join(said)))
    told = []
    for (year, month), lines in sorted(months.items(), reverse=True):
        first = when.local(date(year, month, 1), time())
        told.append(InFull(year * 100 + month, first.date(), first, "", tuple(lines)))
    return told


def _reference(row: Joining) -> str:
    return "" if row.undone_at or not row.joined_id else rules.spaced_reference(row.joined.reference)


def _reason(row: Joining) -> str:
    return "" if row.undone_at else row.reason


def _mistake(row: Joining) -> Line:
    return "What happened", "Two files were joined by mistake, and made two again" if row.undone_at else ""


def _joined_by_mistake(files: Sequence[int]) -> Mistakes:
    """When files came to say what another woman's said, and when that was undone, from whoever that is kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, at, undone FROM wall.joined_by_mistake(%s::bigint[])", [list(files)])
        found = cursor.fetchall()
    return Mistakes(
        frozenset((file, at) for file, at, undone in found if not undone),
        frozenset((file, at) for file, at, undone in found if undone),
    )


def _shared(row: ClientShare) -> str:
    return rules.SHARED_TO_HER[row.category]


def _agency(label: str) -> Callable[[ClientShare | EmergencyAccess | EmergencyAttempt], Line]:
    return lambda row: (label, row.agency.name)


_FILE = Telling(
    labels={
        "called": "What you want to be called",
        "language": "Language you prefer",
        "estimated_age": "How old we thought you were",
        "estimated_on": "When we thought so",
        "born": "Born",
    },
    left_out={
        "sort_key": "made from what she is called, to put lists in order",
        "joined_into": "which file is kept: told by the joining itself",
    },
    mistakes=_joined_by_mistake,
)
_BLOCK = Telling(
    labels={"blocked": "Who sees nothing of your file", "kind": "Why", "ended_at": "Until"},
    words={"kind": to_her("kind", {"her_wish": "You asked for it"})},
)
_SHARE = Telling(
    labels={"category": "What it lets them see", "starts": "From", "ends": "Until", "covers_from": "Written since"},
    words={"category": _shared},
    first=_agency("Who"),
    loads=("agency",),
)
_EMERGENCY = Telling(
    labels={"reason": "Why", "starts": "From", "ends": "Until"}, first=_agency("Who"), loads=("agency",), by_role=True
)
_ATTEMPT = Telling(
    labels={"at": "When", "by_reference": "By your reference"},
    left_out={"staff": "who asked is told by the manager, when she asks: docs/adr/0019-she-sees-what-is-held.md"},
    first=_agency("Who"),
    loads=("agency",),
)
_JOINING = Telling(
    labels={"joined": "The other file", "undone_at": "Made two again"},
    left_out={
        "before": "what the kept file said before: told by the file's own changes",
        "undo_reason": "how it is known that the other file is another woman's: that is hers",
        "undone_by": "goes with why: that it was a mistake is told, and when it was put right",
    },
    words={"joined": _reference, "reason": _reason},
    first=_mistake,
)
_OWN = Telling(labels={"called": "What you want to be called", "contact": "How to reach you"})
_RESTRICTION = Telling(
    labels={"lifted_at": "Until", "lifted_by": "Ended by", "lifted_because": "Why it ended"},
    words={
        "why": to_her(
            "why",
            {
                "refused": "You did not want information stored",
                "withdrawn": "You took back your agreement to storing",
                "never_asked": "You could never be asked",
            },
        )
    },
)


class _Columns(TypedDict, total=False):
    """Which columns say when a row was, who holds it, and whose file it is on, where not the usual ones do."""

    at: str
    whose: str
    file: str


def put_in_place() -> None:
    """Register them, and name what is not told; called once, when the app starts."""
    who, log = Category.IDENTITY, Category.VIEW_LOG

    def register(
        name: str, of: Category, label: str, for_her: str, model: type[Model], full: Telling, **more: Unpack[_Columns]
    ) -> None:
        told = WrittenKind(label)
        kinds.register(Kind(name, model, of, lambda: told, for_her, full=full, besides=True, **more))

    register("file", who, "Her file", "What your file says", Client, _FILE, file="pk")
    register("own-record", who, "Our own record", "What we keep about you ourselves", OwnRecord, _OWN)
    register("shares", who, "What is shared", "Who may see your file", ClientShare, _SHARE, at="starts", whose="owner")
    register("blocks", Category.CASEWORK, "Who is kept from her file", "Workers kept from your file", Block, _BLOCK)
    register("joinings", Category.CASEWORK, "Joined files", "When two files were made one", Joining, _JOINING)
    opened = "When your file was opened in an emergency"
    register("emergencies", log, "Emergencies", opened, EmergencyAccess, _EMERGENCY, at="starts", whose="owner")
    asked = "When somebody asked for your file in an emergency"
    register("attempts", log, "Emergency attempts", asked, EmergencyAttempt, _ATTEMPT, at="at", whose="owner")
    closed = "When your file was closed to everybody but managers"
    register("restrictions", log, "Restrictions", closed, Restriction, _RESTRICTION, whose="owner")
    views = WrittenKind("Who looked")
    looked = Kind(
        "views", ViewLog, log, lambda: views, "Who looked at your file", at="at", besides=True, tell=_views,
        whose="owner_id", file="client_id",
    )  # fmt: skip
    kinds.register(looked)
    moved = (
        "which rows a joining moved, or narrowed, so that it can be undone: the rows are told, and so is the joining"
    )
    kinds.exempt(JoinedRow, moved)
    kinds.exempt(JoinedShare, moved)
    kinds.exempt(
        Draft, "what a worker has typed and not saved: no record of anybody, read by her alone, gone in two weeks"
    )
    asked = (
        "long work that a worker asked for: ids and settings; a file that it made holds what is told here, for a day"
    )
    kinds.exempt(Job, asked)
    kinds.exempt(JobResult, asked)
