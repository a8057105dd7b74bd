"""An agency's own record of a woman whose file another agency keeps. It stays when what she shared ends."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.clients import actions, kinds, queries
from casework.clients.actions import OwnWords
from casework.clients.forms import OwnRecordChangeForm, OwnRecordForm
from casework.clients.models import OwnRecord
from casework.clients.views.opening import acted, form_page, her_file, standing
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.actions import record_views
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once
from dussk.ui.paging import page_of

_STAYS = (
    "This record is your agency’s own. It stays with you when she no longer shares her file, and nobody else reads it."
)


def _seen(request: StaffRequest, records: list[OwnRecord], kind: ViewKind) -> None:
    page = request.resolver_match.view_name if request.resolver_match else ""
    women = queries.all_whom(records)
    record_views(by=request.worker, clients=women, kind=kind, page=page, request_id=request.request_id)


def _record_or_404(request: StaffRequest, uid: UUID) -> OwnRecord:
    record = queries.own_record(request.worker, uid)
    if record is None:
        raise Http404("There is no such record, or it is another agency's.")
    _seen(request, [record], ViewKind.OPENED)
    return record


@requires(Permission.KEEP_OWN_RECORD)
@require_GET
def own_records(request: StaffRequest) -> HttpResponse:
    """Every record the agency keeps itself, 50 to a page."""
    page = page_of(queries.own_records(request.worker), request, long=True)
    shown = list(page)
    _seen(request, shown, ViewKind.LISTED)
    return render(request, "casework/clients/own_records.html", {"page": page})


@requires(Permission.KEEP_OWN_RECORD)
@require_GET
def own_record(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One of them, with what the agency's own workers wrote about her."""
    record = _record_or_404(request, uid)
    number = queries.file_number(record)
    written = [
        (kind.label, [(kind.dated(row), kind.words(row), row.made_by) for row in rows])
        for kind, rows in kinds.written_by(record.agency_id, number)
    ]
    context = {"record": record, "written": written, "client": queries.open_file(number), "most": kinds.MOST}
    context["may_ask"] = request.may(Permission.SUBJECT_ACCESS)
    return render(request, "casework/clients/own_record.html", context)


@requires(Permission.KEEP_OWN_RECORD)
@require_http_methods(["GET", "POST"])
@once
def change_own_record(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Change it."""
    record = _record_or_404(request, uid)
    if request.method == "POST":  # locked, so that nobody saves between
        record = OwnRecord.objects.select_for_update().get(pk=record.pk)
    says = OwnWords(record.called, record.born, record.contact, record.risk)
    form = OwnRecordChangeForm(
        request.POST if request.method == "POST" else None, standing=standing(record, asdict(says))
    )
    form.cancel_url = reverse("kept:own_record", args=[uid])
    if acted(
        form,
        lambda: actions.change_own_record(by=request.worker, record=record, words=OwnWords(**form.cleaned_data)),
    ):
        messages.success(request, "Your agency’s record is saved.")
        return redirect("kept:own_record", uid)
    return render(request, "casework/clients/own_record_form.html", {"form": form, "record": record})


@requires(Permission.KEEP_OWN_RECORD)
@require_http_methods(["GET", "POST"])
@once
def keep_own_record(request: StaffRequest, reference: str) -> HttpResponse:
    """Begin one, from her file while it is open to this agency."""
    her = her_file(request, reference)
    if her.agency_id == request.agency.pk:
        raise PermissionDenied("Her file is this agency's record of her.")
    there = queries.own_record_of(her, request.worker)
    if there is not None:
        if request.method == "POST":
            messages.warning(request, "Somebody else has just begun your agency’s record of her. Nothing was saved.")
        return nothing_saved(redirect("kept:own_record", there.uid))
    form = OwnRecordForm(request.POST if request.method == "POST" else None, initial={"called": her.called})
    made: list[OwnRecord] = []

    def keep() -> None:
        with transaction.atomic():
            words = OwnWords(**form.cleaned_data)
            made.append(actions.keep_own_record(by=request.worker, client=her, words=words))

    if acted(form, keep):
        messages.success(request, "Your agency has its own record of her now.")
        return redirect("kept:own_record", made[0].uid)
    return form_page(request, her, form, "Keep our own record of her", template="own_record_new", stays=_STAYS)
