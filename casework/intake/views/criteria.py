"""What is asked at a screening, version by version. Whoever screens reads it; an administrator writes it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted
from casework.intake import actions, queries
from casework.intake.actions.criteria import PUBLISHED
from casework.intake.forms import CriterionChangeForm, CriterionForm, DraftForm, PublishForm
from casework.intake.models import CriteriaSet, Criterion
from casework.intake.views.showing import BOTH, UNPROCESSABLE, pages
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import nothing_saved, once
from dussk.ui.paging import page_of


def _set(request: StaffRequest, uid: UUID) -> CriteriaSet:
    return get_object_or_404(queries.criteria_sets(request.agency), uid=uid)


def _draft_form(request: StaffRequest) -> DraftForm | None:
    if not request.may(Permission.EDIT_FORMS) or queries.draft_of(request.agency) is not None:
        return None
    form = DraftForm(request.POST if request.method == "POST" else None)
    form.helper.form_action = reverse("intake:draft")
    return form


def _all(request: StaffRequest, form: DraftForm | None) -> HttpResponse:
    context = {
        "page": page_of(queries.criteria_sets(request.agency), request),
        "in_use": queries.in_use(request.agency),
        "form": form,
        "may_edit": request.may(Permission.EDIT_FORMS),
        "pages": pages(request),
    }
    status = UNPROCESSABLE if form and form.errors else 200
    return render(request, "casework/intake/criteria.html", context, status=status)


@requires(Permission.SCREEN, Permission.EDIT_FORMS)
@require_GET
def criteria(request: StaffRequest) -> HttpResponse:
    """Every version, and the one by which women are screened now."""
    return _all(request, _draft_form(request))


@requires(Permission.EDIT_FORMS)
@require_POST
@once
def draft(request: StaffRequest) -> HttpResponse:
    """Begin a new version as a copy of the latest."""
    form = DraftForm(request.POST)
    form.helper.form_action = reverse("intake:draft")
    made: list[CriteriaSet] = []
    if acted(form, lambda: made.append(actions.begin_draft(by=request.worker, why=form.cleaned_data["why"]))):
        messages.success(request, "A new version is begun. Nobody is screened by it before you publish it.")
        return redirect("intake:criteria_set", made[0].uid)
    return _all(request, form)


@requires(Permission.SCREEN, Permission.EDIT_FORMS)
@require_GET
def criteria_set(request: StaffRequest, set_uid: UUID) -> HttpResponse:
    """One version: what it asks, why, and who published it."""
    one = _set(request, set_uid)
    rows = list(one.criteria.all())
    context = {
        "version": one,
        "asked": [row for row in rows if not row.left_out],
        "left_out": [row for row in rows if row.left_out],
        "in_use": queries.in_use(request.agency) == one,
        "may_edit": request.may(Permission.EDIT_FORMS) and one.published_at is None,
    }
    return render(request, "casework/intake/criteria_set.html", context)


def _too_late(request: StaffRequest, one: CriteriaSet) -> HttpResponse:
    messages.warning(request, PUBLISHED)
    return nothing_saved(redirect("intake:criteria_set", one.uid))


def _form_page(request: StaffRequest, template: str, form: Any, one: CriteriaSet, **context: Any) -> HttpResponse:
    form.cancel_url = reverse("intake:criteria_set", args=[one.uid])
    status = UNPROCESSABLE if form.errors else 200
    return render(request, f"casework/intake/{template}.html", {"form": form, "version": one, **context}, status=status)


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def add_criterion(request: StaffRequest, set_uid: UUID) -> HttpResponse:
    """Put another question into a draft."""
    one = _set(request, set_uid)
    if one.published_at is not None:
        return _too_late(request, one)
    form = CriterionForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.add_criterion(by=request.worker, of=one, **form.cleaned_data)):
        messages.success(request, "The question is in the new version.")
        return redirect("intake:criteria_set", set_uid)
    return _form_page(request, "criterion_form", form, one, heading="Add a question")


def _criterion(request: StaffRequest, set_uid: UUID, uid: UUID, *, held: bool = False) -> Criterion:
    rows = Criterion.objects.filter(set=_set(request, set_uid)).select_related("set")
    return get_object_or_404(rows.select_for_update(of=("self",)) if held else rows, uid=uid)


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def criterion(request: StaffRequest, set_uid: UUID, uid: UUID) -> HttpResponse:
    """Say a question of a draft in other words."""
    row = _criterion(request, set_uid, uid)
    if row.set.published_at is not None:
        return _too_late(request, row.set)
    if request.method == "POST":
        row = _criterion(request, set_uid, uid, held=True)
    form = CriterionChangeForm(request.POST if request.method == "POST" else None, criterion=row)
    if acted(form, lambda: actions.change_criterion(by=request.worker, criterion=row, **form.cleaned_data)):
        messages.success(request, "The question is saved.")
        return redirect("intake:criteria_set", set_uid)
    return _form_page(request, "criterion_form", form, row.set, heading="Change a question")


@requires(Permission.EDIT_FORMS)
@require_POST
def leave_out(request: StaffRequest, set_uid: UUID, uid: UUID) -> HttpResponse:
    """Do not ask a question of a draft; or ask it again, where it is left out."""
    row = _criterion(request, set_uid, uid)
    act = actions.put_in if "put_in" in request.POST else actions.leave_out
    try:
        act(by=request.worker, criterion=row)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It is asked again." if act is actions.put_in else "It is left out.")
    return redirect("intake:criteria_set", set_uid)


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def publish(request: StaffRequest, set_uid: UUID) -> HttpResponse:
    """Look a draft over once more, and publish it."""
    one = _set(request, set_uid)
    if one.published_at is not None:
        return _too_late(request, one)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: actions.publish(by=request.worker, of=one)):
        messages.success(request, f"{one} is published. Women are screened by it from now on.")
        return redirect("intake:criteria_set", set_uid)
    return _form_page(request, "criteria_publish", form, one, asked=list(queries.asked(one)))
