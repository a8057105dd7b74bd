"""Going through an assessment beside her: begun, part by part, completed, left, taken up again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from casework.assessments import actions, queries, rules
from casework.assessments.forms import (
    NEXT,
    THEN,
    AreaForm,
    BeginForm,
    CompleteForm,
    DetailsForm,
    NoteForm,
    RatingsForm,
)
from casework.assessments.models import Assessment
from casework.assessments.rules import Area, Prompt
from casework.assessments.views.showing import BOTH, COMPLETED, LEFT, address, found, not_any_more, shown
from casework.assessments.wording import PROMPTS
from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted, her_file
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import nothing_saved, once


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def begin(request: StaffRequest, reference: str) -> HttpResponse:
    """Begin one with her; where one is being gone through, that one."""
    her = her_file(request, reference, to_change=True)
    standing = queries.unfinished(her)
    if standing is not None and request.method != "POST":
        messages.info(request, actions.BEGUN_ALREADY)
        return redirect(address(standing))
    last = queries.last_completed(her)
    project = last.project if last is not None else her.agency.name[:100]
    initial = {"project": project, "started_on": timezone.localdate()}
    form = BeginForm(request.POST if request.method == "POST" else None, initial=initial)
    form.cancel_url = reverse("her_assessments:list", args=[her.reference])
    if last is None or not any(each.plan for each in queries.plans_of(last)):
        del form.fields["carry_over"]
    made: list[Assessment] = []
    if acted(form, lambda: made.append(actions.begin(by=request.worker, client=her, **form.said))):
        return redirect(address(made[0]))
    return shown(request, her, "begin", form=form, last=last)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def details(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Its name and days."""
    her, one = found(request, reference, uid, to_change=True)
    if one.left_at is not None:
        return not_any_more(request, one, LEFT)
    form = DetailsForm(request.POST if request.method == "POST" else None, assessment=one)
    form.cancel_url = address(one)
    if acted(form, lambda: actions.correct_details(by=request.worker, assessment=one, **form.cleaned_data)):
        return _saved(request, address(one), "The details are saved")
    return shown(request, her, "form", form=form, assessment=one, heading="Details of the assessment")


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def area(request: StaffRequest, reference: str, uid: UUID, area: str) -> HttpResponse:
    """One area: both views of it, her words, its plan and its review."""
    her, one = found(request, reference, uid, to_change=True)
    if area not in rules.AREAS:
        raise Http404("The form has no such area.")
    which = Area(area)
    if one.left_at is not None:
        return not_any_more(request, one, LEFT)
    order = list(Area)
    place, after = order.index(which), rules.next_of(which)
    form = AreaForm(
        request.POST if request.method == "POST" else None,
        row=queries.rating_of(one, which),
        following=rules.AREAS[after].lower() if after else "",
    )
    form.cancel_url = address(one, which)
    if acted(form, lambda: actions.rate(by=request.worker, assessment=one, area=which, said=form.said)):
        onward = _page("area", one, after) if after and request.POST.get(THEN) == NEXT else address(one, which)
        return _saved(request, onward, f"{rules.AREAS[which]} is saved")
    last = queries.last_completed(her, before=one)
    context = {
        "assessment": one,
        "label": rules.AREAS[which],
        "number": place + 1,
        "of": len(order),
        "last": last,
        "then": next((line for line in queries.area_lines(last) if line.area is which), None) if last else None,
        "previous": _page("area", one, order[place - 1]) if place else "",
    }
    return shown(request, her, "area", form=form, **context)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def ratings(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """The ten ratings on one page."""
    her, one = found(request, reference, uid, to_change=True)
    if one.left_at is not None:
        return not_any_more(request, one, LEFT)
    form = RatingsForm(request.POST if request.method == "POST" else None, rated=queries.rated(one))
    form.cancel_url = address(one)
    if acted(form, lambda: actions.rate_all(by=request.worker, assessment=one, said=form.said)):
        return _saved(request, address(one), "The ratings are saved")
    return shown(request, her, "ratings", form=form, assessment=one)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def prompt(request: StaffRequest, reference: str, uid: UUID, prompt: str) -> HttpResponse:
    """What is noted of one thing that might be talked about, with its cues beside."""
    her, one = found(request, reference, uid, to_change=True)
    if prompt not in PROMPTS:
        raise Http404("The form has no such prompt.")
    which = Prompt(prompt)
    if one.left_at is not None:
        return not_any_more(request, one, LEFT)
    order = list(Prompt)
    place = order.index(which)
    after = order[place + 1] if place + 1 < len(order) else None
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        row=queries.note_of(one, which),
        following=PROMPTS[after].label.lower() if after else "",
    )
    form.cancel_url = address(one, f"prompt-{which}")
    if acted(form, lambda: actions.note(by=request.worker, assessment=one, prompt=which, **form.cleaned_data)):
        goes_on = request.POST.get(THEN) == NEXT
        onward = _page("prompt", one, after) if after and goes_on else address(one, f"prompt-{which}")
        return _saved(request, onward, f"{PROMPTS[which].label} is saved")
    line = next(each for each in queries.prompt_lines(one) if each.prompt is which)
    last = queries.last_completed(her, before=one)
    before = queries.note_of(last, which) if last is not None else None
    context = {"line": line, "number": place + 1, "of": len(order), "last": last, "last_note": before}
    return shown(request, her, "prompt", form=form, assessment=one, **context)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def complete(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Say that it is completed, with what is still blank in view."""
    her, one = found(request, reference, uid, to_change=True)
    if one.left_at is not None or one.completed_on is not None:
        return not_any_more(request, one, LEFT if one.left_at else COMPLETED)
    form = CompleteForm(
        request.POST if request.method == "POST" else None, initial={"completed_on": timezone.localdate()}
    )
    form.cancel_url = address(one)
    if acted(form, lambda: actions.complete(by=request.worker, assessment=one, **form.cleaned_data)):
        return _saved(request, address(one), "It is completed. It can still be put right")
    rated = queries.rated(one)
    blanks = {
        "blank_hers": [rules.AREAS[each] for each in rules.still_blank(rated, hers=True)],
        "blank_workers": [rules.AREAS[each] for each in rules.still_blank(rated, hers=False)],
    }
    return shown(request, her, "complete", form=form, assessment=one, **blanks)


@requires(Permission.PLAN_CARE)
@require_POST
def leave(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Leave it unfinished."""
    _her, one = found(request, reference, uid, to_change=True)
    try:
        actions.leave(by=request.worker, assessment=one)
    except RefusedError as refused:
        return not_any_more(request, one, refused.sentence)
    return _saved(request, address(one), "It is left unfinished. All that was said in it is kept")


@requires(Permission.PLAN_CARE)
@require_POST
def go_on(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Take one up again that was left unfinished."""
    _her, one = found(request, reference, uid, to_change=True)
    if one.completed_on is not None:
        return not_any_more(request, one, COMPLETED)
    try:
        actions.take_up_again(by=request.worker, assessment=one)
    except RefusedError as refused:
        messages.warning(request, refused.sentence)
        return nothing_saved(redirect(address(one)))
    return _saved(request, address(one), "Go on where you stopped")


def _page(name: str, one: Assessment, part: Area | Prompt) -> str:
    return reverse(f"her_assessments:{name}", args=[one.client.reference, one.uid, part.value])


def _saved(request: StaffRequest, to: str, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect(to)
