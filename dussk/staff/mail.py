"""Mail to members of staff: invitations and new passwords. It never names a client."""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def queue(request: HttpRequest, message: EmailMessage) -> None:
    """Keep a message on the request until :func:`send_afterwards`."""
    vars(request).setdefault("mail_waiting", []).append(message)


def send_afterwards(request: HttpRequest, response: HttpResponseBase) -> None:
    """Send what was queued when the answer is on its way, so that the time it takes tells nothing."""
    waiting: list[EmailMessage] = vars(request).pop("mail_waiting", [])
    close = response.close

    def close_and_send() -> None:
        close()
        _send(waiting)

    response.close = close_and_send  # type: ignore[method-assign]


def _send(messages: Iterable[EmailMessage]) -> None:
    for message in messages:
        try:
            message.send()
        except OSError as fault:  # smtplib's errors among them
            _log(fault)


def send_invitation(email: str, context: dict[str, Any]) -> bool:
    """Send somebody the link to take up her account.

    Returns:
        Whether the mail server took it.
    """
    context = context | {"service_name": settings.SERVICE_NAME}
    body = render_to_string("staff/mail/invitation.txt", context)
    message = EmailMessage(f"Your account at {settings.SERVICE_NAME}", body, to=[email])
    try:
        return bool(message.send())
    except OSError as fault:
        _log(fault)
        return False


def _log(fault: OSError) -> None:
    """Say what kind of fault it was: its own words can hold an address."""
    logger.error("Mail to a member of staff could not be sent: %s", type(fault).__name__)
