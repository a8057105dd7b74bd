"""Her own account."""

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dussk.access.http import StaffRequest
from dussk.access.marks import signed_in
from dussk.staff import factors, queries
from dussk.staff.actions import accounts, second_factors
from dussk.staff.adapters import TOO_MANY_TRIES
from dussk.staff.confirming import confirm, confirmed, gave_factor
from dussk.staff.forms import ChangePasswordForm, SecretForm
from dussk.staff.sessions import digest
from dussk.staff.steps import next_page, onward, see_other

_EVENTS_SHOWN = 20


@signed_in
@never_cache
@require_safe
def account(request: StaffRequest) -> HttpResponse:
    """How she signs in, where she is signed in, and what happened to her account."""
    staff = request.user
    held = factors.held(staff)
    real = [each for each in held if each.type in factors.REAL]
    context = {
        "factors": real,
        "only_one": len(real) == 1,
        "has_app": any(each.type == factors.Kind.TOTP for each in real),
        "recovery_codes_left": factors.recovery_codes_left(staff),
        "sessions": queries.sessions_of(staff, digest(request.session.session_key or "")),
        "events": queries.events_of(staff)[:_EVENTS_SHOWN],
    }
    return render(request, "staff/account.html", context)


@signed_in
@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
def confirm_it_is_her(request: StaffRequest) -> HttpResponse:
    """Ask for one factor before she changes something of her account."""
    refused = ""
    form = SecretForm(
        request.POST if request.method == "POST" and "credential" not in request.POST else None, label="Continue"
    )
    if request.method == "POST":
        if not ratelimit.consume(request, action="reauthenticate", user=request.user):
            refused = TOO_MANY_TRIES
        elif gave_factor(request, form):
            confirm(request)
            return see_other(onward(request))
        elif not form.errors:
            refused = "This was not right. Try again"
    passkey = factors.passkey_options(request.user) if factors.has_passkey(request.user) else ""
    form.onward = next_page(request)
    context = {"form": form, "next": form.onward, "passkey": passkey, "refused": refused}
    return render(request, "staff/confirm.html", context)


@signed_in
@never_cache
@sensitive_post_parameters("now", "password")
@require_http_methods(["GET", "POST"])
def change_password(request: StaffRequest) -> HttpResponse:
    """A new password, for whoever knows the one of now. Her other sessions end."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, staff=request.user)
    if request.method == "POST" and not ratelimit.consume(request, action="change_password", user=request.user):
        form = ChangePasswordForm(staff=request.user)
        return render(request, "staff/change_password.html", {"form": form, "refused": TOO_MANY_TRIES}, status=429)
    if form.is_valid():
        if request.user.check_password(form.cleaned_data["now"]):
            accounts.set_password(by=request.user, password=form.cleaned_data["password"])
            accounts.end_sessions(request.user, but=digest(request.session.session_key or ""))
            update_session_auth_hash(request, request.user)
            messages.success(request, "Your password is changed. You were signed out everywhere else.")
            return redirect("staff:account")
        form.add_error("now", "This is not your password")
    return render(request, "staff/change_password.html", {"form": form})


@signed_in
@require_POST
def sign_out_elsewhere(request: StaffRequest) -> HttpResponse:
    """End every other session of hers."""
    accounts.end_sessions(request.user, but=digest(request.session.session_key or ""))
    messages.success(request, "You are signed out everywhere else.")
    return redirect("staff:account")


@signed_in
@never_cache
@confirmed
@require_http_methods(["GET", "POST"])
def remove_factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away one of her second factors, but never the last."""
    authenticator = get_object_or_404(Authenticator, pk=pk, user=request.user, type__in=factors.REAL)
    if request.method == "POST":
        try:
            second_factors.remove(by=request.user, authenticator=authenticator)
            messages.success(request, "It is taken away.")
        except second_factors.LastFactorError:
            messages.warning(request, "This is your only second step. Add another one first.")
        return redirect("staff:account")
    return render(request, "staff/remove_factor.html", {"factor": authenticator})
