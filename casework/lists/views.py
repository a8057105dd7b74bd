"""The agency's own lists. Whoever opens registers reads them; a manager edits them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.models import StatusWord
from casework.lists import actions, queries
from casework.lists.forms import AddForm, AddWordForm, RenameForm, RenameWordForm
from casework.lists.queries import Listed, ListKind
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.queries import written
from dussk.drafts.once import once
from dussk.ui.meanwhile import Standing
from dussk.ui.paging import page_of

_UNPROCESSABLE = 422


@requires(Permission.RUN_SESSION, Permission.EDIT_LISTS)
@require_GET
def lists(request: StaffRequest) -> HttpResponse:
    """Every list."""
    context = {"lists": queries.counts(request.agency), "may_edit": request.may(Permission.EDIT_LISTS)}
    return render(request, "casework/lists/lists.html", context)


def _add_form(request: StaffRequest, kind: ListKind) -> AddForm:
    form = (AddWordForm if kind.counts else AddForm)(request.POST if request.method == "POST" else None, kind=kind)
    form.helper.form_action = reverse("lists:add", args=[kind])
    return form


def _show(request: StaffRequest, kind: ListKind, form: AddForm | None) -> HttpResponse:
    page = page_of(queries.things(kind, request.agency), request)
    earlier = queries.earlier_names(kind, page)
    last = queries.offered(kind, request.agency).count()
    rows = [
        {"thing": thing, "earlier": earlier[thing.pk], "first": place == 1, "last": place == last}
        for place, thing in enumerate(page, start=page.start_index())
    ]
    context = {
        "kind": kind,
        "page": page,
        "offered": [row for row in rows if row["thing"].retired_at is None],
        "retired": [row for row in rows if row["thing"].retired_at is not None],
        "form": form,
        "may_edit": request.may(Permission.EDIT_LISTS),
    }
    return render(request, "casework/lists/list.html", context, status=_UNPROCESSABLE if form and form.errors else 200)


@requires(Permission.RUN_SESSION, Permission.EDIT_LISTS)
@require_GET
def one_list(request: StaffRequest, kind: ListKind) -> HttpResponse:
    """What is on a list, and what no longer is."""
    return _show(request, kind, _add_form(request, kind) if request.may(Permission.EDIT_LISTS) else None)


@requires(Permission.EDIT_LISTS)
@require_POST
@once
def add(request: StaffRequest, kind: ListKind) -> HttpResponse:
    """Put something on a list."""
    form = _add_form(request, kind)
    if form.is_valid():
        try:
            made = actions.add(by=request.worker, kind=kind, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, f"“{made}” is on the list")
            return redirect("lists:list", kind)
    return _show(request, kind, form)


def _thing(request: StaffRequest, kind: ListKind, uid: UUID, *, held: bool = False) -> Any:
    rows = queries.things(kind, request.agency)
    return get_object_or_404(rows.select_for_update() if held else rows, uid=uid)


@requires(Permission.RUN_SESSION, Permission.EDIT_LISTS)
@require_GET
def thing(request: StaffRequest, kind: ListKind, uid: UUID) -> HttpResponse:
    """One thing: what changed, by whom and when."""
    shown = _thing(request, kind, uid)
    context = {
        "kind": kind,
        "thing": shown,
        "changes": queries.changes(shown),
        "may_edit": request.may(Permission.EDIT_LISTS),
    }
    return render(request, "casework/lists/thing.html", context)


def _rename_form(request: StaffRequest, kind: ListKind, named: Listed) -> RenameForm:
    said: dict[str, Any] = {"name": named.name}
    form: type[RenameForm] = RenameForm
    if isinstance(named, StatusWord) and not queries.is_used(named):
        said, form = said | {"counts_as": named.counts_as}, RenameWordForm
    standing = Standing(said, written=lambda: written(named, *said))
    return form(request.POST if request.method == "POST" else None, kind=kind, standing=standing)


@requires(Permission.EDIT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def rename(request: StaffRequest, kind: ListKind, uid: UUID) -> HttpResponse:
    """Call it something else."""
    named = _thing(request, kind, uid, held=request.method == "POST")
    form = _rename_form(request, kind, named)
    form.cancel_url = reverse("lists:thing", args=[kind, uid])
    if form.is_valid():
        try:
            actions.rename(by=request.worker, kind=kind, thing=named, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            messages.success(request, f"The name is “{form.cleaned_data['name']}” now, on old records too")
            return redirect("lists:thing", kind, uid)
    context = {"kind": kind, "thing": named, "form": form, "fixed": kind.counts and "counts_as" not in form.fields}
    return render(request, "casework/lists/rename.html", context, status=_UNPROCESSABLE if form.errors else 200)


@requires(Permission.EDIT_LISTS)
@require_POST
@once
def move(request: StaffRequest, kind: ListKind, uid: UUID) -> HttpResponse:
    """Move it one place up, or down; back to where it stands then."""
    actions.move(by=request.worker, kind=kind, thing=_thing(request, kind, uid), up="up" in request.POST)
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() else ""
    return redirect(f"{reverse('lists:list', args=[kind])}{query}#thing-{uid}")


@requires(Permission.EDIT_LISTS)
@require_POST
def retire(request: StaffRequest, kind: ListKind, uid: UUID) -> HttpResponse:
    """Offer it no longer."""
    gone = _thing(request, kind, uid)
    try:
        actions.retire(by=request.worker, thing=gone)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
        return redirect("lists:thing", kind, uid)
    messages.success(request, f"“{gone}” is no longer offered. What was recorded stays as it is")
    return redirect("lists:list", kind)


@requires(Permission.EDIT_LISTS)
@require_POST
def bring_back(request: StaffRequest, kind: ListKind, uid: UUID) -> HttpResponse:
    """Offer it again."""
    back = _thing(request, kind, uid)
    actions.bring_back(by=request.worker, thing=back)
    messages.success(request, f"“{back}” is offered again")
    return redirect("lists:list", kind)
