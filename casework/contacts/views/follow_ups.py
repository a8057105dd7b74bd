"""What is still to do, by whoever took it: mine, everybody's, passed on, finished."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.views.opening import acted, back_to_her, form_page, her_file
from casework.contacts import actions, queries
from casework.contacts.forms import FinishForm, FollowUpForm, PassOnForm
from casework.contacts.views.showing import UNPROCESSABLE, note_views
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once
from dussk.ui.paging import page_of

BOTH = ["GET", "HEAD", "POST"]


def _pages() -> list[tuple[str, str]]:
    return [("Mine", reverse("contacts:follow_ups")), ("Everybody’s", reverse("contacts:everybodys"))]


@requires(Permission.FOLLOW_UP)
@require_GET
def follow_ups(request: StaffRequest) -> HttpResponse:
    """All of hers: what is still to do by date, then what she has done."""
    to_do = list(queries.open_follow_ups(request.worker))
    done = page_of(queries.done_follow_ups(request.worker), request)
    note_views(request, [one.client for one in [*to_do, *done]], ViewKind.LISTED, "contacts:follow_ups")
    context = {"to_do": to_do, "done": done, "today": timezone.localdate(), "pages": _pages()}
    return render(request, "casework/contacts/follow_ups.html", context)


@requires(Permission.FOLLOW_UP)
@require_GET
def everybodys(request: StaffRequest) -> HttpResponse:
    """What anybody at the agency has still to do, what waits longest first; or one worker's."""
    typed = request.GET.get("worker", "")
    nobody = typed == "nobody"
    people = list(queries.who_has_any(request.worker))
    of = next((one.uid for one in people if str(one.uid) == typed), None)
    rows = queries.nobodys(request.worker) if nobody else queries.everybodys(request.worker, of=of)
    page = page_of(rows if nobody or of or not typed else [], request)
    note_views(request, [one.client for one in page], ViewKind.LISTED, "contacts:everybodys")
    context = {"page": page, "people": people, "worker": typed, "today": timezone.localdate(), "pages": _pages()}
    return render(request, "casework/contacts/follow_ups_all.html", context)


@requires(Permission.FOLLOW_UP)
@require_http_methods(BOTH)
@once
def finish(request: StaffRequest, follow_up_uid: UUID) -> HttpResponse:
    """Finish one, saying what came of it. Whoever took it: anybody at the agency may have done it."""
    follow_up = get_object_or_404(queries.agency_follow_ups(request.worker), uid=follow_up_uid)
    form = FinishForm(request.POST if request.method == "POST" else None)
    form.cancel_url = "/"
    if form.is_valid() and follow_up.done_at is not None:
        messages.warning(request, "This was done already. Nothing was changed.")
        return nothing_saved(redirect("contacts:finish", follow_up_uid))
    outcome = form.cleaned_data.get("outcome", "") if form.is_bound else ""
    if acted(form, lambda: actions.finish_follow_up(by=request.worker, follow_up=follow_up, outcome=outcome)):
        messages.success(request, "Done. What came of it was saved")
        return redirect("today:today")
    note_views(request, [follow_up.client], ViewKind.OPENED, "contacts:finish")
    context = {
        "form": form,
        "follow_up": follow_up,
        "today": timezone.localdate(),
        "passed": queries.passed_on(follow_up),
    }
    return render(request, "casework/contacts/follow_up.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.FOLLOW_UP)
@require_http_methods(BOTH)
@once
def pass_on(request: StaffRequest, follow_up_uid: UUID) -> HttpResponse:
    """Give one to somebody else, saying why."""
    follow_up = get_object_or_404(queries.agency_follow_ups(request.worker), uid=follow_up_uid)
    if follow_up.done_at is not None:
        messages.warning(request, "This was done already. Nothing was changed.")
        return nothing_saved(redirect("contacts:finish", follow_up_uid))
    who = queries.can_follow_up(request.agency, follow_up.client).exclude(pk=follow_up.assigned_to_id)
    form = PassOnForm(request.POST if request.method == "POST" else None, who=who)
    form.cancel_url = reverse("contacts:finish", args=[follow_up_uid])

    def give() -> None:
        data = form.cleaned_data
        actions.pass_on(by=request.worker, follow_up=follow_up, to=data["who"], why=data["why"])

    if acted(form, give):
        messages.success(request, f"{form.cleaned_data['who']} will do it. It is on her Today page.")
        return redirect("today:today")
    note_views(request, [follow_up.client], ViewKind.OPENED, "contacts:pass_on")
    context = {"form": form, "follow_up": follow_up, "today": timezone.localdate()}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "casework/contacts/follow_up_pass_on.html", context, status=status)


@requires(Permission.FOLLOW_UP)
@require_http_methods(BOTH)
@once
def note_follow_up(request: StaffRequest, reference: str) -> HttpResponse:
    """Note something to do about her, without a contact."""
    her = her_file(request, reference)
    who = queries.can_follow_up(request.agency, her)
    form = FollowUpForm(request.POST if request.method == "POST" else None, by=request.worker, who=who)

    def note() -> None:
        data = form.cleaned_data
        actions.note_follow_up(
            by=request.worker, client=her, what=data["what"], due=data["due"], assigned_to=data["who"]
        )

    if acted(form, note):
        return back_to_her(request, her, "It is noted as something to do.")
    return form_page(request, her, form, "Something to do about her")
