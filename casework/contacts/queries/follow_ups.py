"""What is still to do after contacts, and who can do it."""

from django.db.models import QuerySet

from casework.clients.models import Block, Client
from casework.contacts.models import FollowUp
from casework.contacts.queries.nights import staff_who_may
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.staff.models import Agency, Staff


def can_follow_up(agency: Agency, client: Client | None) -> QuerySet[Staff]:
    """Who can take a follow-up about her: nobody who is blocked from her file, as it would never reach them."""
    people = staff_who_may(agency, Permission.FOLLOW_UP)
    if client is None:
        return people
    return people.exclude(pk__in=Block.objects.filter(client=client, ended_at=None).values("blocked"))


def follow_ups_of(by: Worker) -> QuerySet[FollowUp]:
    """The follow-ups ``by`` took, without those from a line entered by mistake."""
    mine = FollowUp.objects.filter(assigned_to=by.staff, agency=by.agency, contact__mistake_at=None)
    return mine.select_related("client", "contact", "session__place")


def open_follow_ups(by: Worker) -> QuerySet[FollowUp]:
    """What she has still to do, by date."""
    return follow_ups_of(by).filter(done_at=None).order_by("due", "id")


def done_follow_ups(by: Worker) -> QuerySet[FollowUp]:
    """What she has done, the latest first."""
    return follow_ups_of(by).filter(done_at__isnull=False).order_by("-done_at", "-id")
