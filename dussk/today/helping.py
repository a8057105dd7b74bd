"""What the page of help leads to: papers to be filled in by hand. Each app names its own when the service starts."""

from dataclasses import dataclass

from django.urls import reverse

from dussk.access.categories import Permission
from dussk.access.http import StaffRequest


@dataclass(frozen=True)
class Paper:
    """A blank form.

    Attributes:
        order: place in the list.
        label: what it is.
        about: what it is for, in a sentence.
        url_name: its address.
        permission: who may print it.
        opens: whether the address is the paper itself, which opens a tab of its own, and not a page that leads to it.
    """

    order: int
    label: str
    about: str
    url_name: str
    permission: Permission
    opens: bool = True

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(self.url_name)


_registered: dict[str, Paper] = {}


def register(paper: Paper) -> None:
    """Add one, from an app's ``ready()``. Registering the same address again replaces it."""
    _registered[paper.url_name] = paper


def papers(request: StaffRequest) -> list[Paper]:
    """Those that whoever asks may print, in order."""
    return sorted((one for one in _registered.values() if request.may(one.permission)), key=lambda one: one.order)
