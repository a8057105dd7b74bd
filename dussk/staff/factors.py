"""Second factors: the sign-in library's parts that this service uses, in one place."""

import json
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError

from dussk.staff.models import Staff

Kind = Authenticator.Type

#: Those that count as a second factor by themselves; recovery codes only stand in for a lost one.
REAL = (Kind.TOTP, Kind.WEBAUTHN)

_CODE_LENGTHS = (6, 8)  # of the app's codes and of recovery codes; a password has at least 12 signs


def held(staff: Staff) -> list[Authenticator]:
    """Her second factors and recovery codes, oldest first."""
    return list(Authenticator.objects.filter(user=staff).order_by("created_at", "pk"))


def has_factor(staff: Staff) -> bool:
    """Whether she has a second factor."""
    return bool(Authenticator.objects.filter(user=staff, type__in=REAL).exists())


def owners_among(staff_ids: Iterable[int]) -> frozenset[int]:
    """Which of these members of staff have a second factor."""
    having = Authenticator.objects.filter(user_id__in=list(staff_ids), type__in=REAL)
    return frozenset(having.values_list("user_id", flat=True))


def has_passkey(staff: Staff) -> bool:
    """Whether one of her second factors is a passkey."""
    return bool(Authenticator.objects.filter(user=staff, type=Kind.WEBAUTHN).exists())


def secret_is_hers(staff: Staff, secret: str) -> bool:
    """Whether this is her password, a code of her app that was not used yet, or an unused recovery code."""
    code = "".join(secret.split())
    if code.isascii() and code.isdigit() and len(code) in _CODE_LENGTHS:
        return code_is_hers(staff, code)
    return staff.check_password(secret)


def code_is_hers(staff: Staff, code: str) -> bool:
    """Whether this is a code of her app that was not used yet, or an unused recovery code, which it then uses."""
    codes = Authenticator.objects.filter(user=staff).exclude(type=Kind.WEBAUTHN)
    return any(authenticator.wrap().validate_code(code) for authenticator in codes)


def passkey_options(staff: Staff) -> str:
    """What a browser needs to ask for her passkey, as JSON; the challenge is kept in the session."""
    return json.dumps(webauthn.begin_authentication(staff))


def passkey_proved(staff: Staff, answer: str) -> Authenticator | None:
    """Which of her passkeys the browser's answer (JSON) proves, if any. A challenge is good for one answer."""
    try:
        credential = json.loads(answer)
        webauthn.parse_authentication_response(credential)
        found: Authenticator = webauthn.complete_authentication(staff, credential)
    except (ValueError, TypeError, KeyError, AttributeError, ValidationError):
        webauthn.clear_state()
        return None
    return found


def passkey_is_hers(staff: Staff, answer: str) -> bool:
    """Whether the browser's answer proves one of her passkeys, whose use is then noted."""
    authenticator = passkey_proved(staff, answer)
    if authenticator is None:
        return False
    authenticator.record_usage()
    return True


def new_passkey_options(staff: Staff) -> str:
    """What a browser needs to make a passkey for her, as JSON."""
    return json.dumps(webauthn.begin_registration(staff, passwordless=False))


def new_passkey(answer: str) -> dict[str, Any] | None:
    """What a browser answers when it has made a passkey (JSON), ready to keep; None where it proves nothing."""
    try:
        credential: dict[str, Any] = json.loads(answer)
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValueError, TypeError, KeyError, AttributeError, ValidationError):
        return None
    return credential


def keep_app(staff: Staff, secret: str) -> None:
    """Store the secret of her app (encrypted by the adapter), in place of an earlier one."""
    Authenticator.objects.filter(user=staff, type=Kind.TOTP).delete()
    TOTP.activate(staff, secret)


def keep_passkey(staff: Staff, name: str, credential: dict[str, Any]) -> None:
    """Store a passkey."""
    webauthn.WebAuthn.add(staff, name, credential)


def new_recovery_codes(staff: Staff) -> list[str]:
    """Make ten recovery codes in place of those she had."""
    Authenticator.objects.filter(user=staff, type=Kind.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(staff).generate_codes()
    return codes


def recovery_codes_left(staff: Staff) -> int:
    """How many of her recovery codes are unused."""
    codes = Authenticator.objects.filter(user=staff, type=Kind.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0


def has_recovery_codes(staff: Staff) -> bool:
    """Whether recovery codes were made for her."""
    return bool(Authenticator.objects.filter(user=staff, type=Kind.RECOVERY_CODES).exists())


def remove_all(staff: Staff) -> None:
    """Take away all she has. The database lets only her own, or those of an approved reset, go."""
    Authenticator.objects.filter(user=staff).delete()
