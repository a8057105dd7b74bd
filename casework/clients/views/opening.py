"""What every page about one woman does: open her file, note that it was opened, and show who it is about."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from casework.clients import panels, queries, rules
from casework.clients.actions import RefusedError
from casework.clients.actions.writing import take_up
from casework.clients.models import Client
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.audit.queries import written
from dussk.drafts.once import nothing_saved
from dussk.ui.forms import FormRules
from dussk.ui.meanwhile import Standing


class LeadsOnError(Exception):
    """The file that was asked for was joined into ``kept``: this page of that one is meant."""

    def __init__(self, kept: Client, reference: str) -> None:
        super().__init__("This file was joined into another.")
        self.kept = kept
        self.sentence = (
            f"The file {rules.spaced_reference(reference)} was joined with this one, {kept.shown_reference}. What was"
            " on it is here now."
        )


class JoinedFileMiddleware:
    """Leads from a page of a file that was joined to the same page of the kept one, and says so there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Redirect, where a view was asked for a joined file."""
        match = request.resolver_match
        if not isinstance(exception, LeadsOnError) or match is None:
            return None
        messages.info(request, exception.sentence)
        address = reverse(match.view_name, kwargs={**match.kwargs, "reference": exception.kept.reference})
        asked = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{address}?{asked}" if asked else address)


def her_file(request: StaffRequest, reference: str, *, to_change: bool = False) -> Client:
    """The file of the woman with this reference, or the one it was joined into; opening it is recorded.

    A form that was open when the files were joined is carried out on the kept one, so that nothing typed is lost.

    Args:
        request: whose.
        reference: hers.
        to_change: only the agency that keeps a file changes it.

    Raises:
        Http404: there is none, or this reader may not see it.
        LeadsOnError: a page of a joined file is to be shown; ``JoinedFileMiddleware`` leads on.
        PermissionDenied: it is to be changed, and another agency keeps it.
    """
    client = file_or_404(reference)
    if client.reference != reference:
        leading = LeadsOnError(client, reference)
        if request.method != "POST":
            raise leading
        messages.info(request, leading.sentence)
    if to_change and client.agency_id != request.agency.pk:
        raise PermissionDenied("Another agency keeps this file.")
    seen(request, [client], ViewKind.OPENED)
    return client


def file_or_404(reference: str | None) -> Client:
    """The file with a reference as ``rules.read_reference`` gives it, or the one that it was joined into.

    Raises:
        Http404: there is none, or this reader may not see it.
    """
    client = queries.file_of(reference or "")
    if client is None:
        raise Http404("There is no such file, or it is closed to this reader.")
    return client


def her_file_to_edit(request: StaffRequest, reference: str) -> Client:
    """Her file for a form that changes what stands there: locked once the form is sent, so that nobody saves between.

    Raises:
        Http404: there is none, or this reader may not see it.
        PermissionDenied: another agency keeps it.
    """
    client = her_file(request, reference, to_change=True)
    return take_up(client, request.worker) if request.method == "POST" else client


def standing(row: models.Model, values: Mapping[str, Any]) -> Standing:
    """What a record on her file says now, for the form that changes it. ``values``: by the names of its fields."""
    return Standing(values, written=lambda: written(row, *values))


def seen(request: StaffRequest, clients: list[Client], kind: ViewKind) -> None:
    """Record that this page shows these women."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    record_views(by=request.worker, clients=clients, kind=kind, page=page, request_id=request.request_id)


def her_page(request: StaffRequest, client: Client, template: str, **context: Any) -> HttpResponse:
    """A page about her, with her identity bar and the navigation between her pages."""
    mine = client.agency_id == request.agency.pk
    about_her = {
        "client": client,
        "bar": queries.bar_of(client, request.worker),
        "tabs": panels.tabs_for(request, client),
        "mine": mine,
        "may_change": mine and request.may(Permission.CHANGE_CLIENT),
    }
    return render(request, template, about_her | context)


def form_page(
    request: StaffRequest, client: Client, form: FormRules, heading: str, *, template: str = "form", **context: Any
) -> HttpResponse:
    """A page about her that is one form. ``context`` may give ``warning`` and ``facts`` (pairs) to stand above it."""
    form.cancel_url = client.get_absolute_url()
    return her_page(request, client, f"casework/clients/{template}.html", form=form, heading=heading, **context)


def acted(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was right and the act was done. Why it was refused stands on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except RefusedError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    return True


def back_to_her(request: StaffRequest, client: Client, done: str) -> HttpResponseRedirect:
    """To her page, saying what was done."""
    messages.success(request, done)
    return redirect(client)


def too_late(request: StaffRequest, client: Client, sentence: str) -> HttpResponseRedirect:
    """To her page, because somebody else has already ended what this page was to change."""
    messages.warning(request, sentence)
    return nothing_saved(redirect(client))
