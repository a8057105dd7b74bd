"""Long lists in pages of 50."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from dussk import typed

PAGE_SIZE = 50

#: A list is counted this far beyond the page that is shown (pages). Counting to the end takes longer than all else.
COUNTED_AHEAD = 20


class Pages(typed.Paginator):
    """Pages of a list that may be long: counted up to some way beyond the one that is asked for.

    ``count`` is the whole number, unless ``more`` says that there are more than that.
    """

    def __init__(self, things: QuerySet[Any], size: int, asked: int) -> None:
        super().__init__(things, size)
        self._up_to = (asked + COUNTED_AHEAD) * size

    @cached_property
    def count(self) -> int:
        """How many there are, as far as they were counted."""
        return min(self._counted, self._up_to)

    @property
    def more(self) -> bool:
        """Whether there are more than ``count``."""
        return self._counted > self._up_to

    @cached_property
    def _counted(self) -> int:
        things = cast("QuerySet[Any]", self.object_list).order_by().values("pk")  # without what is told of each
        counted: int = things[: self._up_to + 1].count()
        return counted


def page_of(
    things: QuerySet[Any] | Sequence[Any],
    request: HttpRequest,
    *,
    size: int = PAGE_SIZE,
    name: str = "page",
    long: bool = False,
) -> "Page[Any]":
    """Return the page of a list that the address asks for.

    A number past the end gives the last page, since a list may shrink while someone reads it.

    Args:
        things: the list.
        request: whose address says which page.
        size: how many are on a page.
        name: of the number in the address.
        long: a list of the database that may be too long to be counted: see :class:`Pages`.

    Raises:
        Http404: what was asked for is not a page number.
    """
    asked = request.GET.get(name, "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 9 and int(asked) >= 1):  # noqa: PLR2004
        raise Http404
    pages: Paginator[Any] = Paginator(things, size)
    if long and isinstance(things, QuerySet):
        pages = Pages(things, size, int(asked))
    return pages.page(min(int(asked), pages.num_pages))
