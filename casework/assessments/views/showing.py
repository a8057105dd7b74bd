"""What the pages of an assessment share."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from casework.assessments import queries
from casework.assessments.models import Assessment
from casework.clients.models import Client
from casework.clients.views.opening import her_file, her_file_to_edit, her_page
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.drafts.once import nothing_saved

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422

LEFT = "This assessment was left unfinished. Take it up again before you write on it"
COMPLETED = "This assessment is completed already"


def found(request: StaffRequest, reference: str, uid: UUID, *, to_change: bool = False) -> tuple[Client, Assessment]:
    """Her file and one assessment on it, with all that is on it; where it is to be changed, the file is locked first.

    Raises:
        Http404: there is none, or this reader may not see it.
        PermissionDenied: it is to be changed, and another agency keeps the file.
    """
    her = her_file_to_edit(request, reference) if to_change else her_file(request, reference)
    return her, get_object_or_404(queries.in_full(queries.assessments(her)), uid=uid)


def address(one: Assessment, part: str = "") -> str:
    """Where an assessment is; with ``part``, that part of the page."""
    whole = reverse("her_assessments:assessment", args=[one.client.reference, one.uid])
    return f"{whole}#{part}" if part else whole


def shown(request: StaffRequest, her: Client, template: str, *, form: Any = None, **context: Any) -> HttpResponse:
    """A page of hers; one that is a form with errors says so."""
    may_write = her.agency_id == request.agency.pk and request.may(Permission.PLAN_CARE)
    about = {"may_write": may_write, "form": form, **context}
    answer = her_page(request, her, f"casework/assessments/{template}.html", **about)
    answer.status_code = UNPROCESSABLE if form is not None and form.errors else 200
    return answer


def not_any_more(request: StaffRequest, one: Assessment, sentence: str) -> HttpResponse:
    """To its page, because this cannot be done any more."""
    messages.warning(request, f"{sentence}. Nothing was changed")
    return nothing_saved(redirect(address(one)))
