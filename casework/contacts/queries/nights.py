"""Sessions, and who is or can be on shift."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from casework.contacts.models import Session, Shift
from dussk.access.asking import Worker
from dussk.access.categories import Permission
from dussk.compiled import compiled
from dussk.staff.models import Agency, Staff
from dussk.staff.roles import ROLES


def sessions(by: Worker) -> QuerySet[Session]:
    """The sessions of ``by``'s agency that she may see, the latest first."""
    return Session.objects.filter(agency=by.agency).select_related("place", "closed_by").order_by("-started_at", "-id")


def open_sessions(by: Worker) -> list[Session]:
    """Those that have not been closed."""
    return list(sessions(by).filter(closed_at=None).annotate(women=_women()))


def other_open_sessions(by: Worker, session: Session) -> QuerySet[Session]:
    """Where a woman can be moved to who was put on the wrong register."""
    return sessions(by).filter(closed_at=None).exclude(pk=session.pk)


def nights(by: Worker) -> QuerySet[Session]:
    """All of them, each with how many women were there (``women``)."""
    return sessions(by).annotate(women=_women())


def _women() -> Count:
    return Count("contacts", filter=Q(contacts__mistake_at=None, contacts__second_line=False))


def team(session: Session) -> list[Staff]:
    """Who is on shift, in the order of their names."""
    return [shift.staff for shift in _shifts(session.pk)]


@compiled
def _shifts(session: int) -> QuerySet[Shift]:
    return Shift.objects.filter(session=session).select_related("staff")


def staff_who_may(agency: Agency, permission: Permission) -> QuerySet[Staff]:
    """The agency's people who may do something today, in the order of their names."""
    roles = [role for role, data in ROLES.items() if permission in data.may]
    posts = {"posts__agency": agency, "posts__ended_at": None, "posts__starts_at__lte": timezone.now()}
    return Staff.objects.filter(is_active=True, posts__role__in=roles, **posts).distinct().order_by("name", "pk")
