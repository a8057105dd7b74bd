"""What happens whenever somebody signs in or out, by whichever page."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from dussk.staff import session_keys
from dussk.staff.models import AccountEvent, Staff

#: What the sign-in library remembers of each step, beyond which step it was and when.
_PERSONAL = ("email", "username", "phone")


@receiver(user_logged_in)
def begin_session(sender: Any, request: HttpRequest, user: Staff, **_kwargs: Any) -> None:
    """Start the session's clock, and note whether a second factor was given for it."""
    records = get_authentication_records(request, user)
    for record in records:
        for name in _PERSONAL:
            record.pop(name, None)
    session, now = request.session, time.time()
    session.pop(session_keys.AGENCY, None)
    session[session_keys.SIGNED_IN_AT] = session[session_keys.SEEN_AT] = now
    session[session_keys.SECOND_FACTOR] = any(record["method"] == "mfa" for record in records)
    AccountEvent.objects.create(staff=user, kind=AccountEvent.Kind.SIGNED_IN)


@receiver(user_logged_out)
def end_session(sender: Any, request: HttpRequest, user: Staff | None, **_kwargs: Any) -> None:
    """Keep with the account that she signed out."""
    if user is not None and user.is_authenticated:
        AccountEvent.objects.create(staff=user, kind=AccountEvent.Kind.SIGNED_OUT)
