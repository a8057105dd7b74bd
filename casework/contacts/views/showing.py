"""What the pages of a register share.

A register's page has one place at the hatch, under the find box, that shows in turn: who is likely tonight, who was
found, one woman's line. With script only that place is answered, and the rows that changed; without, the whole page.
"""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from casework.clients.models import Client
from casework.clients.queries import visible_alerts
from casework.contacts import queries
from casework.contacts.forms import FollowUpForm, NoteForm
from casework.contacts.models import Contact, Session
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.ui.forms import Form

#: How many of the likely women stand on the page at once; the rest are one press away.
AT_A_GLANCE = 12

UNPROCESSABLE = 422

F = TypeVar("F", bound=Form)


def session_of(request: StaffRequest, uid: UUID) -> Session:
    """A session of her own agency, or 404."""
    return get_object_or_404(queries.sessions(request.worker), uid=uid)


def line_of(session: Session, uid: UUID) -> Contact:
    """A line of this register, or 404."""
    return get_object_or_404(queries.line_of(session), uid=uid)


def note_views(request: StaffRequest, clients: Iterable[Client | None], kind: ViewKind, page: str) -> None:
    """Log that these women are named on what is about to be shown."""
    seen = [client for client in clients if client is not None]
    record_views(by=request.worker, clients=seen, kind=kind, page=page, request_id=request.request_id)


def refuse(request: StaffRequest, sentence: str, to: str, *args: object) -> HttpResponse:
    """Say on the next page why nothing was changed."""
    messages.warning(request, sentence)
    answer = redirect(to, *args)
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def likely(request: StaffRequest, session: Session) -> dict[str, Any]:
    """The place at the hatch, as it begins: who is likely tonight."""
    women = queries.likely_tonight(session, request.worker)
    note_views(request, women, ViewKind.LISTED, "contacts:register")
    called = [her.called for her in women]
    chips = [{"her": her, "same": called.count(her.called) > 1} for her in women]
    return {"hatch": "likely", "likely": by_name(chips[:AT_A_GLANCE]), "more": by_name(chips[AT_A_GLANCE:])}


def by_name(chips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order of their names, in which the eye finds them."""
    return sorted(chips, key=lambda chip: chip["her"].sort_key)


def aim(form: F, name: str, *args: object) -> F:
    """Have a form send itself to an address; with script the answer fills the place at the hatch alone."""
    url = reverse(name, args=args)
    form.helper.form_action = url
    form.helper.attrs |= {"hx-post": url, "hx-target": "#find-results"}
    return form


def one_line(
    request: StaffRequest,
    line: Contact,
    *,
    note_form: NoteForm | None = None,
    follow_up_form: FollowUpForm | None = None,
) -> dict[str, Any]:
    """The place at the hatch with one woman's line: alerts, items, worry, note, follow-ups.

    Args:
        request: whose.
        line: which.
        note_form: the note as it was sent, where something in it is to be mended.
        follow_up_form: the same of a follow-up.
    """
    note_views(request, [line.client], ViewKind.OPENED, "contacts:line")
    today = timezone.localdate()
    where = (line.session.uid if line.session else "", line.uid)
    who = queries.can_follow_up(request.agency, line.client)
    counts = {row.item_id: row.count for row in line.items.all()}
    return {
        "hatch": "line",
        "line": line,
        "alerts": visible_alerts(line.client, today) if line.client else [],
        "counters": [{"item": item, "count": counts.get(item.pk, 0)} for item in queries.items(request.agency)],
        "note_form": aim(note_form or NoteForm(initial={"note": line.note}), "contacts:note", *where),
        "follow_up_form": aim(follow_up_form or FollowUpForm(by=request.worker, who=who), "contacts:follow_up", *where),
        "form": note_form or follow_up_form,
    }


def hatch(
    request: StaffRequest, session: Session, shown: dict[str, Any], *, new: bool = False, status: int = 200
) -> HttpResponse:
    """Answer with a register's page: with script the place at the hatch alone, and what changed of the list below.

    Args:
        request: whose.
        session: which register.
        shown: what :func:`likely`, :func:`one_line` or a search gave.
        new: her row is not in the list below yet.
        status: 422 where a form has errors.
    """
    if not request.htmx:
        return page(request, session, shown, status=status)
    context = shown | {"session": session, "new": new, "partial": True}
    if "line" in shown:
        context["tally"] = tally(request, queries.lines(session))
    return render(request, "casework/contacts/_hatch_answer.html", context, status=status)


def page(request: StaffRequest, session: Session, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a register's whole page."""
    rows, struck = queries.lines(session), queries.mistakes(session)
    note_views(request, queries.women_on([*rows, *struck]), ViewKind.LISTED, "contacts:register")
    context = shown | {
        "session": session,
        "rows": rows,
        "struck": struck,
        "team": queries.team(session),
        "tally": tally(request, rows),
        "runs": request.may(Permission.RUN_SESSION),
    }
    return render(request, "casework/contacts/register.html", context, status=status)


def tally(request: StaffRequest, rows: list[Contact]) -> dict[str, Any]:
    """The night in numbers. Who is new is known only to those who may read of other nights."""
    return {"totals": queries.totals(rows), "says_new": request.may(Permission.RUN_SESSION)}
