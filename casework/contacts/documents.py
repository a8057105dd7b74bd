"""The night on paper, and the paper for a night."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse

from casework.contacts import queries, rules
from casework.contacts.models import Contact, Item, Place, Session
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
        "night": {"totals": queries.totals(rows), "says_new": says_new},
    }
    return pdf_response(
        "casework/contacts/night_document.html",
        context,
        request=request,
        filename=f"register-{session.night.isoformat()}.pdf",
        title=f"{session.get_kind_display()}, {on(session.night, weekday=True)}",
    )


#: Enough for a busy night: two sheets, printed on both sides.
LINES = 60

#: As many things as have a column of their own; the rest is written by its code.
MOST_COLUMNS = 16


def blank(
    kind: Session.Kind, place: Place | None, day: date | None, items: Sequence[Item], *, request: HttpRequest
) -> HttpResponse:
    """Answer with a register to be written on by hand, for a night without the service. It names nobody.

    Args:
        kind: of session.
        place: where; room to write it, where it is not said.
        day: when; likewise.
        items: what the agency gives out, in the order of its list. Each is known on the paper by a short code.
        request: who prints.
    """
    codes = rules.short_codes([item.name for item in items])
    things = [{"code": codes[item.name], "name": item.name} for item in items]
    context = {
        "kind": kind.label,
        "place": place,
        "day": day,
        "things": things,
        "columns": things[:MOST_COLUMNS],
        "more": things[MOST_COLUMNS:],
        "lines": range(LINES),
    }
    return pdf_response(
        "casework/contacts/blank_document.html",
        context,
        request=request,
        filename="blank-register.pdf",
        title=f"Blank register: {kind.label}",
    )
