"""One woman's line of a register: what she was given, a worry, a note, a follow-up, a mistake.

With script an answer fills one part of the open line, and the rest of it stays as it is, with whatever is half typed
there. Her row in the list below follows at once, as everybody's does.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.contacts import actions
from casework.contacts.forms import NumberForm
from casework.contacts.models import Contact, Item, Session
from casework.contacts.views.showing import (
    UNPROCESSABLE,
    aim,
    everything_else,
    follow_up_form_of,
    hatch,
    line_of,
    not_saved,
    note_form_of,
    note_views,
    one_line,
    refuse,
)
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import once

#: What is opened on a line by a press, and comes with it.
PARTS = {
    "follow-up": "casework/contacts/_line_part_follow_up.html",
    "talked": "casework/contacts/_line_topics.html",
    "correct": "casework/contacts/_line_part_correct.html",
    "earlier": "casework/contacts/_line_earlier.html",
}


def its_session(line: Contact) -> Session:
    """The session of a line that was found on its register."""
    if line.session is None:
        raise ValueError("A line of a register has a session.")
    return line.session


def one_part(
    request: StaffRequest, line: Contact, part: str, shown: dict[str, Any], *, said: str = "", status: int = 200
) -> HttpResponse:
    """Answer with one part of the open line, and what is to be said about it."""
    context = shown | {"session": line.session, "line": line, "part": part, "done": said}
    return render(request, "casework/contacts/_part_answer.html", context, status=status)


def _back(request: StaffRequest, line: Contact, said: str) -> HttpResponse:
    """After a change without script: the line as it is now."""
    if said:
        messages.success(request, said)
    return redirect("contacts:line", its_session(line).uid, line.uid)


@requires(Permission.USE_REGISTER)
@require_GET
def line(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """One line. On a closed register it is there to be read. With script, a part of it alone (``part``)."""
    hers = line_of(request, uid, line_uid)
    session = its_session(hers)
    part = PARTS.get(request.GET.get("part", ""))
    if not (request.htmx and part):
        return hatch(request, session, one_line(request, hers))
    note_views(request, [hers.client], ViewKind.OPENED, "contacts:line")
    shown = everything_else(request, hers, writes=session.is_open and not hers.mistake_at)
    return render(request, part, shown | {"session": session, "line": hers})


@requires(Permission.USE_REGISTER)
@require_POST
@once
def give(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Count one more of a thing (``give``), or one fewer (``take``)."""
    hers = line_of(request, uid, line_uid)
    more = 1 if "give" in request.POST else -1
    item = item_of(request, request.POST.get("give" if more > 0 else "take", ""))
    try:
        count = actions.change_count(by=request.worker, line=hers, item=item, more=more)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    if not request.htmx:  # back to the button that was pressed, however far down the page it is
        return redirect(reverse("contacts:line", args=[uid, line_uid]) + f"#more-{item.uid}")
    return render(request, "casework/contacts/_count_answer.html", {"item": item, "count": count})


def item_of(request: StaffRequest, typed: str) -> Item:
    """A thing of her agency's own list, or 404."""
    try:
        uid = UUID(typed)
    except ValueError:
        uid = None
    return get_object_or_404(Item, uid=uid, agency=request.agency)


@requires(Permission.USE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def number(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Type how many of a thing she was given."""
    hers = line_of(request, uid, line_uid)
    session = its_session(hers)
    form = NumberForm(request.POST if request.method == "POST" else None, by=request.worker)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.set_count(by=request.worker, line=hers, item=data["item"], count=data["count"])
        except RefusedError as refused:
            return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
        if not request.htmx:
            return _back(request, hers, "")
        return hatch(request, session, one_line(request, line_of(request, uid, line_uid)))
    if not session.is_open or hers.mistake_at:
        return redirect("contacts:line", uid, line_uid)
    form.cancel_url = reverse("contacts:line", args=[uid, line_uid])
    note_views(request, [hers.client], ViewKind.OPENED, "contacts:line")
    shown = {"hatch": "number", "line": hers, "form": aim(form, "contacts:number", uid, line_uid)}
    return hatch(request, session, shown, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.USE_REGISTER)
@require_POST
def worry(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Mark a worry (``worry=yes``), or take the mark away. Sent twice, it does the same."""
    hers = line_of(request, uid, line_uid)
    hers.worry = request.POST.get("worry") == "yes"
    try:
        actions.set_worry(line=hers, worry=hers.worry)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    if not request.htmx:
        return _back(request, hers, "")
    return one_part(request, hers, "casework/contacts/_line_worry.html", {})


@requires(Permission.USE_REGISTER)
@require_POST
@once
def note(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Write the note. Where somebody else wrote it in the meantime, both are shown and nothing is saved."""
    hers = line_of(request, uid, line_uid)
    form = note_form_of(hers, request.POST)
    try:
        if form.is_valid():
            words = form.cleaned_data["note"]
            if actions.write_note(line=hers, note=words, over=hers.note):
                hers.note = words
                if not request.htmx:
                    return _back(request, hers, "Note saved")
                return one_part(request, hers, _NOTE, _noted(request, hers), said="Note saved")
            hers = line_of(request, uid, line_uid)
            form = note_form_of(hers, request.POST)
        elif not its_session(hers).is_open or hers.mistake_at:
            actions.hold_line(hers)  # it refuses, and says why
    except RefusedError as refused:
        return not_saved(request, refused.sentence, hers, its_session(hers), [("Note", form.data.get("note", ""))])
    return _to_mend(request, hers, _NOTE, note_form=form)


_NOTE, _FOLLOW_UP = "casework/contacts/_line_part_note.html", PARTS["follow-up"]


def _noted(request: StaffRequest, hers: Contact) -> dict[str, Any]:
    note_views(request, [hers.client], ViewKind.OPENED, "contacts:line")
    return {"note_form": note_form_of(hers)}


def _to_mend(request: StaffRequest, hers: Contact, part: str, **sent: Any) -> HttpResponse:
    """A form with something to be mended: with script its part alone, which says what above it."""
    if not request.htmx:
        return hatch(request, its_session(hers), one_line(request, hers, **sent), status=UNPROCESSABLE)
    note_views(request, [hers.client], ViewKind.OPENED, "contacts:line")
    form = next(iter(sent.values()))
    shown = sent | {"faulty": form, "follow_ups": _follow_ups(hers)}
    return one_part(request, hers, part, shown, status=UNPROCESSABLE)


def _follow_ups(hers: Contact) -> Any:
    return hers.follow_ups.select_related("assigned_to", "done_by")


@requires(Permission.USE_REGISTER)
@require_POST
@once
def follow_up(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Note something to do after tonight."""
    hers = line_of(request, uid, line_uid)
    form = follow_up_form_of(request, hers, request.POST)
    if not form.is_valid():
        return _to_mend(request, hers, _FOLLOW_UP, follow_up_form=form)
    data = form.cleaned_data
    try:
        actions.take_follow_up(
            by=request.worker, line=hers, what=data["what"], due=data["due"], assigned_to=data["who"]
        )
    except RefusedError as refused:
        return not_saved(request, refused.sentence, hers, its_session(hers), [("What needs doing", data["what"])])
    if not request.htmx:
        return _back(request, hers, "Follow-up saved")
    note_views(request, [hers.client], ViewKind.OPENED, "contacts:line")
    shown = {"follow_ups": _follow_ups(hers), "follow_up_form": follow_up_form_of(request, hers)}
    return one_part(request, hers, _FOLLOW_UP, shown, said="Follow-up saved")


@requires(Permission.USE_REGISTER)
@require_POST
def mistake(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Say that the line was entered by mistake."""
    hers = line_of(request, uid, line_uid)
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
    hers = line_of(request, uid, line_uid)
    try:
        actions.put_back(line=hers)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:register", uid)
    return redirect("contacts:line", uid, line_uid)
