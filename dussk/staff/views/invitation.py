"""Taking up an account."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from dussk.access.asking import asking
from dussk.access.marks import public
from dussk.staff.actions import invitations
from dussk.staff.adapters import TOO_MANY_TRIES
from dussk.staff.forms import INVITATION_NOT_GOOD, InvitationForm
from dussk.staff.models import Staff
from dussk.staff.rules import code_typed

_TOO_MANY_REQUESTS = 429


@public("Taking up an account with the code of an invitation.")
@never_cache
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "POST"])
def take_up(request: HttpRequest) -> HttpResponse:
    """The code and a first password; then she is signed in, and sets up her second factor."""
    if request.method != "POST":
        return _page(request, InvitationForm())
    if not ratelimit.consume(request, action="invitation"):
        return _page(request, InvitationForm(), status=_TOO_MANY_REQUESTS, refused=TOO_MANY_TRIES)
    # As nobody, whoever is signed in at this screen: the database lets no one set somebody else's password.
    with asking(None, page="staff:invitation", request_id=getattr(request, "request_id", None)):
        return _take_up(request)


def _take_up(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST, staff=_invited(request))
    if form.is_valid():
        try:
            staff = invitations.take_up(code=form.cleaned_data["code"], password=form.cleaned_data["password"])
        except invitations.NotGoodError:
            form.add_error("code", INVITATION_NOT_GOOD)
        else:
            return _sign_in(request, staff)
    return _page(request, form)


@public("Taking up an account with the link of an invitation.")
@never_cache
@require_safe
def take_up_by_link(request: HttpRequest, code: str) -> HttpResponse:
    """The same page with the code filled in. Opening it changes nothing: mail programs open links by themselves."""
    return _page(request, InvitationForm(initial={"code": code}))


def _page(request: HttpRequest, form: InvitationForm, *, status: int = 200, refused: str = "") -> HttpResponse:
    form.helper.form_action = reverse("staff:invitation")
    return render(request, "staff/invitation.html", {"form": form, "refused": refused}, status=status)


def _invited(request: HttpRequest) -> Staff | None:
    """Whose code it is, so that her password is not her own name; the form itself says that a code is not good."""
    code = code_typed(request.POST.get("code", ""))
    try:
        return invitations.invited(code=code) if code else None
    except invitations.NotGoodError:
        return None


def _sign_in(request: HttpRequest, staff: Staff) -> HttpResponse:
    if request.user.is_authenticated:  # somebody else's screen, or an administrator who tries the letter out
        logout(request)
    response: HttpResponse = perform_login(request, Login(user=staff, redirect_url=reverse("today:today")))
    return response
