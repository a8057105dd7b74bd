"""She has two files: finding the other one, comparing them, joining them, and undoing that."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from casework.clients import actions, queries
from casework.clients.forms import FindForm, JoinForm, UndoJoiningForm
from casework.clients.models import Client, Joining
from casework.clients.rules import read_reference
from casework.clients.views.opening import (
    acted,
    back_to_her,
    file_or_404,
    form_page,
    her_file,
    her_page,
    seen,
    too_late,
)
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once


@requires(Permission.JOIN_FILES)
@require_http_methods(["GET", "POST"])
def find_other(request: StaffRequest, reference: str) -> HttpResponse:
    """Find her other file. What is searched for is sent by POST, so that no address holds it."""
    her = her_file(request, reference, to_change=True)
    if other := read_reference(request.POST.get("other", "")):
        return redirect("clients:compare", her.reference, file_or_404(other).reference)
    form = FindForm(request.POST if request.method == "POST" else None)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.search(by=request.worker, words=typed) if typed else []
    found = [one for one in found if one.client.agency_id == her.agency_id and one.client.pk != her.pk]
    seen(request, [one.client for one in found], ViewKind.FOUND)
    errors = [] if request.htmx else list(form.errors.get("q", []))
    context = {"found": found, "typed": form.data.get("q", ""), "errors": errors, "searched": bool(typed)}
    if request.htmx:
        return render(request, "casework/clients/_join_results.html", context | {"client": her})
    return her_page(request, her, "casework/clients/join_find.html", **context)


@requires(Permission.JOIN_FILES)
@require_http_methods(["GET", "POST"])
@once
def compare(request: StaffRequest, reference: str, other: str) -> HttpResponse:
    """Two files side by side; what joining them changes, and which holds where they differ; then they are joined."""
    her = her_file(request, reference, to_change=True)
    twin = _other_file(request, other)
    if twin.pk == her.pk:
        return _one_already(request, her)
    if (her.reference, twin.reference) != (reference, other):  # one was joined with a third since the page was made
        if request.method == "POST":
            messages.warning(request, "One of the files was joined with another one in the meantime. Look again.")
        return nothing_saved(redirect("clients:compare", her.reference, twin.reference))
    pair = queries.Pair.of(her, twin)
    form = JoinForm(request.POST if request.method == "POST" else None, pair=pair)

    def join() -> None:
        given = form.cleaned_data
        actions.join(
            by=request.worker,
            kept=her,
            joined=twin,
            opened_with=given["opened_with"],
            holds=form.holds,
            reason=given["reason"],
        )

    if acted(form, join):
        return back_to_her(request, her, f"The two files are one. The reference {twin.shown_reference} leads here now.")
    form.look_again()
    return form_page(request, her, form, "Are they one woman’s files?", template="join_compare", pair=pair)


def _other_file(request: StaffRequest, reference: str) -> Client:
    twin = file_or_404(reference)
    if twin.agency_id != request.agency.pk:
        raise PermissionDenied("Another agency keeps that file.")
    seen(request, [twin], ViewKind.OPENED)
    return twin


def _one_already(request: StaffRequest, her: Client) -> HttpResponse:
    joining = queries.joinings_of(her).first()
    by = f", by {joining.made_by}" if joining else ""
    return too_late(request, her, f"These are one file already{by}.")


@requires(Permission.JOIN_FILES)
@require_http_methods(["GET", "POST"])
@once
def undo(request: StaffRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    """Make two files of one again, once it is said whose everything is that was written since."""
    her = her_file(request, reference, to_change=True)
    # Also of a file that was joined into this one later, which says what has to be undone first.
    files = [her, *her.joined_files.all()]
    joining: Joining = get_object_or_404(Joining.objects.select_related("joined"), client__in=files, uid=uid)
    if joining.undone_at is not None:
        return too_late(request, her, "Somebody else has already undone this.")
    if first := queries.joined_on(joining):
        kept, on = first.joined.shown_reference, first.client.shown_reference
        return too_late(request, her, f"First undo that {kept} was joined into {on}. Then this can be undone.")
    twin = joining.joined
    seen(request, [twin], ViewKind.OPENED)
    form = UndoJoiningForm(
        request.POST if request.method == "POST" else None,
        written=queries.written_since(joining),
        kept=f"Of {her.called}, {her.shown_reference}",
        joined=f"Of {twin.called}, {twin.shown_reference}",
    )

    def act() -> None:
        actions.undo(by=request.worker, joining=joining, answers=form.answers, reason=form.cleaned_data["reason"])

    if acted(form, act):
        return back_to_her(
            request, her, f"They are two files again. The other woman’s is {twin.shown_reference}: find it by that."
        )
    return form_page(request, her, form, "They are two women", template="join_undo", joining=joining, twin=twin)
