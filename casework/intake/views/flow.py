"""The recruitment flow, the women behind each of its numbers, and whom to ask again."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.contacts.forms import PeriodForm
from casework.intake import queries
from casework.intake.flow import LABELS
from casework.intake.views.showing import note_views, pages
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of

_ALL = "all"


def _asked(request: StaffRequest) -> QueryDict:
    """Of an address, what narrows the flow: for links that lead on to the same stretch of time."""
    asked = request.GET.copy()
    for name in ("step", "page"):
        asked.pop(name, None)
    return asked


@requires(Permission.SCREEN)
@require_GET
def flow(request: StaffRequest) -> HttpResponse:
    """Every woman who was offered the programme, by the latest that is known of her."""
    form = PeriodForm(request.GET or None)
    since, until = form.between if form.is_valid() else (None, None)
    context: dict[str, Any] = {
        "form": form,
        "flow": None if form.errors else queries.flow(request.worker, since=since, until=until),
        "asked": _asked(request),
        "narrowed": form.is_bound and form.is_valid() and bool(since or until),
        "pages": pages(request),
    }
    return render(request, "casework/intake/flow.html", context)


@requires(Permission.SCREEN)
@require_GET
def women(request: StaffRequest) -> HttpResponse:
    """The women behind one number of the flow."""
    form = PeriodForm(_asked(request) or None)
    since, until = form.between if form.is_valid() else (None, None)
    step = queries.flow(request.worker, since=since, until=until).step(request.GET.get("step", _ALL))
    if step is None:
        raise Http404("There is no such number in the flow.")
    page = page_of(step.women, request)
    rows = [(row, LABELS[one.stage]) for one, row in queries.of_step(list(page))]
    note_views(request, [row.client for row, _place in rows], ViewKind.LISTED, "intake:women")
    context = {"step": step, "page": page, "rows": rows, "asked": _asked(request), "since": since, "until": until}
    return render(request, "casework/intake/women.html", context)


@requires(Permission.SCREEN)
@require_GET
def ask_again(request: StaffRequest) -> HttpResponse:
    """Women who could not consent, by the day to ask them again."""
    page = page_of(queries.ask_again(request.worker), request)
    note_views(request, [row.client for row in page], ViewKind.LISTED, "intake:ask_again")
    context = {"page": page, "today": timezone.localdate(), "pages": pages(request)}
    return render(request, "casework/intake/ask_again.html", context)
