"""Handing a screen over and taking it back. Both give the session a new key.

A request that was under way when the key changed finds no session to write to, so that none can put back what the
session said before.
"""

from dataclasses import asdict, replace

from django.contrib import messages
from django.http import HttpRequest

from dussk.handover.queries import KEY, handed_over
from dussk.handover.rules import HandedOver
from dussk.staff.confirming import open_screen


def hand_over(request: HttpRequest, *, prefix: str, title: str, back: str) -> None:
    """From now on this session, in every window of it, reaches the pages of one form and nothing else.

    Args:
        request: the worker's, whose session it is.
        prefix: the address of her form, with which all its addresses begin; it ends with a slash. The form's views
            are marked ``on_her_screen``.
        title: what it is, in words that can stand after "Go on with": "the consent form".
        back: where the worker comes to when she has given her factor.
    """
    list(messages.get_messages(request))  # what was still to be said to the worker is not for her
    request.session[KEY] = asdict(HandedOver(prefix, title, back))
    request.session.cycle_key()


def when_back(request: HttpRequest, *, tell: str, back: str = "") -> None:
    """Say what the worker is told when she has the screen again, and where, if not where it was handed over."""
    handed = handed_over(request)
    if handed is not None:
        request.session[KEY] = asdict(replace(handed, tell=tell, back=back or handed.back))


def take_back(request: HttpRequest) -> None:
    """The worker has given a factor: the session is hers again, and open."""
    handed = handed_over(request)
    request.session.pop(KEY, None)
    open_screen(request)
    if handed is not None and handed.tell:
        messages.info(request, handed.tell)
