"""Drafts of pages that are closed to their author by now.

A form that changes a record is kept with all that stood in it, so a draft can say what the page said. Where somebody
has since been blocked from a woman's file, been taken off a shift or lost a role, her draft is not shown to her until
the page that she typed it on is open to her again.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.urls import Resolver404, resolve

from dussk.access.http import StaffRequest
from dussk.access.marks import mark_of
from dussk.drafts import queries
from dussk.drafts.models import Draft

#: Whether something that an address names is there for whoever asks, from the route's name and what it was given.
Check = Callable[[str, Mapping[str, Any]], bool]

_checks: list[Check] = []


def register(check: Check) -> None:
    """Add what says of an address whether it is open to whoever asks. A room does so when the service starts."""
    _checks.append(check)


def not_saved(request: StaffRequest) -> Iterator[Draft]:
    """What she typed, has not saved and may read now, the latest first."""
    known: dict[str, bool] = {}
    for draft in queries.not_saved(request.worker):
        for path in (draft.address, draft.action):
            if path not in known:
                known[path] = _is_open(request, path)
        if known[draft.address] and known[draft.action]:
            yield draft


def _is_open(request: StaffRequest, path: str) -> bool:
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return True
    mark = mark_of(match.func)
    if mark is not None and mark.permissions and not any(map(request.may, mark.permissions)):
        return False
    return all(check(match.view_name, match.kwargs) for check in _checks)
