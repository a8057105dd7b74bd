"""What was talked about, marked at the hatch."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from casework.clients.actions import RefusedError
from casework.contacts import actions, queries
from casework.contacts.models import Topic
from casework.contacts.views.showing import line_of, refuse
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires


@requires(Permission.USE_REGISTER)
@require_POST
def topic(request: StaffRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Mark that something was talked about (``talked``), or that it was not (``not``). Sent twice, it does the same."""
    line = line_of(request, uid, line_uid)
    talked = "talked" in request.POST
    row = _topic_of(request, request.POST.get("talked" if talked else "not", ""))
    try:
        actions.set_topic(by=request.worker, line=line, topic=row, talked=talked)
    except RefusedError as refused:
        return refuse(request, refused.sentence, "contacts:line", uid, line_uid)
    if not request.htmx:
        return redirect("contacts:line", uid, line_uid)
    # The rest of the line stays as it is, with a note that may be half written in it.
    context = {"session": line.session, "line": line, "topics": queries.topics_of(line, request.agency), "pressed": row}
    return render(request, "casework/contacts/_line_topics.html", context)


def _topic_of(request: StaffRequest, typed: str) -> Topic:
    """A topic of her agency's own list, or 404."""
    try:
        uid = UUID(typed)
    except ValueError:
        uid = None
    return get_object_or_404(Topic, uid=uid, agency=request.agency)
