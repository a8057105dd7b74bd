"""Her information sheet: all of it, a section of it, on paper, and the sheet that another file brought."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients import queries as clients
from casework.clients.models import Client
from casework.clients.views.opening import acted, her_file, her_file_to_edit, seen, standing
from casework.information import actions, documents, queries
from casework.information.forms import BesideForm, DetailsForm, GPForm, PhoneForm, SectionForm
from casework.information.models import InformationSheet
from casework.information.rules import LABELS, Section
from casework.information.views.showing import BOTH, form_shown, section_address, sheet_address, shown
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.drafts.once import nothing_saved, once
from dussk.ui.meanwhile import Standing
from dussk.ui.paging import page_of

_SECTION_FORMS: Mapping[Section, type[SectionForm]] = {Section.DETAILS: DetailsForm, Section.GP: GPForm}


@requires(Permission.READ_PLANS)
@require_GET
def sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """All seven sections, what each says and how far it is. Nothing on it has to be asked."""
    her = her_file(request, reference)
    row = queries.sheet_of(her)
    return shown(
        request,
        her,
        "sheet",
        sheet=row,
        parts=queries.parts(her, row),
        names=clients.names_of(her),
        ways=clients.safe_contacts_of(her),
        beside=queries.beside(her, row),
        first=queries.AT_A_GLANCE,
    )


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def details(request: StaffRequest, reference: str) -> HttpResponse:
    """Section 1."""
    return _section_form(request, reference, Section.DETAILS)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def gp(request: StaffRequest, reference: str) -> HttpResponse:
    """Section 5."""
    return _section_form(request, reference, Section.GP)


def _section_form(request: StaffRequest, reference: str, section: Section) -> HttpResponse:
    her = her_file_to_edit(request, reference)
    row = queries.sheet_of(her)
    form = _SECTION_FORMS[section](
        request.POST if request.method == "POST" else None,
        standing=_standing(row, section),
        initial=_suggested(her) if row is None and section is Section.DETAILS else None,
    )
    form.cancel_url = sheet_address(her)

    def save() -> None:
        said, ticked = form.said, form.cleaned_data["gone_through"]
        actions.save_section(by=request.worker, client=her, section=section, said=said, gone_through=ticked)

    if acted(form, save):
        messages.success(request, f"{LABELS[section]}: saved.")
        return redirect(sheet_address(her))
    about = (
        {"names": clients.names_of(her), "ways": clients.safe_contacts_of(her)} if section == Section.DETAILS else {}
    )
    return form_shown(request, her, form, LABELS[section], section=section.value, **about)


def _standing(row: InformationSheet | None, section: Section) -> Standing:
    fields = queries.FIELDS[section]
    values = queries.values_of(row, fields) | {"gone_through": row is not None and section in row.finished}
    if row is None:
        return Standing(values)
    # That a section is gone through is one of several in its column: who wrote is known by what the section says.
    return Standing(values, written=standing(row, queries.values_of(row, fields)).written)


def _suggested(her: Client) -> dict[str, object]:
    return {"sheet_on": timezone.localdate(), "file_opened_on": timezone.localdate(her.made_at)}


def _section_or_404(name: str) -> Section:
    if name not in list(Section):
        raise Http404("There is no such section.")
    return Section(name)


@requires(Permission.READ_PLANS)
@require_GET
def section(request: StaffRequest, reference: str, name: str) -> HttpResponse:
    """A section that is made of lists: what stands there."""
    part = _section_or_404(name)
    if part not in queries.LISTED:
        raise Http404("This section is a form.")
    her, today = her_file(request, reference), timezone.localdate()
    row = queries.sheet_of(her)
    return shown(
        request,
        her,
        "section",
        section=part.value,
        heading=LABELS[part],
        lists=[_paged(request, one, queries.current(her, one, today)) for one in queries.lists_of(part)],
        gone_through=row is not None and part in row.finished,
    )


def _paged(request: StaffRequest, one: queries.Listed, rows: QuerySet[Any]) -> tuple[queries.Listed, Page[Any], str]:
    name = f"page_{one.code}"
    return one, page_of(rows.select_related("made_by", "ended_by"), request, name=name), name


@requires(Permission.READ_PLANS)
@require_GET
def before(request: StaffRequest, reference: str, name: str) -> HttpResponse:
    """What stood in a section before: lines that no longer hold, and what was put right, by whom and when."""
    part = _section_or_404(name)
    her, today = her_file(request, reference), timezone.localdate()
    lists = [_paged(request, one, queries.earlier(her, one, today)) for one in queries.lists_of(part)]
    return shown(
        request,
        her,
        "before",
        section=part.value,
        heading=f"{LABELS[part]}: earlier",
        up=section_address(her, part) if part in queries.LISTED else sheet_address(her),
        up_label=LABELS[part] if part in queries.LISTED else "Information sheet",
        lists=lists,
        any_list=any(page.object_list for _one, page, _name in lists),
        earlier=page_of(queries.corrections(her, part), request),
        before=True,
    )


@requires(Permission.PLAN_CARE)
@require_POST
@once
def gone_through(request: StaffRequest, reference: str, name: str) -> HttpResponse:
    """Say that a section was gone through with her, or that it was not."""
    part = _section_or_404(name)
    her, yes = her_file(request, reference, to_change=True), request.POST.get("gone_through") == "yes"
    actions.tick(by=request.worker, client=her, section=part, gone_through=yes)
    said = "gone through" if yes else "not gone through yet"
    messages.success(request, f"{LABELS[part]}: {said}.")
    return redirect(section_address(her, part) if part in queries.LISTED else sheet_address(her))


@requires(Permission.CHANGE_CLIENT)
@require_http_methods(BOTH)
@once
def phone(request: StaffRequest, reference: str) -> HttpResponse:
    """A number of hers: kept where all ways of reaching her are, with what makes it safe or not."""
    her = her_file(request, reference, to_change=True)
    form = PhoneForm(request.POST if request.method == "POST" else None)
    form.cancel_url = sheet_address(her)
    if acted(form, lambda: actions.add_number(by=request.worker, client=her, ways=form.chosen, way=form.as_way)):
        messages.success(request, "Her number is saved, with how to use it safely.")
        return redirect(sheet_address(her))
    return form_shown(request, her, form, "Add her number", section="phone")


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def beside(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """A sheet that another file brought when the two were joined: what it says otherwise, to be taken over or left."""
    her = her_file_to_edit(request, reference)
    row = queries.sheet_of(her)
    other = get_object_or_404(InformationSheet.objects.select_related("made_by"), client=her, uid=uid)
    if row is None or row.pk == other.pk or other.aside_at is not None:
        messages.warning(request, "That sheet was looked at already. This is the one that is shown.")
        return nothing_saved(redirect(sheet_address(her)))
    lines = queries.otherwise(row, other)
    mark = queries.mark_of_both(row, other)
    form = BesideForm(request.POST if request.method == "POST" else None, lines=lines, mark=mark)
    form.cancel_url = sheet_address(her)

    def take_over() -> None:
        fields, seen_as = form.taken, form.mark_seen
        actions.take_over(by=request.worker, client=her, other=other, fields=fields, mark=seen_as)

    if acted(form, take_over):
        messages.success(request, "Saved. The other sheet is put aside." if form.taken else "The other is put aside.")
        return redirect(sheet_address(her))
    return shown(request, her, "beside", form=form, sheet=row, other=other, lines=lines)


@requires(Permission.PLAN_CARE)
@require_GET
def printed(request: StaffRequest, reference: str) -> HttpResponse:
    """Her sheet on paper."""
    her = her_file(request, reference, to_change=True)
    seen(request, [her], ViewKind.PRINTED)
    return documents.filled(her, queries.sheet_of(her), request=request)


@requires(Permission.READ_PLANS)
@require_GET
def blank(request: StaffRequest) -> HttpResponse:
    """A sheet to be written on by hand. It names nobody."""
    return documents.blank(request=request)
