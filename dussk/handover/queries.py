"""Whether the screen was handed over, and to what."""

from django.http import HttpRequest

from dussk.handover.rules import HandedOver

#: Where the session keeps it: addresses and what the form is called, nothing of hers.
KEY = "handed_over"


def handed_over(request: HttpRequest) -> HandedOver | None:
    """What this session was handed over for; None where a worker is at work in it, or nobody."""
    kept = request.session.get(KEY)
    return HandedOver(**kept) if kept else None
