"""Lists over all women: steps that are to be done, and versions that wait for a manager's name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.care_plans import queries
from casework.clients.views.opening import seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.rules import read_uuid
from dussk.ui.paging import page_of

#: What the list of everybody's steps is narrowed by to those that nobody has.
NOBODY = "nobody"
_MINE, _EVERYBODYS = "care_plans:steps", "care_plans:everybodys"


def _pages() -> list[tuple[str, str]]:
    return [("My steps", reverse(_MINE)), ("Everybody’s steps", reverse(_EVERYBODYS))]


def _list(request: StaffRequest, template: str, page: object, **context: object) -> HttpResponse:
    seen(request, [row.client for row in page], ViewKind.LISTED)  # type: ignore[attr-defined]
    shown = {"page": page, "pages": _pages(), "today": timezone.localdate()}
    return render(request, f"casework/care_plans/{template}.html", shown | context)


@requires(Permission.PLAN_CARE)
@require_GET
def steps(request: StaffRequest) -> HttpResponse:
    """What she has still to do of all plans, by day."""
    return _list(request, "steps", page_of(queries.mine(request.worker), request), heading="My steps", own=True)


@requires(Permission.PLAN_CARE)
@require_GET
def everybodys(request: StaffRequest) -> HttpResponse:
    """What is to be done at her agency, whoever has it; of one worker (``?worker=``), or what nobody has."""
    nobody, of = request.GET.get("worker") == NOBODY, read_uuid(request.GET.get("worker"))
    rows = queries.nobodys(request.worker) if nobody else queries.everybodys(request.worker, of=of)
    page = page_of(rows, request)
    narrowed = {"people": queries.who_could(request.worker), "worker": NOBODY if nobody else str(of or "")}
    return _list(request, "steps", page, heading="Everybody’s steps", own=False, **narrowed)


@requires(Permission.COUNTERSIGN)
@require_GET
def to_countersign(request: StaffRequest) -> HttpResponse:
    """Plans that are agreed and wait for a manager's name."""
    return _list(request, "to_countersign", page_of(queries.to_countersign(request.worker), request))
