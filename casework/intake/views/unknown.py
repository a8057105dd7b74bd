"""Women nobody knew to whom the programme was offered: who they were, said later."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.queries import search
from casework.clients.rules import read_reference
from casework.clients.views.opening import file_or_404
from casework.contacts.forms import FindForm, PeriodForm
from casework.intake import actions, queries
from casework.intake.views.showing import BOTH, UNPROCESSABLE, note_views, ours_or_403, pages
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of


@requires(Permission.SCREEN)
@require_GET
def unknown_women(request: StaffRequest) -> HttpResponse:
    """Every offer to a woman nobody knew, the latest first."""
    form = PeriodForm(request.GET or None)
    since, until = form.between if form.is_valid() else (None, None)
    page = page_of([] if form.errors else queries.unknown_women(request.worker, since=since, until=until), request)
    context = {"form": form, "page": page, "pages": pages(request)}
    return render(request, "casework/intake/unknown_women.html", context)


@requires(Permission.SCREEN)
@require_http_methods(BOTH)
def who(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Find out who she was. What is searched for is sent by POST, so that no address holds it."""
    row, _her = ours_or_403(request, uid, None)
    if row.mistake_at is not None:
        return redirect("intake:unknown_offer", uid)
    form = FindForm(request.POST if request.method == "POST" else None)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    women = search(by=request.worker, words=typed) if typed else []
    note_views(request, [one.client for one in women], ViewKind.FOUND, "intake:who")
    context = {"row": row, "form": form, "typed": typed, "found": women}
    return render(request, "casework/intake/unknown_who.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.SCREEN)
@require_POST
def who_is(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Say who she was: the offer, with its screening, joins her file."""
    row, _her = ours_or_403(request, uid, None)
    her = file_or_404(read_reference(request.POST.get("client", "")))
    try:
        actions.name_her(by=request.worker, offer=row, client=her)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
        return redirect("intake:unknown_offer", uid)
    messages.success(request, "It is on her file now, with all that was asked and said.")
    return redirect("her_intake:offer", her.reference, uid)
