"""The versions of the form. Whoever goes through consent reads and prints them; an administrator writes them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted
from consent.agreements import actions, documents, queries, rules, wording
from consent.agreements.forms import NewVersionForm, PartForm, SureForm, VersionForm
from consent.agreements.models import ConsentForm
from consent.agreements.rules import Part
from consent.agreements.views.showing import BOTH, UNPROCESSABLE
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.queries import written
from dussk.drafts.once import nothing_saved, once
from dussk.ui.meanwhile import Standing
from dussk.ui.paging import page_of


def _form(request: StaffRequest, uid: UUID) -> ConsentForm:
    """A version of her own agency's form. Drafts are for administrators."""
    versions = queries.all_forms(request.agency)
    if not request.may(Permission.EDIT_FORMS):
        versions = versions.filter(published_at__isnull=False)
    return get_object_or_404(versions, uid=uid)


@requires(Permission.EDIT_FORMS, Permission.TAKE_CONSENT)
@require_GET
def versions(request: StaffRequest) -> HttpResponse:
    """Every version, by language, the latest first."""
    may_edit = request.may(Permission.EDIT_FORMS)
    rows = queries.all_forms(request.agency)
    page = page_of(rows if may_edit else rows.filter(published_at__isnull=False), request)
    offered = {form.pk for form in queries.offered_forms(request.agency)}
    return render(request, "consent/agreements/versions.html", {"page": page, "offered": offered, "may_edit": may_edit})


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest) -> HttpResponse:
    """Begin a new version."""
    form = NewVersionForm(request.POST if request.method == "POST" else None)
    form.cancel_url = reverse("consent_forms:versions")
    made: list[ConsentForm] = []
    if acted(form, lambda: made.append(actions.begin_version(by=request.worker, **form.cleaned_data))):
        messages.success(request, "The draft begins with the words of the latest version. Nobody is shown it yet")
        return redirect("consent_forms:version", made[0].uid)
    context = {"form": form, "heading": "A new version of the form"}
    return render(request, "consent/agreements/text.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.EDIT_FORMS, Permission.TAKE_CONSENT)
@require_GET
def version(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One version, page by page."""
    form = _form(request, uid)
    context = {
        "version": form,
        "pages": queries.pages_of(form),
        "is_offered": any(each.pk == form.pk for each in queries.offered_forms(request.agency)),
        "may_edit": request.may(Permission.EDIT_FORMS),
    }
    return render(request, "consent/agreements/version.html", context)


@requires(Permission.EDIT_FORMS, Permission.TAKE_CONSENT)
@require_GET
def blank(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The form on paper, to be filled in by hand; ``?large=1`` in large type."""
    return documents.blank(_form(request, uid), request=request, large=bool(request.GET.get("large")))


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def change(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Why there is this version, and when it is talked through again."""
    draft = _form(request, uid)
    values = {"why": draft.why, "review_months": draft.review_months}
    standing = Standing(values, written=lambda: written(draft, *values))
    form = VersionForm(request.POST if request.method == "POST" else None, standing=standing)
    form.cancel_url = reverse("consent_forms:version", args=[draft.uid])
    if draft.published_at is not None:
        return _published(request, draft)
    if acted(form, lambda: actions.change_version(by=request.worker, form=draft, **form.cleaned_data)):
        messages.success(request, "Saved")
        return redirect("consent_forms:version", draft.uid)
    context = {"form": form, "heading": f"About {draft}", "version": draft}
    return render(request, "consent/agreements/text.html", context, status=UNPROCESSABLE if form.errors else 200)


def _published(request: StaffRequest, form: ConsentForm) -> HttpResponse:
    messages.warning(request, actions.PUBLISHED)
    return nothing_saved(redirect("consent_forms:version", form.uid))


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def write(request: StaffRequest, uid: UUID, part: str) -> HttpResponse:
    """The words of one page of a draft."""
    draft = _form(request, uid)
    parts = queries.parts_of(draft)
    row = parts.get(Part(part)) if part in set(Part) else None
    if row is None:
        raise Http404("The form has no such page.")
    if draft.published_at is not None:
        return _published(request, draft)
    which = Part(part)
    values = {"heading": row.heading, "words": row.words, "explained": row.explained}
    form = PartForm(
        request.POST if request.method == "POST" else None,
        standing=Standing(values, written=lambda: written(row, *values)),
        part=which,
        wanted=rules.lines_wanted(which, with_reputation=draft.with_reputation),
    )
    form.cancel_url = reverse("consent_forms:version", args=[draft.uid])
    if acted(form, lambda: actions.write_part(by=request.worker, form=draft, part=which, **form.cleaned_data)):
        messages.success(request, f"“{form.cleaned_data['heading']}” is saved")
        return redirect("consent_forms:version", draft.uid)
    context = {"form": form, "heading": wording.PARTS[which], "version": draft}
    return render(request, "consent/agreements/text.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def reputation(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Turn ground G on, past a warning; or off."""
    draft = _form(request, uid)
    if draft.published_at is not None:
        return _published(request, draft)
    turns_on = not draft.with_reputation
    label = "Turn ground G on all the same" if turns_on else "Turn ground G off"
    form = SureForm(
        request.POST if request.method == "POST" else None, label=label, style="warning" if turns_on else ""
    )
    form.cancel_url = reverse("consent_forms:version", args=[draft.uid])
    if acted(form, lambda: actions.turn_reputation(by=request.worker, form=draft, on=turns_on)):
        messages.success(request, f"Ground G is {'on in this draft' if turns_on else 'off'}")
        return redirect("consent_forms:version", draft.uid)
    context = {
        "form": form,
        "heading": "Ground G: the organisation’s reputation",
        "version": draft,
        "warning": wording.REPUTATION_WARNING if turns_on else "",
        "line": wording.REPUTATION.format(agency=request.agency.name),
    }
    return render(request, "consent/agreements/text.html", context)


@requires(Permission.EDIT_FORMS)
@require_http_methods(BOTH)
@once
def publish(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Publish a draft: from then on it is what she is shown, and its words stand."""
    draft = _form(request, uid)
    if draft.published_at is not None:
        return _published(request, draft)
    form = SureForm(request.POST if request.method == "POST" else None, label="Publish it")
    form.cancel_url = reverse("consent_forms:version", args=[draft.uid])
    if acted(form, lambda: actions.publish(by=request.worker, form=draft)):
        messages.success(request, f"{draft} is published. Women are shown it from now on")
        return redirect("consent_forms:version", draft.uid)
    context = {
        "form": form,
        "heading": f"Publish {draft}",
        "version": draft,
        "said": "Its words can never be changed again. Whoever is in the middle of an earlier version may sign what she"
        " has read. Agreements that are signed keep their own words.",
    }
    return render(request, "consent/agreements/text.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.EDIT_FORMS)
@require_POST
def retire(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Offer a version no longer."""
    form = _form(request, uid)
    try:
        actions.retire(by=request.worker, form=form)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, f"{form} is no longer offered. What was signed with it stays as it was signed")
    return redirect("consent_forms:version", form.uid)
