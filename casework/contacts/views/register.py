"""At the hatch: finding a woman, and putting her on the register."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from casework.clients.actions import LikelySameError, RefusedError
from casework.clients.models import Client
from casework.clients.queries import Found, search
from casework.clients.rules import read_reference
from casework.clients.views.opening import file_or_404
from casework.contacts import actions
from casework.contacts.forms import CalledForm, FindForm, UnknownForm
from casework.contacts.models import Contact, Session
from casework.contacts.views.showing import (
    UNPROCESSABLE,
    aim,
    hatch,
    likely,
    line_of,
    not_saved,
    note_views,
    one_line,
    refuse,
    session_of,
)
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once


def client_of(request: StaffRequest) -> Client:
    """The woman whose reference was sent, if she may be seen, or 404."""
    return file_or_404(read_reference(request.POST.get("client", "")))


@requires(Permission.USE_REGISTER)
@require_POST
def find(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Who fits what was typed. With nothing typed, who is likely tonight."""
    session = session_of(request, uid)
    if not session.is_open:
        return refuse(request, "This register is closed.", "contacts:register", uid)
    form = FindForm(request.POST)
    if not form.is_valid():
        shown = likely(request, session) | {"find_errors": form.errors["q"], "typed": ""}
        return hatch(request, session, shown, status=UNPROCESSABLE)
    if not form.cleaned_data["q"]:
        return hatch(request, session, likely(request, session))
    typed = form.cleaned_data["q"]
    return hatch(request, session, found(request, session, typed, search(by=request.worker, words=typed)))


def found(request: StaffRequest, session: Session, typed: str, women: list[Found]) -> dict[str, Any]:
    """The place at the hatch with the women found, and what to do where she is none of them."""
    note_views(request, [one.client for one in women], ViewKind.FOUND, "contacts:find")
    there = Contact.objects.counted().filter(session=session, client__in=[one.client for one in women])
    on_since = dict(there.values_list("client_id", "at"))
    rows = [{"one": one, "her": one.client, "on_since": on_since.get(one.client.pk)} for one in women]
    return {"hatch": "found", "found": rows, "typed": typed, "may_add": request.may(Permission.ADD_CLIENT)}


@requires(Permission.USE_REGISTER)
@require_POST
def put(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Put her on, or open her line where she is on already."""
    session = session_of(request, uid)
    client = client_of(request)
    try:
        line, new = actions.put_on(by=request.worker, session=session, client=client)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:register", uid)
    return opened(request, session, line, new=new)


def opened(request: StaffRequest, session: Session, line: Contact, *, new: bool) -> HttpResponse:
    """Answer with the line of a woman who has just been put on."""
    if not request.htmx:
        return redirect("contacts:line", session.uid, line.uid)
    if not new:
        line = line_of(request, session.uid, line.uid)
    said = "is on the register" if new else "was on the register already"
    return hatch(request, session, one_line(request, line, new=new) | {"said": said})


@requires(Permission.ADD_CLIENT)
@require_POST
@once
def new(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Start a file with only what she wants to be called, and put her on. Likely duplicates come first."""
    session = session_of(request, uid)
    form = CalledForm(request.POST)
    if not form.is_valid():
        shown = likely(request, session) | {"find_errors": form.errors["called"], "typed": ""}
        return hatch(request, session, shown, status=UNPROCESSABLE)
    called = form.cleaned_data["called"]
    not_her = [reference for typed in request.POST.getlist("not_her")[:100] if (reference := read_reference(typed))]
    try:
        line = actions.start_file_and_put_on(by=request.worker, session=session, called=called, not_her=not_her)
    except LikelySameError as same:
        shown = found(request, session, called, same.found) | {"asked": True, "not_her": not_her}
        return nothing_saved(hatch(request, session, shown))
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:register", uid)
    return opened(request, session, line, new=True)


@requires(Permission.USE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def unknown(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Put a woman on whom nobody knows, by how the team will recognise her."""
    session = session_of(request, uid)
    form = UnknownForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = form.cleaned_data["description"]
        try:
            line = actions.put_unknown(by=request.worker, session=session, description=words)
        except RefusedError as refused:
            return not_saved(request, refused.sentence, None, session_of(request, uid), [("What you typed", words)])
        return opened(request, session, line, new=True)
    if not session.is_open:
        return redirect("contacts:register", uid)
    form.cancel_url = reverse("contacts:register", args=[uid])
    shown = {"hatch": "unknown", "form": aim(form, "contacts:unknown", uid)}
    return hatch(request, session, shown, status=UNPROCESSABLE if form.errors else 200)


def may_name(request: StaffRequest, session: Session) -> bool:
    """Whether she may say who a woman was: a volunteer only as long as the register is open."""
    return session.is_open or request.may(Permission.RUN_SESSION)


@requires(Permission.USE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Find out who a woman is that was put on as unknown."""
    session = session_of(request, uid)
    line = line_of(request, uid, line_uid)
    if not may_name(request, session) or line.known or line.mistake_at:
        return redirect("contacts:line", uid, line_uid)
    form = FindForm(request.POST if request.method == "POST" else None)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    women = search(by=request.worker, words=typed) if typed else []
    shown = found(request, session, typed, women) | {"hatch": "naming", "unnamed": line, "form": form}
    return hatch(request, session, shown, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.USE_REGISTER)
@require_POST
def name(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Say who she was: her line joins her file, with all that is on it."""
    line = line_of(request, uid, line_uid)
    late = request.may(Permission.RUN_SESSION)
    try:
        hers, joined = actions.name_her(line=line, client=client_of(request), after_closing=late)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    if not joined:
        sentence = "She is on this register already: this is her line. The unknown line was left as it is."
        return refuse(request, sentence, "contacts:line", uid, hers.uid)
    return redirect("contacts:line", uid, hers.uid)
