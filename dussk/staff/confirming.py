"""Being asked again who she is: when a screen is unlocked, and before an account is changed."""

import time
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dussk.staff import factors, session_keys
from dussk.staff.steps import see_other, with_next

if TYPE_CHECKING:
    from dussk.staff.models import Staff


#: Said to whoever gave five factors that were not hers.
TRIED_TOO_OFTEN = "You were signed out after too many tries. Sign in again."


def is_persona(request: HttpRequest) -> bool:
    """Somebody of the demonstration, who has nothing to prove herself with: one press is enough."""
    return settings.DEMONSTRATION and not cast("Staff", request.user).has_usable_password()


def gave_factor(request: HttpRequest, form: BaseForm) -> bool:
    """Whether what was sent is one thing that only she has: her password, a code, or a passkey."""
    staff = cast("Staff", request.user)
    if is_persona(request):
        return True
    if "credential" in request.POST:
        return factors.passkey_is_hers(staff, request.POST["credential"])
    return form.is_valid() and factors.secret_is_hers(staff, form.cleaned_data["secret"])


def open_screen(request: HttpRequest) -> None:
    """A factor was given: the session is open again, under a new key."""
    request.session[session_keys.SEEN_AT] = time.time()
    request.session.cycle_key()
    request.locked = False  # type: ignore[attr-defined]


def signed_out(request: HttpRequest) -> HttpResponse:
    """After too many tries: the session is over."""
    logout(request)
    messages.warning(request, TRIED_TOO_OFTEN)
    return see_other(reverse("staff:sign_in"))


def confirm(request: HttpRequest) -> None:
    """A factor was given: for a few minutes she can change her account."""
    request.session[session_keys.CONFIRMED_AT] = time.time()
    request.session.cycle_key()


def confirmed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view run only where she has shown lately that it is her.

    Not while she sets up her first second factor, right after her password; nor in the demonstration, which has
    no passwords.
    A session that was begun before she set up a second factor elsewhere is worth no more than her password: it ends.
    """

    @wraps(view)
    def asked_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        enrolling = not request.session.get(session_keys.SECOND_FACTOR)
        if enrolling and not settings.DEMONSTRATION and factors.has_factor(cast("Staff", request.user)):
            logout(request)
            return see_other(reverse("staff:sign_in"))
        since = time.time() - request.session.get(session_keys.CONFIRMED_AT, 0)
        if enrolling or settings.DEMONSTRATION or since < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return view(request, *args, **kwargs)
        return see_other(with_next("staff:confirm", request.path))

    return asked_first
