"""Putting one line right: when she came, and on which register she belongs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.contacts import actions, queries
from casework.contacts.forms import MoveForm
from casework.contacts.views.lines import its_session, one_part
from casework.contacts.views.showing import (
    UNPROCESSABLE,
    aim,
    hatch,
    line_of,
    note_views,
    one_line,
    refuse,
    time_form_of,
)
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once

_TIME = "casework/contacts/_line_part_time.html"


@requires(Permission.USE_REGISTER)
@require_POST
@once
def time(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Say when she came: from paper, or where it was typed later than it was."""
    hers = line_of(request, uid, line_uid)
    form = time_form_of(hers, request.POST)
    if form.is_valid():
        at = form.cleaned_data["at"]
        try:
            actions.set_time(line=hers, at=at)
        except RefusedError as refused:
            return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
        hers.at = at
        said = ". ".join(filter(None, ["Time saved", form.clocks_word]))
        if not request.htmx:
            messages.success(request, said)
            return redirect("contacts:line", uid, line_uid)
        return one_part(request, hers, _TIME, {"time_form": time_form_of(hers), "timed": True}, said=said)
    if not request.htmx:
        return hatch(request, its_session(hers), one_line(request, hers, time_form=form), status=UNPROCESSABLE)
    return one_part(request, hers, _TIME, {"time_form": form, "faulty": form}, status=UNPROCESSABLE)


@requires(Permission.USE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def move(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Put her on another register that is open, with all that is on her line."""
    hers = line_of(request, uid, line_uid)
    session = its_session(hers)
    registers = queries.other_open_sessions(request.worker, session)
    form = MoveForm(request.POST if request.method == "POST" else None, registers=registers)
    form.cancel_url = reverse("contacts:line", args=[uid, line_uid])
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            actions.move_line(by=request.worker, line=hers, to=to)
        except RefusedError as refused:
            return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
        messages.success(request, f"The line is on this register now: {to}")
        return redirect("contacts:line", to.uid, line_uid)
    if not session.is_open or hers.mistake_at:
        return redirect("contacts:line", uid, line_uid)
    note_views(request, [hers.client], ViewKind.OPENED, "contacts:line")
    shown = {
        "hatch": "move",
        "line": hers,
        "registers": list(registers),
        "form": aim(form, "contacts:move", uid, line_uid),
    }
    return hatch(request, session, shown, status=UNPROCESSABLE if form.errors else 200)
