"""Finding a woman, the list of women, and starting a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients import actions, queries
from casework.clients.forms import FindForm, NewFileForm
from casework.clients.queries import Found
from casework.clients.views.opening import file_or_404, seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once
from dussk.ui.paging import page_of

#: How many women a search shows.
MOST_FOUND = 20


@requires(Permission.LIST_CLIENTS)
@require_GET
def women(request: StaffRequest) -> HttpResponse:
    """The women of the reader's agency, and those shared with it, 50 to a page."""
    hers = queries.listed_clients(request.worker)
    keyworkers = queries.keyworkers_of_list(request.worker)
    status, keyworker = request.GET.get("status", ""), request.GET.get("keyworker", "")
    listed = queries.filtered(hers, status=status, keyworker=keyworker)
    page = page_of(queries.as_listed(listed), request, long=True)
    shown = list(page)
    queries.mark_alerted(shown)
    seen(request, shown, ViewKind.LISTED)
    statuses = queries.status_choices(request.agency)
    filters = {"statuses": statuses, "status": status, "keyworkers": keyworkers, "keyworker": keyworker}
    leads = {
        "may_review": request.may(Permission.REVIEW_EMERGENCY),
        "may_decide": request.may(Permission.DECIDE_STORING),
        "may_keep": request.may(Permission.KEEP_OWN_RECORD),
        "may_import": request.may(Permission.IMPORT_CLIENTS),
    }
    context = {"page": page, **leads, **filters}
    return render(request, "casework/clients/list.html", context)


@requires(Permission.FIND_CLIENT)
@require_http_methods(["GET", "POST"])
def find(request: StaffRequest) -> HttpResponse:
    """Search by name, reference or date of birth. What is typed is sent by POST, so that no address holds it."""
    context: dict[str, Any] = {
        "may_add": request.may(Permission.ADD_CLIENT),
        "may_open_emergency": request.may(Permission.OPEN_EMERGENCY),
        "most": MOST_FOUND,
    }
    if request.method == "GET":
        return render(request, "casework/clients/find.html", context)
    form = FindForm(request.POST)
    found: list[Found] = []
    if form.is_valid():
        found = queries.search(by=request.worker, words=form.cleaned_data["q"], most=MOST_FOUND)
    seen(request, [one.client for one in found], ViewKind.FOUND)
    page = "casework/clients/_results.html" if request.htmx else "casework/clients/find.html"
    typed = form.data.get("q", "")
    # While somebody is still typing, nothing is wrong yet.
    errors = [] if request.htmx else list(form.errors.get("q", []))
    context |= {"found": found, "typed": typed, "errors": errors, "searched": form.is_valid()}
    return render(request, page, context)


@requires(Permission.ADD_CLIENT)
@require_http_methods(["GET", "POST"])
@once
def new(request: StaffRequest) -> HttpResponse:
    """Start a file: what she wants to be called, then a look at women who may be her, then the file."""
    if request.method == "GET":
        return _blank(request, {})
    if "begin" in request.POST:  # from a search that found nobody, with what was searched for
        return _blank(request, {"called": request.POST.get("called", "")})
    if "her" in request.POST:
        return _it_is_her(request, request.POST["her"])
    form = NewFileForm(request.POST)
    if "change" in request.POST or not form.is_valid():
        return render(request, "casework/clients/new.html", {"form": form})
    return _start(request, form)


def _blank(request: StaffRequest, typed: dict[str, str]) -> HttpResponse:
    return render(request, "casework/clients/new.html", {"form": NewFileForm(initial=typed)})


def _it_is_her(request: StaffRequest, reference: str) -> HttpResponse:
    client = file_or_404(reference)
    messages.success(request, "This is the file she has already. No new one was started.")
    return nothing_saved(redirect(client))


def _start(request: StaffRequest, form: NewFileForm) -> HttpResponse:
    shown = request.POST.getlist("not_her")
    data = form.cleaned_data
    try:
        client = actions.start_file(
            by=request.worker,
            called=data["called"],
            other_names={"working": data["working_name"], "legal": data["legal_name"]},
            born=data["born"],
            estimated_age=data["estimated_age"],
            not_her=shown,
        )
    except actions.LikelySameError as likely:
        seen(request, [one.client for one in likely.found], ViewKind.FOUND)
        return _ask_whether_her(request, form, likely.found, shown)
    messages.success(request, "Her file is started.")
    return redirect(client)


def _ask_whether_her(request: StaffRequest, form: NewFileForm, found: list[Found], shown: list[str]) -> HttpResponse:
    not_her = list(dict.fromkeys([*shown, *(one.client.reference for one in found)]))
    context = {"found": found, "typed": form.typed(), "not_her": not_her, "called": form.cleaned_data["called"]}
    return render(request, "casework/clients/likely_same.html", context)
