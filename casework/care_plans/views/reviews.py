"""Reviews of her plan: held, read and put right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.care_plans import actions, queries
from casework.care_plans.actions.holding import ENDED
from casework.care_plans.forms import ReviewChangeForm, ReviewForm
from casework.care_plans.views.showing import (
    BOTH,
    form_page,
    found,
    may_write,
    plan_address,
    posted,
    review_to_change,
    shown,
    too_late,
)
from casework.clients.views.opening import acted
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once
from dussk.ui.paging import page_of

_SAVED = "The review is saved, and the next date stands on the plan."
_BEFORE_ANOTHER = "The review is saved. One was held after it, so the review date of the plan stays as it is."


@requires(Permission.READ_PLANS)
@require_GET
def reviews(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Every review that was held of a plan."""
    her, plan = found(request, reference, uid)
    page = page_of(queries.reviews_of(plan), request)
    may = may_write(request, her)
    return shown(request, her, "reviews", plan=plan, page=page, may_write=may, back=plan_address(her, plan))


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def new(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Hold a review, with what changed since the last beside it."""
    her, plan = found(request, reference, uid, to_change=True)
    back = plan_address(her, plan)
    if not plan.is_open:
        return too_late(request, ENDED, back)
    form = ReviewForm(posted(request))
    if acted(form, lambda: actions.hold_review(by=request.worker, plan=plan, held=form.held)):
        later = queries.later_review(plan, form.held.on)
        messages.success(request, _BEFORE_ANOTHER if later else _SAVED)
        return redirect(f"{back}#reviews")
    form.cancel_url = back
    last = queries.last_review(plan)
    return shown(
        request,
        her,
        "review",
        form=form,
        plan=plan,
        last=last,
        changed=queries.changed_since_review(plan, last),
        said=queries.plan_for_paper(plan),
        back=back,
        today=timezone.localdate(),
    )


@requires(Permission.PLAN_CARE)
@require_http_methods(BOTH)
@once
def correct(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """Put right what was said at a review."""
    her, review = review_to_change(request, reference, uid)
    form = ReviewChangeForm(posted(request), review=review)
    back = f"{plan_address(her, review.plan)}#reviews"
    if acted(form, lambda: actions.correct_review(by=request.worker, review=review, **form.cleaned_data)):
        messages.success(request, "Saved.")
        return redirect(back)
    return form_page(request, her, form, "Correct a review", back)
