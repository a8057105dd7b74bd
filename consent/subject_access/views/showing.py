"""What the pages of a request share: finding it, noting who looked, and showing whom it is about."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from casework.clients import panels
from casework.clients.queries import bar_of
from consent.subject_access import queries
from consent.subject_access.models import SubjectAccessRequest
from consent.subject_access.wording import COLOURS
from dussk.access.http import StaffRequest
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


def log(request: StaffRequest, asked: Iterable[SubjectAccessRequest], kind: ViewKind) -> None:
    """Record that this page shows what these women asked for."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    women = [queries.whom(one) for one in asked]
    record_views(by=request.worker, clients=women, kind=kind, page=page, request_id=request.request_id)


def listed(request: StaffRequest, asked: Iterable[SubjectAccessRequest]) -> None:
    """Record that this page names these women."""
    log(request, asked, ViewKind.LISTED)


def found(request: StaffRequest, uid: UUID) -> SubjectAccessRequest:
    """A request of the reader's agency; looking at it is recorded.

    Raises:
        Http404: there is none, or this reader may not see it.
    """
    one = queries.own_request(request.worker, uid)
    if one is None:
        raise Http404("There is no such request, or it is another agency's.")
    log(request, [one], ViewKind.OPENED)
    return one


def page(
    request: StaffRequest, asked: SubjectAccessRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about a request: with her identity bar, or what she is called where her file is closed to the reader."""
    her = queries.known_file(asked)
    standing = queries.standing(asked, timezone.localdate())
    about = {
        "asked": asked,
        "standing": standing,
        "colour": COLOURS[standing.state],
        "client": her,
        "bar": bar_of(her, request.worker) if her else None,
        "tabs": panels.tabs_for(request, her) if her else [],
    }
    return render(request, f"consent/subject_access/{template}.html", about | context, status=status)


def status_of(form: Any) -> int:
    """The status of a page with a form: another where something in it is to be mended."""
    return UNPROCESSABLE if form.errors else 200


def done(request: StaffRequest, asked: SubjectAccessRequest, sentence: str) -> HttpResponse:
    """To the request, saying what was done."""
    messages.success(request, sentence)
    return redirect("access:request", asked.uid)


def not_done(request: StaffRequest, sentence: str, to: str, *named: object) -> HttpResponse:
    """Back, saying why nothing was done."""
    messages.warning(request, f"{sentence}.")
    return nothing_saved(redirect(to, *named))
