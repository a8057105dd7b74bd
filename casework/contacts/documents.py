"""The night on paper."""

from django.http import HttpRequest, HttpResponse

from casework.contacts import queries
from casework.contacts.models import Contact, Session
from dussk.staff.models import Staff
from dussk.ui.documents import pdf_response
from dussk.ui.when import on


def night(
    session: Session, rows: list[Contact], team: list[Staff], *, request: HttpRequest, says_new: bool
) -> HttpResponse:
    """Answer with a session's register as a tagged PDF. Neither its name nor its title names anybody.

    Args:
        session: which night.
        rows: its lines, from ``queries.lines``.
        team: who was on shift.
        request: who prints.
        says_new: whether she may know who was there for the first time.
    """
    context = {
        "session": session,
        "rows": sorted(rows, key=lambda row: (row.at, row.pk)),
        "team": team,
        "tally": {"totals": queries.totals(rows), "says_new": says_new},
    }
    return pdf_response(
        "casework/contacts/night_document.html",
        context,
        request=request,
        filename=f"register-{session.night.isoformat()}.pdf",
        title=f"{session.get_kind_display()}, {on(session.night, weekday=True)}",
    )
