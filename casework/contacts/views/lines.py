"""One woman's line of a register: what she was given, a worry, a note, a follow-up, a mistake."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.contacts import actions, queries
from casework.contacts.forms import FollowUpForm, NoteForm, NumberForm
from casework.contacts.models import Contact, Item, Session
from casework.contacts.views.showing import UNPROCESSABLE, aim, hatch, line_of, one_line, refuse, session_of
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires


def _both(request: StaffRequest, uid: UUID, line_uid: UUID) -> tuple[Session, Contact]:
    session = session_of(request, uid)
    return session, line_of(session, line_uid)


def _again(request: StaffRequest, session: Session, line: Contact, said: str = "") -> HttpResponse:
    """Show the line as it is after a change."""
    if not request.htmx:
        if said:
            messages.success(request, said)
        return redirect("contacts:line", session.uid, line.uid)
    now = line_of(session, line.uid)
    return hatch(request, session, one_line(request, now) | {"done": said})


@requires(Permission.USE_REGISTER)
@require_GET
def line(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """One line. On a closed register it is there to be read."""
    session, hers = _both(request, uid, line_uid)
    return hatch(request, session, one_line(request, hers))


@requires(Permission.USE_REGISTER)
@require_POST
def give(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Count one more of a thing (``give``), or one fewer (``take``)."""
    session, hers = _both(request, uid, line_uid)
    more = 1 if "give" in request.POST else -1
    item = item_of(request, request.POST.get("give" if more > 0 else "take", ""))
    try:
        count = actions.change_count(by=request.worker, line=hers, item=item, more=more)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    if not request.htmx:  # back to the button that was pressed, however far down the page it is
        return redirect(reverse("contacts:line", args=[uid, line_uid]) + f"#more-{item.uid}")
    now = line_of(session, line_uid)
    context = {"session": session, "line": now, "row": now, "item": item, "count": count}
    return render(request, "casework/contacts/_count_answer.html", context)


def item_of(request: StaffRequest, typed: str) -> Item:
    """A thing of her agency's own list, or 404."""
    try:
        uid = UUID(typed)
    except ValueError:
        uid = None
    return get_object_or_404(Item, uid=uid, agency=request.agency)


@requires(Permission.USE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Type how many of a thing she was given."""
    session, hers = _both(request, uid, line_uid)
    form = NumberForm(request.POST if request.method == "POST" else None, by=request.worker)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.set_count(by=request.worker, line=hers, item=data["item"], count=data["count"])
        except RefusedError as refused:
            return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
        return _again(request, session, hers)
    if not session.is_open or hers.mistake_at:
        return redirect("contacts:line", uid, line_uid)
    form.cancel_url = reverse("contacts:line", args=[uid, line_uid])
    shown = one_line(request, hers) | {"hatch": "number", "form": aim(form, "contacts:number", uid, line_uid)}
    return hatch(request, session, shown, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.USE_REGISTER)
@require_POST
def worry(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Mark a worry (``worry=yes``), or take the mark away. Sent twice, it does the same."""
    session, hers = _both(request, uid, line_uid)
    try:
        actions.set_worry(line=hers, worry=request.POST.get("worry") == "yes")
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    return _again(request, session, hers)


@requires(Permission.USE_REGISTER)
@require_POST
def note(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Write the note."""
    session, hers = _both(request, uid, line_uid)
    form = NoteForm(request.POST)
    if not form.is_valid():
        shown = one_line(request, hers, note_form=form)
        return hatch(request, session, shown, status=UNPROCESSABLE)
    try:
        actions.write_note(line=hers, note=form.cleaned_data["note"])
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    return _again(request, session, hers, "Note saved")


@requires(Permission.USE_REGISTER)
@require_POST
def follow_up(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Note something to do after tonight."""
    session, hers = _both(request, uid, line_uid)
    form = FollowUpForm(request.POST, by=request.worker, who=queries.can_follow_up(request.agency, hers.client))
    if not form.is_valid():
        shown = one_line(request, hers, follow_up_form=form)
        return hatch(request, session, shown, status=UNPROCESSABLE)
    data = form.cleaned_data
    try:
        actions.take_follow_up(
            by=request.worker, line=hers, what=data["what"], due=data["due"], assigned_to=data["who"]
        )
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    return _again(request, session, hers, "Follow-up saved")


@requires(Permission.USE_REGISTER)
@require_POST
def mistake(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Say that the line was entered by mistake."""
    _session, hers = _both(request, uid, line_uid)
    try:
        actions.mark_mistake(by=request.worker, line=hers)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    messages.success(request, "The line is marked as a mistake and counts no more. You can put it back")
    return redirect("contacts:register", uid)


@requires(Permission.USE_REGISTER)
@require_POST
def put_back(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Let a line count again."""
    _session, hers = _both(request, uid, line_uid)
    try:
        actions.put_back(line=hers)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:register", uid)
    return redirect("contacts:line", uid, line_uid)
