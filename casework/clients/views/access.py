"""Who is kept from a woman's file, and files opened in an emergency."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients import actions, queries
from casework.clients.forms import BlockForm, ConflictForm, EmergencyForm, EndBlockForm
from casework.clients.models import Block
from casework.clients.views.opening import acted, back_to_her, form_page, her_file, seen, too_late
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once
from dussk.ui.paging import page_of

_LOSE_IT = (
    "You will lose this file at once: her name, everything on it, and every list and search that shows her. You cannot"
    " undo it yourself. A colleague can, with a reason."
)


@requires(Permission.RECORD_BLOCK)
@require_http_methods(["GET", "POST"])
@once
def block(request: StaffRequest, reference: str) -> HttpResponse:
    """Keep a member of staff from her file, because she wishes it."""
    her = her_file(request, reference)
    people = queries.blockable(her, request.worker)
    form = BlockForm(request.POST if request.method == "POST" else None, people=people)
    if acted(form, lambda: actions.block(by=request.worker, client=her, **form.cleaned_data)):
        return back_to_her(request, her, f"{form.cleaned_data['staff']} can no longer see her file.")
    return form_page(request, her, form, "Block somebody from her file")


@requires(Permission.RECORD_BLOCK)
@require_http_methods(["GET", "POST"])
@once
def end_block(request: StaffRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    """Let somebody back to her file, and say why."""
    her = her_file(request, reference)
    row = get_object_or_404(Block.objects.select_related("blocked"), client=her, uid=uid)
    if row.ended_at is not None:
        return too_late(request, her, "Somebody else has already ended this block.")
    form = EndBlockForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.end_block(by=request.worker, block=row, **form.cleaned_data)):
        return back_to_her(request, her, f"{row.blocked} can see her file again, as far as her role goes.")
    facts = [("Blocked", row.blocked.name), ("Why", f"{row.get_kind_display()}. {row.reason}")]
    return form_page(request, her, form, "End a block", facts=facts)


@requires(Permission.DECLARE_CONFLICT)
@require_http_methods(["GET", "POST"])
@once
def conflict(request: StaffRequest, reference: str) -> HttpResponse:
    """Declare a conflict of her own: confirmed first, and then the file is gone for her."""
    her = her_file(request, reference)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if acted(
        form,
        lambda: actions.declare_conflict(by=request.worker, client=her, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, "You have declared a conflict. That file is closed to you from now on.")
        return redirect("today:today")
    return form_page(request, her, form, "I know her: declare a conflict", warning=_LOSE_IT)


@requires(Permission.OPEN_EMERGENCY)
@require_http_methods(["GET", "POST"])
@once
def emergency(request: StaffRequest) -> HttpResponse:
    """Ask to open a file because somebody is in danger. No match and several matches are answered alike."""
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    opened: list[str | None] = []

    def ask() -> None:
        data = {name: value for name, value in form.cleaned_data.items() if name != "how"}
        opened.append(actions.open_in_emergency(by=request.worker, **data))

    if acted(form, ask):
        if reference := opened[0]:
            return redirect("clients:client", reference)
        form.add_error(
            None,
            "No file was opened. What you typed fits no woman, or more than one. Check it with her or with the agency"
            " that keeps her file. This request is recorded",
        )
    return render(request, "casework/clients/emergency.html", {"form": form})


@requires(Permission.REVIEW_EMERGENCY)
@require_GET
def emergencies(request: StaffRequest) -> HttpResponse:
    """For a manager: who opened her agency's files in an emergency and why, and every time somebody tried."""
    accesses = page_of(queries.emergencies_of(request.agency), request)
    attempts = page_of(queries.attempts(request.agency), request, name="attempts")
    seen(request, [access.client for access in accesses], ViewKind.LISTED)
    return render(request, "casework/clients/emergencies.html", {"accesses": accesses, "attempts": attempts})
