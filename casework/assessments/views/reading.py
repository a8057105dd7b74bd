"""All of her assessments, one of them, and both on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from casework.assessments import documents, queries, rules
from casework.assessments.rules import Area
from casework.assessments.views.showing import found, shown
from casework.clients.views.opening import her_file, seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of


@requires(Permission.READ_PLANS)
@require_GET
def assessments(request: StaffRequest, reference: str) -> HttpResponse:
    """All of hers, the latest first."""
    her = her_file(request, reference)
    page = page_of(queries.counted(her), request)
    return shown(request, her, "list", page=page, standing=queries.unfinished(her))


@requires(Permission.READ_PLANS)
@require_GET
def assessment(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One: how each area goes and went, what is planned, what was talked about, and what was put right."""
    her, one = found(request, reference, uid)
    last = queries.last_completed(her, before=one)
    rated, prompts = queries.rated(one), queries.prompt_lines(one)
    return shown(
        request,
        her,
        "assessment",
        assessment=one,
        last=last,
        lines=queries.area_lines(one, last),
        noted=[line for line in prompts if line.note],
        not_noted=[line for line in prompts if not line.note],
        rated_by_her=len(Area) - len(rules.still_blank(rated, hers=True)),
        rated_by_worker=len(Area) - len(rules.still_blank(rated, hers=False)),
        earlier=queries.corrections(one),
    )


@requires(Permission.READ_PLANS)
@require_GET
def printed(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """One on paper, as the form has it."""
    her, one = found(request, reference, uid)
    seen(request, [her], ViewKind.PRINTED)
    return documents.filled(her, one, request=request)


@requires(Permission.READ_PLANS)
@require_GET
def blank(request: StaffRequest) -> HttpResponse:
    """The form on paper, to be filled in by hand; ``?large=1`` in large type."""
    return documents.blank(request=request, large=bool(request.GET.get("large")))
