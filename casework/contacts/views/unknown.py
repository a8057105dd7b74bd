"""Women nobody knew: who they were, said later, and their contacts joined to their files."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.queries import search
from casework.clients.rules import read_reference
from casework.clients.views.opening import file_or_404
from casework.contacts import actions, queries
from casework.contacts.forms import FindForm, PeriodForm
from casework.contacts.views.contacts import BOTH, found
from casework.contacts.views.showing import UNPROCESSABLE, note_views
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of


@requires(Permission.LOG_CONTACT)
@require_GET
def unknown_women(request: StaffRequest) -> HttpResponse:
    """Everybody who was met and whom nobody knew, the latest first."""
    form = PeriodForm(request.GET or None)
    since, until = form.between if form.is_valid() else (None, None)
    page = page_of([] if form.errors else queries.unknown_women(request.worker, since=since, until=until), request)
    return render(request, "casework/contacts/unknown_women.html", {"form": form, "page": page})


@requires(Permission.LOG_CONTACT)
@require_http_methods(BOTH)
def who(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Find out who she was. What is searched for is sent by POST, so that no address holds it."""
    row, _her = found(request, uid, None)
    if row.mistake_at is not None:
        return redirect("contacts:unknown_contact", uid)
    form = FindForm(request.POST if request.method == "POST" else None)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    women = search(by=request.worker, words=typed) if typed else []
    note_views(request, [one.client for one in women], ViewKind.FOUND, "contacts:who")
    context = {"row": row, "form": form, "typed": typed, "found": women, "searched": form.is_bound}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "casework/contacts/unknown_who.html", context, status=status)


@requires(Permission.LOG_CONTACT)
@require_POST
def who_is(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Say who she was: the contact, with all that is on it, joins her file."""
    row, _her = found(request, uid, None)
    her = file_or_404(read_reference(request.POST.get("client", "")))
    try:
        hers, joined = actions.name_her(line=row, client=her, after_closing=True)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
        return redirect("contacts:unknown_contact", uid)
    if not joined:
        messages.warning(
            request,
            "She is on that register already: this is her line there. The unknown woman was left as she was, with what"
            " she was given. If she is the same woman, write it on this line, and mark the other as a mistake.",
        )
    else:
        messages.success(request, "It is on her file now, with what she was given and what is to be done.")
    return redirect("her:contact", her.reference, hers.uid)
