"""What the pages of a release share."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from casework.clients.actions import RefusedError
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_page
from consent.disclosures import actions, queries
from consent.disclosures.models import Disclosure
from consent.disclosures.rules import Step, may
from dussk.access.http import StaffRequest
from dussk.drafts.once import nothing_saved

BOTH = ["GET", "HEAD", "POST"]
UNPROCESSABLE = 422


def found(request: StaffRequest, reference: str, uid: UUID, *, to_change: bool = False) -> tuple[Client, Disclosure]:
    """Her file, and one release of something in it.

    Raises:
        Http404: there is none, or this reader may not see it.
        PermissionDenied: it is to be changed, and another agency makes it.
    """
    her = her_file(request, reference)
    row = queries.release(her, uid)
    if row is None:
        raise Http404("There is no such release, or it is closed to this reader.")
    if to_change and row.agency_id != request.agency.pk:
        raise PermissionDenied("Another agency makes this release.")
    return her, row


def address(row: Disclosure, her: Client, name: str = "release") -> str:
    """A page of a release."""
    return reverse(f"releases:{name}", args=[her.reference, row.uid])


def to_it(request: StaffRequest, her: Client, row: Disclosure, done: str) -> HttpResponse:
    """To its page, saying what was done."""
    messages.success(request, done)
    return redirect(address(row, her))


def not_any_more(request: StaffRequest, her: Client, row: Disclosure, sentence: str) -> HttpResponse:
    """To its page, because this cannot be done, or not any more."""
    messages.warning(request, sentence)
    return nothing_saved(redirect(address(row, her)))


def too_late(request: StaffRequest, her: Client, row: Disclosure, step: Step) -> HttpResponse | None:
    """To its page, where a step cannot be taken from where the release stands; None where it can."""
    if may(step, row.state, row.ground):
        return None
    sentence = f"This cannot be done with it as it stands: {row.get_state_display().lower()}"
    return not_any_more(request, her, row, sentence)


def stepped(request: StaffRequest, her: Client, row: Disclosure, act: Callable[[], object], done: str) -> HttpResponse:
    """Take a step that asks nothing; to its page, saying what was done or why not."""
    try:
        act()
    except RefusedError as refusal:
        return not_any_more(request, her, row, refusal.sentence)
    return to_it(request, her, row, done)


def compared(request: StaffRequest, her: Client, row: Disclosure) -> HttpResponse | None:
    """Where a form is sent, compare the recipient with her list as it stands now. What is found is kept.

    Returns:
        None; or the way to its page, where it is closed by now.
    """
    if request.method != "POST":
        return None
    try:
        actions.check(by=request.worker, disclosure=row)
    except RefusedError as refusal:
        return not_any_more(request, her, row, refusal.sentence)
    return None


def form_page(
    request: StaffRequest, her: Client, row: Disclosure | None, form: BaseForm, heading: str, **context: Any
) -> HttpResponse:
    """A page that is one form about a release, or about a new one."""
    answer = her_page(request, her, "consent/disclosures/form.html", form=form, release=row, heading=heading, **context)
    answer.status_code = UNPROCESSABLE if form.errors else 200
    return answer


__all__ = ["BOTH", "acted", "address", "compared", "form_page", "found", "not_any_more", "stepped", "to_it", "too_late"]
