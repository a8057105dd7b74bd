"""The plan on her own screen: what it says in large words, and then her name, or what she wants otherwise."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from casework.care_plans import actions, queries
from casework.care_plans.actions.versions import OTHERWISE, OVER
from casework.care_plans.forms import HerOtherwiseForm, HerSignForm
from casework.care_plans.models import PlanVersion
from casework.care_plans.rules.versions import State
from casework.care_plans.views.showing import BOTH, UNPROCESSABLE, too_late, version_address, version_of
from casework.clients.actions import RefusedError
from casework.clients.views.opening import acted, her_page, seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.handover import rules as handover
from dussk.handover.actions import hand_over, when_back
from dussk.handover.marks import on_her_screen
from dussk.handover.queries import handed_over

TITLE = "your plan"
_AGREED = "She has agreed to her plan on her screen. What it says is kept as it is"
_OTHERWISE = "She wants her plan otherwise. What she wrote stands beside the version: change the plan, and put it anew"
#: Where a worker did something else with the version on another screen, while she wrote.
_MEANWHILE = {
    State.OTHERWISE: "She wrote what she wants otherwise. It stands beside the version, below what stood there",
    State.TAKEN_BACK: (
        "She wrote what she wants otherwise, while this version was taken back or put to her anew on another screen."
        " Her words are kept beside it: read them before you go on"
    ),
    State.AGREED: (
        "She wrote what she wants otherwise, while somebody wrote down on another screen that she agrees. Her words are"
        " kept beside the version: talk with her, change the plan and put it to her anew"
    ),
}


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
def hand(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """For the worker: what happens when she hands the tablet over, and doing it."""
    her, one = version_of(request, reference, uid, to_change=True)
    back = version_address(her, one)
    if one.state is not State.WAITING:
        return too_late(request, OTHERWISE if one.state is State.OTHERWISE else OVER, back)
    if request.method != "POST":
        return her_page(request, her, "casework/care_plans/hers/hand.html", version=one, back=back)
    to = reverse("plan_hers:start", args=[one.uid])
    hand_over(request, prefix=to, title=TITLE, back=back)
    return redirect(to)


View = Callable[..., HttpResponse]


def _hers(view: View, *, keeps: bool = False) -> View:
    """Give a view the version that waits for her; one that is answered or taken back leads to the last page.

    Args:
        view: the page.
        keeps: what she sends there is kept whatever a worker did with the version in the meantime.
    """

    @wraps(view)
    def shown(request: StaffRequest, uid: UUID, **kwargs: Any) -> HttpResponse:
        one = _version(request, uid)
        if handed_over(request) is None:
            return _to_the_worker(one)
        if one.state is not State.WAITING and not (keeps and request.method == "POST"):
            return redirect("plan_hers:thanks", one.uid)
        seen(request, [one.client], ViewKind.OPENED)
        return view(request, one, **kwargs)

    return on_her_screen(requires(Permission.PLAN_CARE)(require_http_methods(BOTH)(shown)))


def _version(request: StaffRequest, uid: UUID) -> PlanVersion:
    among = PlanVersion.objects.select_related("client", "client__joined_into", "plan")
    one = get_object_or_404(among, uid=uid)
    if one.owner_id != request.agency.pk:
        raise PermissionDenied("Another agency keeps this file.")
    return one


def _to_the_worker(one: PlanVersion) -> HttpResponse:
    """Nobody was handed the screen: the worker's own page of it is meant."""
    return redirect(version_address(one.client.joined_into or one.client, one))


def _show(request: StaffRequest, one: PlanVersion, template: str, **context: Any) -> HttpResponse:
    form = context.get("form")
    problems = form.problems if form is not None else []
    frame = {"version": one, "worker": request.user.name.split()[0], "problems": problems}
    status = UNPROCESSABLE if problems else 200
    return render(request, f"casework/care_plans/hers/{template}.html", frame | context, status=status)


@_hers
def start(request: StaffRequest, one: PlanVersion) -> HttpResponse:
    """Her plan, all of it, in large words."""
    return _show(request, one, "start", said=queries.plan_for_paper(one))


@_hers
def sign(request: StaffRequest, one: PlanVersion) -> HttpResponse:
    """Her name and her signature."""
    form = HerSignForm(request.POST if request.method == "POST" else None)
    if acted(form, lambda: _agree(request, one, form.signature)):
        return redirect("plan_hers:thanks", one.uid)
    sheet = {"view_box": handover.VIEW_BOX, "width": handover.WIDTH, "height": handover.HEIGHT}
    return _show(request, one, "sign", form=form, back=_start(one), **sheet)


@partial(_hers, keeps=True)
def otherwise(request: StaffRequest, one: PlanVersion) -> HttpResponse:
    """What she wants to be different. It is kept, whatever a worker did with the version while she wrote."""
    form = HerOtherwiseForm(request.POST if request.method == "POST" else None)

    def keep() -> None:
        stood = actions.keep_her_words(by=request.worker, version=one, words=form.cleaned_data["words"])
        when_back(request, tell=_MEANWHILE.get(stood, _OTHERWISE))

    if acted(form, keep):
        return redirect("plan_hers:thanks", one.uid)
    return _show(request, one, "otherwise", form=form, back=_start(one))


def _start(one: PlanVersion) -> str:
    return reverse("plan_hers:start", args=[one.uid])


def _agree(request: StaffRequest, one: PlanVersion, said: dict[str, Any]) -> None:
    """She signs. Where a worker changed the version on another screen meanwhile, nothing is: the last page says so."""
    try:
        actions.agree(by=request.worker, version=one, **said)
    except RefusedError as refusal:
        if refusal.field:
            raise
        return
    when_back(request, tell=_AGREED)


@_hers
def stop(request: StaffRequest, one: PlanVersion) -> HttpResponse:
    """She has stopped. Nothing is agreed."""
    return _show(request, one, "stop")


@on_her_screen
@requires(Permission.PLAN_CARE)
@require_safe
def thanks(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The last page. It says how this ended, and nothing of the plan."""
    one = PlanVersion.objects.filter(uid=uid).first()
    if handed_over(request) is None:
        return _to_the_worker(_version(request, uid))
    if one is not None and one.state is State.WAITING:
        return redirect("plan_hers:start", uid)
    state = one.state if one is not None else State.TAKEN_BACK
    context = {
        "worker": request.user.name.split()[0],
        "agreed": state is State.AGREED,
        "otherwise": one is not None and one.not_agreed != "",
        "closed": state is State.TAKEN_BACK,
    }
    return render(request, "casework/care_plans/hers/thanks.html", context)
