"""What the pages of the sheet share."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from casework.clients.models import Client
from casework.clients.views.opening import her_page
from casework.information import queries
from casework.information.queries import Listed
from casework.information.rules import Section
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest

BOTH = ("GET", "POST")
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


def shown(request: StaffRequest, her: Client, template: str, **context: Any) -> HttpResponse:
    """A page about her; 422 where its form has faults."""
    may_write = her.agency_id == request.agency.pk and request.may(Permission.PLAN_CARE)
    answer = her_page(request, her, f"casework/information/{template}.html", may_write=may_write, **context)
    form = context.get("form")
    answer.status_code = UNPROCESSABLE if form is not None and form.errors else 200
    return answer


def form_shown(request: StaffRequest, her: Client, form: Any, heading: str, **context: Any) -> HttpResponse:
    """A page that is one form."""
    return shown(request, her, "form", form=form, heading=heading, **context)


def ours_or_403(request: StaffRequest, her: Client) -> None:
    """Only the agency that keeps her file writes on her sheet.

    Raises:
        PermissionDenied: another agency keeps it.
    """
    if her.agency_id != request.agency.pk:
        raise PermissionDenied("Another agency keeps this file.")


def listed_or_404(code: str) -> Listed:
    """The list that an address names.

    Raises:
        Http404: there is none of that name.
    """
    if code not in queries.LISTS:
        raise Http404("There is no such list.")
    return queries.LISTS[code]


def row_or_404(her: Client, listed: Listed, uid: UUID) -> Any:
    """A line of a list of hers.

    Raises:
        Http404: it is not there for this reader.
    """
    return get_object_or_404(queries.entries(her, listed), uid=uid)


def sheet_address(her: Client) -> str:
    """Where her sheet is."""
    return reverse("her_information:sheet", args=[her.reference])


def section_address(her: Client, section: Section) -> str:
    """Where a section of it is."""
    return reverse("her_information:section", args=[her.reference, section.value])
