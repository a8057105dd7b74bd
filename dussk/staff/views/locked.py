"""The locked screen: opened again by any one factor, over the same page."""

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dussk.staff import factors, session_keys
from dussk.staff.actions.accounts import Kind, note
from dussk.staff.confirming import TRIED_TOO_OFTEN, gave_factor, is_persona, open_screen, signed_out
from dussk.staff.forms import SecretForm
from dussk.staff.rules import Step
from dussk.staff.sessions import digest
from dussk.staff.steps import SteppingRequest, came_from, during, next_page, onward, see_other, with_next

NOT_OPENED = "This did not open it. Try again"
_FORBIDDEN = 403


@during("The page that a locked session is kept at.", Step.LOCKED)
@never_cache
@require_safe
def locked(request: SteppingRequest) -> HttpResponse:
    """Ask for one factor; a session that is open goes on to where it was."""
    if request.step is not Step.LOCKED:
        return redirect(onward(request))
    return _locked_page(request, SecretForm(label="Unlock"))


def _locked_page(request: SteppingRequest, form: SecretForm, refused: str = "") -> HttpResponse:
    passkey = factors.passkey_options(request.user) if factors.has_passkey(request.user) else ""
    form.onward = next_page(request)
    if getattr(request, "handed_over", None):
        form.never_filled_in()
    form.helper.form_action = reverse("staff:unlock")
    context = {
        "form": form,
        "next": form.onward,
        "passkey": passkey,
        "refused": refused,
        "persona": is_persona(request),
    }
    return render(request, "staff/locked.html", context)


@during("Opens a locked session.", Step.LOCKED)
@never_cache
@sensitive_post_parameters("secret")
@require_POST
def unlock(request: SteppingRequest) -> HttpResponse:
    """Take one factor: her password, a code, or a passkey. Five that are wrong sign her out."""
    asks_json = "application/json" in request.headers.get("Accept", "")
    limit = {"action": "unlock", "key": digest(request.session.session_key or "")}
    if not ratelimit.consume(request, **limit):
        return _sign_out(request, as_json=asks_json)
    form = SecretForm(request.POST, label="Unlock")
    if not gave_factor(request, form):
        if asks_json:
            return JsonResponse({"error": NOT_OPENED}, status=_FORBIDDEN)
        if form.is_valid():
            form.add_error("secret", NOT_OPENED)
        return _locked_page(request, form, "" if "credential" not in request.POST else NOT_OPENED)
    ratelimit.clear(request, **limit)
    open_screen(request)
    note(Kind.UNLOCKED, request.user)
    if asks_json:
        return JsonResponse({"unlocked": True, "csrf_token": get_token(request)})
    return see_other(onward(request))


def _sign_out(request: SteppingRequest, *, as_json: bool) -> HttpResponse:
    if as_json:
        logout(request)
        return JsonResponse({"error": TRIED_TOO_OFTEN}, status=_FORBIDDEN)
    return signed_out(request)


@during("Locks the screen, from any page and at any step.", *Step)
@never_cache
@require_http_methods(["GET", "POST"])
def lock(request: SteppingRequest) -> HttpResponse:
    """POST locks now. GET leads to the locked page where the server's own clock has locked, or asks whether to lock."""
    back = next_page(request) or came_from(request)
    if request.method == "POST":
        request.session.pop(session_keys.SEEN_AT, None)
        return see_other(with_next("staff:locked", back)) if "next" in request.POST else HttpResponse(status=204)
    if request.step is Step.LOCKED:
        return redirect(with_next("staff:locked", back))
    return render(request, "staff/lock.html", {"next": back})


@during("Says that somebody is at the screen.", Step.SECOND_FACTOR, Step.AGENCY)
@require_POST
def alive(request: SteppingRequest) -> HttpResponse:
    """Nothing but the touch, which the middleware notes."""
    return HttpResponse(status=204)
