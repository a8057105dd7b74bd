"""What requests have on Today, among a woman's pages, on her timeline and in the navigation."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from casework.clients import panels, timeline
from casework.clients.models import Client
from consent.agreements.queries import of_file
from consent.subject_access import queries
from consent.subject_access.models import Appointment, SubjectAccessRequest
from consent.subject_access.views.showing import listed
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.drafts import closed
from dussk.today.registry import Panel, register
from dussk.ui import navigation

#: How many stand on Today; the rest are on their own page.
AT_A_GLANCE = 10
_OWN = "consent/subject_access/"


def to_shorten(request: StaffRequest) -> dict[str, Any] | None:
    """Requests that whoever looks can shorten, the fewest days left first. Where there is none, there is no panel."""
    manager = request.may(Permission.DECIDE_ACCESS)
    found = queries.to_shorten(request.worker, timezone.localdate(), manager=manager)
    shown = found[:AT_A_GLANCE]
    listed(request, [one.standing.request for one in shown])
    return {"found": shown, "more": len(found) > AT_A_GLANCE} if found else None


def _asked(client: Client) -> QuerySet[SubjectAccessRequest]:
    return SubjectAccessRequest.objects.filter(of_file(client))


def _load_asked(pks: Collection[int]) -> Iterable[SubjectAccessRequest]:
    return SubjectAccessRequest.objects.filter(pk__in=pks).select_related("made_by", "agency")


def _looked(client: Client) -> QuerySet[Appointment]:
    return Appointment.objects.filter(request__in=_asked(client), came=True)


def _load_looked(pks: Collection[int]) -> Iterable[Appointment]:
    return Appointment.objects.filter(pk__in=pks).select_related("made_by", "request")


def _names_open_requests(page: str, named: Mapping[str, Any]) -> bool:
    """Of the address of a page: whether its reader may see the request it names."""
    if not page.startswith("access:") or "uid" not in named:
        return True
    return SubjectAccessRequest.objects.filter(uid=named["uid"]).exists()


def put_up() -> None:
    """Register it all; called once, from the app's ``ready()``."""
    register(Panel(26, _OWN + "_today.html", to_shorten, Permission.SUBJECT_ACCESS))
    asked, looked = _OWN + "_timeline_asked.html", _OWN + "_timeline_looked.html"
    label = "What she asked to see"
    panels.register_tab(panels.Tab(50, label, "her_access:asked", Permission.SUBJECT_ACCESS, seldom=True))
    timeline.register(timeline.Source("access_asked", label, asked, _asked, "asked_on", _load_asked))
    timeline.register(timeline.Source("access_looked", label, looked, _looked, "at", _load_looked))
    closed.register(_names_open_requests)
    navigation.register(navigation.NavItem(55, "Asked to see", "access:list", Permission.SUBJECT_ACCESS))
