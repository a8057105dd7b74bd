"""Papers: a Django template made into a tagged PDF (PDF/UA-1) that a screen reader can read.

Nothing is fetched from outside while one is made, and nothing about it is kept: not in a cache, not in its name.
"""

import mimetypes
import re
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC_SCHEME = "static:"
#: The colour of a paper that is nobody's.
PLAIN = "#0b0c0c"
# WeasyPrint never quite gives back what it finds out about fonts, and finds it out anew for each paper unless it is
# given the same again: a quarter of a megabyte, which in a process that prints hundreds is much. Papers bring no fonts.
_found = threading.local()
_FILENAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.pdf")


def _fonts() -> FontConfiguration:
    if not hasattr(_found, "fonts"):
        _found.fonts = FontConfiguration()
    return _found.fonts


class RefusedError(ValueError):
    """A document asked for something that is not part of this service."""


class OurFilesOnly(URLFetcher):  # type: ignore[misc]
    """Gives WeasyPrint our static files (`static:dussk/document.css`) and `data:` addresses, and refuses the rest.

    A refusal stops the document: one that asks for something outside is a fault of its template, to be seen at once.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what is at the address.

        Raises:
            RefusedError: it is not ours, or there is no such static file.
        """
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if not url.startswith(STATIC_SCHEME):
            raise RefusedError("a document may hold only files of this service")
        found = finders.find(url.removeprefix(STATIC_SCHEME))
        if not isinstance(found, str):
            raise RefusedError("there is no such static file")
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})


class Attached(NamedTuple):
    """A file inside a document."""

    name: str
    content: bytes
    what: str


def pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    printed_by: str,
    printed_at: datetime | None,
    attached: Sequence[Attached] = (),
    service: str | None = None,
) -> bytes:
    """Make a PDF from a template that extends `documents/base.html`.

    Args:
        template: its name.
        context: its values.
        title: what the document is, without anybody's name: viewers show it and keep it in lists of recent files.
        printed_by: who printed it, for the foot of each page; nothing where that is not to be said.
        printed_at: when, aware; None where that is not to be said.
        attached: files to lie inside it.
        service: whose paper it is, in place of the service's name; "" has neither a name nor the charity's colour.
    """
    named = settings.SERVICE_NAME if service is None else service
    page = {
        **context,
        "title": title,
        "printed_by": printed_by,
        "printed_at": printed_at,
        "service_name": named,
        "colour": settings.PAPER_COLOUR if named else PLAIN,
        "demonstration": settings.DEMONSTRATION,
    }
    ours = OurFilesOnly()
    html = HTML(string=render_to_string(template, page), base_url=STATIC_SCHEME, url_fetcher=ours)
    style = CSS(f"{STATIC_SCHEME}dussk/document.css", url_fetcher=ours)
    inside = [Attachment(string=one.content, name=one.name, description=one.what) for one in attached]
    made: bytes = html.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", attachments=inside, font_config=_fonts())
    return made


def pdf_response(
    template: str, context: Mapping[str, Any], *, request: HttpRequest, filename: str, title: str
) -> HttpResponse:
    """Answer with a PDF, shown in the browser and kept nowhere on the way.

    Args:
        template: name of a template that extends `documents/base.html`.
        context: its values.
        request: who prints.
        filename: such as "register-2026-11-22.pdf": small letters, digits and hyphens, and never anybody's name.
        title: what the document is, without anybody's name.

    Raises:
        ValueError: the file name is written in another way.
    """
    if not _FILENAME.fullmatch(filename):
        raise ValueError("a file name is small letters, digits and hyphens, ending in .pdf")
    who = [str(getattr(request, "user", "")), str(getattr(request, "agency", "") or "")]
    body = pdf(template, context, title=title, printed_by=", ".join(filter(None, who)), printed_at=timezone.localtime())
    return shown(body, filename)


def shown(body: bytes, filename: str) -> HttpResponse:
    """Answer with a PDF that is made, shown in the browser and kept nowhere on the way.

    Raises:
        ValueError: the file name is written in another way than ``pdf_response`` says.
    """
    if not _FILENAME.fullmatch(filename):
        raise ValueError("a file name is small letters, digits and hyphens, ending in .pdf")
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
