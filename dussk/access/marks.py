"""What each view asks of whoever opens it. A view without a mark answers 403."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from dussk.access.categories import Permission

V = TypeVar("V", bound=Callable[..., Any])

_ATTRIBUTE = "access_mark"


@dataclass(frozen=True)
class Mark:
    """Who may open a view: whoever holds one of these permissions, anybody signed in, or anybody at all and why."""

    permissions: frozenset[Permission] = frozenset()
    public: bool = False
    before_ready: bool = False
    reason: str = ""


def _marking(mark: Mark) -> Callable[[V], V]:
    def put(view: V) -> V:
        setattr(view, _ATTRIBUTE, mark)
        return view

    return put


def requires(*permissions: Permission) -> Callable[[V], V]:
    """Only for those whose roles, at the agency they work as, hold one of ``permissions``."""
    return _marking(Mark(permissions=frozenset(permissions)))


def signed_in(view: V) -> V:
    """For every member of staff who is signed in, has her second factor and has chosen her agency."""
    return _marking(Mark())(view)


def while_signing_in(reason: str) -> Callable[[V], V]:
    """For staff who have given a password but no second factor or agency yet, or whose screen is locked."""
    return _marking(Mark(before_ready=True, reason=reason))


def public(reason: str) -> Callable[[V], V]:
    """For anybody at all. ``reason`` is printed in the table of URLs."""
    return _marking(Mark(public=True, reason=reason))


def mark_of(view: Any) -> Mark | None:
    """The mark of a view, or None where it has none."""
    mark = getattr(view, _ATTRIBUTE, None)
    return mark if isinstance(mark, Mark) else None
