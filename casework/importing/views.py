"""Bringing a caseload in, page by page: the file, what was found in it, its batch, and taking that back."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted, seen
from casework.importing import actions, checking, dates, queries, reading, rules
from casework.importing import columns as column_rules
from casework.importing.doing import rows
from casework.importing.forms import BringInForm, ColumnsForm, FileForm, ReadingForm, UndoForm
from casework.importing.models import ImportBatch, ImportFinding, Stage
from casework.importing.sheets import as_csv
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once
from dussk.jobs import queries as jobs
from dussk.ui.paging import page_of

_KINDS = (actions.CHECK, actions.BRING_IN, actions.UNDO)
_EXAMPLE = settings.BASE_DIR / "docs" / "caseload-example.csv"
#: How many rows of a file are shown as they stand in it.
_FIRST = 5


def _batch(request: StaffRequest, uid: UUID) -> ImportBatch:
    return get_object_or_404(queries.batches(request.agency), uid=uid)


def _refused(request: StaffRequest, batch: ImportBatch, refused: RefusedError) -> HttpResponse:
    messages.warning(request, refused.sentence)
    return nothing_saved(redirect("importing:batch", batch.uid))


@requires(Permission.IMPORT_CLIENTS)
@require_GET
def batches(request: StaffRequest) -> HttpResponse:
    """Every caseload that was brought in, or was to be."""
    page = page_of(queries.batches(request.agency), request)
    return render(request, "casework/importing/list.html", {"page": page})


@requires(Permission.IMPORT_CLIENTS)
@require_http_methods(["GET", "POST"])
@once
def new(request: StaffRequest) -> HttpResponse:
    """Choose a file."""
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    form.cancel_url = reverse("importing:list")
    made: list[ImportBatch] = []

    def take() -> None:
        content = form.cleaned_data["file"].read()
        made.append(actions.upload(by=request.worker, name=form.name(), content=content))

    if acted(form, take):
        return redirect("importing:columns", made[0].uid)
    return render(request, "casework/importing/new.html", {"form": form})


@requires(Permission.IMPORT_CLIENTS)
@require_GET
def example(_request: StaffRequest) -> HttpResponse:
    """A file as one may be."""
    answer = HttpResponse(_EXAMPLE.read_bytes(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="caseload-example.csv"'
    return answer


@requires(Permission.IMPORT_CLIENTS)
@require_GET
def batch(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One of them: what was found in it, what can be done now, and whose files came with it."""
    one = _batch(request, uid)
    context: dict[str, Any] = {
        "batch": one,
        "job": jobs.about(request.worker, one.uid, _KINDS),
        "gone_at": queries.gone_at(one),
        "needs": actions.needs_choosing(one) if one.stage is Stage.NEW else "",
    }
    if one.stage is Stage.CHECKED:
        context["doubles"] = queries.how_many_doubles(one)
    if one.brought_at:
        page = page_of(queries.brought_in(one), request)
        seen(request, [row.client for row in page], ViewKind.LISTED)
        since = queries.written_since(one, [row.client_id for row in page])
        context |= {"page": page, "files": [(row, since.get(row.client_id, [])) for row in page]}
    return render(request, "casework/importing/batch.html", context)


def _open(request: StaffRequest, uid: UUID) -> ImportBatch | HttpResponse:
    """A batch whose file is still here, with the file; otherwise what is answered instead."""
    one = get_object_or_404(ImportBatch, uid=uid, agency=request.agency)
    if one.brought_at is None and one.content is not None:
        return one
    return _refused(request, one, RefusedError(actions.BROUGHT_IN if one.brought_at else actions.GONE))


@requires(Permission.IMPORT_CLIENTS)
@require_http_methods(["GET", "POST"])
@once
def columns(request: StaffRequest, uid: UUID) -> HttpResponse:
    """What was found in the file, and what each of its columns says. Saved, every row is checked."""
    one = _open(request, uid)
    if isinstance(one, HttpResponse):
        return one
    sheet = checking.read(one)
    examples = reading.first_of_each(sheet)
    initial = ColumnsForm.said(one.columns, one.order if one.order_sure or "born" not in one.columns else "")
    form = ColumnsForm(
        request.POST if request.method == "POST" else None, header=one.header, examples=examples, initial=initial
    )
    form.cancel_url = reverse("importing:batch", args=[uid])
    asked: list[UUID] = []

    def save() -> None:
        actions.choose(by=request.worker, batch=one, chosen=form.chosen(), order=form.chosen_order())
        asked.append(actions.ask_to_check(by=request.worker, batch=one).uid)

    if acted(form, save):
        return redirect("jobs:job", asked[0])
    born = column_rules.places(one.columns).get("born")
    found = dates.detect(reading.column(sheet, born), today=timezone.localdate()) if born is not None else None
    context = {
        "batch": one,
        "form": form,
        "reading_form": _reading_form(one, None),
        "dates": found,
        "orders": dates.IN_WORDS,
        "no_names": column_rules.names_nothing(one.header),
        "unsure": [g for g in column_rules.guesses(one.header) if g.field and not g.sure],
        "formulas": sum(1 for line in sheet.lines if any(map(rules.is_formula, line.cells))),
        "first": [[reading.shown(cell, 40) for cell in line.cells] for line in sheet.lines[:_FIRST]],
    }
    return render(request, "casework/importing/columns.html", context)


def _reading_form(one: ImportBatch, data: Any) -> ReadingForm:
    form = ReadingForm(data, initial={"encoding": one.encoding, "separator": one.separator})
    form.helper.form_action = reverse("importing:read", args=[one.uid])
    return form


@requires(Permission.IMPORT_CLIENTS)
@require_POST
def read(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Read the file in other letters, or parted otherwise."""
    one = _open(request, uid)
    if isinstance(one, HttpResponse):
        return one
    form = _reading_form(one, request.POST)

    def save() -> None:
        actions.read_anew(by=request.worker, batch=one, **form.cleaned_data)

    if acted(form, save):
        messages.success(request, "The file is read anew. Look whether its letters and columns are right now")
        return redirect("importing:columns", uid)
    return render(request, "casework/importing/reading.html", {"batch": one, "form": form})


@requires(Permission.IMPORT_CLIENTS)
@require_POST
@once
def check(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Have it checked, or checked again."""
    one = _batch(request, uid)
    try:
        job = actions.ask_to_check(by=request.worker, batch=one)
    except RefusedError as refused:
        return _refused(request, one, refused)
    return redirect("jobs:job", job.uid)


@requires(Permission.IMPORT_CLIENTS)
@require_GET
def bad_rows(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Every row that cannot be brought in, and why."""
    one = _batch(request, uid)
    page = page_of(queries.bad_rows(one), request)
    return render(request, "casework/importing/bad_rows.html", {"batch": one, "page": page})


@requires(Permission.IMPORT_CLIENTS)
@require_GET
def bad_rows_file(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The same as a file: mended there, these rows can be chosen as a file of their own."""
    one = _batch(request, uid)
    width = len(one.header)
    lines = (
        [*(each.cells + [""] * width)[:width], each.line, "; ".join(each.reasons)] for each in queries.bad_rows(one)
    )
    content = as_csv([*one.header, "Line in the file", "What is wrong"], lines)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return answer


@requires(Permission.IMPORT_CLIENTS)
@require_GET
def doubles(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Rows of women who may be here already, each beside the row or the files that may be hers."""
    one = _batch(request, uid)
    page = page_of(queries.doubles(one), request)
    files = queries.files_named(page)
    seen(request, list(files.values()), ViewKind.LISTED)
    shown = [
        {
            "finding": each,
            "says": _says(one, each.cells),
            "other": _says(one, each.other_cells),
            "files": [files[reference] for reference in each.references if reference in files],
            "twice": each.kind == ImportFinding.Kind.TWICE,
        }
        for each in page
    ]
    return render(request, "casework/importing/doubles.html", {"batch": one, "page": page, "shown": shown})


def _says(one: ImportBatch, cells: list[str]) -> list[tuple[str, str]]:
    """What a row says, as far as it is brought in: the name of each column and its cell."""
    named = zip(one.header, one.columns, cells, strict=False)
    return [(name, cell) for name, field, cell in named if field and cell.strip()]


@requires(Permission.IMPORT_CLIENTS)
@require_http_methods(["GET", "POST"])
@once
def bring_in(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Choose which rows, and have them brought in."""
    one = _batch(request, uid)
    if one.stage is not Stage.CHECKED:
        return _refused(request, one, RefusedError("Check the file first" if one.held else actions.GONE))
    here = queries.how_many_doubles(one)
    form = BringInForm(request.POST if request.method == "POST" else None, bad=one.bad, doubles=here)
    form.cancel_url = reverse("importing:batch", args=[uid])
    asked: list[UUID] = []

    def ask() -> None:
        how = {"good_rows": form.good_rows, "doubles": form.with_doubles}
        asked.append(actions.ask_to_bring_in(by=request.worker, batch=one, **how).uid)

    if acted(form, ask):
        return redirect("jobs:job", asked[0])
    context = {"batch": one, "form": form, "good": rows(one.good), "bad": rows(one.bad), "doubles": here}
    return render(request, "casework/importing/bring_in.html", context)


@requires(Permission.IMPORT_CLIENTS)
@require_http_methods(["GET", "POST"])
@once
def undo(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Take the batch back: files on which nobody wrote since."""
    one = _batch(request, uid)
    if one.stage is not Stage.BROUGHT_IN:
        return _refused(request, one, RefusedError("Nothing of this file is here to be taken back"))
    form = UndoForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("importing:batch", args=[uid])
    asked: list[UUID] = []
    if acted(form, lambda: asked.append(actions.ask_to_undo(by=request.worker, batch=one).uid)):
        return redirect("jobs:job", asked[0])
    stay = len(queries.written_since(one))
    context = {"batch": one, "form": form, "stay": stay, "go": queries.brought_in(one).count() - stay}
    return render(request, "casework/importing/undo.html", context)


@requires(Permission.IMPORT_CLIENTS)
@require_POST
def throw_away(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Let go of a file that is not brought in after all."""
    one = _batch(request, uid)
    try:
        actions.throw_away(by=request.worker, batch=one)
    except RefusedError as refused:
        return _refused(request, one, refused)
    messages.success(request, "The file is thrown away. Nothing of it was brought in")
    return redirect("importing:list")
