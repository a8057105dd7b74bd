"""What the pages of this room share."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from casework.clients.models import Client
from casework.clients.views.opening import her_file, her_page
from consent.referrals import queries
from consent.referrals.models import Referral
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422

#: Pages of referrals and the directory: words, address, and who may open them.
_PAGES = (
    ("Directory of services", "services:list", Permission.LOOK_UP_SERVICES),
    ("Our referrals", "referrals:list", Permission.REFER),
    ("Sent to us", "referrals:incoming", Permission.REFER),
    ("How they went", "referrals:figures", Permission.SEE_REFERRAL_FIGURES),
)


def pages(request: StaffRequest) -> list[tuple[str, str]]:
    """Those of them that this reader may open."""
    return [(words, reverse(name)) for words, name, may in _PAGES if request.may(may)]


def found(request: StaffRequest, reference: str, uid: UUID) -> tuple[Client, Referral]:
    """Her file and one referral of hers.

    Raises:
        Http404: there is none, or this reader may not see it.
    """
    her = her_file(request, reference)
    rows = queries.referrals(her).select_related("service__partner", "instead_of__service", "choice")
    return her, get_object_or_404(rows, uid=uid)


def ours_or_403(request: StaffRequest, reference: str, uid: UUID, *, sent_here: bool = True) -> tuple[Client, Referral]:
    """A referral that her agency made or, where ``sent_here``, that was sent to it; locked once a form is sent.

    Raises:
        Http404: it is not there for her.
        PermissionDenied: it is other agencies' business.
    """
    her, row = found(request, reference, uid)
    parties = (row.agency_id, row.to_agency_id) if sent_here else (row.agency_id,)
    if request.agency.pk not in parties:
        raise PermissionDenied("This referral is another agency's.")
    if request.method == "POST" and row.agency_id == request.agency.pk:
        Referral.objects.select_for_update(of=("self",)).filter(pk=row.pk).exists()
        row.refresh_from_db()
    return her, row


def address(name: str, her: Client, row: Referral) -> str:
    """Where a page about a referral is."""
    return reverse(f"her_referrals:{name}", args=[her.reference, row.uid])


def shown(request: StaffRequest, her: Client, template: str, **context: Any) -> HttpResponse:
    """A page about her; 422 where its form has faults."""
    answer = her_page(request, her, f"consent/referrals/{template}.html", **context)
    form = context.get("form")
    answer.status_code = UNPROCESSABLE if form is not None and form.errors else 200
    return answer
