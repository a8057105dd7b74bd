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
from casework.contacts.forms import CameAtForm, FollowUpForm, NoteForm
from casework.contacts.models import Contact, Session
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.audit.queries import written
from dussk.drafts.once import nothing_saved
from dussk.ui.forms import Form
from dussk.ui.meanwhile import Standing
from dussk.ui.paging import page_of

#: How many of the likely women stand on the page at once; the rest are one press away.
AT_A_GLANCE = 12

UNPROCESSABLE = 422

F = TypeVar("F", bound=Form)


def session_of(request: StaffRequest, uid: UUID) -> Session:
    """A session of her own agency, or 404."""
    return get_object_or_404(queries.sessions(request.worker), uid=uid)


def line_of(request: StaffRequest, uid: UUID, line_uid: UUID) -> Contact:
    """A line of this register, with its session, or 404."""
    return get_object_or_404(queries.line_of(request.worker, uid), uid=line_uid)


def note_views(request: StaffRequest, clients: Iterable[Client | None], kind: ViewKind, page: str) -> None:
    """Log that these women are named on what is about to be shown."""
    seen = [client for client in clients if client is not None]
    record_views(by=request.worker, clients=seen, kind=kind, page=page, request_id=request.request_id)


def refuse(request: StaffRequest, sentence: str, to: str, *args: object) -> HttpResponse:
    """Say on the next page why nothing was changed."""
    messages.warning(request, sentence)
    answer = redirect(to, *args)
    return nothing_saved(HttpResponseClientRedirect(answer.url) if request.htmx else answer)


def not_saved(
    request: StaffRequest, sentence: str, line: Contact | None, session: Session, typed: list[tuple[str, str]]
) -> HttpResponse:
    """Say why nothing was saved, and give back what was typed, to be copied to where it can be kept.

    With script it takes the place of the form. Without, the page of the line or of the register has it on top.
    """
    lost = {"sentence": sentence, "typed": [(label, words) for label, words in typed if words]}
    if request.htmx:
        context = {"lost": lost, "session": session}
        return render(request, "casework/contacts/_not_saved.html", context, status=UNPROCESSABLE)
    shown = one_line(request, line) if line is not None else {"hatch": "closed"}
    return page(request, session, shown | {"lost": lost}, status=UNPROCESSABLE)


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


def aim(form: F, name: str, *args: object, part: str = "find-results") -> F:
    """Have a form send itself to an address; with script the answer fills one part of the page alone."""
    url = reverse(name, args=args)
    form.is_valid()  # what is found wrong can change how the form is laid out, and that is settled by its helper
    form.helper.form_action = url
    form.helper.attrs |= {"hx-post": url, "hx-target": f"#{part}"}
    return form


def note_form_of(line: Contact, sent: Any = None) -> NoteForm:
    """The note of a line, as it stands or as it was sent."""
    now = Standing({"note": line.note}, written=lambda: written(line, "note"))
    return aim(NoteForm(sent, standing=now), "contacts:note", *_where(line), part="note-part")


def time_form_of(line: Contact, sent: Any = None) -> CameAtForm:
    """When she came, as it stands or as it was sent."""
    return aim(CameAtForm(sent, line=line), "contacts:time", *_where(line), part="time-part")


def follow_up_form_of(request: StaffRequest, line: Contact, sent: Any = None) -> FollowUpForm:
    """Something to do after a contact, empty or as it was sent."""
    who = queries.can_follow_up(request.agency, line.client)
    form = FollowUpForm(sent, by=request.worker, who=who)
    return aim(form, "contacts:follow_up", *_where(line), part="follow-up-part")


def _where(line: Contact) -> tuple[UUID | str, UUID]:
    return line.session.uid if line.session else "", line.uid


def one_line(request: StaffRequest, line: Contact, *, new: bool = False, **sent: Form) -> dict[str, Any]:
    """The place at the hatch with one woman's line: alerts, items, worry and note; the rest of it is opened by a press.

    A page without script has all of it at once.

    Args:
        request: whose.
        line: which.
        new: she was put on just now, so that there is nothing on it to be read.
        sent: ``note_form``, ``time_form`` or ``follow_up_form`` as it was sent, where something in it is to be mended.
    """
    note_views(request, [line.client], ViewKind.OPENED, "contacts:line")
    session, today = line.session, timezone.localdate()
    writes = session is not None and session.is_open and not line.mistake_at
    shown: dict[str, Any] = {
        "hatch": "line",
        "runs": request.may(Permission.RUN_SESSION),
        "line": line,
        "today": today,
        "alerts": visible_alerts(line.client, today) if line.client and getattr(line.client, "alerted", True) else [],
        "form": next(iter(sent.values()), None),
        # Her own writing gave it its number, and the page is about to be told which one.
        "changed": "" if new else line.changed_in,
    }
    if writes:
        counts = {} if new else {row.item_id: row.count for row in line.items.all()}
        things = queries.items(request.agency)
        shown["counters"] = [{"item": item, "count": counts.get(item.pk, 0)} for item in things]
        shown["note_form"] = note_form_of(line)
        if session is not None and session.from_paper:
            shown["time_form"] = time_form_of(line)
    if not request.htmx or not writes:
        shown |= everything_else(request, line, writes=writes)
    return shown | sent


def everything_else(request: StaffRequest, line: Contact, *, writes: bool) -> dict[str, Any]:
    """What stands on a line and is not shown at first: follow-ups, topics, its time, what was corrected."""
    shown: dict[str, Any] = {
        "given_items": [row for row in line.items.select_related("item") if row.count],
        "follow_ups": line.follow_ups.select_related("assigned_to", "done_by"),
        "talked": [row.topic for row in line.topics.filter(talked=True).select_related("topic")],
        "earlier": queries.earlier_texts(line),
        "whole": True,
    }
    if writes:
        shown |= {
            "follow_up_form": follow_up_form_of(request, line),
            "time_form": time_form_of(line),
            "topics": queries.topics_of(line, request.agency),
        }
    return shown


def hatch(request: StaffRequest, session: Session, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a register's page: with script the place at the hatch alone.

    The list below and the numbers are not in that answer: the page asks for what changed as soon as it has it, as it
    does for what a colleague writes.

    Args:
        request: whose.
        session: which register.
        shown: what :func:`likely`, :func:`one_line` or a search gave.
        status: 422 where a form has errors.
    """
    if not request.htmx:
        return page(request, session, shown, status=status)
    context = shown | {"session": session, "partial": True}
    return render(request, "casework/contacts/_hatch_answer.html", context, status=status)


def page(request: StaffRequest, session: Session, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a register's whole page. The list has pages of 50; the numbers are of all."""
    # First how far it is seen, then what is seen: what is written between the two is asked for again.
    look = queries.look(session)
    rows, struck = page_of(queries.page_lines(session), request), queries.mistakes(session)
    note_views(request, queries.women_on([*rows, *struck]), ViewKind.LISTED, "contacts:register")
    context = shown | {
        "session": session,
        "look": look,
        "rows": rows,
        "struck": struck,
        "team": queries.team(session),
        "tally": tally(request, session),
        "runs": request.may(Permission.RUN_SESSION),
    }
    if not session.is_open and shown.get("hatch") != "line":
        context["night"] = night_in_numbers(request, queries.lines(session))
    return render(request, "casework/contacts/register.html", context, status=status)


def tally(request: StaffRequest, session: Session) -> dict[str, Any]:
    """How many are on it. Who is new is known only to those who may read of other nights."""
    says_new = request.may(Permission.RUN_SESSION)
    return {"totals": queries.tally(session, says_new=says_new), "says_new": says_new}


def night_in_numbers(request: StaffRequest, rows: list[Contact]) -> dict[str, Any]:
    """The whole night in numbers."""
    return {"totals": queries.totals(rows), "says_new": request.may(Permission.RUN_SESSION)}
