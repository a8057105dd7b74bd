"""What the pages of consent share."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from casework.clients.models import Client
from casework.clients.views.opening import her_file
from consent.agreements import queries
from consent.agreements.models import Agreement
from dussk.access.http import StaffRequest
from dussk.drafts.once import nothing_saved

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422

CLOSED_TO_HER = (
    "She does not want information about her stored, so her file is now closed to everybody but a manager. She is still"
    " welcome at the drop-in and the van: put her on the register as a woman nobody knows"
)


def found(request: StaffRequest, reference: str, uid: UUID, *, to_change: bool = False) -> tuple[Client, Agreement]:
    """Her file and one agreement on it.

    Raises:
        Http404: there is none, or this reader may not see it.
        PermissionDenied: it is to be changed, and another agency keeps the file.
    """
    her = her_file(request, reference, to_change=to_change)
    return her, get_object_or_404(queries.agreements(her).prefetch_related("withdrawals"), uid=uid)


def her_consent(request: StaffRequest, her: Client, done: str, *, still_open: bool = True) -> HttpResponse:
    """To the page of her consent, saying what was done; to Today, where her file is closed to this reader by now."""
    if still_open:
        messages.success(request, done)
        return redirect("consent:consent", her.reference)
    messages.success(request, f"{done}. {CLOSED_TO_HER}")
    return redirect("today:today")


def not_any_more(request: StaffRequest, her: Client, sentence: str) -> HttpResponse:
    """To the page of her consent, because this cannot be done any more."""
    messages.warning(request, sentence)
    return nothing_saved(redirect("consent:consent", her.reference))
