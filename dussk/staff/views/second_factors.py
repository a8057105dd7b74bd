"""Setting up second factors: the first, which everybody must have, and more of them."""

import base64

from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret, validate_totp_code
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dussk.access.http import StaffRequest
from dussk.access.marks import signed_in
from dussk.staff import factors, session_keys
from dussk.staff.actions import second_factors
from dussk.staff.actions.accounts import end_sessions
from dussk.staff.adapters import TOO_MANY_TRIES
from dussk.staff.confirming import confirmed
from dussk.staff.forms import NewAppForm, NewPasskeyForm
from dussk.staff.rules import Step
from dussk.staff.sessions import digest
from dussk.staff.steps import during

_WHY = "Everybody sets up a second step before she reaches anything else."


@during(_WHY, Step.SECOND_FACTOR)
@never_cache
@require_safe
def enrol(request: StaffRequest) -> HttpResponse:
    """Choose between an app and a passkey."""
    if request.session.get(session_keys.SECOND_FACTOR):
        return redirect("staff:account")
    return render(request, "staff/enrol.html")


@during(_WHY, Step.SECOND_FACTOR)
@never_cache
@confirmed
@require_http_methods(["GET", "POST"])
def add_app(request: StaffRequest) -> HttpResponse:
    """Show the secret of a new app as a picture and in letters, and take its first code."""
    bound = request.method == "POST"
    form = NewAppForm(request.POST if bound else None)
    secret = get_totp_secret(regenerate=not bound)
    if form.is_valid():
        if not ratelimit.consume(request, action="reauthenticate", user=request.user):
            form.add_error("code", TOO_MANY_TRIES)
        elif not validate_totp_code(secret, form.cleaned_data["code"]):
            form.add_error("code", "This is not the number the app shows now. Wait for the next one and try again")
        else:
            clear_totp_secret(request)
            return _added(request, second_factors.add_app(by=request.user, secret=secret))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    context = {
        "form": form,
        "enrolling": not request.session.get(session_keys.SECOND_FACTOR),
        "picture": "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode(),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }
    return render(request, "staff/add_app.html", context)


@during(_WHY, Step.SECOND_FACTOR)
@never_cache
@confirmed
@require_http_methods(["GET", "POST"])
def add_passkey(request: StaffRequest) -> HttpResponse:
    """Have the browser make a passkey, and keep it."""
    # The question in the session belongs to the page that sent the answer: a new one is put only once it is judged.
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        credential = factors.new_passkey(form.cleaned_data["credential"])
        if credential is not None:
            name = form.cleaned_data["name"]
            return _added(request, second_factors.add_passkey(by=request.user, name=name, credential=credential))
        form.add_error(None, "The passkey was not made. Try again, or set up an app instead")
    form.ask(factors.new_passkey_options(request.user))
    context = {"form": form, "enrolling": not request.session.get(session_keys.SECOND_FACTOR)}
    return render(request, "staff/add_passkey.html", context)


@signed_in
@never_cache
@confirmed
@require_http_methods(["GET", "POST"])
def renew_recovery_codes(request: StaffRequest) -> HttpResponse:
    """Make new recovery codes in place of the old."""
    if request.method == "POST":
        return _codes_page(request, second_factors.renew_recovery_codes(by=request.user), first=False)
    return render(request, "staff/renew_recovery_codes.html", {"left": factors.recovery_codes_left(request.user)})


def _added(request: StaffRequest, codes: list[str]) -> HttpResponse:
    """This session has a second factor now. Recovery codes are on the answer itself, and so are seen exactly once."""
    first = not request.session.get(session_keys.SECOND_FACTOR)
    if first:  # a session that somebody else began with her password alone
        end_sessions(request.user, but=digest(request.session.session_key or ""))
    request.session[session_keys.SECOND_FACTOR] = True
    request.session.cycle_key()
    if codes:
        return _codes_page(request, codes, first=first)
    messages.success(request, "It is added.")
    return redirect("staff:account")


def _codes_page(request: StaffRequest, codes: list[str], *, first: bool) -> HttpResponse:
    return render(request, "staff/recovery_codes.html", {"codes": [f"{c[:4]} {c[4:]}" for c in codes], "first": first})
