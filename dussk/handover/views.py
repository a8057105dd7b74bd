"""The one way out of a screen that was handed over."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dussk.handover import queries
from dussk.handover.actions import take_back
from dussk.staff import factors
from dussk.staff.actions.accounts import Kind, note
from dussk.staff.confirming import gave_factor, is_persona, signed_out
from dussk.staff.forms import SecretForm
from dussk.staff.rules import Step
from dussk.staff.sessions import digest
from dussk.staff.steps import SteppingRequest, during, see_other

NOT_OPENED = "This was not right. Try again"


@during("Ends a handing over: only the worker's own factor does.", Step.SECOND_FACTOR, Step.AGENCY)
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
def give_back(request: SteppingRequest) -> HttpResponse:
    """Ask for one factor. Five that are wrong, here or on the locked screen, sign the worker out."""
    handed = queries.handed_over(request)
    if handed is None:
        return redirect("today:today")
    by_passkey = "credential" in request.POST
    form = SecretForm(
        request.POST if request.method == "POST" and not by_passkey else None, label="Take the tablet back"
    )
    refused = ""
    if request.method == "POST":
        limit = {"action": "unlock", "key": digest(request.session.session_key or "")}
        if not ratelimit.consume(request, **limit):
            return signed_out(request)
        if gave_factor(request, form):
            ratelimit.clear(request, **limit)
            take_back(request)
            note(Kind.UNLOCKED, request.user)
            return see_other(handed.back)
        refused = NOT_OPENED if by_passkey else ""
        if form.is_valid():
            form.add_error("secret", NOT_OPENED)
    form.never_filled_in()
    form.helper.form_action = reverse("handover:give_back")
    context = {
        "form": form,
        "handed_over": handed,
        "passkey": factors.passkey_options(request.user) if factors.has_passkey(request.user) else "",
        "refused": refused,
        "persona": is_persona(request),
    }
    return render(request, "handover/give_back.html", context)
