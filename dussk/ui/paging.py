"""Long lists in pages of 50."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PAGE_SIZE = 50


def page_of(
    things: QuerySet[Any] | Sequence[Any], request: HttpRequest, *, size: int = PAGE_SIZE, name: str = "page"
) -> "Page[Any]":
    """Return the page of a list that the address asks for.

    A number past the end gives the last page, since a list may shrink while someone reads it.

    Raises:
        Http404: what was asked for is not a page number.
    """
    asked = request.GET.get(name, "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 9 and int(asked) >= 1):  # noqa: PLR2004
        raise Http404
    pages: Paginator[Any] = Paginator(things, size)
    return pages.page(min(int(asked), pages.num_pages))
