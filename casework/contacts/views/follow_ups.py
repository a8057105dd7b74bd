"""What is still to do after a contact, by whoever took it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.actions import RefusedError
from casework.contacts import actions, queries
from casework.contacts.forms import FinishForm
from casework.contacts.views.showing import UNPROCESSABLE, note_views
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.ui.paging import page_of


@requires(Permission.FOLLOW_UP)
@require_GET
def follow_ups(request: StaffRequest) -> HttpResponse:
    """All of hers: what is still to do by date, then what she has done."""
    to_do = list(queries.open_follow_ups(request.worker))
    done = page_of(queries.done_follow_ups(request.worker), request)
    note_views(request, [one.client for one in [*to_do, *done]], ViewKind.LISTED, "contacts:follow_ups")
    context = {"to_do": to_do, "done": done, "today": timezone.localdate()}
    return render(request, "casework/contacts/follow_ups.html", context)


@requires(Permission.FOLLOW_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: StaffRequest, follow_up_uid: UUID) -> HttpResponse:
    """Finish one, saying what came of it."""
    follow_up = get_object_or_404(queries.follow_ups_of(request.worker), uid=follow_up_uid)
    form = FinishForm(request.POST if request.method == "POST" else None)
    form.cancel_url = "/"
    if form.is_valid():
        try:
            actions.finish_follow_up(by=request.worker, follow_up=follow_up, outcome=form.cleaned_data["outcome"])
        except RefusedError as refused:
            messages.warning(request, refused.sentence)
        else:
            messages.success(request, "Done. What came of it was saved")
        return redirect("today:today")
    note_views(request, [follow_up.client], ViewKind.OPENED, "contacts:finish")
    context = {"form": form, "follow_up": follow_up, "today": timezone.localdate()}
    return render(request, "casework/contacts/follow_up.html", context, status=UNPROCESSABLE if form.errors else 200)
