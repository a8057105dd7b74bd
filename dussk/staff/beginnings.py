"""What a new agency begins with: each app registers its part, such as the list of things the charity gives."""

from collections.abc import Callable

from dussk.staff.models import Agency

Beginning = Callable[[Agency], None]

_registered: list[Beginning] = []


def register(beginning: Beginning) -> None:
    """Add a part, from an app's ``ready()``. It is called once with each new agency, as the owner of the database."""
    if beginning not in _registered:
        _registered.append(beginning)


def begin(agency: Agency) -> None:
    """Give a new agency all that it begins with."""
    for beginning in _registered:
        beginning(agency)
