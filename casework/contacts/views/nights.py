"""Sessions: the list of nights, opening one, who is on shift, closing and printing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients.actions import RefusedError
from casework.contacts import actions, documents, queries
from casework.contacts.forms import BlankForm, CloseForm, StartForm, TeamForm
from casework.contacts.forms.moments import ClockForm
from casework.contacts.models import Session
from casework.contacts.views.showing import (
    UNPROCESSABLE,
    likely,
    night_in_numbers,
    not_saved,
    note_views,
    page,
    refuse,
    session_of,
)
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once
from dussk.ui.paging import page_of


@requires(Permission.USE_REGISTER)
@require_GET
def nights(request: StaffRequest) -> HttpResponse:
    """Every session she may see, the latest first."""
    shown = page_of(queries.nights(request.worker), request)
    context = {"page": shown, "runs": request.may(Permission.RUN_SESSION)}
    return render(request, "casework/contacts/nights.html", context)


@requires(Permission.RUN_SESSION)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def start(request: StaffRequest) -> HttpResponse:
    """Open a register."""
    form = StartForm(request.POST if request.method == "POST" else None, by=request.worker)
    if form.is_valid():
        data = form.cleaned_data
        try:
            session = actions.start_session(
                by=request.worker,
                kind=data["kind"],
                place=data["place"],
                new_place=data["new_place"],
                started_at=data["at"],
                staff=data["staff"],
                from_paper=data["from_paper"],
            )
        except RefusedError as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            say_clocks(request, form)
            return redirect("contacts:register", session.uid)
    context = {"form": form, "open": queries.open_sessions(request.worker)}
    return render(request, "casework/contacts/start.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.USE_REGISTER)
@require_GET
def register(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The register of a night: who may come, and who came. A closed one shows the night, and is read only."""
    session = session_of(request, uid)
    return page(request, session, likely(request, session) if session.is_open else {"hatch": "closed"})


@requires(Permission.RUN_SESSION)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Change who is on shift: somebody came late, or was ill."""
    session = session_of(request, uid)
    if not session.is_open:
        return refuse(request, "This register is closed. Nothing was changed.", "contacts:register", uid)
    on_shift = queries.team(session)
    form = TeamForm(request.POST if request.method == "POST" else None, by=request.worker, on_shift=on_shift)
    if form.is_valid():
        try:
            actions.set_team(by=request.worker, session=session, staff=form.cleaned_data["staff"])
        except RefusedError as refused:
            return refuse(request, refused.sentence, "contacts:register", uid)
        messages.success(request, "Who is on shift was saved")
        return redirect("contacts:register", uid)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "casework/contacts/team.html", {"form": form, "session": session}, status=status)


@requires(Permission.RUN_SESSION)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def close(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Close a register, with the night in numbers before her."""
    session = session_of(request, uid)
    form = CloseForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.close_session(
                by=request.worker, session=session, ended_at=data["at"], closing_note=data["closing_note"]
            )
        except RefusedError as refused:
            if refused.field is None:
                typed = [("Closing note", data["closing_note"])]
                return not_saved(request, refused.sentence, None, session_of(request, uid), typed)
            form.add_error(refused.field, refused.sentence)
        else:
            say_clocks(request, form)
            messages.success(request, "The register is closed")
            return redirect("contacts:register", uid)
    if not session.is_open:
        return redirect("contacts:register", uid)
    context = {"form": form, "session": session, "night": night_in_numbers(request, queries.lines(session))}
    return render(request, "casework/contacts/close.html", context, status=UNPROCESSABLE if form.errors else 200)


def say_clocks(request: StaffRequest, form: ClockForm) -> None:
    """Say on the next page where a time that was typed is not the time that was saved."""
    if form.clocks_word:
        messages.info(request, form.clocks_word)


@requires(Permission.USE_REGISTER)
@require_GET
def blank(request: StaffRequest) -> HttpResponse:
    """A register on paper, with nobody on it: first what is to stand at its head, then the paper."""
    form = BlankForm(request.GET if "kind" in request.GET else None, by=request.worker)
    if form.is_valid():
        data = form.cleaned_data
        kind = Session.Kind(data["kind"])
        items = list(queries.items(request.agency))
        return documents.blank(kind, data["place"], data["on"], items, request=request)
    form.helper.form_method = "get"
    context = {"form": form}
    return render(request, "casework/contacts/blank.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.USE_REGISTER)
@require_GET
def printed(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The night on paper."""
    session = session_of(request, uid)
    rows = queries.with_topics(queries.lines(session))
    note_views(request, queries.women_on(rows), ViewKind.PRINTED, "contacts:print")
    says_new = request.may(Permission.RUN_SESSION)
    return documents.night(session, rows, queries.team(session), request=request, says_new=says_new)
