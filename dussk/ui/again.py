"""What was typed into a form that could not be saved, so that a page for faults can give it back."""

import re
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

_SECRET = re.compile(r"pass|secret|(?<!post)code|credential|token", re.IGNORECASE)
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the field's name)
_LONG = 40


def is_secret(name: str) -> bool:
    """Whether a field of this name may hold a password, a code or a token, which is never given back or kept."""
    return _SECRET.search(name) is not None


@dataclass(frozen=True)
class Sent:
    """A form as it was sent: where to, every field, and the longer texts for copying by hand."""

    address: str
    fields: list[tuple[str, str]]
    texts: list[str]


def sent(request: HttpRequest) -> Sent | None:
    """Return what was sent; None where nothing was, it held a secret or a file, or it cannot be read any more.

    Reads the request alone, so it works with the database down.
    """
    if request.method != "POST":
        return None
    try:
        fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
        files = bool(request.FILES)
    except (OSError, MultiPartParserError, SuspiciousOperation):  # cut off on the way, not a form, or too much
        return None
    typed = [(name, value) for name, value in fields if name != _TOKEN]
    if files or not typed or any(is_secret(name) for name, _ in typed):
        return None
    return Sent(request.get_full_path(), fields, [value for _, value in typed if len(value) >= _LONG])
