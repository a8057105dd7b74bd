"""An assessment on her own screen: she chooses what she talks about, says how it goes, and stops when she likes.

She sees what she said herself: never her worker's view, the plan, the notes, or anything else of her file.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from casework.assessments import actions, queries, rules
from casework.assessments.forms import HerAreaForm
from casework.assessments.models import Assessment
from casework.assessments.rules import Area
from casework.assessments.views.showing import BOTH, COMPLETED, LEFT, UNPROCESSABLE, address, found, not_any_more, shown
from casework.assessments.wording import TO_HER
from casework.clients.views.opening import acted, seen
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.audit.models import ViewKind
from dussk.handover.actions import hand_over, when_back
from dussk.handover.marks import on_her_screen
from dussk.handover.queries import handed_over

TITLE = "how it is going"
_SAID = "She has said how it goes on her screen. Look at it with her"
_SAID_AFTER = (
    "It was {} on another screen while she was saying how it goes. What she said is kept in it: look at it with her"
)


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
def hand(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """For the worker: what happens when she hands the tablet over, and doing it."""
    her, one = found(request, reference, uid, to_change=True)
    if one.left_at is not None or one.completed_on is not None:
        return not_any_more(request, one, LEFT if one.left_at else COMPLETED)
    if request.method != "POST":
        return shown(request, her, "hand", assessment=one)
    to = reverse("assessment_hers:start", args=[one.uid])
    hand_over(request, prefix=to, title=TITLE, back=address(one))
    return redirect(to)


View = Callable[..., HttpResponse]


def _hers(view: View) -> View:
    """Give a view her assessment while it is gone through; one that is completed or left leads to the last page.

    What she sends of an area is taken even then: it was typed while the page was still hers.
    """

    @wraps(view)
    def on_it(request: StaffRequest, uid: UUID, **kwargs: Any) -> HttpResponse:
        one = _assessment(request, uid)
        if handed_over(request) is None:
            return redirect(address(one))  # nobody was handed the screen: the worker's own page of it is meant
        if not one.is_unfinished and not (request.method == "POST" and "area" in kwargs):
            return redirect("assessment_hers:thanks", one.uid)
        seen(request, [one.client], ViewKind.OPENED)
        return view(request, one, **kwargs)

    return on_her_screen(requires(Permission.PLAN_CARE)(require_http_methods(BOTH)(on_it)))


def _assessment(request: StaffRequest, uid: UUID) -> Assessment:
    among = queries.in_full(Assessment.objects.select_related("client", "client__joined_into"))
    one = get_object_or_404(among, uid=uid)
    if one.owner_id != request.agency.pk:
        raise PermissionDenied("Another agency keeps this file.")
    return one


def _show(request: StaffRequest, one: Assessment, template: str, **context: Any) -> HttpResponse:
    frame = {"assessment": one, "worker": request.user.name.split()[0], **context}
    status = UNPROCESSABLE if context.get("problems") else 200
    return render(request, f"casework/assessments/hers/{template}.html", frame, status=status)


@_hers
def start(request: StaffRequest, one: Assessment) -> HttpResponse:
    """What this is, and the ten areas, of which she takes whichever she likes; or where she stopped."""
    lines = queries.area_lines(one)
    said = [line for line in lines if line.row and (line.row.hers or line.row.her_words)]
    kept = next((line for line in lines if line.slug == request.GET.get("kept")), None)
    return _show(request, one, "start", lines=lines, said=bool(said), kept=kept)


@_hers
def area(request: StaffRequest, one: Assessment, area: str) -> HttpResponse:
    """One area: how it goes, and what she wants to say about it."""
    if area not in rules.AREAS:
        raise Http404("There is no such area.")
    which = Area(area)
    row = queries.rating_of(one, which)
    standing = {"hers": row.hers, "her_words": row.her_words} if row is not None else {}
    form = HerAreaForm(
        request.POST if request.method == "POST" else None, initial={**standing, "mark": actions.mark_of(row)}
    )
    kept: list[bool] = []

    def keep() -> None:
        kept.append(actions.say_herself(by=request.worker, assessment=one, area=which, **form.cleaned_data))

    if acted(form, keep):
        one.refresh_from_db(fields=["completed_on", "left_at"])
        if any(kept):
            over = "completed" if one.completed_on is not None else "left unfinished"
            when_back(request, tell=_SAID if one.is_unfinished else _SAID_AFTER.format(over))
        if not one.is_unfinished:
            return redirect("assessment_hers:thanks", one.uid)
        return redirect(f"{reverse('assessment_hers:start', args=[one.uid])}?kept={which}")
    context = {
        "plain": TO_HER[which],
        "label": rules.AREAS[which],
        "points": queries.SCALE,
        "said": str(form["hers"].value() or ""),
        "form": form,
        "problems": form.problems,
    }
    return _show(request, one, "area", **context)


@_hers
def stop(request: StaffRequest, one: Assessment) -> HttpResponse:
    """She has had enough, or is through. What she said is kept, and she can go on another day."""
    return _show(request, one, "stop")


@on_her_screen
@requires(Permission.PLAN_CARE)
@require_safe
def thanks(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The last page, whether her file is still open to the worker or not. It reads nothing but how this ended."""
    one = Assessment.objects.filter(uid=uid).select_related("client").first()
    if handed_over(request) is None:
        if one is None:
            raise Http404("There is no such assessment.")
        return redirect(address(_assessment(request, uid)))
    if one is not None and one.completed_on is None and one.left_at is None:
        return redirect("assessment_hers:start", uid)
    return render(request, "casework/assessments/hers/thanks.html", {"worker": request.user.name.split()[0]})
