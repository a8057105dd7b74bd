"""What an open register's page asks for every few seconds."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.contacts import queries
from casework.contacts.views.showing import note_views, session_of, tally
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind

NO_CONTENT = 204


@requires(Permission.USE_REGISTER)
@require_GET
def since(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What colleagues wrote on a register since this page last asked. Nothing new: no content.

    Whoever is no longer on shift is answered as if there were no such register.
    """
    session = session_of(request, uid)
    try:
        seen = queries.Look.read(request.GET.get("after", ""), request.GET.get("lines", ""))
    except queries.CursorError:
        return HttpResponseBadRequest()
    look = queries.look(session)
    rows = list(queries.changed_since(session, seen))
    if session.is_open and not rows and look.lines == seen.lines:
        return HttpResponse(status=NO_CONTENT)
    note_views(request, queries.women_on(rows), ViewKind.LISTED, "contacts:since")
    left = queries.page_lines(session) if look.lines != seen.lines else None
    context = {
        "session": session,
        "look": look,
        "rows": rows,
        "left": None if left is None else left.order_by().values_list("uid", flat=True),
        "tally": tally(request, session),
    }
    return render(request, "casework/contacts/_since.html", context)
