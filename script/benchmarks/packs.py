"""What the pack that she is given costs, beside what WeasyPrint costs for the same pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from weasyprint import CSS, HTML

from casework.clients.models import Client
from consent.subject_access import actions, documents, queries
from consent.subject_access.models import SubjectAccessRequest
from consent.subject_access.rules import Step, Volume
from dussk.access.asking import Worker, asking
from dussk.ui.documents import STATIC_SCHEME, OurFilesOnly


@contextmanager
def undone() -> Iterator[None]:
    """Write nothing that stays: the database is measured again."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ready(by: Worker, her: Client) -> SubjectAccessRequest:
    """A request of hers for which everything was gathered, gone through and released."""
    said = actions.Asked("told", timezone.localdate(), "everything", "both", identity="Her keyworker knows her")
    request = actions.ask(by=by, about=her, said=said)
    actions.step(by=by, request=request, what=Step.BEGIN)
    for part in request.parts.all():
        actions.take_stock(by=by, part=part)
        actions.check(by=by, part=part, seen={row.pk: queries.as_it_stands(row) for row in queries.records_of(part)})
        actions.release_part(by=by, part=part)
    actions.step(by=by, request=request, what=Step.RELEASE)
    return SubjectAccessRequest.objects.get(pk=request.pk)


def against_weasyprint(by: Worker, reference: str, ratio: Callable[[list[Any], int], float]) -> float:
    """A sealed pack from the database / the same pages through WeasyPrint alone, of one woman."""
    with asking(by), undone():
        request = ready(by, Client.objects.get(reference=reference))
        words = documents.new_words()

        def ours() -> object:
            return documents.seal(documents.build(by=by, request=request), words)

        told = documents.contents(by=by, request=request, volume=Volume.FILE)
        page = {
            "told": told,
            "made_on": date.fromisoformat(told["made_on"]),
            "title": "What we hold about you",
            "printed_by": told["agency"],
            "printed_at": timezone.localtime(),
            "service_name": "Bench",
        }
        html = render_to_string("consent/subject_access/pack_document.html", page)
        return ratio([(ours, partial(_theirs, html))], 1)


def _theirs(html: str) -> object:
    fetcher = OurFilesOnly()
    style = CSS(f"{STATIC_SCHEME}dussk/document.css", url_fetcher=fetcher)
    page = HTML(string=html, base_url=STATIC_SCHEME, url_fetcher=fetcher)
    return page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
