"""Who may see a woman's file, who may not, who opened it in an emergency, and who can work with her."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.clients.models import Block, Client, EmergencyAccess, EmergencyAttempt
from dussk.access.asking import Worker
from dussk.compiled import compiled
from dussk.staff.models import Agency, Staff
from dussk.staff.roles import Role

#: The roles in which somebody can be a woman's keyworker.
KEYWORKING = (Role.KEYWORKER, Role.MANAGER)


def blocks_of(client: Client) -> list[Block]:
    """Who is blocked from her file today, or from one that was joined into it."""
    if getattr(client, "has_joined", True):
        return list(open_blocks(client).select_related("blocked", "made_by", "agency"))
    return _open_blocks(client.pk)


@compiled
def _open_blocks(client: int) -> QuerySet[Block]:
    return Block.objects.filter(client=client, ended_at=None).select_related("blocked", "made_by", "agency")


def open_blocks(client: Client) -> QuerySet[Block]:
    """The blocks that hold on her file. One of somebody who was blocked from both of two joined files stands twice."""
    return Block.objects.filter(Q(client=client) | Q(client__joined_into=client), ended_at=None)


def emergency_of(client: Client, by: Worker) -> EmergencyAccess | None:
    """The emergency access by which ``by`` reads this file now, if any: the one that lasts longest."""
    mine = EmergencyAccess.objects.filter(client=client, made_by=by.staff, agency=by.agency)
    return mine.filter(ends__gt=timezone.now()).order_by("-ends").first()


def emergencies_of(agency: Agency) -> QuerySet[EmergencyAccess]:
    """Each time somebody opened a file of this agency in an emergency, the latest first."""
    return EmergencyAccess.objects.filter(owner=agency).select_related("client", "made_by", "agency", "review")


def recent_emergencies(agency: Agency) -> QuerySet[EmergencyAccess]:
    """Those of the last week."""
    return emergencies_of(agency).filter(starts__gt=timezone.now() - timedelta(days=7))


def attempts(agency: Agency) -> QuerySet[EmergencyAttempt]:
    """Each time somebody asked for a file of this agency, or for one that was not found, the latest first."""
    about = EmergencyAttempt.objects.filter(Q(owner=agency) | Q(owner=None))
    return about.select_related("staff", "agency")


def _at_work(agencies: Iterable[Agency], *roles: Role) -> QuerySet[Staff]:
    posts = {"posts__agency__in": agencies, "posts__ended_at": None}
    return Staff.objects.filter(is_active=True, **posts, **({"posts__role__in": roles} if roles else {})).distinct()


def possible_keyworkers(agency: Agency) -> QuerySet[Staff]:
    """Keyworkers and managers of an agency. Those blocked from a file are taken out by :func:`keyworkers_for`."""
    return _at_work([agency], *KEYWORKING).order_by("name")


def keyworkers_for(client: Client) -> QuerySet[Staff]:
    """Who can be her keyworker: a keyworker or manager of her agency who is not blocked from her file."""
    blocked = open_blocks(client).values("blocked")
    return possible_keyworkers(client.agency).exclude(pk__in=blocked)


def blockable(client: Client, by: Worker) -> QuerySet[Staff]:
    """Who could be blocked: by the agency that keeps the file anybody at any agency, by another its own staff.

    Anybody, because somebody without a share could still open her file in an emergency. Not the asker herself, who
    declares a conflict instead, and not those blocked already.
    """
    agencies = Agency.objects.all() if client.agency_id == by.agency.pk else [by.agency]
    blocked = open_blocks(client).values("blocked")
    people = _at_work(agencies)
    return people.exclude(pk=by.staff.pk).exclude(pk__in=blocked).order_by("name")
