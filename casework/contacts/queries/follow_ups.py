"""What is still to do after contacts, and who can do it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.clients.models import Block, Client
from casework.clients.queries import open_blocks
from casework.contacts.models import FollowUp
from casework.contacts.queries.nights import staff_who_may
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.audit.tracking import history_of
from dussk.compiled import compiled
from dussk.staff.models import Agency, Staff


def can_follow_up(agency: Agency, client: Client | None) -> QuerySet[Staff]:
    """Who can take a follow-up about her: nobody who is blocked from her file, as it would never reach them."""
    people = staff_who_may(agency, Permission.FOLLOW_UP)
    if client is None:
        return people
    return people.exclude(pk__in=open_blocks(client).values("blocked"))


def cannot_take(staff: Staff) -> str:
    """Why somebody cannot take a follow-up, for whoever chose her. It does not tell a block from the rest."""
    if not staff.is_active:
        return f"{staff} is suspended and cannot take this. Choose somebody else"
    return f"{staff} cannot take this: she has left or changed her work, or may not see this file. Choose somebody else"


def somebody(uid: str) -> Staff | None:
    """Whoever has this random id, at work or not."""
    try:
        return Staff.objects.filter(uid=UUID(uid)).first()
    except ValueError:
        return None


def _counted() -> QuerySet[FollowUp]:
    """Without those from a line entered by mistake."""
    rows = FollowUp.objects.filter(contact__mistake_at=None)
    return rows.select_related("client", "contact", "session__place", "assigned_to", "done_by")


def follow_ups_of(by: Worker) -> QuerySet[FollowUp]:
    """The follow-ups ``by`` took."""
    return _counted().filter(assigned_to=by.staff, agency=by.agency)


def open_follow_ups(by: Worker) -> QuerySet[FollowUp]:
    """What she has still to do, by date."""
    return follow_ups_of(by).filter(done_at=None).order_by("due", "id")


def done_follow_ups(by: Worker) -> QuerySet[FollowUp]:
    """What she took and is done, the latest first."""
    return follow_ups_of(by).filter(done_at__isnull=False).order_by("-done_at", "-id")


def agency_follow_ups(by: Worker) -> QuerySet[FollowUp]:
    """All of ``by``'s agency that she may see, whoever has them, open or done."""
    return _counted().filter(agency=by.agency)


def everybodys(by: Worker, *, of: UUID | None = None) -> QuerySet[FollowUp]:
    """What anybody at the agency has still to do, what waits longest first.

    Args:
        by: who asks.
        of: the random id of one member of staff, to see hers alone.
    """
    rows = agency_follow_ups(by).filter(done_at=None).order_by("due", "id")
    return rows if of is None else rows.filter(assigned_to__uid=of)


def who_has_any(by: Worker) -> QuerySet[Staff]:
    """Whoever has something to do at the agency, or could, in the order of their names."""
    able = staff_who_may(by.agency, Permission.FOLLOW_UP).order_by().values("pk")
    have = FollowUp.objects.filter(agency=by.agency, done_at=None).order_by().values("assigned_to")
    return Staff.objects.filter(Q(pk__in=able) | Q(pk__in=have)).order_by("name", "pk")


def nobodys(by: Worker) -> QuerySet[FollowUp]:
    """What nobody is doing, the longest waiting first: whoever has it is suspended, left, or may not see the file."""
    able = staff_who_may(by.agency, Permission.FOLLOW_UP).order_by().values("pk")
    blocked = Block.objects.filter(client=OuterRef("client"), blocked=OuterRef("assigned_to"), ended_at=None)
    lost = ~Q(assigned_to__in=able) | Exists(blocked)
    return agency_follow_ups(by).filter(lost, done_at=None).order_by("due", "id")


def to_do_about(client: Client) -> list[FollowUp]:
    """What is still to do about her, whoever has it, by date."""
    return _to_do(client.pk)


@compiled
def _to_do(client: int) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(client=client, done_at=None, contact__mistake_at=None)
    return rows.select_related("assigned_to", "agency").order_by("due", "id")


@dataclass(frozen=True)
class Passed:
    """One time that a follow-up changed hands: who had it, who passed it on, to whom, when and why."""

    had: str
    by: str
    to: str
    at: datetime
    why: str


def passed_on(follow_up: FollowUp) -> list[Passed]:
    """How a follow-up changed hands, the latest first, as its history keeps it."""
    events = list(history_of(FollowUp).filter(pgh_obj_id=follow_up.pk).order_by("pgh_id"))
    changes = [(was, now) for was, now in pairwise(events) if was.assigned_to_id != now.assigned_to_id]
    ids = {pk for was, now in changes for pk in (was.assigned_to_id, now.assigned_to_id, now.pgh_staff_id)}
    names = {one.pk: one.name for one in Staff.objects.filter(pk__in=ids)} if ids else {}
    return [
        Passed(
            had=names[was.assigned_to_id],
            by=names.get(now.pgh_staff_id, "Somebody"),
            to=names[now.assigned_to_id],
            at=now.pgh_created_at,
            why=now.passed_why,
        )
        for was, now in reversed(changes)
    ]
