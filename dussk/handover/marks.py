"""Which views a screen that was handed over can reach. All others answer by leading back to her form."""

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])

_ATTRIBUTE = "on_her_screen"


def on_her_screen(view: V) -> V:
    """Mark a view as one that she uses herself, on a screen that was handed to her.

    Its page extends ``handover/base.html``. It needs its permission besides: the session is still the worker's.
    """
    setattr(view, _ATTRIBUTE, True)
    return view


def is_on_her_screen(view: object) -> bool:
    """Whether a view is one that she uses herself."""
    return getattr(view, _ATTRIBUTE, False) is True
