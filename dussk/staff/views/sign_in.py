"""Signing in and out."""

import uuid
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.internal.flows import check_rate_limit, post_authentication
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib.auth import login, logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dussk.access.marks import public
from dussk.staff import factors, queries, stamps
from dussk.staff.adapters import TOO_MANY_TRIES
from dussk.staff.forms import SecondFactorForm, SignInForm
from dussk.staff.models import Staff
from dussk.staff.rules import Step
from dussk.staff.steps import during, next_page, onward

_TOO_MANY_REQUESTS = 429
_BACKEND = "dussk.staff.backends.StaffBackend"


@public("Signing in.")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password; in the demonstration, everybody in it with one press each."""
    if request.user.is_authenticated:
        return redirect(onward(request))
    if request.method == "POST" and not ratelimit.consume(request, action="login"):
        form = SignInForm(request=request)
        return _sign_in_page(request, form, status=_TOO_MANY_REQUESTS, refused=TOO_MANY_TRIES)
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        try:
            return form.login(request, redirect_url=onward(request))
        except ImmediateHttpResponse as answer:
            response: HttpResponse = answer.response
            return response
    return _sign_in_page(request, form)


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200, **more: str) -> HttpResponse:
    form.onward = next_page(request)
    personas = queries.personas_by_agency() if settings.DEMONSTRATION else []
    context = {"form": form, "next": form.onward, "personas": personas, **more}
    return render(request, "staff/sign_in.html", context, status=status)


@public("The second step of signing in, for whoever has given her password.")
@never_cache
@require_http_methods(["GET", "POST"])
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="staff:sign_in")
def second_factor(request: Any) -> HttpResponse:
    """A code from her app, a recovery code or a passkey."""
    stage = request._login_stage  # noqa: SLF001  (how the library hands it over)
    staff = stage.login.user
    by_passkey = request.method == "POST" and "credential" in request.POST
    form = SecondFactorForm(request.POST if request.method == "POST" and not by_passkey else None, user=staff)
    refused = ""
    if by_passkey:
        refused = _passkey_refused(request, staff)
        if not refused:
            return _go_on(stage)
    elif form.is_valid():
        post_authentication(request, form.authenticator)
        return _go_on(stage)
    passkey = factors.passkey_options(staff) if factors.has_passkey(staff) else ""
    return render(request, "staff/second_factor.html", {"form": form, "passkey": passkey, "refused": refused})


def _passkey_refused(request: HttpRequest, staff: Staff) -> str:
    """Why her passkey is not taken; "" where it is, which is then noted with the sign-in."""
    try:
        take_back_try = check_rate_limit(staff)
    except ValidationError as fault:
        return str(fault.message)
    authenticator = factors.passkey_proved(staff, request.POST["credential"])
    if authenticator is None:
        return "The passkey was not recognised. Try again, or type a code"
    take_back_try()
    post_authentication(request, authenticator)
    return ""


def _go_on(stage: Any) -> HttpResponse:
    response: HttpResponse = stage.exit()
    return response


@public("Signing in as somebody of the demonstration; there is no such page in service.")
@require_POST
def persona(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Sign in as an invented member of staff, without password or second factor."""
    if not settings.DEMONSTRATION or stamps.stamp() != stamps.DEMONSTRATION:
        raise Http404
    staff = get_object_or_404(queries.personas(), uid=uid)
    login(request, staff, backend=_BACKEND)
    return redirect(onward(request))


@during("Signing out is open to whoever is signed in.", *Step)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("staff:sign_in")
