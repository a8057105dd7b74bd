"""How the sign-in library is fitted to this service."""

import base64
import hashlib
from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from dussk.staff.mail import queue
from dussk.staff.models import AccountEvent, Staff

TOO_MANY_TRIES = "There were too many tries that did not work. Wait 15 minutes, then try again"
CODE_NOT_RIGHT = "This code is not right, or was used already. Wait for the next one, or use a recovery code"
NOT_RIGHT = "The e-mail address or the password is not right. Check both and try again"

_LOCK_OUT = timedelta(minutes=15)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only. Refusals are kept with the account, and pages say things themselves."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": NOT_RIGHT,
        "too_many_login_attempts": TOO_MANY_TRIES,
        "password_min_length": "Use at least 12 characters",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs herself up."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages only: the library's JSON answers are not used."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own messages are not shown."""

    def respond_user_inactive(self, request: HttpRequest, user: Staff) -> HttpResponse:
        """Suspended in the middle of signing in: nothing says so."""
        return HttpResponseRedirect(reverse("staff:sign_in"))

    def get_reauthentication_methods(self, user: Staff) -> list[dict[str, str]]:
        """One page takes any factor."""
        return [{"id": "confirm", "description": "Confirm it is you", "url": reverse("staff:confirm")}]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, and keep with the account that it is locked out (once for each lock-out)."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            since = timezone.now() - _LOCK_OUT
            _note(AccountEvent.Kind.LOCKED_OUT, credentials.get("email"), unless_since=since)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep the refusal with the account, where there is one."""
        _note(AccountEvent.Kind.REFUSED, credentials.get("email"))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail goes out after the answer: how long that takes would tell whether there is such an account."""
        queue(self.request, self.render_mail(template_prefix, email, context))

    def format_email_subject(self, subject: str) -> str:
        """The subject as the template says it."""
        return subject


def _note(kind: AccountEvent.Kind, email: str | None, *, unless_since: Any = None) -> None:
    staff = Staff.objects.filter(email=(email or "").strip().lower()).first()
    if staff is None:
        return
    if unless_since and AccountEvent.objects.filter(staff=staff, kind=kind, at__gte=unless_since).exists():
        return
    AccountEvent.objects.create(staff=staff, kind=kind)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"dussk.staff.second_factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class MFAAdapter(DefaultMFAAdapter):
    """Second-factor secrets are encrypted, so that a copy of the database alone makes no codes."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {"incorrect_code": CODE_NOT_RIGHT}

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return str(settings.SERVICE_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity | {"name": str(settings.SERVICE_NAME)}
