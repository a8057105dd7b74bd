"""She takes something back: at any time, in whole or in part, by telling any worker."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.clients.views.opening import acted, her_page
from consent.agreements import actions, queries
from consent.agreements.forms import WithdrawForm
from consent.agreements.queries import TakeBack
from consent.agreements.views.showing import BOTH, UNPROCESSABLE, found, her_consent, not_any_more
from dussk.access.categories import Permission
from dussk.access.http import StaffRequest
from dussk.access.marks import requires
from dussk.drafts.once import once

_DONE = "She has taken it back. It is closed from now on"


@requires(Permission.TAKE_CONSENT)
@require_http_methods(BOTH)
@once
def withdraw(request: StaffRequest, reference: str, uid: UUID) -> HttpResponse:
    """What she takes back: first what will stop, then it does."""
    her, one = found(request, reference, uid, to_change=True)
    if not one.holds:
        return not_any_more(
            request, her, "This agreement does not hold any more: she has taken it back, or signed another one"
        )
    offered = {each.key: each for each in queries.to_take_back(one)}
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, choices=[(key, each.label) for key, each in offered.items()]
    )
    form.cancel_url = reverse("consent:consent", args=[her.reference])
    if form.is_valid():
        back = [offered[key] for key in form.chosen]
        still_open: list[bool] = []
        if not form.is_warned:
            form.warn([each.stops for each in back])
        elif acted(
            form,
            lambda: still_open.append(
                actions.withdraw(
                    by=request.worker, agreement=one, told_on=form.cleaned_data["told_on"], **_said(back, form)
                )
            ),
        ):
            return her_consent(request, her, _DONE, still_open=still_open[0])
    answer = her_page(request, her, "consent/agreements/withdraw.html", form=form, agreement=one)
    answer.status_code = UNPROCESSABLE if form.errors else 200
    return answer


def _said(back: Collection[TakeBack], form: WithdrawForm) -> dict[str, Any]:
    return {
        "parts": [each.key for each in back if not each.outside and not each.partners],
        "outside": [row for each in back for row in each.outside],
        "partners": [row for each in back for row in each.partners],
        "note": form.cleaned_data["note"],
    }
