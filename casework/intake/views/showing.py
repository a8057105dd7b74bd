"""What the pages about one offer share."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from casework.clients.models import Client
from casework.clients.views.opening import her_file, her_page
from casework.intake import queries
from casework.intake.models import Recruitment
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422

#: Pages of the programme: words, address, and who may open them.
_PAGES = (
    ("Recruitment flow", "intake:flow", (Permission.SCREEN,)),
    ("Ask again", "intake:ask_again", (Permission.SCREEN,)),
    ("Women nobody knows", "intake:unknown_women", (Permission.SCREEN,)),
    ("What is asked", "intake:criteria", (Permission.SCREEN, Permission.EDIT_FORMS)),
)


def pages(request: StaffRequest) -> list[tuple[str, str]]:
    """The pages of the programme that this reader may open."""
    return [(words, reverse(name)) for words, name, may in _PAGES if any(map(request.may, may))]


def note_views(request: StaffRequest, clients: Iterable[Client | None], kind: ViewKind, page: str) -> None:
    """Log that these women are named on what is about to be shown."""
    seen = [client for client in clients if client is not None]
    record_views(by=request.worker, clients=seen, kind=kind, page=page, request_id=request.request_id)


def found(request: StaffRequest, uid: UUID, reference: str | None) -> tuple[Recruitment, Client | None]:
    """An offer on the file of the woman with this reference; or to a woman nobody knew, where there is none.

    Raises:
        Http404: there is none, or this reader may not see it.
    """
    her = her_file(request, reference) if reference else None
    return get_object_or_404(queries.offers(her, request.worker), uid=uid), her


def ours_or_403(request: StaffRequest, uid: UUID, reference: str | None) -> tuple[Recruitment, Client | None]:
    """An offer that her own agency made, as it stands; locked once a form is sent.

    Raises:
        Http404: it is not there for her.
        PermissionDenied: another agency made it.
    """
    row, her = found(request, uid, reference)
    if row.agency_id != request.agency.pk:
        raise PermissionDenied("Another agency wrote this.")
    if request.method == "POST":
        if not Recruitment.objects.select_for_update(of=("self",)).filter(pk=row.pk).exists():
            raise Http404
        row = get_object_or_404(queries.offers(her, request.worker), pk=row.pk)
    return row, her


def shown(
    request: StaffRequest, her: Client | None, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about one offer: among her pages, or by itself where nobody knows who she is."""
    if her is not None:
        answer = her_page(request, her, template, around="casework/clients/her_page.html", **context)
    else:
        answer = render(request, template, {"around": "casework/intake/unknown_page.html", **context})
    answer.status_code = status
    return answer


def address(name: str, offer: Recruitment, her: Client | None) -> str:
    """Where a page about an offer is."""
    if her is not None:
        return reverse(f"her_intake:{name}", args=[her.reference, offer.uid])
    return reverse(f"intake:unknown_{name}", args=[offer.uid])
